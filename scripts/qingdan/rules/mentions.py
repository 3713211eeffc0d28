"""Mentions: the texts of a record that refer to other records, by the `ref` and `within` of the schemas.

In: a record. Out: each name or id in it with its place. Whether it leads anywhere is asked in references.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..finding import Location
from ..model import Node, Record
from ..schema import Schemas

# The adopted list is looked up, and judged, while lists are resolved.
_ELSEWHERE = frozenset({("lists", "adopts"), ("exemptions", "item")})


class Reference(NamedTuple):
    """A field that refers to records of `table`; an article also needs the field that names its source."""

    field: str
    table: str
    within: str


Plan = Mapping[str, tuple[Reference, ...]]


class Mention(NamedTuple):
    """One text that refers to something; `child` is the nested table of the item or header it stands in."""

    record: Record
    child: str
    reference: Reference
    node: Node

    @property
    def text(self) -> str:
        """The name as it was typed."""
        return str(self.node.value)

    @property
    def table(self) -> str:
        """The table it refers to."""
        return self.reference.table

    def at(self, item: str = "") -> Location:
        """The place of this very text, inside a list too."""
        label = f"{self.record.table}.{self.reference.field}"
        return Location(path=self.record.path, line=self.node.line, column=self.node.column, item=item, field=label)


def referring(schemas: Schemas) -> Plan:
    """The referring fields of every table."""
    return {
        name: tuple(
            Reference(field.name, field.ref, field.within)
            for field in table.inputs
            if field.ref and (name, field.name) not in _ELSEWHERE
        )
        for name, table in schemas.tables.items()
    }


def mentions(plan: Plan, record: Record, child: str = "") -> Iterator[Mention]:
    """Every reference in a record and its rows."""
    for reference in plan[record.table]:
        node = record.cells.get(reference.field)
        if node is None:
            continue
        for entry in node.value if isinstance(node.value, list) else (node,):
            if isinstance(entry.value, str) and entry.value:
                yield Mention(record, child, reference, entry)
    for below, rows in record.children.items():
        for row in rows:
            yield from mentions(plan, row, child or below)
