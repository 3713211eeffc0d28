"""The register as typed tables: one `DataTable` for each published schema, and link tables for list-valued references.

In: the register. Out: rows of Python values in the order of the schema's columns (text, int, float, bool, list of
text, None; dates are ISO text). Names are ids here. Nothing is written; what is not public is left out here and
nowhere else. Rows keep the order of lists, serials and positions, so that equal registers give equal tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .model import CATALOGUE, Item, ItemList, Record
from .register import CLOSED, Register
from .schema import Field, Schemas, Table

Value = str | int | float | bool | list[str] | None
Lookup = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, Chinese title and Table Schema descriptor."""

    name: str
    title: str
    type: str
    descriptor: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A published table; `key` and `foreign_keys` as in Data Package v2.

    `many_refs` names the tables that list-valued references point into.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[Mapping[str, Any], ...]
    rows: list[tuple[Value, ...]]
    many_refs: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    def position(self, name: str) -> int:
        """The index of a column; ValueError when there is none."""
        return self.names.index(name)


def build_tables(register: Register) -> list[DataTable]:
    """Every published table, in the order of package.yaml, links last."""
    schemas = register.schemas
    tables = [_table(table, list(_rows(register, table))) for table in schemas.published]
    while _forget_closed(tables):
        pass
    _forget_articles(schemas, tables)
    return tables + list(_links(schemas, tables))


def _forget_closed(tables: list[DataTable]) -> bool:
    """Empties references to records that are not public: everything else was resolved by rule S02.

    A row that cannot do without its reference goes too; then True, for others may refer to it.
    """
    keys = {table.name: _keys(table) for table in tables}
    dropped = False
    for table in tables:
        for foreign in table.foreign_keys:
            target = foreign["reference"]
            if len(foreign["fields"]) == 1 and foreign["fields"][0] not in table.key:
                column = table.position(foreign["fields"][0])
                dropped |= _forget(table, column, keys[target.get("resource") or table.name])
        for name, target_table in table.many_refs.items():
            column = table.position(name)
            table.rows[:] = [_without(row, column, keys[target_table]) for row in table.rows]
    return dropped


def _forget_articles(schemas: Schemas, tables: list[DataTable]) -> None:
    """Empties the article beside a source that was emptied."""
    for table in tables:
        for field in schemas[table.name].fields:
            if field.within:
                column, source = table.position(field.name), table.position(field.within)
                table.rows[:] = [row if row[source] is not None else _emptied(row, column) for row in table.rows]


def _keys(table: DataTable) -> set[Any]:
    """The values by which other tables may refer to a row: its key, or its name where that is the key in use."""
    named = {row[table.position("name")] for row in table.rows} if table.name == "domains" else set()
    return {row[table.position(table.key[0])] for row in table.rows} | named if len(table.key) == 1 else named


def _forget(table: DataTable, column: int, known: set[Any]) -> bool:
    lost = {number for number, row in enumerate(table.rows) if row[column] is not None and row[column] not in known}
    if not lost:
        return False
    if table.columns[column].descriptor.get("constraints", {}).get("required"):
        table.rows[:] = [row for number, row in enumerate(table.rows) if number not in lost]
        return True
    table.rows[:] = [_emptied(row, column) if number in lost else row for number, row in enumerate(table.rows)]
    return False


def _emptied(row: tuple[Value, ...], column: int) -> tuple[Value, ...]:
    return (*row[:column], None, *row[column + 1 :])


def _without(row: tuple[Value, ...], column: int, known: set[Any]) -> tuple[Value, ...]:
    values = row[column]
    if not isinstance(values, list):
        return row
    kept = [value for value in values if value in known]
    return (*row[:column], kept or None, *row[column + 1 :])


def _table(table: Table, rows: list[tuple[Value, ...]]) -> DataTable:
    return DataTable(
        name=table.name,
        title=table.title,
        description=table.words("description"),
        columns=tuple(_column(field) for field in table.fields),
        key=table.key,
        foreign_keys=tuple(table.meta.get("foreignKeys", ())),
        rows=rows,
        many_refs={field.name: field.ref for field in table.fields if field.many and field.ref},
    )


