"""Names that mean something else in each division: 本级, 本级/X, and the items of catalogues.

In: the mentions of such names, by the record they stand in. Out: for each text one problem that names all divisions
in which it leads nowhere, or to two records. A text that a nearer file replaces is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...model import CATALOGUE, Item, ListHead, Record
from ...register import Register
from ..rule import Problem
from .mentions import Mention, Nearest, mention_problem, two_hits

_SHOWN = 5


@dataclass(slots=True)
class _Use:
    """A text that leads nowhere, or to several records, in some divisions."""

    mention: Mention
    item: str
    divisions: list[str] = field(default_factory=list)
    found: tuple[str, ...] = ()


def seen_from_record(register: Register, mention: Mention, nearest: Nearest) -> Iterator[Problem]:
    """本级 in a reference record is seen from the division of that record."""
    division = mention.record.text("division")
    found = register.names.find(mention.table, mention.text, division)
    if len(found) > 1:
        yield two_hits(register, mention, "", found)
    elif not found:
        yield _nowhere(register, _Use(mention, "", [division]), nearest)


def by_division(register: Register, shifting: Mapping[int, list[Mention]], nearest: Nearest) -> Iterator[Problem]:
    """The texts that mean something else in each division, judged in every division where they are in use."""
    missing: dict[int, _Use] = {}
    double: dict[int, _Use] = {}
    for holder, layers in _holders(register):
        item = holder.id if isinstance(holder, Item) else ""
        for record in layers:
            for mention in shifting.get(id(record), ()):
                if not _in_use(holder, record, mention):
                    continue
                found = _seen_from(register, holder, mention)
                if len(found) != 1:
                    use = (double if found else missing).setdefault(id(mention.node), _Use(mention, item, found=found))
                    use.divisions.append(holder.division)
    for use in missing.values():
        yield _nowhere(register, use, nearest)
    for use in double.values():
        yield two_hits(register, use.mention, use.item, use.found, tuple(use.divisions))


def _holders(register: Register) -> Iterator[tuple[ListHead | Item, tuple[Record, ...]]]:
    """Headers and items with the records under them, nearest first; what a catalogue holds is seen by its adopters."""
    for entry in register.lists.values():
        if entry.head.nature == CATALOGUE:
            yield entry.head, (entry.head.record,)
            continue
        yield entry.head, tuple(head.record for head in entry.head.stack())
        for item in entry.items:
            yield item, item.layers()


def _in_use(holder: ListHead | Item, record: Record, mention: Mention) -> bool:
    """False where a nearer record puts something else in the place of the text."""
    if mention.child and isinstance(holder, ListHead) and holder.nature == CATALOGUE:
        return False
    if mention.child:
        return any(row is mention.record for row in holder.rows(mention.child))
    found = holder.cell(mention.reference.field)
    return found is not None and found[0] is record


def _seen_from(register: Register, holder: ListHead | Item, mention: Mention) -> tuple[str, ...]:
    if mention.table != "items":
        return register.names.find(mention.table, mention.text, holder.division)
    copy = register.own_copy(mention.text, holder) if isinstance(holder, Item) else mention.text
    return (copy,) if copy else ()


def _nowhere(register: Register, use: _Use, nearest: Nearest) -> Problem:
    mention = use.mention
    divisions = tuple(dict.fromkeys(use.divisions))
    places = _places(register, divisions)
    if mention.table == "items":
        return mention_problem("no_copy", register, mention, use.item, divisions, places=places)
    near = nearest(mention.table, mention.text, divisions[0])
    common = mention.text.partition("/")[2] or mention.text
    return mention_problem("local", register, mention, use.item, divisions, places=places, nearest=near, common=common)


def _places(register: Register, divisions: tuple[str, ...]) -> str:
    names = [register.name_of("divisions", code) for code in divisions[:_SHOWN]]
    more = f"等 {len(divisions)} 处" if len(divisions) > _SHOWN else ""
    return "、".join(names) + more
