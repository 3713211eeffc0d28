"""The nouns: nodes of a file, records, lists, items, the register.

Made by source.py (Node), bind.py (Record) and resolve.py (the rest); every later stage only reads them.
An adopted item copies nothing: it holds its own record, if any, and the catalogue's item under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .finding import Location

CATALOGUE = "通用目录"
EXTRACT = "文件摘编"
FORMAL = "正式清单"


class Node(NamedTuple):
    """A value with its place. A scalar is text, a sequence a list of nodes, a mapping a dict of nodes.

    Lines and columns count from 1; a block stands at its key.
    """

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """One mapping of a file, bound to a table: English field names to nodes, child tables to rows.

    A cell whose value is "" was cleared by 无. `path` is relative to the root.
    """

    table: str
    path: str
    line: int
    cells: Mapping[str, Node]
    children: Mapping[str, tuple[Record, ...]]
    derived: bool = False

    def text(self, name: str) -> str:
        """The scalar typed into the field, "" when there is none."""
        node = self.cells.get(name)
        return node.value if node is not None and isinstance(node.value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list field, () when there is none."""
        return tuple(text for text, _ in self.entries(name))

    def entries(self, name: str) -> Iterator[tuple[str, Node]]:
        """The texts of a list field with their places."""
        node = self.cells.get(name)
        for entry in node.value if node is not None and isinstance(node.value, list) else ():
            if isinstance(entry.value, str):
                yield entry.value, entry

    def rows(self, child: str) -> tuple[Record, ...]:
        """The nested rows of a child table."""
        return self.children.get(child, ())

    def at(self, name: str = "", *, item: str = "") -> Location:
        """The place of a field, or of the record where the field is missing."""
        node = self.cells.get(name)
        label = f"{self.table}.{name}" if name else ""
        if node is None:
            return Location(path=self.path, line=self.line, column=1, item=item, field=label)
        return Location(path=self.path, line=node.line, column=node.column, item=item, field=label)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListHead:
    """A list as its header states it; inherits from the catalogue it adopts, except title and maker."""

    id: str
    division: str
    key: str
    kind: str
    record: Record
    adopts: ListHead | None = None

    def cell(self, name: str) -> tuple[Record, Node] | None:
        """The field with the record that supplies it."""
        node = self.record.cells.get(name)
        if node is not None:
            return (self.record, node) if node.value != "" else None
        if self.adopts is None or name in _OWN_ONLY:
            return None
        return self.adopts.cell(name)

    def text(self, name: str) -> str:
        """The field as text, inherited where the header is silent; 版本 is the later of the two."""
        found = self.cell(name)
        value = found[1].value if found and isinstance(found[1].value, str) else ""
        if name == "version" and self.adopts is not None:
            return max(value, self.adopts.text(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list field, inherited like the others."""
        found = self.cell(name)
        return found[0].texts(name) if found else ()

    def rows(self, child: str) -> tuple[Record, ...]:
        """Nested rows: events, basis, changes; inherited whole where the header gives none."""
        own = self.record.children.get(child)
        if child == "changes":
            return (own or ()) + (self.adopts.rows(child) if self.adopts else ())
        if own is None:
            return self.adopts.rows(child) if self.adopts and child != "exceptions" else ()
        return own

    @property
    def nature(self) -> str:
        """正式清单, 通用目录 or 文件摘编; never inherited (a town's list is not a catalogue)."""
        return self.record.text("nature")

    @property
    def lacks_base(self) -> bool:
        """True when a catalogue is named, here or below, that could not be adopted: half of what it says is missing."""
        if self.adopts is None:
            return bool(self.record.text("adopts"))
        return self.adopts.lacks_base

    def stack(self) -> tuple[ListHead, ...]:
        """This list and the catalogues under it, nearest first."""
        return (self, *self.adopts.stack()) if self.adopts is not None else (self,)

    @property
    def path(self) -> str:
        """The folder, e.g. lists/990101/duty."""
        return self.record.path.rsplit("/", 1)[0]


_OWN_ONLY = frozenset({"title", "maker", "nature", "adopts", "stated_total"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One 事项 of a list as it is published: its own record over the catalogue's item.

    `id` is `<list id>-<serial>`. `extra` holds derived child rows, used where nothing was written.
    """

    id: str
    serial: str
    head: ListHead
    own: Record | None
    base: Item | None = None
    extra: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of the list, e.g. duty."""
        return self.head.kind

    @property
    def division(self) -> str:
        """The code of the division that publishes it."""
        return self.head.division

    @property
    def source(self) -> Record:
        """The nearest record: what a message points at when a field is missing."""
        if self.own is not None:
            return self.own
        assert self.base is not None
        return self.base.source

    def cell(self, name: str) -> tuple[Record, Node] | None:
        """The field with the record that supplies it: own first, then the catalogue's."""
        if self.own is not None:
            node = self.own.cells.get(name)
            if node is not None:
                return (self.own, node) if node.value != "" else None
        return self.base.cell(name) if self.base is not None else None

    def text(self, name: str) -> str:
        """The scalar of a field, "" when missing or cleared."""
        found = self.cell(name)
        return found[1].value if found and isinstance(found[1].value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list field."""
        found = self.cell(name)
        return found[0].texts(name) if found else ()

    def rows(self, child: str) -> tuple[Record, ...]:
        """Nested rows: the own list replaces the catalogue's whole, except 变更, which is joined."""
        own = self.own.children.get(child) if self.own is not None else None
        inherited = self.base.rows(child) if self.base is not None and (own is None or child == "changes") else ()
        rows = (own or ()) + inherited
        return rows or self.extra.get(child, ())

    def row(self, child: str) -> Record | None:
        """The one row of a single child (办理指南), or None."""
        rows = self.rows(child)
        return rows[0] if rows else None

    def at(self, name: str = "") -> Location:
        """The place of the field in the file that supplied it."""
        found = self.cell(name) if name else None
        return (found[0] if found else self.source).at(name, item=self.id)

    def overridden(self) -> tuple[str, ...]:
        """Names of the fields and child tables in which the own record departs from the catalogue's item."""
        if self.own is None or self.base is None:
            return ()
        return (*self.own.cells, *self.own.children)

    def stack(self) -> tuple[Item, ...]:
        """This item and the catalogues' items under it, nearest first."""
        return (self, *self.base.stack()) if self.base is not None else (self,)

    def layers(self) -> tuple[Record, ...]:
        """The records under this item, own first: two items with equal layers have equal rows."""
        return tuple(item.own for item in self.stack() if item.own is not None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Excluded:
    """A catalogue item that a list declared 不适用: keeps its address, is no row of the datasets."""

    id: str
    serial: str
    head: ListHead
    base: Item
    row: Record


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ItemList:
    """A list with its resolved items in order of serials."""

    head: ListHead
    items: tuple[Item, ...]
    excluded: tuple[Excluded, ...] = ()

    @property
    def id(self) -> str:
        """`<division>-<list key>`."""
        return self.head.id
