"""One file a list for people: Chinese titles, names instead of ids, child rows in one cell or nested.

In: the register. Out: data/lists/<list id>.csv and .json below the data folder, with their descriptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model import CATALOGUE, Item, ItemList, Record
from ..register import Register
from ..schema import Field, Table
from . import csvfile, jsonfile
from .published import Published, measure

_OWN = "本级"


def write_lists(register: Register, folder: Path) -> Iterator[Published]:
    """Writes every public list, catalogues too; yields what was written."""
    (folder / "lists").mkdir(parents=True)
    for entry in register.public_lists:
        items = [item for item in entry.items if register.is_public(item)]
        nature = register.list_nature(entry.head)
        path = f"lists/{entry.id}"
        _write_csv(register, entry, items, nature, folder / f"{path}.csv")
        jsonfile.write_document(_document(register, entry, items, nature), folder / f"{path}.json")
        for module in (csvfile, jsonfile):
            yield _published(
                entry, f"{path}.{module.SUFFIX}", module.SUFFIX, module.MEDIATYPE, len(items), nature, folder
            )


def _published(
    entry: ItemList, path: str, suffix: str, mediatype: str, rows: int, nature: str, folder: Path
) -> Published:
    size, digest = measure(folder, path)
    return Published(
        path=path,
        title=entry.head.text("title"),
        table=entry.head.kind,
        format=suffix,
        mediatype=mediatype,
        rows=rows,
        bytes=size,
        sha256=digest,
        nature=nature,
        list=entry.id,
    )


def _write_csv(register: Register, entry: ItemList, items: list[Item], nature: str, path: Path) -> None:
    table = register.schemas[entry.head.kind]
    fields = [field for field in table.inputs if any(item.cell(field.name) for item in items)]
    children = [child for child in _children(register, table) if any(item.rows(child.name) for item in items)]
    header = ["编号", *(field.title for field in fields), *(child.title for child in children), "数据性质"]
    write = (
        [
            item.id,
            *(_text(register, item, field) for field in fields),
            *("\n".join(_line(register, item, child, row) for row in item.rows(child.name)) for child in children),
            nature,
        ]
        for item in items
    )
    csvfile.write_rows(header, write, path)


def _children(register: Register, table: Table) -> list[Table]:
    return [register.schemas[name] for name in table.children]


def _text(register: Register, item: Item, field: Field) -> str:
    if field.many:
        return "；".join(_named(register, field, text, item) for text in item.texts(field.name))
    return _named(register, field, item.text(field.name), item)


def _named(register: Register, field: Field, text: str, item: Item) -> str:
    """`本级/X` as the full name it means here; other texts as they were typed."""
    if text.startswith(_OWN) and field.ref in ("organisations", "places"):
        return register.name_of(field.ref, register.id_of(field.ref, text, item) or text)
    return text


def _line(register: Register, item: Item, child: Table, row: Record) -> str:
    """A nested row on one line: values, with the titles of all but the first field."""
    parts = []
    for number, field in enumerate(field for field in child.inputs if row.cells.get(field.name)):
        value = _value(register, item, field, row)
        parts.append(value if number == 0 else f"{field.title}：{value}")
    return "　".join(part.replace("\n", " ") for part in parts)


def _value(register: Register, item: Item, field: Field, row: Record) -> str:
    if field.many:
        return "；".join(_named(register, field, text, item) for text in row.texts(field.name))
    return _named(register, field, row.text(field.name), item)


def _document(register: Register, entry: ItemList, items: list[Item], nature: str) -> dict[str, Any]:
    head = entry.head
    header = {f.title: head.text(f.name) for f in register.schemas["lists"].inputs if not f.many and head.text(f.name)}
    return {
        "清单编号": entry.id,
        "数据性质": nature,
        "通用目录": head.nature == CATALOGUE,
        "清单": header,
        "事项": [_object(register, item) for item in items],
    }


def _object(register: Register, item: Item) -> dict[str, Any]:
    table = register.schemas[item.kind]
    made: dict[str, Any] = {"编号": item.id}
    for field in table.inputs:
        if field.many and item.texts(field.name):
            made[field.title] = [_named(register, field, text, item) for text in item.texts(field.name)]
        elif item.text(field.name):
            made[field.title] = _named(register, field, item.text(field.name), item)
    for child in _children(register, table):
        rows = [_row_object(register, item, child, row) for row in item.rows(child.name)]
        if rows:
            made[child.title] = rows[0] if child.single else rows
    return made


def _row_object(register: Register, item: Item, child: Table, row: Record) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in child.inputs:
        if field.many and row.texts(field.name):
            made[field.title] = [_named(register, field, text, item) for text in row.texts(field.name)]
        elif row.text(field.name):
            made[field.title] = _named(register, field, row.text(field.name), item)
    return made
