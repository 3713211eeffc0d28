"""One file a list for people: Chinese titles, names instead of ids, child rows in one cell or nested.

In: the register. Out: data/lists/<list id>.csv and .json below the data folder, with their descriptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model import CATALOGUE, Item, ItemList, ListHead, Record
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
            *(
                "\n".join(_line(register, child, row, item.division) for row in _rows(register, item, child))
                for child in children
            ),
            nature,
        ]
        for item in items
    )
    csvfile.write_rows(header, write, path)


def _children(register: Register, table: Table) -> list[Table]:
    return [register.schemas[name] for name in table.children]


def _rows(register: Register, item: Item, child: Table) -> Iterator[Record]:
    return register.open_rows(child, item.rows(child.name), item.division)


def _text(register: Register, item: Item, field: Field) -> str:
    return "；".join(_words(register, item, field, item.division))


def _words(register: Register, origin: Item | Record | ListHead, field: Field, division: str) -> list[str]:
    """The values of a field as people read them, without what leads to something that may not be shown."""
    texts = origin.texts(field.name) if field.many else (origin.text(field.name),)
    shown = (text for text in texts if text and (not field.ref or register.is_open(field.ref, text, division)))
    return [_named(register, field, text, division) for text in shown]


def _named(register: Register, field: Field, text: str, division: str) -> str:
    """`本级/X` as the full name it means here; other texts as they were typed."""
    if text.startswith(_OWN) and field.ref in ("organisations", "places"):
        return register.name_of(field.ref, register.names.one(field.ref, text, division) or text)
    return text


def _line(register: Register, child: Table, row: Record, division: str) -> str:
    """A nested row on one line: values, with the titles of all but the first field."""
    parts: list[str] = []
    for field in child.inputs:
        value = "；".join(_words(register, row, field, division))
        if value:
            parts.append(f"{field.title}：{value}" if parts else value)
    return "　".join(part.replace("\n", " ") for part in parts)


def _document(register: Register, entry: ItemList, items: list[Item], nature: str) -> dict[str, Any]:
    head = entry.head
    return {
        "清单编号": entry.id,
        "数据性质": nature,
        "通用目录": head.nature == CATALOGUE,
        "清单": _fields(register, head, register.schemas["lists"], head.division),
        "事项": [_object(register, item) for item in items],
    }


def _object(register: Register, item: Item) -> dict[str, Any]:
    table = register.schemas[item.kind]
    made: dict[str, Any] = {"编号": item.id, **_fields(register, item, table, item.division)}
    for child in _children(register, table):
        rows = [_fields(register, row, child, item.division) for row in _rows(register, item, child)]
        if rows:
            made[child.title] = rows[0] if child.single else rows
    return made


def _fields(register: Register, origin: Item | Record | ListHead, table: Table, division: str) -> dict[str, Any]:
    """The fields that are there under their Chinese titles."""
    words = ((field, _words(register, origin, field, division)) for field in table.inputs)
    return {field.title: values if field.many else values[0] for field, values in words if values}
