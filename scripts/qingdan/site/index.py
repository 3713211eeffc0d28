"""What is shown on the site, at which address, and what a name in a record leads to.

In: the register. Out: `Index`, made once for a build: the items with pages, the pages of places, names as text and
address (`Ref`). Groups nothing (matters.py) and writes nothing; what is not public is left out here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..model import CATALOGUE, Excluded, Item, ItemList, ListHead, Record
from ..names import OWN
from ..register import CLOSED, DRAFT, Register
from ..schema import Field, Table
from .words import everywhere

COUNTS = "counts"
Owner = Item | ListHead | None


class Ref(NamedTuple):
    """A name as it is read, and the address of its page below the root ("" when it has none)."""

    text: str
    path: str = ""


NOWHERE = Ref("")


def item_path(item_id: str) -> str:
    """The address of an item."""
    return f"items/{item_id}/"


def list_path(head: ListHead) -> str:
    """The address of a list."""
    return f"{head.division}/{head.key}/"


class Index:
    """Look-ups over a register that does not change."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.schemas = register.schemas
        self._refs: dict[tuple[str, str, str], Ref] = {}
        self._others: dict[str, tuple[Field, ...]] = {}

    @cached_property
    def lists(self) -> Mapping[str, ItemList]:
        """The public lists by id."""
        return {entry.id: entry for entry in self.register.public_lists}

    @cached_property
    def shown(self) -> Mapping[str, Item]:
        """The items that have a page, those of catalogues too, in order of lists and serials."""
        return {item.id: item for entry in self.register.public_lists for item in self.items_of(entry)}

    def items_of(self, entry: ItemList) -> tuple[Item, ...]:
        """The items of a public list that have a page."""
        return self._items.get(entry.id, ())

    @cached_property
    def _items(self) -> Mapping[str, tuple[Item, ...]]:
        public = self.register.is_public
        return {
            entry.id: tuple(item for item in entry.items if public(item))
            for entry in self.register.public_lists
            if not self.counts_only(self.schemas[entry.head.kind])
        }

    @cached_property
    def published(self) -> tuple[Item, ...]:
        """The items that count: with a page, and not of a catalogue."""
        return tuple(item for item in self.shown.values() if item.head.nature != CATALOGUE)

    @cached_property
    def excluded(self) -> Mapping[str, Excluded]:
        """What lists declared 不适用, as far as the catalogue's item has a page."""
        entries = (entry for listed in self.register.public_lists for entry in listed.excluded)
        return {entry.id: entry for entry in entries if entry.base.id in self.shown}

    @cached_property
    def excluded_by_base(self) -> Mapping[str, list[Excluded]]:
        """The same by the catalogue's item, in order of codes."""
        found: dict[str, list[Excluded]] = {}
        for entry in self.excluded.values():
            found.setdefault(entry.base.id, []).append(entry)
        return found

    @staticmethod
    def counts_only(kind: Table) -> bool:
        """True for a kind of which the public sees numbers only (协调事项)."""
        return kind.words("public") == COUNTS

    def counted_rows(self, entry: ItemList) -> tuple[Item, ...]:
        """The items of a list of numbers: whatever their openness, all but drafts."""
        return tuple(item for item in entry.items if item.text("status") != DRAFT)

    @cached_property
    def _adopters(self) -> dict[str, tuple[Item, ...]]:
        return {}

    def adopters(self, item: Item) -> tuple[Item, ...]:
        """The shown items of places that stand on a catalogue's item, catalogues between them left out, by code."""
        found = self._adopters.get(item.id)
        if found is None:
            found = tuple(sorted(self._below(item), key=lambda below: (below.division, below.id)))
            self._adopters[item.id] = found
        return found

    def _below(self, item: Item) -> Iterator[Item]:
        for below in self.register.adopters.get(item.id, ()):
            if below.head.nature == CATALOGUE:
                yield from self._below(below)
            elif below.id in self.shown:
                yield below

    def root_item(self, item: Item) -> Item:
        """The topmost shown item under an item that still gives it its title."""
        while (
            item.base is not None and item.base.id in self.shown and "title" not in (item.own.cells if item.own else {})
        ):
            item = item.base
        return item

    @cached_property
    def divisions(self) -> tuple[str, ...]:
        """The codes that have a page: with a public list, or above one that has."""
        codes = {entry.head.division for entry in self.register.public_lists}
        codes |= {above for code in codes for above in self.register.ancestors(code)}
        return tuple(sorted(codes))

    @cached_property
    def _division_set(self) -> frozenset[str]:
        return frozenset(self.divisions)

    def lists_of(self, division: str) -> tuple[ItemList, ...]:
        """The public lists of a division."""
        return self._lists_by_division.get(division, ())

    @cached_property
    def _lists_by_division(self) -> Mapping[str, tuple[ItemList, ...]]:
        found: dict[str, list[ItemList]] = {}
        for entry in self.register.public_lists:
            found.setdefault(entry.head.division, []).append(entry)
        order = {table.name: number for number, table in enumerate(self.schemas.kinds)}
        return {
            code: tuple(sorted(entries, key=lambda entry: (order[entry.head.kind], entry.id)))
            for code, entries in found.items()
        }

    def division(self, code: str) -> Ref:
        """A place by its code."""
        return Ref(self.register.name_of("divisions", code), f"{code}/" if code in self._division_set else "")

    def division_type(self, code: str) -> str:
        """镇, 街道, 县(市、区) …"""
        return self._text("divisions", code, "type")

    def _text(self, table: str, key: str, name: str) -> str:
        record = self.register.references.get(table, {}).get(key)
        return record.text(name) if record is not None else ""

    def records(self, table: str) -> Mapping[str, Record]:
        """The records of a reference table."""
        return self.register.references.get(table, {})

    def place(self, text: str, item: Item) -> Record | None:
        """The record of a place as an item names it; None in a catalogue, where it differs from town to town."""
        if item.head.nature == CATALOGUE and self.register.names.is_local("places", text):
            return None
        return self.records("places").get(self.register.names.one("places", text, item.division))

    @cached_property
    def sources(self) -> Mapping[str, Record]:
        """The sources that may be shown (model.md 6, C13)."""
        return {key: row for key, row in self.records("sources").items() if row.text("openness") != CLOSED}

    def other_fields(self, child: str, known: Collection[str]) -> tuple[Field, ...]:
        """The fields of a child table that a page does not know: whatever a schema gained."""
        fields = self._others.get(child)
        if fields is None:
            inputs = self.schemas[child].inputs
            fields = self._others[child] = tuple(field for field in inputs if field.name not in known)
        return fields

    def source_id(self, text: str) -> str:
        """The id of a source that may be shown, "" otherwise."""
        found = self.register.names.one("sources", text)
        return found if found in self.sources else ""

    @cached_property
    def domain_codes(self) -> Mapping[str, str]:
        """The codes of the fields by name, in order of the codes."""
        return {record.text("name"): code for code, record in sorted(self.records("domains").items())}

    def body(self, ref: Ref) -> Record | None:
        """The record of a body that a name led to."""
        return self.records("organisations").get(ref.path[len("organisations/") : -1])

    def body_division(self, ref: Ref) -> str:
        """The code of the place to which a body belongs."""
        record = self.body(ref)
        return record.text("division") if record is not None else ""

    def phone(self, ref: Ref) -> str:
        """The telephone of a body, "" when it has none or the name leads nowhere."""
        record = self.body(ref)
        return record.text("phone") if record is not None else ""

    def organisation(self, text: str, item: Item) -> tuple[str, Ref]:
        """Id and name of a body as an item names it; no id for a body that differs from town to town."""
        ref = self.ref("organisations", text, item)
        return ref.path[len("organisations/") : -1], ref

    def ref(self, table: str, text: str, owner: Owner) -> Ref:
        """What a name leads to, seen from an item or a header (None: a reference record); empty when it is closed."""
        if table == "items":
            return self._item_ref(text, owner)
        if table in ("organisations", "places") and owner is not None and (text == OWN or text.startswith(f"{OWN}/")):
            return self._local_ref(table, text, owner)
        key = (table, text, "")
        found = self._refs.get(key)
        if found is None:
            found = self._refs[key] = self._named(table, self.register.names.one(table, text), text)
        return found

    def _local_ref(self, table: str, text: str, owner: Item | ListHead) -> Ref:
        """`本级` in a catalogue's item is nobody in particular: the bodies of all who adopt it."""
        head = owner.head if isinstance(owner, Item) else owner
        general = isinstance(owner, Item) and head.nature == CATALOGUE
        key = (table, text, f"*{head.text('scope')}" if general else head.division)
        found = self._refs.get(key)
        if found is None:
            if general:
                found = Ref(everywhere(head.text("scope"), text.partition("/")[2]))
            else:
                found = self._named(table, self.register.names.one(table, text, head.division), text)
            self._refs[key] = found
        return found

    def _item_ref(self, text: str, owner: Owner) -> Ref:
        key = self.register.id_of("items", text, owner) if isinstance(owner, Item) else text
        item = self.shown.get(key) or self.shown.get(text)
        return Ref(item.text("title"), item_path(item.id)) if item is not None else NOWHERE

    def _named(self, table: str, key: str, text: str) -> Ref:
        if table == "divisions":
            return self.division(key or text)
        if table == "lists":
            entry = self.lists.get(key)
            return Ref(entry.head.text("title"), list_path(entry.head)) if entry is not None else NOWHERE
        if table == "sources":
            if key and key not in self.sources:
                return NOWHERE
            return Ref(self.register.name_of(table, key) if key else text, f"sources/{key}/" if key else "")
        if table == "domains":
            code = self.domain_codes.get(text, "")
            return Ref(text, f"domains/{code}/" if code else "")
        if table == "organisations" and key:
            return Ref(self.register.name_of(table, key), f"organisations/{key}/")
        return Ref(self.register.name_of(table, key) if key else text)
