"""What a division has in force: its 现行 lists by kind, and whether it is a township.

In: the register. Out: lists. A division keeps one register of a kind in several lists at times: what all of them
together must hold is asked once, of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...model import CATALOGUE, FORMAL, ItemList, ListHead
from ...register import IN_FORCE
from ..rule import Survey

TOWNSHIPS = ("乡", "镇", "民族乡", "苏木", "街道")
VILLAGES = "村(社区)"
Lists = tuple[ItemList, ...]


def lists_in_force(division: str, survey: Survey, kind: str = "") -> Lists:
    """The 正式清单 of a division that are 现行, in order of id; of one kind or of all."""
    found: Mapping[tuple[str, str], Lists] | None = survey.kept.get("lists in force")
    if found is None:
        found = survey.kept["lists in force"] = _by_division_and_kind(survey)
    return found.get((division, kind), ())


def _by_division_and_kind(survey: Survey) -> Mapping[tuple[str, str], Lists]:
    found: dict[tuple[str, str], list[ItemList]] = {}
    for _, entry in sorted(survey.register.lists.items()):
        head = entry.head
        if head.nature == FORMAL and head.text("status") == IN_FORCE:
            for key in ((head.division, head.kind), (head.division, "")):
                found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def is_township(division: str, survey: Survey) -> bool:
    """True for 乡, 镇 and 街道."""
    record = survey.register.references.get("divisions", {}).get(division)
    return record is not None and record.text("type") in TOWNSHIPS


def group_of(entry: ItemList, survey: Survey) -> Lists:
    """The lists that together answer for what a township's lists of a kind must hold, where `entry` speaks for them.

    A 现行 catalogue for townships answers for itself, a township's lists together; () for all others.
    """
    head = entry.head
    if head.nature == CATALOGUE:
        answers = head.text("status") == IN_FORCE and head.text("scope") != VILLAGES
        return (entry,) if answers else ()
    group = lists_in_force(head.division, survey, head.kind) if is_township(head.division, survey) else ()
    return group if group and group[0] is entry else ()


def could_be_read(group: Lists, survey: Survey) -> bool:
    """False when a file of one of the lists, or of a catalogue under it, could not be read."""
    return not any(survey.unread_below(head.path) for entry in group for head in entry.head.stack())


def lacking(group: Lists, missing: Callable[[Lists], tuple[str, ...]], survey: Survey) -> ListHead:
    """The header to change: that of the catalogue where the catalogue lacks the very same."""
    head = group[0].head
    if head.adopts is None:
        return head
    catalogue = survey.register.lists.get(head.adopts.id)
    same = catalogue is not None and bool(group_of(catalogue, survey)) and missing((catalogue,)) == missing(group)
    return head.adopts if same else head
