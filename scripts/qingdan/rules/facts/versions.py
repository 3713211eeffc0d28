"""Lists and items as they are and as they were in the last version: which belong together, and what differs.

In: the survey with both registers. Out: pairs of lists, changed fields with their place, new rows of 变更. Compared is
what each file states itself, so that a change of a catalogue is seen once, in the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...finding import Location
from ...model import CATALOGUE, FORMAL, Item, ItemList, ListHead, Record
from ...names import Names
from ...register import IN_FORCE
from ...schema import Field, Table
from ..rule import Survey

Holder = Item | ListHead
_Key = tuple[str, ...]
_Readings = tuple[Names, ...]


class ListPair(NamedTuple):
    """A list of law now and in the last version."""

    now: ItemList
    then: ItemList

    @property
    def in_force(self) -> bool:
        """Whether the list was in force and is: before that it is made for the first time, after that it is over."""
        return all(entry.head.text("status") == IN_FORCE for entry in self)


class Difference(NamedTuple):
    """A field or a child table whose content has changed; no location where the file has nothing of it any more."""

    name: str
    title: str
    location: Location | None


def list_pairs(survey: Survey) -> Iterator[ListPair]:
    """The 正式清单 and 通用目录 that both versions hold."""
    previous = survey.previous.lists if survey.previous is not None else {}
    for now in survey.register.lists.values():
        then = previous.get(now.id)
        if then is not None and all(entry.head.nature in (FORMAL, CATALOGUE) for entry in (now, then)):
            yield ListPair(now, then)


def was_unread(item: str, survey: Survey) -> bool:
    """True for an item whose file was there in the last version, but could not be read."""
    previous = survey.previous
    return previous is not None and item not in previous.items and bool(previous.names.find("items", item))


def own_record(holder: Holder) -> Record | None:
    """What the file of the item or the header states itself."""
    return holder.own if isinstance(holder, Item) else holder.record


def states(name: str, *holders: Holder) -> bool:
    """Whether one of the files states the field or the child table itself."""
    records = (own_record(holder) for holder in holders)
    return any(record is not None and (name in record.cells or name in record.children) for record in records)


def place(holder: Holder, name: str = "") -> Location:
    """The field in the file of the item or header, its beginning, or the header where the item has no file."""
    item = holder.id if isinstance(holder, Item) else ""
    record = own_record(holder)
    if record is None:
        head = holder.head if isinstance(holder, Item) else holder
        return head.record.at(item=item)
    return record.at(name if name in record.cells else "", item=item)


def plain(text: str) -> str:
    """A text without its blanks: where lines are broken is no change."""
    return "".join(text.split())


def new_rows(now: Holder, then: Holder) -> tuple[Record, ...]:
    """The rows of 变更 that a file states and did not state in the last version."""
    after, before = own_record(now), own_record(then)
    known = Counter(_typed(row) for row in before.rows("changes")) if before is not None else Counter()
    return tuple(row for row in after.rows("changes") if not known[_typed(row)]) if after is not None else ()


def _typed(row: Record) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, plain(row.text(name))) for name in row.cells))


def differences(now: Holder, then: Holder, table: Table, survey: Survey) -> Iterator[Difference]:
    """The 实质 fields and child tables that a file states, or did, and whose content has changed."""
    for field in table.inputs:
        if field.substantive and states(field.name, now, then):
            yield from difference(now, then, field, survey)
    for child in survey.register.schemas.nested(table).values():
        fields = tuple(field for field in child.fields if field.substantive)
        if fields and states(child.name, now, then):
            yield from _rows_differ(now, then, child, fields, survey)


def difference(now: Holder, then: Holder, field: Field, survey: Survey) -> Iterator[Difference]:
    """The field when its content has changed."""

    def content(holder: Holder, names: _Readings) -> tuple[str, ...]:
        found = holder.cell(field.name)
        if found is None:
            return ()
        texts = found[0].texts(field.name) if field.many else (found[0].text(field.name),)
        return tuple(sorted(_meaning(text, field, now.division, names) for text in texts))

    if not _is_same(now, then, content, survey):
        record = own_record(now)
        there = record is not None and field.name in record.cells
        yield Difference(field.name, field.title, place(now, field.name) if there else None)


def _rows_differ(
    now: Holder, then: Holder, child: Table, fields: tuple[Field, ...], survey: Survey
) -> Iterator[Difference]:
    """The child table when other rows stand in it, in whatever order."""

    def content(holder: Holder, names: _Readings) -> Counter[_Key]:
        return Counter(_key(row, fields, now.division, names) for row in holder.rows(child.name))

    if _is_same(now, then, content, survey):
        return
    own = own_record(now)
    rows = own.rows(child.name) if own is not None else ()
    item = now.id if isinstance(now, Item) else ""
    before = content(then, _then(survey))
    for row in rows:
        key = _key(row, fields, now.division, _now(survey))
        if not before[key]:
            known = [{there[n] for there in before} for n in range(len(fields))]
            new = [field.name for n, field in enumerate(fields) if key[n] and key[n] not in known[n]]
            yield Difference(child.name, child.title, row.at(new[0] if new else fields[0].name, item=item))
            return
    yield Difference(child.name, child.title, rows[0].at(fields[0].name, item=item) if rows else None)


def _is_same(now: Holder, then: Holder, content: Callable[[Holder, _Readings], object], survey: Survey) -> bool:
    """Whether the content is as it was, or is the catalogue's as it was then: such a change is the catalogue's."""
    after, before = content(now, _now(survey)), content(then, _then(survey))
    above, formerly = _catalogue(now), _catalogue(then)
    if after == before or above is None or formerly is None:
        return after == before
    return after == content(above, _now(survey)) and before == content(formerly, _then(survey))


def _catalogue(holder: Holder) -> Holder | None:
    return holder.base if isinstance(holder, Item) else holder.adopts


def _key(row: Record, fields: tuple[Field, ...], division: str, names: _Readings) -> _Key:
    return tuple(_meaning(row.text(field.name), field, division, names) for field in fields)


def _meaning(text: str, field: Field, division: str, readings: _Readings) -> str:
    """What a name leads to, else the text: a body under its new name, or as 本级, is the same body."""
    if not field.ref or not text:
        return plain(text)
    found = (names.one(field.ref, text, division) for names in readings)
    return next((code for code in found if code), text)


def _now(survey: Survey) -> _Readings:
    return (survey.register.names,)


def _then(survey: Survey) -> _Readings:
    """A name of then is read as today, and as it was then where it is gone."""
    return (survey.register.names, survey.previous.names) if survey.previous is not None else _now(survey)
