"""The datasets of the whole publisher: every table as CSV and JSON, and the Data Package v2 that describes them.

In: the typed tables. Out: files below the data folder, first all natures together, then each nature in a folder of
its own, each with a datapackage.json written last and only from files that exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..register import DEMO_NATURE, EXTRACT_NATURE, FORMAL_NATURE
from ..tables import DataTable
from . import csvfile, jsonfile
from .published import Published, measure

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FOLDERS = {FORMAL_NATURE: "formal", EXTRACT_NATURE: "extract", DEMO_NATURE: "demo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageHead:
    """What stands at the top of a datapackage.json; `created` is RFC 3339, `licence` a Data Package licence.

    `terms` are the publisher's own conditions: the text of the licence where its path is a file of the package.
    """

    name: str
    title: str
    description: str
    version: str
    created: str
    homepage: str
    licence: dict[str, str]
    publisher: str
    terms: str
    sources: tuple[dict[str, str], ...]


def write_packages(tables: Sequence[DataTable], head: PackageHead, folder: Path) -> Iterator[Published]:
    """Writes all tables together, then one package for each nature that has items."""
    yield from write_package(tables, head, folder, "", "")
    for nature, name in FOLDERS.items():
        part = of_nature(tables, nature)
        if any(table.rows for table in part if table.name == "lists"):
            (folder / name).mkdir()
            title = f"{head.title}（{nature.rstrip('）').replace('（', '，')}）"
            yield from write_package(part, replace(head, name=f"{head.name}-{name}", title=title), folder, name, nature)


def write_package(
    tables: Sequence[DataTable], head: PackageHead, folder: Path, below: str, nature: str
) -> Iterator[Published]:
    """Writes the tables into `folder`/`below` and their descriptor beside them."""
    written = [_write(table, folder, below, nature) for table in tables]
    resources = [_resource(table, *files) for table, files in zip(tables, written, strict=True)]
    prefix = f"{below}/" if below else ""
    if "://" not in head.licence["path"]:
        (folder / f"{prefix}{head.licence['path']}").write_text(f"{head.terms}\n", encoding="utf8")
    jsonfile.write_document(_descriptor(head, resources), folder / f"{prefix}datapackage.json")
    for files in written:
        yield from files
    size, digest = measure(folder, f"{prefix}datapackage.json")
    yield Published(
        path=f"{prefix}datapackage.json",
        title="数据包说明",
        table="",
        format="json",
        mediatype="application/json",
        rows=len(resources),
        bytes=size,
        sha256=digest,
        nature=nature,
    )


def _write(table: DataTable, folder: Path, below: str, nature: str) -> tuple[Published, Published]:
    made = []
    for module in (csvfile, jsonfile):
        path = f"{below}/{table.name}.{module.SUFFIX}" if below else f"{table.name}.{module.SUFFIX}"
        module.write_table(table, folder / path)
        size, digest = measure(folder, path)
        made.append(
            Published(
                path=path,
                title=table.title,
                table=table.name,
                format=module.SUFFIX,
                mediatype=module.MEDIATYPE,
                rows=len(table.rows),
                bytes=size,
                sha256=digest,
                nature=nature,
            )
        )
    return made[0], made[1]


def _descriptor(head: PackageHead, resources: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "$schema": PROFILE,
        "name": head.name,
        "title": head.title,
        "description": head.description,
        "version": head.version,
        "created": head.created,
    }
    if head.homepage:
        made["homepage"] = head.homepage
    made["licenses"] = [head.licence]
    made["contributors"] = [{"title": head.publisher, "roles": ["publisher"]}]
    if head.sources:
        made["sources"] = list(head.sources)
    made["resources"] = resources
    return made


def _resource(table: DataTable, csv: Published, json: Published) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": csv.path.rsplit("/", 1)[-1],
        "format": "csv",
        "mediatype": csv.mediatype,
        "encoding": "utf-8",
        "dialect": dict(csvfile.DIALECT),
        "bytes": csv.bytes,
        "hash": f"sha256:{csv.sha256}",
        "rows": csv.rows,
        "alternatives": [
            {
                "path": json.path.rsplit("/", 1)[-1],
                "mediatype": json.mediatype,
                "bytes": json.bytes,
                "hash": f"sha256:{json.sha256}",
            }
        ],
        "schema": table_schema(table),
    }


def table_schema(table: DataTable) -> dict[str, Any]:
    """The Table Schema of a published table."""
    schema: dict[str, Any] = {"fields": [dict(column.descriptor) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [dict(key) for key in table.foreign_keys]
    return schema


def of_nature(tables: Sequence[DataTable], nature: str) -> list[DataTable]:
    """The tables cut to one nature, with the reference rows of other natures that its rows point at."""
    kept = {table.name: [row for row in table.rows if _nature(table, row) == nature] for table in tables}
    by_name = {table.name: table for table in tables}
    while _pull_in(by_name, kept):
        pass
    return [replace(table, rows=_in_order(table, kept[table.name])) for table in tables]


def _nature(table: DataTable, row: tuple[Any, ...]) -> Any:
    return row[table.position("data_nature")]


def _in_order(table: DataTable, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    wanted = {id(row) for row in rows}
    return [row for row in table.rows if id(row) in wanted]


def _pull_in(tables: dict[str, DataTable], kept: dict[str, list[tuple[Any, ...]]]) -> bool:
    """Adds the rows that kept rows refer to and that are not kept yet; False when there was none."""
    added = False
    for name, table in tables.items():
        for foreign in table.foreign_keys:
            target = tables[foreign["reference"].get("resource") or name]
            columns = [table.position(field) for field in foreign["fields"]]
            wanted = {tuple(row[column] for column in columns) for row in kept[name]}
            places = [target.position(field) for field in foreign["reference"]["fields"]]
            have = {id(row) for row in kept[target.name]}
            for row in target.rows:
                if id(row) not in have and tuple(row[place] for place in places) in wanted:
                    kept[target.name].append(row)
                    added = True
    return added