def _column(field: Field) -> Column:
    descriptor = dict(field.descriptor)
    if field.enum and field.type == "string":
        descriptor["categories"] = list(field.enum)
    return Column(name=field.name, title=field.title, type=field.type, descriptor=descriptor)


# ---- rows ----


def _rows(register: Register, table: Table) -> Iterator[tuple[Value, ...]]:
    if table.section == "core" or table.section == "kind":
        yield from _item_rows(register, table)
    elif table.section == "header":
        yield from (_list_row(register, table, entry) for entry in register.public_lists)
    elif table.section == "reference":
        yield from _reference_rows(register, table)
    elif table.single:
        yield from _single_rows(register, table)
    else:
        yield from _child_rows(register, table)


def _item_rows(register: Register, table: Table) -> Iterator[tuple[Value, ...]]:
    """The core table holds catalogue items too, so that every reference ends at a row; the kinds' tables do not."""
    items = register.shown if table.section == "core" else register.published
    for item in items:
        if table.section == "core" or item.kind == table.name:
            yield tuple(_item_value(register, item, field) for field in table.fields)


def _item_value(register: Register, item: Item, field: Field) -> Value:
    if field.computed:
        return _computed(register, item, field.name)
    if field.name == "openness":
        return register.openness(item) or None
    if field.many:
        return _many(item.texts(field.name), field, lambda ref, text: register.id_of(ref, text, item))
    return _typed(item.text(field.name), field, lambda ref, text: register.id_of(ref, text, item))


def _computed(register: Register, item: Item, name: str) -> Value:
    if name == "catalogue_item":
        return item.base.id if item.base is not None and register.is_public(item.base) else None
    if name == "overridden":
        return list(item.overridden()) or None
    if name == "data_nature":
        return register.list_nature(item.head)
    if name == "in_catalogue":
        return item.head.nature == CATALOGUE
    return {"id": item.id, "list": item.head.id, "division": item.division, "kind": item.kind, "serial": item.serial}[
        name
    ]


def _list_row(register: Register, table: Table, entry: ItemList) -> tuple[Value, ...]:
    head = entry.head
    made: dict[str, Value] = {
        "id": head.id,
        "division": head.division,
        "kind": head.kind,
        "key": head.key,
        "data_nature": register.list_nature(head),
        "items": sum(1 for item in entry.items if register.is_public(item)),
        "catalogue_version": (head.adopts.text("version") or None) if head.adopts is not None else None,
    }

    def lookup(ref: str, text: str) -> str:
        return register.names.one(ref, text, head.division)

    def value(field: Field) -> Value:
        if field.computed:
            return made[field.name]
        if field.many:
            return _many(head.texts(field.name), field, lookup)
        return _typed(head.text(field.name), field, lookup)

    return tuple(value(field) for field in table.fields)


def _reference_rows(register: Register, table: Table) -> Iterator[tuple[Value, ...]]:
    if table.name == "articles":
        for key, source in register.references.get("sources", {}).items():
            if source.text("openness") != CLOSED:
                nature = register.reference_nature(source)
                made = {"source": key, "data_nature": nature}
                yield from (_record_row(register, table, row, made, "") for row in source.rows("articles"))
        return
    for key, record in sorted(register.references.get(table.name, {}).items()):
        if record.text("openness") != CLOSED:
            made = {"id": key, "data_nature": register.reference_nature(record)}
            yield _record_row(register, table, record, made, record.text("division"))


def _record_row(
    register: Register, table: Table, record: Record, made: Mapping[str, Value], division: str
) -> tuple[Value, ...]:
    def lookup(ref: str, text: str) -> str:
        return register.names.one(ref, text, division)

    return tuple(_record_value(record, field, made, lookup) for field in table.fields)


def _record_value(record: Record, field: Field, made: Mapping[str, Value], lookup: Lookup) -> Value:
    if field.computed:
        return record.derived if field.name == "derived" else made.get(field.name)
    if field.many:
        return _many(record.texts(field.name), field, lookup)
    return _typed(record.text(field.name), field, lookup)


def _single_rows(register: Register, table: Table) -> Iterator[tuple[Value, ...]]:
    for item in register.published:
        record = item.row(table.name)
        if record is not None:
            made = {"item": item.id, "data_nature": register.list_nature(item.head)}
            yield _child_row(register, table, record, made, item)


