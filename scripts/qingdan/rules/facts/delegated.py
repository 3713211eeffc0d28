"""Delegations: what has been handed down to a division, by whom, and whether that is in force.

In: the register. Out: for an item, the delegations that name it, and what keeps one of them from covering it.
Whether the delegation itself is lawful is the business of the rules on delegations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ...model import CATALOGUE, EXTRACT, Item
from ..rule import Survey
from .dates import before
from .holders import by_role, holders
from .status import is_current

RECEIVER = "承接方"
# Why a delegation does not cover an item: "" if it does.
Hindrance = Literal["", "kind", "elsewhere", "idle", "early", "over"]


class _Index(NamedTuple):
    """The delegations of all lists, by the ids under 涉及权力 and by their titles and matters."""

    by_power: dict[str, list[Item]]
    by_title: dict[str, list[Item]]


def covering(item: Item, survey: Survey) -> Iterator[Item]:
    """The delegations of the division or of one above it that name the item, or its title, on the item's date."""
    for delegation in naming(item, survey):
        if not hindrance(delegation, item, survey):
            yield delegation


def naming(item: Item, survey: Survey) -> tuple[Item, ...]:
    """Every delegation that the item names, that lists the item, or that bears its title, in force or not."""
    title = item.text("title")
    same = _index(survey).by_title.get(title, ()) if title else ()
    found = (linked(item, survey), *listing(item, survey), *same)
    return tuple({delegation.id: delegation for delegation in found if delegation is not None}.values())


def linked(item: Item, survey: Survey) -> Item | None:
    """What a power gives as its 委托下放事项."""
    text = item.text("delegation")
    return survey.register.items.get(survey.register.id_of("items", text, item)) if text else None


def listing(item: Item, survey: Survey) -> tuple[Item, ...]:
    """The delegations with the item under 涉及权力; a catalogue's id means the division's own copy."""
    by_power = _index(survey).by_power
    return tuple(delegation for layer in item.stack() for delegation in by_power.get(layer.id, ()))


def hindrance(delegation: Item, item: Item, survey: Survey) -> Hindrance:
    """What keeps a delegation from covering an item: its place, its receivers, its status, its term."""
    if delegation.kind != "delegation":
        return "kind"
    if not _reaches(delegation, item, survey):
        return "elsewhere"
    if not is_current(delegation):
        return "idle"
    date = date_of(item)
    if before(date, delegation.text("valid_from")):
        return "early"
    return "over" if before(delegation.text("valid_to"), date) else ""


def date_of(item: Item) -> str:
    """The day from which an item stands as it is: a list that is stated anew states its items anew."""
    return max(item.text("effective_from"), item.head.text("version"))


def unread_delegations(division: str, survey: Survey) -> bool:
    """True when a file with delegations of the division, or of one above it, could not be read."""
    folders = tuple(f"lists/{code}/delegation" for code in (division, *survey.register.ancestors(division)))
    return any(path.startswith(folders) for path in survey.unread)


def _reaches(delegation: Item, item: Item, survey: Survey) -> bool:
    """Held by the division or by one above it; where 承接方 are named, one of them is there or stands for all."""
    codes = (item.division, *survey.register.ancestors(item.division))
    if delegation.division not in codes or delegation.head.nature in (CATALOGUE, EXTRACT):
        return False
    receivers = [party.body for party in by_role(holders(delegation, survey), RECEIVER)]
    return not receivers or any(
        not body.known or item.division.startswith(body.division) or body.division.startswith(item.division)
        for body in receivers
    )


def _index(survey: Survey) -> _Index:
    found: _Index | None = survey.kept.get("delegations")
    if found is None:
        found = survey.kept["delegations"] = _read(survey)
    return found


def _read(survey: Survey) -> _Index:
    index = _Index({}, {})
    for entry in survey.register.lists.values():
        if entry.head.kind != "delegation" or entry.head.nature in (CATALOGUE, EXTRACT):
            continue
        for delegation in entry.items:
            for power in dict.fromkeys(delegation.texts("powers")):
                index.by_power.setdefault(power, []).append(delegation)
            for title in dict.fromkeys((delegation.text("title"), delegation.text("matter"))):
                index.by_title.setdefault(title, []).append(delegation)
    return index
