"""The register: everything that was read and resolved, with the questions every later stage asks of it.

In: the lists and references of resolve.py. Out: items, natures, names seen from an item, what may be published.
It changes nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .model import CATALOGUE, EXTRACT, Item, ItemList, ListHead, Record
from .names import Names
from .schema import Schemas, Table

DEMO_NATURE = "示例（虚构）"
FORMAL_NATURE = "正式"
EXTRACT_NATURE = "文件摘编"
COMMON_NATURE = "公共参考"
CLOSED = "不予开放"
DRAFT = "草案"
CONSULTING = "征求意见"
IN_FORCE = "现行"


@dataclass(frozen=True, kw_only=True)
class Register:
    """The resolved lists of one repository, with references and settings.

    With `drafts` it is that of the internal build: what is 草案, or an unfinished 征求意见, counts as public too.
    """

    schemas: Schemas
    lists: Mapping[str, ItemList]
    references: Mapping[str, Mapping[str, Record]]
    publisher: Record
    exemptions: tuple[Record, ...]
    names: Names
    drafts: bool = False

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by id, those of catalogues too."""
        return {item.id: item for entry in self.lists.values() for item in entry.items}

    @cached_property
    def public_lists(self) -> tuple[ItemList, ...]:
        """The lists that may be shown, in order of id, catalogues too."""
        return tuple(entry for key, entry in sorted(self.lists.items()) if self.is_public_list(entry.head))

    @cached_property
    def shown(self) -> tuple[Item, ...]:
        """Every public item in order of lists and serials, those of catalogues too."""
        return tuple(item for entry in self.public_lists for item in entry.items if self.is_public(item))

    @cached_property
    def published(self) -> tuple[Item, ...]:
        """The public items of lists that are no catalogue: what a division publishes as its own."""
        return tuple(item for item in self.shown if item.head.nature != CATALOGUE)

    @cached_property
    def adopters(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of other lists that stand directly on a catalogue's item, by its id."""
        found: dict[str, list[Item]] = {}
        for item in self.items.values():
            if item.base is not None:
                found.setdefault(item.base.id, []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def openness(self, item: Item) -> str:
        """公开属性 of an item: its own, else the kind's default, else the list's."""
        defaults = self.schemas[item.kind].meta.get("defaults", {})
        return item.text("openness") or str(defaults.get("openness", "")) or item.head.text("openness")

    def is_public_list(self, head: ListHead) -> bool:
        """Whether a list may be shown at all (model.md 1, nature and openness)."""
        if head.text("openness") == CLOSED or self._is_draft(head):
            return False
        if self.drafts or head.text("status") != CONSULTING or head.nature == EXTRACT:
            return True
        return any(
            row.text("action") == CONSULTING and row.text("until") and row.text("org") for row in head.rows("events")
        )

    def is_public(self, item: Item) -> bool:
        """Whether an item of a public list may be shown; of some kinds (`public: counts`) only numbers are."""
        if self.schemas[item.kind].words("public") == "counts":
            return False
        return self.openness(item) != CLOSED and not self._is_draft(item) and self.is_public_list(item.head)

    def _is_draft(self, holder: Item | ListHead) -> bool:
        return not self.drafts and holder.text("status") == DRAFT

    def is_open(self, table: str, text: str, division: str = "") -> bool:
        """False when a name leads to something that may not be shown, so that the name itself may not either."""
        found = self.names.one(table, text, division)
        if table == "items":
            return found not in self.items or self.is_public(self.items[found])
        if table == "lists":
            return found not in self.lists or self.is_public_list(self.lists[found].head)
        record = self.references.get(table, {}).get(found)
        return record is None or record.text("openness") != CLOSED

    def open_rows(self, table: Table, rows: Iterable[Record], division: str) -> Iterator[Record]:
        """Nested rows without those that rest on something that may not be shown (rule C13)."""
        needed = [field for field in table.required if field.ref]
        for row in rows:
            if all(self.is_open(field.ref, row.text(field.name), division) for field in needed):
                yield row

    @cached_property
    def _demo(self) -> tuple[str, ...]:
        return self.publisher.texts("demo_divisions") or ("\0",)

    def is_demo(self, division: str) -> bool:
        """True below a code that the publisher declared invented (演示区划)."""
        return division.startswith(self._demo)

    def list_nature(self, head: ListHead) -> str:
        """`data_nature` of a list and its items."""
        if self.is_demo(head.division):
            return DEMO_NATURE
        return EXTRACT_NATURE if head.nature == EXTRACT else FORMAL_NATURE

    def reference_nature(self, record: Record) -> str:
        """`data_nature` of a reference record: by its division, or by what kind of source it is."""
        if record.table == "sources":
            invented = "虚构" in (record.text("type"), record.text("status"))
            return DEMO_NATURE if invented else EXTRACT_NATURE
        division = record.text("division") or (record.text("code") if record.table == "divisions" else "")
        if division and self.is_demo(division):
            return DEMO_NATURE
        if record.table in ("divisions", "domains"):
            return COMMON_NATURE
        return EXTRACT_NATURE if self._only_extracts(division) else FORMAL_NATURE

    def _only_extracts(self, division: str) -> bool:
        """True when nothing but extracts is held below or at the division."""
        heads = (entry.head for entry in self.lists.values())
        return all(head.nature == EXTRACT for head in heads if division and head.division.startswith(division))

    def id_of(self, table: str, text: str, item: Item) -> str:
        """The id that a name means in an item; a catalogue item's id means the division's own copy of it."""
        found = self.names.one(table, text, item.division)
        return self.own_copy(found, item) if table == "items" and found else found

    def own_copy(self, target: str, item: Item) -> str:
        """The resolved copy of a catalogue's item nearest to the division of `item`; "" when it has none.

        A list of the catalogue's own division, or of one above it, speaks of the catalogue's item itself.
        """
        found = self.items.get(target)
        if found is None or found.head.nature != CATALOGUE or item.head.nature == CATALOGUE:
            return target
        if found.division.startswith(item.division):
            return target
        copies = {copy.division: copy.id for copy in self._copies(found)}
        division = item.division
        while division:
            if division in copies:
                return copies[division]
            division = self.parent(division)
        return ""

    def _copies(self, item: Item) -> Iterator[Item]:
        for adopter in self.adopters.get(item.id, ()):
            if adopter.head.nature == CATALOGUE:
                yield from self._copies(adopter)
            else:
                yield adopter

    def parent(self, division: str) -> str:
        """The code of the division above, "" at the top."""
        record = self.references.get("divisions", {}).get(division)
        above = record.text("parent") if record is not None else ""
        return above if above != division and len(above) < len(division) else ""

    def ancestors(self, division: str) -> Iterator[str]:
        """The codes above a division, nearest first."""
        while division := self.parent(division):
            yield division

    def name_of(self, table: str, code: str) -> str:
        """The full name of a reference record, its code when it is unknown."""
        record = self.references.get(table, {}).get(code)
        return (record.text("name") or record.text("title") or code) if record is not None else code
