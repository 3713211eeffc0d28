"""Rows against the schemas: types, required, allowed values, patterns. The only room that knows Frictionless.

In: the distinct rows of each table. Out: findings S04 at the file that supplied the cell.
Frictionless runs once a table over the columns that are used; what it lets pass (full-width digits, `+1`, blanks
round a number) is caught by writing the value back. References between tables are rule S02's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from frictionless import FrictionlessException, Resource, Schema

from .bind import nearest_name
from .errors import ToolError
from .finding import Finding, Location
from .read import Loaded
from .register import Register
from .rows import Cell, Row, cell_of, rows_by_table
from .schema import Field, Table

_MAX_ERRORS = 1_000_000
# Types whose text form is not unique: 01, +1, １ are all one.
_SPELLED = ("integer", "number", "date")
_DATE = re.compile(r"([0-9]{4})\s*[-年./／．。]\s*([0-9]{1,2})\s*[-月./／．。]\s*([0-9]{1,2})\s*日?")


def conform(register: Register, loaded: Loaded) -> list[Finding]:
    """All that is wrong with single values, each distinct row judged once."""
    findings: list[Finding] = []
    for table, rows in rows_by_table(register, loaded):
        if rows:
            findings += _conform_table(table, rows)
    return findings


def _conform_table(table: Table, rows: list[Row]) -> Iterator[Finding]:
    used = {name for row in rows for name in row.nodes}
    fields = [field for field in table.inputs if field.required or field.name in used]
    alike = _alike(fields, rows)
    failed: set[tuple[int, str]] = set()
    # A cell that breaks several constraints is one mistake.
    for number, name in dict.fromkeys(_errors(table, fields, [rows[group[0]] for group in alike])):
        for place in alike[number]:
            failed.add((place, name))
            yield from _judge(table.by_name[name], rows[place])
    for field in fields:
        if field.type in _SPELLED:
            yield from _spellings(field, rows, failed)
        elif "pattern" in field.descriptor.get("constraints", {}):
            yield from _line_ends(field, rows, failed)
        elif field.type == "list":
            yield from _delimiters(field, rows)


def _alike(fields: list[Field], rows: list[Row]) -> list[list[int]]:
    """Rows that must have the same verdict: equal in every field that has a type or a constraint.

    Of a free text only the presence counts, so most rows of a table fall into a few groups.
    """
    free = [(field.name, _is_free(field)) for field in fields]
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, row in enumerate(rows):
        nodes = row.nodes
        key = tuple([name in nodes if is_free or name not in nodes else cell_of(nodes[name]) for name, is_free in free])
        groups.setdefault(key, []).append(number)
    return list(groups.values())


def _is_free(field: Field) -> bool:
    """Whether any text, or any list of texts, will do."""
    descriptor = field.descriptor
    plain = field.type == "string" and descriptor.get("format", "default") == "default"
    words = field.type == "list" and descriptor.get("itemType", "string") == "string"
    return (plain or words) and set(descriptor.get("constraints", {})) <= {"required"}


def _errors(table: Table, fields: list[Field], rows: list[Row]) -> Iterator[tuple[int, str]]:
    """(row, field) of every cell that Frictionless refuses; a blank row fails in each required field."""
    resource = Resource(data=_source(fields, rows), schema=_schema(table, fields))
    report = resource.validate(limit_errors=_MAX_ERRORS)
    for error in report.tasks[0].errors:
        number = getattr(error, "row_number", None)
        if error.type == "blank-row" and number is not None:
            for field in fields:
                if field.required:
                    yield number - 2, field.name
        elif error.type in ("type-error", "constraint-error") and number is not None:
            yield number - 2, str(getattr(error, "field_name", ""))
        else:
            raise ToolError(f"schema {table.name}: {error.message}")


def _schema(table: Table, fields: list[Field]) -> Schema:
    try:
        return Schema.from_descriptor({"fields": [dict(field.descriptor) for field in fields]})
    except FrictionlessException as error:
        reasons = "; ".join(reason.note for reason in error.reasons) or error.error.note
        raise ToolError(f"schema {table.name}: {reasons}") from error


def _source(fields: list[Field], rows: list[Row]) -> Iterator[list[Any]]:
    """Header and rows; lists are copied, since Frictionless changes the list it reads."""
    names = [field.name for field in fields]
    yield names
    for row in rows:
        cells = (row.cell(name) for name in names)
        yield [list(cell) if isinstance(cell, tuple) else cell for cell in cells]


def _judge(field: Field, row: Row) -> Iterator[Finding]:
    """The findings for a refused cell: which constraint of our own schema it breaks; in a list, each wrong word."""
    words = {"description": field.description, "example": field.example}
    wrong = [(text, place) for text, place in _entries(field, row) if field.enum and text not in field.enum]
    for text, place in wrong:
        yield _finding("enum", field, row, place, **words, **_allowed(field, text))
    if not wrong:
        case, params = _case(field, row.cell(field.name))
        yield _finding(case, field, row, row.at(field.name), **words, **params)


def _entries(field: Field, row: Row) -> Iterator[tuple[str, Location]]:
    """The words of a list cell, each with its own place."""
    node = row.nodes.get(field.name)
    if node is not None and isinstance(node.value, list):
        place = row.at(field.name)
        for entry in node.value:
            if isinstance(entry.value, str):
                yield entry.value, replace(place, line=entry.line, column=entry.column)


def _case(field: Field, cell: Cell) -> tuple[str, dict[str, str]]:
    if cell is None or cell == ():
        return "required", {}
    if isinstance(cell, tuple):
        return "list_constraint", {"read": "；".join(cell)}
    read = {"read": cell}
    if field.enum and cell not in field.enum:
        return "enum", _allowed(field, cell)
    if field.type == "boolean":
        return "type_boolean", {**read, "fixed": _yes_no(cell)}
    if field.type in _SPELLED:
        fixed = _fixed(field, cell)
        limits = field.descriptor.get("constraints", {})
        if fixed == cell and ("minimum" in limits or "maximum" in limits):
            return "limit", {**read, "limit": _limits(limits)}
        if field.type == "date" and not fixed and _DATE.fullmatch(cell):
            return "no_such_day", {**read, "fixed": ""}
        return f"type_{field.type}", {**read, "fixed": fixed if fixed != cell else ""}
    return _text_case(field, cell)


def _text_case(field: Field, cell: str) -> tuple[str, dict[str, str]]:
    constraints: Mapping[str, Any] = field.descriptor.get("constraints", {})
    if len(cell) < constraints.get("minLength", 0):
        return "too_short", {"read": cell, "limit": str(constraints["minLength"])}
    if len(cell) > constraints.get("maxLength", len(cell)):
        return "too_long", {"read": cell, "limit": str(constraints["maxLength"])}
    return "pattern", {"read": cell}


def _allowed(field: Field, cell: str) -> dict[str, str]:
    return {"read": cell, "allowed": "、".join(field.enum), "nearest": nearest_name(cell, list(field.enum))}


def _limits(limits: Mapping[str, Any]) -> str:
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None and high is not None:
        return f"{low}—{high}"
    return f"不小于 {low}" if low is not None else f"不大于 {high}"


def _yes_no(text: str) -> str:
    word = text.strip().lower()
    if word in ("true", "yes", "y", "on", "1", "√", "有", "是的"):
        return "是"
    return "否" if word in ("false", "no", "n", "off", "0", "×", "没有", "不", "不是") else ""


def _fixed(field: Field, text: str) -> str:
    """The one right spelling of a number or date, "" when it cannot be told."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if field.type == "date":
        found = _DATE.fullmatch(plain)
        if not found:
            return ""
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            return ""
    return _fixed_number(plain, whole=field.type == "integer")