def _child_rows(register: Register, table: Table) -> Iterator[tuple[Value, ...]]:
    """Rows of lists (item is empty), then those of their items, in order."""
    published: dict[str, list[Item]] = {entry.id: [] for entry in register.public_lists}
    for item in register.published:
        published[item.head.id].append(item)
    for entry in register.public_lists:
        head = entry.head
        nature = register.list_nature(head)
        for number, record in enumerate(register.open_rows(table, head.rows(table.name), head.division), start=1):
            made: dict[str, Value] = {"list": head.id, "item": None, "no": number, "data_nature": nature}
            yield _record_row(register, table, record, made, head.division)
        for item in published[entry.id]:
            for number, record in enumerate(register.open_rows(table, item.rows(table.name), head.division), start=1):
                made = {"list": head.id, "item": item.id, "no": number, "data_nature": nature}
                yield _child_row(register, table, record, made, item)


def _child_row(
    register: Register, table: Table, record: Record, made: Mapping[str, Value], item: Item
) -> tuple[Value, ...]:
    def lookup(ref: str, text: str) -> str:
        return register.id_of(ref, text, item)

    return tuple(_record_value(record, field, made, lookup) for field in table.fields)


# ---- values ----


def _typed(text: str, field: Field, lookup: Lookup) -> Value:
    """The value of a text that conformed; a reference becomes the id, an article stays as written."""
    if not text:
        return None
    if field.ref and field.ref != "articles":
        return lookup(field.ref, text) or None
    if field.type == "integer":
        return int(text)
    if field.type == "number":
        return float(text) if "." in text else int(text)
    if field.type == "boolean":
        return text == "是"
    return text


def _many(texts: tuple[str, ...], field: Field, lookup: Lookup) -> Value:
    if not field.ref:
        return list(texts) or None
    return [found for text in texts if (found := lookup(field.ref, text))] or None


# ---- link tables ----


def _links(schemas: Schemas, tables: list[DataTable]) -> Iterator[DataTable]:
    """`<table>_<field>`: one row for each value of a list-valued reference."""
    for table in tables:
        for field in schemas[table.name].fields:
            if field.many and field.ref and not field.computed:
                yield _link(table, field, schemas)


def _link(table: DataTable, field: Field, schemas: Schemas) -> DataTable:
    owner = "item" if schemas[table.name].section in ("kind", "core") else table.name.removesuffix("s")
    target = field.ref.removesuffix("s") if field.ref.removesuffix("s") != owner else f"to_{owner}"
    key = table.key[0]
    target_key = {"divisions": "code", "indicators": "code", "domains": "name"}.get(field.ref, "id")
    nature = table.columns[table.position("data_nature")]
    columns = (
        _text_column(owner, "编号" if owner == "item" else table.title, "这一行属于哪一条记录。"),
        Column(
            name="no",
            title="序号",
            type="integer",
            descriptor=_link_field("no", "序号", "在原来那一栏里的位置，从 1 起。", "integer"),
        ),
        _text_column(target, field.title, field.description),
        nature,
    )
    position, place = table.position(field.name), table.position(key)
    nature_at = table.position("data_nature")
    rows: list[tuple[Value, ...]] = [
        (row[place], number, value, row[nature_at])
        for row in table.rows
        for number, value in enumerate(row[position] if isinstance(row[position], list) else (), start=1)  # type: ignore[arg-type]
    ]
    return DataTable(
        name=f"{table.name}_{field.name}",
        title=f"{table.title}：{field.title}",
        description=f"“{table.title}”里“{field.title}”一栏的每个值占一行，方便连接。",
        columns=columns,
        key=(owner, "no"),
        foreign_keys=(_foreign(owner, table.name, key), _foreign(target, field.ref, target_key)),
        rows=rows,
        many_refs={},
    )


def _text_column(name: str, title: str, description: str) -> Column:
    return Column(name=name, title=title, type="string", descriptor=_link_field(name, title, description, "string"))


def _link_field(name: str, title: str, description: str, kind: str) -> dict[str, Any]:
    return {"name": name, "title": title, "description": description, "type": kind, "constraints": {"required": True}}


def _foreign(field: str, table: str, key: str) -> dict[str, Any]:
    return {"fields": [field], "reference": {"resource": table, "fields": [key]}}
