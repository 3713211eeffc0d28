"""Reading against CSafeLoader, and binding with conforming against Frictionless run list by list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from frictionless import Resource, Schema

from qingdan.conform import conform
from qingdan.folder import find_files
from qingdan.pipeline import paused_collector
from qingdan.read import read_lists
from qingdan.register import Register
from qingdan.resolve import resolve
from qingdan.schema import Schemas
from qingdan.source import read_document
from tests.benchmarks.timing import Ratio, interleave

Rows = list[dict[str, str | list[str] | None]]


def reading(root: Path) -> Ratio:
    """Every file opened and read with the place of each field, against values without places."""
    files = sorted((root / "lists").rglob("*.yaml"))

    def ours() -> None:
        with paused_collector():
            for file in files:
                assert read_document(file.read_bytes(), file.name).node is not None

    def peer() -> None:
        with paused_collector():
            for file in files:
                assert yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

    taken = interleave({"ours": ours, "peer": peer})
    return Ratio(title=f"read {len(files)} files with places / CSafeLoader without", **taken, goal=1.3)


def conforming(root: Path, schemas: Schemas) -> Ratio:
    """From nodes to judged rows, against Frictionless once for each table of each list."""
    tree = find_files(root, schemas)
    with paused_collector():
        loaded = read_lists(root, tree, schemas)
        register, _ = resolve(loaded, schemas)
    files = {path: (root / path).read_bytes() for path in tree.paths}
    parsed = interleave({"parse": lambda: [read_document(data, path) for path, data in files.items()]})["parse"]
    lists = list(_rows_by_list(register, schemas))

    def bind() -> None:
        read_lists(root, tree, schemas)

    def judge() -> None:
        assert not conform(register, loaded)

    def peer() -> None:
        for table, rows in lists:
            fields = [dict(field.descriptor) for field in schemas[table].inputs]
            report = Resource(data=rows, schema=Schema.from_descriptor({"fields": fields})).validate()
            assert report.valid

    with paused_collector():
        taken = interleave({"bind": bind, "judge": judge, "peer": peer})
    ours = max(taken["bind"] - parsed, 0.0) + taken["judge"]
    title = f"bind and conform {len(register.items)} items / Frictionless by list"
    return Ratio(title=title, ours=ours, peer=taken["peer"], goal=4.0)


def _rows_by_list(register: Register, schemas: Schemas) -> Iterator[tuple[str, Rows]]:
    for entry in register.lists.values():
        tables: dict[str, Rows] = {entry.head.kind: []}
        for item in entry.items:
            table = schemas[item.kind]
            tables[item.kind].append(
                {f.name: (list(item.texts(f.name)) if f.many else item.text(f.name)) or None for f in table.inputs}
            )
            for child in table.children:
                for row in item.rows(child):
                    cells = {
                        f.name: (list(row.texts(f.name)) if f.many else row.text(f.name)) or None
                        for f in schemas[child].inputs
                    }
                    tables.setdefault(child, []).append(cells)
        yield from tables.items()
