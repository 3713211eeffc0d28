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

_UNIT = "_unit"


class Fact(NamedTuple):
    """One label with its values."""

    title: str
    values: tuple[Ref, ...]


class Group(NamedTuple):
    """Facts under one heading of the schema."""

    title: str
    facts: list[Fact]


def texts_of(holder: Item | ListHead | Record, field: Field) -> tuple[str, ...]:
    """What was typed into a field, as a tuple."""
    if not field.many:
        text = holder.text(field.name)
        return (text,) if text else ()
    if isinstance(holder, ListHead):
        found = holder.cell(field.name)
        return found[0].texts(field.name) if found is not None else ()
    return holder.texts(field.name)


def values_of(index: Index, holder: Item | ListHead | Record, field: Field, owner: Owner) -> tuple[Ref, ...]:
    """The values of a field, names resolved as `owner` sees them."""
    texts = texts_of(holder, field)
    if not texts:
        return ()
    if field.ref and field.ref != "articles":
        refs = (index.ref(field.ref, text, owner) for text in texts)
        return tuple(ref for ref in refs if ref.text)
    if field.unit:
        return tuple(Ref(f"{text} {field.unit}") for text in texts)
    return tuple(Ref(broken(text)) for text in texts)


def facts(
    index: Index,
    fields: Iterable[Field],
    holder: Item | ListHead | Record,
    owner: Owner,
    skip: Collection[str] = (),
) -> list[Fact]:
    """The fields that have a value; a time limit is joined with its unit."""
    return [fact for _, fact in _facts(index, tuple(fields), holder, owner, skip)]


def groups(
    index: Index,
    fields: Iterable[Field],
    holder: Item | ListHead | Record,
    owner: Owner,
    skip: Collection[str] = (),
) -> list[Group]:
    """The same under the headings of the schema, in its order."""
    found: dict[str, list[Fact]] = {}
    for field, fact in _facts(index, tuple(fields), holder, owner, skip):
        found.setdefault(field.group, []).append(fact)
    return [Group(title, rows) for title, rows in found.items()]


def _facts(
    index: Index, fields: tuple[Field, ...], holder: Item | ListHead | Record, owner: Owner, skip: Collection[str]
) -> Iterator[tuple[Field, Fact]]:
    names = {field.name for field in fields}
    for field in fields:
        name = field.name
        if name in skip or (name.endswith(_UNIT) and name[: -len(_UNIT)] in names):
            continue
        if f"{name}{_UNIT}" in names:
            text = duration(holder.text(name), holder.text(f"{name}{_UNIT}"))
            values: tuple[Ref, ...] = (Ref(text),) if text else ()
        else:
            values = values_of(index, holder, field, owner)
        if values:
            yield field, Fact(field.title, values)


def own_fields(table: Table) -> tuple[Field, ...]:
    """The fields that a record of the table itself may state: without the core's and the computed ones."""
    return tuple(field for field in table.fields if not field.computed)
