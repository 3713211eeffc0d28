"""Which rows each table has before they are published, each distinct one once, with where its cells came from.

In: the register and the loaded records. Out: `Row`s by table: the typed text of every field, and a way back to file
and line. Two townships that publish a catalogue's item unchanged share one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .finding import Location
from .model import Item, ItemList, ListHead, Node, Record
from .read import Loaded
from .register import Register
from .schema import Table

Cell = str | tuple[str, ...] | None
Origin = Item | Record | ListHead


class Row(NamedTuple):
    """One row to check: `origin` answers for its cells; `divisions` are those that publish it.

    `nodes` are the fields that are there, inherited ones too, cleared ones not.
    """

    origin: Origin
    nodes: Mapping[str, Node]
    divisions: tuple[str, ...] = ()

    def cell(self, name: str) -> Cell:
        """The field as typed: text, or the texts of a list; None when missing."""
        node = self.nodes.get(name)
        return None if node is None else cell_of(node)

    def at(self, name: str) -> Location:
        """The place of the field in the file that supplied it."""
        if isinstance(self.origin, (Record, Item)):
            return self.origin.at(name)
        found = self.origin.cell(name)
        return (found[0] if found else self.origin.record).at(name, item=self.origin.id)


def cell_of(node: Node) -> Cell:
    """A node as text or texts."""
    value = node.value
    if value.__class__ is str:
        return value
    return tuple([entry.value for entry in value if isinstance(entry, Node) and isinstance(entry.value, str)])


def _item_nodes(item: Item) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for record in reversed(item.layers()):
        nodes.update(record.cells)
    return {name: node for name, node in nodes.items() if node.value != ""}


def _record_row(record: Record) -> Row:
    return Row(record, {name: node for name, node in record.cells.items() if node.value != ""})


def _head_row(head: ListHead, fields: tuple[str, ...]) -> Row:
    found = ((name, head.cell(name)) for name in fields)
    return Row(head, {name: cell[1] for name, cell in found if cell is not None}, (head.division,))


def rows_by_table(register: Register, loaded: Loaded) -> Iterator[tuple[Table, list[Row]]]:
    """Every table with its distinct rows, in the order of the schemas."""
    schemas = register.schemas
    kinds = _items(register.lists)
    records = _records(loaded)
    for table in schemas.tables.values():
        if table.section == "kind":
            yield table, kinds.get(table.name, [])
        elif table.section == "header":
            heads = (entry.head for entry in register.lists.values())
            names = tuple(field.name for field in table.inputs)
            yield table, [_head_row(head, names) for head in heads if head.record.line]
        elif table.section in ("child", "reference", "settings"):
            yield table, [_record_row(record) for record in records.get(table.name, [])]


def _items(lists: Mapping[str, ItemList]) -> dict[str, list[Row]]:
    """Items of equal layers are one row; the kinds' rows keep the order of the lists."""
    distinct: dict[tuple[str, tuple[int, ...]], list[Item]] = {}
    for entry in lists.values():
        for item in entry.items:
            key = (item.kind, tuple(id(record) for record in item.layers()))
            distinct.setdefault(key, []).append(item)
    rows: dict[str, list[Row]] = {}
    for (kind, _), items in distinct.items():
        divisions = tuple(item.division for item in items)
        rows.setdefault(kind, []).append(Row(items[0], _item_nodes(items[0]), divisions))
    return rows


def _records(loaded: Loaded) -> dict[str, list[Record]]:
    """Every bound record that is no item and no header, by table, nested ones too."""
    found: dict[str, list[Record]] = {}
    tops = [*(record for records in loaded.settings.values() for record in records)]
    tops += [record for records in loaded.references.values() for record in records.values()]
    for record in tops:
        found.setdefault(record.table, []).append(record)
    for entry in loaded.lists.values():
        tops += [entry.header] if entry.header is not None else []
        tops += entry.items.values()
    for record in tops:
        for child, nested in record.children.items():
            found.setdefault(child, []).extend(nested)
    return found