def _fixed_number(text: str, *, whole: bool) -> str:
    found = re.fullmatch(r"([+-]?)0*([0-9]+)(?:\.([0-9]+))?", text.replace(",", "").replace("_", ""))
    if not found or (whole and found[3] and found[3].strip("0")):
        return ""
    sign = "-" if found[1] == "-" and found[2] != "0" else ""
    fraction = "" if whole or not found[3] else found[3].rstrip("0")
    return f"{sign}{found[2]}.{fraction}" if fraction else f"{sign}{found[2]}"


def _spellings(field: Field, rows: list[Row], failed: set[tuple[int, str]]) -> Iterator[Finding]:
    """Values that Frictionless accepts although they are not written in the one canonical way."""
    known: dict[str, str] = {}
    for number, row in enumerate(rows):
        text = row.cell(field.name)
        if not isinstance(text, str) or (number, field.name) in failed:
            continue
        if text not in known:
            known[text] = _fixed(field, text)
        if known[text] != text:
            yield _finding("spelling", field, row, row.at(field.name), read=text, fixed=known[text])


def _line_ends(field: Field, rows: list[Row], failed: set[tuple[int, str]]) -> Iterator[Finding]:
    """Values that match their pattern but for a line end, which Frictionless lets pass."""
    for number, row in enumerate(rows):
        text = row.cell(field.name)
        if isinstance(text, str) and text.endswith("\n") and (number, field.name) not in failed:
            yield from _judge(field, row)


def _delimiters(field: Field, rows: list[Row]) -> Iterator[Finding]:
    """Words that contain the mark by which the published list is joined."""
    mark = str(field.descriptor.get("delimiter", "；"))
    for row in rows:
        for text, place in _entries(field, row):
            if mark in text:
                yield _finding("list_mark", field, row, place, read=text, mark=mark)


def _finding(case: str, field: Field, row: Row, place: Location, **params: str) -> Finding:
    return Finding(
        code="S04", case=case, location=place, params={"field": field.title, **params}, divisions=row.divisions
    )
