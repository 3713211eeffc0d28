"""Nodes to records: Chinese keys become field names, nested lists become rows of child tables.

In: the node tree of one file and the table it belongs to. Out: a Record (or several, for a one-file table)
and findings on shape: unknown keys, a list where one value is wanted, blanks in the place of text.
Values are not judged here (conform.py), names are not resolved (names.py).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from .finding import Finding, Location
from .model import Node, Record
from .schema import Field, Schemas, Table

CLEAR = "无"
# Space, no-break space, full-width space, zero-width characters, byte order mark: text made only of these is blank.
_BLANK = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


class Binder:
    """Binds the nodes of one file; collects the findings of shape in `findings`."""

    def __init__(self, schemas: Schemas, path: str) -> None:
        self._schemas = schemas
        self._path = path
        self.findings: list[Finding] = []

    def record(self, node: Node, table: Table) -> Record | None:
        """The record that the mapping `node` states; None when it is no mapping."""
        if not isinstance(node.value, dict):
            self._report("not_mapping", node, table=table.title)
            return None
        cells: dict[str, Node] = {}
        children: dict[str, tuple[Record, ...]] = {}
        fields = table.by_title
        for key, value in node.value.items():
            field = fields.get(key)
            if field is None:
                self._nested(key, value, table, children)
                continue
            text = value.value
            plain = text.__class__ is str and text and not field.many and text != CLEAR and text[0] not in _BLANK
            cell = value if plain else self._cell(value, field)
            if cell is not None:
                cells[field.name] = cell
        return Record(table=table.name, path=self._path, line=node.line, cells=cells, children=children)

    def entries(self, node: Node, table: Table) -> Iterator[Record]:
        """The records of a file that holds a list of them."""
        if node.value == "":
            return
        if not isinstance(node.value, list):
            self._report("not_list", node, table=table.title)
            return
        for entry in node.value:
            record = self.record(entry, table)
            if record is not None:
                yield record

    def _cell(self, node: Node, field: Field) -> Node | None:
        if field.many:
            return self._list_cell(node, field)
        value = node.value
        if not isinstance(value, str):
            self._report("one_value", node, field=field.title, example=field.example)
            return None
        if value == "":
            return None
        if value == CLEAR and CLEAR not in field.enum:
            return Node("", node.line, node.column)
        if not value.strip(_BLANK):
            self._report("blank", node, field=field.title)
            return None
        return node

    def _list_cell(self, node: Node, field: Field) -> Node | None:
        value = node.value
        if value == "":
            return None
        if isinstance(value, str):
            if value == CLEAR and CLEAR not in field.enum:
                return Node("", node.line, node.column)
            self._report("want_list", node, field=field.title, read=value)
            return None
        if isinstance(value, dict):
            self._report("want_list", node, field=field.title, read="；".join(value))
            return None
        entries = [entry for entry in value if self._text_entry(entry, field)]
        return Node(entries, node.line, node.column) if entries else None

    def _text_entry(self, entry: Node, field: Field) -> bool:
        if not isinstance(entry.value, str):
            self._report("list_of_text", entry, field=field.title)
            return False
        if not entry.value.strip(_BLANK):
            self._report("blank", entry, field=field.title)
            return False
        return True

    def _nested(self, key: str, node: Node, table: Table, children: dict[str, tuple[Record, ...]]) -> None:
        child = self._schemas.nested(table).get(key)
        if child is None:
            self._unknown(key, node, table)
        elif node.value == CLEAR:
            children[child.name] = ()
        elif node.value != "":
            children[child.name] = tuple(self._rows(node, child))

    def _rows(self, node: Node, child: Table) -> Iterator[Record]:
        if child.single:
            row = self.record(node, child)
            if row is not None:
                yield row
        elif isinstance(node.value, list):
            yield from self.entries(node, child)
        else:
            self._report("want_rows", node, field=child.title)

    def _unknown(self, key: str, node: Node, table: Table) -> None:
        known = [*table.by_title, *(child.title for child in self._schemas.nested(table).values())]
        nearest = nearest_name(key, known)
        computed = next((field.title for field in table.by_name.values() if field.computed and field.title == key), "")
        case = "computed_key" if computed else "unknown_key"
        self._report(case, node, key=key, nearest=nearest, table=table.title)

    def _report(self, case: str, node: Node, **params: str) -> None:
        location = Location(path=self._path, line=node.line, column=node.column)
        self.findings.append(Finding(code="S04", case=case, location=location, params=params))


def nearest_name(text: str, known: Mapping[str, object] | list[str]) -> str:
    """The known name most like `text`, "" when none is near."""
    found = difflib.get_close_matches(text[:80], list(known), n=1, cutoff=0.5)
    return found[0] if found else ""
