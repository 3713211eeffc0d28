"""What a place changed in a catalogue's item, and how the places that adopt it differ.

In: items and the index. Out: views for the item page and the list page. Compares only with the catalogue, never place
with place, and never counts who differs most.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model import Item
from .cells import values_of
from .index import Index, Ref, item_path
from .words import noun


class Change(NamedTuple):
    """A field in which a place departs from the catalogue: what it was, what it is; a child table has only a title."""

    title: str
    old: tuple[Ref, ...]
    new: tuple[Ref, ...]
    table: bool


class Place(NamedTuple):
    """One adopting place: its item, and what it changed."""

    ref: Ref
    changes: list[Change]


class Siblings(NamedTuple):
    """All adopters of a catalogue's item, by code; `excluded` are the places where it does not apply."""

    catalogue: Ref
    noun: str
    same: list[Ref]
    changed: list[Place]
    excluded: list[tuple[Ref, str]]

    @property
    def total(self) -> int:
        """How many places adopted it."""
        return len(self.same) + len(self.changed)


def changes_of(index: Index, item: Item) -> list[Change]:
    """The fields that the item's own record overrides, in the order of the schema; 变更 and 过程 stand in the history."""
    names = set(item.overridden()) - {"changes", "events"}
    if not names or item.base is None:
        return []
    table = index.schemas[item.kind]
    found = [
        Change(field.title, values_of(index, item.base, field, item), values_of(index, item, field, item), table=False)
        for field in table.inputs
        if field.name in names
    ]
    found += [Change(index.schemas[name].title, (), (), table=True) for name in table.children if name in names]
    return found


def siblings(index: Index, base: Item) -> Siblings | None:
    """The places that adopt `base`; None when there are none."""
    adopters = index.adopters(base)
    if not adopters:
        return None
    same, changed = [], []
    for item in adopters:
        ref = Ref(index.division(item.division).text, item_path(item.id))
        changes = changes_of(index, item)
        if changes:
            changed.append(Place(ref, changes))
        else:
            same.append(ref)
    types = {index.division_type(item.division) for item in adopters}
    catalogue = Ref(base.head.text("title"), item_path(base.id))
    return Siblings(catalogue, noun(types), same, changed, _excluded(index, base))


def _excluded(index: Index, base: Item) -> list[tuple[Ref, str]]:
    entries = index.excluded_by_base.get(base.id, ())
    return [
        (Ref(index.division(entry.head.division).text, item_path(entry.id)), entry.row.text("reason"))
        for entry in entries
    ]
