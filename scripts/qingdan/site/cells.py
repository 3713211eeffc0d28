"""Fields as a reader sees them: title and values, driven by the schema alone.

In: a record, item or header and the fields to show. Out: facts (title, values with addresses). A field that is missing
gives nothing; a new field of a schema shows up by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ..model import Item, ListHead, Record
from ..schema import Field, Table
from .engine import broken
from .index import Index, Owner, Ref
from .words import duration

Holder = Item | ListHead | Record
_UNIT = "_unit"


class Fact(NamedTuple):
    """One label with its values."""

    title: str
    values: tuple[Ref, ...]


class Group(NamedTuple):
    """Facts under one heading of the schema."""

    title: str
    facts: list[Fact]


class Plan:
    """The fields to show, in their order, without those that stand elsewhere; made once, used for every record."""

    def __init__(self, fields: Iterable[Field], skip: Collection[str] = ()) -> None:
        known = {field.name: field for field in fields}
        units = {name for name in known if name.endswith(_UNIT) and name[: -len(_UNIT)] in known}
        self._rows = [
            (field, f"{name}{_UNIT}" if f"{name}{_UNIT}" in units else "")
            for name, field in known.items()
            if name not in units and name not in skip
        ]

    def facts(self, index: Index, holder: Holder, owner: Owner) -> list[Fact]:
        """The fields that have a value, names resolved as `owner` sees them; a time limit is joined with its unit."""
        return [fact for _, fact in self._facts(index, holder, owner)]

    def groups(self, index: Index, holder: Holder, owner: Owner) -> list[Group]:
        """The same under the headings of the schema."""
        found: dict[str, list[Fact]] = {}
        for field, fact in self._facts(index, holder, owner):
            found.setdefault(field.group, []).append(fact)
        return [Group(title, rows) for title, rows in found.items()]

    def _facts(self, index: Index, holder: Holder, owner: Owner) -> Iterator[tuple[Field, Fact]]:
        present = _present(holder)
        for field, unit in self._rows:
            if unit:
                text = duration(holder.text(field.name), holder.text(unit))
                if text:
                    yield field, Fact(field.title, (Ref(text),))
            elif field.name in present:
                values = values_of(index, holder, field, owner)
                if values:
                    yield field, Fact(field.title, values)


# The fields of child rows that have a place of their own on the pages.
_ROW_FIELDS = {
    "basis": ("source", "article", "paragraph", "purpose"),
    "parties": ("org", "wording", "role", "duty", "weight"),
    "steps": ("title", "post", "org", "limit", "limit_unit", "rule", "next"),
    "materials": ("name", "need", "form", "origin", "copies", "sample_url"),
    "events": ("action", "date", "org", "doc_no", "channels", "until", "result", "note"),
    "changes": ("date", "action", "reason", "approval", "note"),
}


def row_facts(index: Index, row: Record, owner: Owner) -> list[Fact]:
    """What a row of a child table states beyond the fields that the pages know."""
    fields = index.other_fields(row.table, _ROW_FIELDS[row.table])
    return Plan(fields).facts(index, row, owner) if fields else []


def _present(holder: Holder) -> Collection[str]:
    """The names of the fields that some record under the holder states."""
    if isinstance(holder, Record):
        return holder.cells.keys()
    if isinstance(holder, ListHead):
        return holder.record.cells.keys() | (_present(holder.adopts) if holder.adopts is not None else set())
    layers = holder.layers()
    return layers[0].cells.keys() if len(layers) == 1 else {name for record in layers for name in record.cells}


def texts_of(holder: Holder, field: Field) -> tuple[str, ...]:
    """What was typed into a field, as a tuple."""
    if not field.many:
        text = holder.text(field.name)
        return (text,) if text else ()
    if isinstance(holder, ListHead):
        found = holder.cell(field.name)
        return found[0].texts(field.name) if found is not None else ()
    return holder.texts(field.name)


def values_of(index: Index, holder: Holder, field: Field, owner: Owner) -> tuple[Ref, ...]:
    """The values of a field, names resolved as `owner` sees them; no article of a document that is not public."""
    texts = texts_of(holder, field)
    if not texts or (field.within and not index.register.is_open("sources", holder.text(field.within))):
        return ()
    if field.ref and field.ref != "articles":
        refs = (index.ref(field.ref, text, owner) for text in texts)
        return tuple(ref for ref in refs if ref.text)
    if field.unit:
        return tuple(Ref(f"{text} {field.unit}") for text in texts)
    return tuple(Ref(broken(text)) for text in texts)


def own_fields(table: Table) -> tuple[Field, ...]:
    """The fields that a record of the table itself may state: without the core's and the computed ones."""
    return tuple(field for field in table.fields if not field.computed)
