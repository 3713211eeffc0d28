"""The download page and the data dictionary.

In: the files that were written, and the schemas. Out: two pages. Invented data, extracts and proper lists stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..exports.published import Published
from ..register import DEMO_NATURE, EXTRACT_NATURE, FORMAL_NATURE
from ..schema import Field, Table
from .files import DATA, Download, Files, download
from .frame import Frame, Sheet
from .index import Index, Ref
from .markdown import safe_html
from .page import Page

NATURES = (FORMAL_NATURE, EXTRACT_NATURE, DEMO_NATURE)
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是或否",
    "date": "日期",
    "array": "选几个",
    "list": "几个文字",
    "year": "年份",
}
_DESCRIPTOR = "datapackage.json"


class TableRow(NamedTuple):
    """A table with its files."""

    title: str
    name: str
    rows: int
    files: list[Download]


class Bundle(NamedTuple):
    """The files of one nature (or of all): `note` says what the nature is, `package` the descriptor's address."""

    nature: str
    note: str
    tables: list[TableRow]
    lists: list[TableRow]
    package: str


class Column(NamedTuple):
    """A field in the dictionary."""

    title: str
    name: str
    type: str
    duty: str
    values: str
    text: str
    example: str


class Described(NamedTuple):
    """A table in the dictionary."""

    title: str
    name: str
    text: str
    columns: list[Column]


def data_page(index: Index, frame: Frame, files: Files) -> Page:
    """The page at data/."""
    natures = {file.nature for file in files.all if file.nature}
    notes = {str(key): str(text) for key, text in index.schemas.package.get("natures", {}).items()}
    order = [table.name for table in index.schemas.published]
    bundles = [_bundle(files.all, nature, notes, order) for nature in (*NATURES, "")]
    sheet = Sheet(
        path="data/",
        title="数据下载",
        description="全部清单的数据，可以免费下载和再用。",
        section="data",
        crumbs=(Ref("首页"),),
        natures=natures,
        updated=frame.info.commit_date,
    )
    view = {
        "number": len(index.published),
        "bundles": [bundle for bundle in bundles if bundle.tables or bundle.lists],
        "first": _first(files.all),
        "sums": [file for file in files.all if not file.list],
        "terms": safe_html(frame.info.terms) if frame.info.terms else "",
        "data": DATA,
    }
    return frame.page("data.html", sheet, view)


def _bundle(files: Iterable[Published], nature: str, notes: dict[str, str], order: Iterable[str]) -> Bundle:
    own = [file for file in files if file.nature == nature]
    package = next((file.path for file in own if file.path.endswith(_DESCRIPTOR)), "")
    place = {name: number for number, name in enumerate(order)}
    tables = _rows(file for file in own if file.table and not file.list)
    tables.sort(key=lambda row: (place.get(row.name, len(place)), row.name))
    lists = _rows(file for file in own if file.list)
    return Bundle(nature, notes.get(nature, ""), tables, lists, f"{DATA}{package}" if package else "")


def _rows(files: Iterable[Published]) -> list[TableRow]:
    found: dict[str, TableRow] = {}
    for file in files:
        name = file.list or file.table
        row = found.setdefault(name, TableRow(file.title, name, file.rows, []))
        row.files.append(download(file))
    return list(found.values())


def _first(files: Iterable[Published]) -> list[tuple[str, Download]]:
    """The one file most people want, for each nature: all items as a table."""
    found = {file.nature: file for file in files if file.table == "items" and file.format == "csv" and not file.list}
    return [(nature, download(found[nature])) for nature in NATURES if nature in found]


def dictionary_page(index: Index, frame: Frame) -> Page:
    """The page at data/dictionary/: every table and field that is published, as the schemas state them."""
    sheet = Sheet(
        path="data/dictionary/",
        title="数据字典",
        description="每张表、每个栏目的名称、类型、可以写的值、说明和例子。",
        section="data",
        crumbs=(Ref("首页"), Ref("数据下载", "data/")),
        updated=frame.info.commit_date,
    )
    tables = [_described(table) for table in index.schemas.published]
    return frame.page("dictionary.html", sheet, {"tables": tables})


def _described(table: Table) -> Described:
    return Described(table.title, table.name, table.words("description"), [_column(field) for field in table.fields])


def _column(field: Field) -> Column:
    kind = "选一个" if field.enum and not field.many else _TYPES.get(field.type, field.type)
    return Column(
        title=field.title,
        name=field.name,
        type=f"{kind}（{field.unit}）" if field.unit else kind,
        duty="自动得出" if field.computed else "必填" if field.required else "",
        values="、".join(field.enum),
        text=field.description,
        example=field.example,
    )
