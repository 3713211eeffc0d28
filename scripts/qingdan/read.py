"""The files of a repository to bound records: read, then bind, one file after the other.

In: the tree of folder.py and the schemas. Out: `Loaded`, records by their place in the layout, with all
findings so far. A file that cannot be read is remembered in `broken`, so that nothing is said twice about it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .bind import Binder
from .errors import ToolError
from .finding import Finding
from .folder import ListFolder, Tree
from .model import Node, Record
from .schema import Schemas, Table
from .source import MAX_BYTES, read_document, text_of

Tick = Callable[[int], None]
_NOTHING: Mapping[str, Record] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """The records of one list folder; `header` is None when there is none or it could not be read."""

    folder: ListFolder
    header: Record | None
    items: dict[str, Record]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Everything below lists/ as records: settings and references by table, lists by id.

    `texts` is what every file holds that is text, as it was typed, also what is no record; `names` is every path.
    """

    settings: dict[str, tuple[Record, ...]]
    references: dict[str, dict[str, Record]]
    lists: dict[str, LoadedList]
    broken: frozenset[str] = field(default_factory=frozenset)
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()


class _Reader:
    """Reads and binds files; keeps the findings and the paths that failed."""

    def __init__(self, root: Path, schemas: Schemas, tick: Tick, known: Mapping[str, Record]) -> None:
        self._root = root
        self._schemas = schemas
        self._tick = tick
        self._known = known
        self.findings: list[Finding] = []
        self.broken: set[str] = set()
        self.texts: dict[str, str] = {}

    def node(self, path: str) -> Node | None:
        """The node tree of a file, None when it could not be read."""
        self._tick(1)
        try:
            with (self._root / path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            raise ToolError(f"读不了文件 {path}：{error.strerror}") from error
        document = read_document(data, path, size)
        self.texts[path] = document.text or text_of(data)
        self.findings += document.findings
        if document.node is None:
            self.broken.add(path)
        return document.node

    def record(self, path: str, table: Table) -> Record | None:
        """The record of a file that holds one."""
        if path in self._known:
            return self._known[path]
        node = self.node(path)
        if node is None:
            return None
        binder = Binder(self._schemas, path)
        record = binder.record(node, table)
        self.findings += binder.findings
        if record is None:
            self.broken.add(path)
        return record

    def entries(self, path: str, table: Table) -> tuple[Record, ...]:
        """The records of a file that holds a list of them."""
        node = self.node(path)
        if node is None:
            return ()
        binder = Binder(self._schemas, path)
        records = tuple(binder.entries(node, table))
        self.findings += binder.findings
        return records


def read_lists(
    root: Path,
    tree: Tree,
    schemas: Schemas,
    tick: Tick = lambda _: None,
    *,
    known: Mapping[str, Record] = _NOTHING,
) -> Loaded:
    """Reads every file of `tree` but those whose record is `known`; `tick` is called with 1 after each file."""
    reader = _Reader(root, schemas, tick, known)
    settings = {name: tuple(_settings(reader, path, schemas[name])) for name, path in tree.settings.items()}
    references = {name: dict(_references(reader, files, schemas[name])) for name, files in tree.references.items()}
    lists = {folder.id: _list(reader, folder, schemas) for folder in tree.lists}
    names = tuple(_names(root))
    return Loaded(
        settings=settings,
        references=references,
        lists=lists,
        broken=frozenset(reader.broken),
        findings=(*tree.findings, *reader.findings),
        texts=reader.texts | dict(_other_texts(root, names, {*tree.paths})),
        names=names,
    )


def _names(root: Path) -> Iterator[str]:
    """Every folder, file and link below lists/, hidden ones too, relative to the root; no link is followed."""
    top = root / "lists"
    if top.is_symlink():
        return
    for place, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if name != ".git")
        below = Path(place).relative_to(root).as_posix()
        yield from (f"{below}/{name}" for name in (*folders, *sorted(files)))


def _other_texts(root: Path, names: tuple[str, ...], read: set[str]) -> Iterator[tuple[str, str]]:
    """The beginning of every file that is no record: strays, notes, copies of editors."""
    for name in names:
        if name not in read:
            try:
                if stat.S_ISREG((root / name).lstat().st_mode):
                    with (root / name).open("rb") as file:
                        yield name, text_of(file.read(MAX_BYTES))
            except OSError:
                # What cannot be opened is a stray, and said to be one.
                continue


def _settings(reader: _Reader, path: str, table: Table) -> Iterator[Record]:
    if table.single:
        record = reader.record(path, table)
        if record is not None:
            yield record
    else:
        yield from reader.entries(path, table)


def _references(reader: _Reader, files: dict[str, str], table: Table) -> Iterator[tuple[str, Record]]:
    if "" not in files:
        for stem, path in files.items():
            record = reader.record(path, table)
            if record is not None:
                yield stem, record
        return
    seen: dict[str, Record] = {}
    key = table.key[0]
    for record in reader.entries(files[""], table):
        code = record.text(key)
        if code in seen and code:
            reader.findings.append(_twice(record, seen[code], key, code))
        elif code:
            seen[code] = record
            yield code, record
        else:
            reader.findings.append(_keyless(record, table, key))


def _twice(record: Record, first: Record, key: str, code: str) -> Finding:
    return Finding(code="S01", case="code_twice", location=record.at(key), other=first.at(key), params={"code": code})


def _keyless(record: Record, table: Table, key: str) -> Finding:
    params = {"field": table.by_name[key].title, "description": table.by_name[key].description}
    return Finding(code="S04", case="required", location=record.at(key), params=params)


def _list(reader: _Reader, folder: ListFolder, schemas: Schemas) -> LoadedList:
    header = reader.record(folder.header, schemas["lists"]) if folder.header else None
    items = {}
    broken = set()
    for serial, path in folder.items.items():
        record = reader.record(path, schemas[folder.kind])
        if record is None:
            broken.add(serial)
        else:
            items[serial] = record
    return LoadedList(folder=folder, header=header, items=items, broken=frozenset(broken))
