"""Mentions: the texts of a record that refer to other records, by the `ref` and `within` of the schemas.

In: a record. Out: each name or id in it with its place. Whether it leads anywhere is asked in references.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ...bind import nearest_name
from ...finding import Location
from ...model import Node, Record
from ...names import OWN
from ...register import Register
from ...schema import Schemas
from ..rule import Problem

# The adopted list is looked up, and judged, while lists are resolved.
_ELSEWHERE = frozenset({("lists", "adopts"), ("exemptions", "item")})


# Looking for the nearest name is slow; after so many different unknown names nobody reads on.
_NEAREST_LIMIT = 200

# Table, text and division to the nearest name, "" when none is near.
Nearest = Callable[[str, str, str], str]


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


def nearest_names(register: Register) -> Nearest:
    """The nearest name, remembered, and given up after too many."""
    asked = 0

    @cache
    def nearest(table: str, text: str, division: str = "") -> str:
        nonlocal asked
        asked += 1
        if asked > _NEAREST_LIMIT:
            return ""
        if register.names.is_local(table, text):
            return _nearest_local(register, table, text, division)
        return register.names.nearest(table, text)

    return nearest


def _nearest_local(register: Register, table: str, text: str, division: str) -> str:
    """The nearest 本级/X of a division, by X alone."""
    common = [name for code, name in register.names.local[table] if code == division and name != OWN]
    near = nearest_name(text.partition("/")[2], common)
    return f"{OWN}/{near}" if near else ""


def path_of(register: Register, table: str, code: str) -> str:
    """The file of a reference record."""
    record = register.references.get(table, {}).get(code)
    return record.path if record is not None else ""


def two_hits(
    register: Register, mention: Mention, item: str, found: tuple[str, ...], divisions: tuple[str, ...] = ()
) -> Problem:
    """The text leads to two records: the problem names both files."""
    records = register.references.get(mention.table, {})
    second = records.get(found[1])
    params = {
        "read": mention.text,
        "table": register.schemas[mention.table].title,
        "first": path_of(register, mention.table, found[0]),
        "second": path_of(register, mention.table, found[1]),
    }
    other = second.at() if second is not None else None
    return Problem(case="two", location=mention.at(item), other=other, params=params, divisions=divisions)


def mention_problem(
    case: str,
    register: Register,
    mention: Mention,
    item: str,
    divisions: tuple[str, ...] = (),
    *,
    advice: bool = False,
    **params: str,
) -> Problem:
    """A problem with a mention, at its very place."""
    values = {"read": mention.text, "table": register.schemas[mention.table].title, **params}
    return Problem(case=case, location=mention.at(item), params=values, divisions=divisions, advice=advice)
