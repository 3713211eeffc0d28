"""lists/ on disk: which file is what, by its place and name alone.

In: the root of a repository. Out: `Tree`, the files by role, and findings on names, strays and links.
Opens no file and follows no symbolic link; the layout is model.md 1.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .errors import ToolError
from .finding import Finding, Location
from .schema import Schemas, Table

HEADER = "_list.yaml"
_DIVISION = re.compile("[0-9]{2,12}")
_LIST_KEY = re.compile("([a-z0-9]+)(-[a-z0-9]+)*")
_SERIAL = re.compile("[0-9]{4}")
_ID = re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFolder:
    """The files of one list: `items` maps serials to paths; `header` is None when it is missing."""

    id: str
    division: str
    key: str
    kind: str
    path: str
    header: str | None
    items: dict[str, str]


@dataclass(slots=True)
class Tree:
    """Every file of lists/ by role; paths are relative to the root."""

    settings: dict[str, str] = field(default_factory=dict)
    references: dict[str, dict[str, str]] = field(default_factory=dict)
    lists: list[ListFolder] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, case: str, path: str, **params: str) -> None:
        """Adds a finding on a file or folder."""
        self.findings.append(Finding(code=code, case=case, location=Location(path=path), params=params))

    @property
    def paths(self) -> Iterator[str]:
        """Every file that will be read."""
        yield from self.settings.values()
        for files in self.references.values():
            yield from files.values()
        for folder in self.lists:
            if folder.header:
                yield folder.header
            yield from folder.items.values()


def find_files(root: Path, schemas: Schemas) -> Tree:
    """The tree below `root`/lists; ToolError when `root` is no folder."""
    if not root.is_dir():
        raise ToolError(f"找不到目录：{root}")
    tree = Tree()
    top = root / "lists"
    if top.is_symlink() or not top.is_dir():
        tree.report("F03", "no_lists", "lists")
        return tree
    homes = {table.words("location"): table for table in schemas.tables.values() if table.words("location")}
    _top_level(root, tree, schemas, homes)
    _references(root, tree, homes)
    if not tree.lists:
        tree.report("F03", "no_list", "lists")
    for location, table in homes.items():
        if table.name == "publisher" and table.name not in tree.settings:
            tree.report("F03", "no_publisher", f"lists/{location}")
    return tree


def _entries(root: Path, path: str, tree: Tree) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, sorted; links and special files are findings, hidden files are passed over."""
    with os.scandir(root / path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = _printable(entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            tree.report("F01", "symlink", f"{path}/{name}")
        elif not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
            tree.report("F01", "not_file", f"{path}/{name}")
        elif name != entry.name:
            tree.report("S01", "unprintable_name", f"{path}/{name}")
        else:
            yield entry


def _printable(name: str) -> str:
    """A file name that can be shown: what is no text, or no visible character, becomes a question mark."""
    text = name.encode("utf8", "replace").decode("utf8")
    return "".join(char if char.isprintable() else "?" for char in text)


def _top_level(root: Path, tree: Tree, schemas: Schemas, homes: dict[str, Table]) -> None:
    for entry in _entries(root, "lists", tree):
        path = f"lists/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name == "reference":
                continue
            if _DIVISION.fullmatch(entry.name):
                _division(root, path, entry.name, tree, schemas)
            else:
                tree.report("S01", "division_name", path, name=entry.name)
        elif entry.name in homes:
            tree.settings[homes[entry.name].name] = path
        else:
            tree.report("S01", "stray_file", path, name=entry.name)


def _division(root: Path, path: str, code: str, tree: Tree, schemas: Schemas) -> None:
    kinds = {table.name for table in schemas.kinds}
    for entry in _entries(root, path, tree):
        place = f"{path}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            tree.report("S01", "stray_file", place, name=entry.name)
            continue
        found = _LIST_KEY.fullmatch(entry.name)
        if not found or found[1] not in kinds:
            tree.report("S01", "list_key", place, name=entry.name, kinds="、".join(sorted(kinds)))
            continue
        tree.lists.append(_list_folder(root, place, code, entry.name, found[1], tree))


def _list_folder(root: Path, path: str, code: str, key: str, kind: str, tree: Tree) -> ListFolder:
    header = None
    items = {}
    for entry in _entries(root, path, tree):
        place = f"{path}/{entry.name}"
        stem, dot, suffix = entry.name.rpartition(".")
        if entry.name == HEADER and entry.is_file(follow_symlinks=False):
            header = place
        elif entry.is_file(follow_symlinks=False) and suffix == "yaml" and _SERIAL.fullmatch(stem):
            items[stem] = place
        else:
            fixed = _repaired(stem if dot else entry.name)
            taken = fixed not in ("", entry.name) and (root / path / fixed).exists()
            case = "serial_taken" if taken else "serial_name"
            tree.report("S01", case, place, name=entry.name, fixed=fixed)
    if header is None:
        tree.report("F03", "no_header", f"{path}/{HEADER}", folder=path)
    return ListFolder(id=f"{code}-{key}", division=code, key=key, kind=kind, path=path, header=header, items=items)


def _repaired(stem: str) -> str:
    """The serial that the name most likely means, "" when it shows none."""
    digits = "".join(str(int(char)) for char in stem if char.isdecimal())
    return f"{int(digits):04d}.yaml" if digits and len(digits.lstrip("0")) <= 4 else ""


def _references(root: Path, tree: Tree, homes: dict[str, Table]) -> None:
    top = "lists/reference"
    if not (root / top).is_dir() or (root / top).is_symlink():
        return
    for entry in _entries(root, top, tree):
        folder = entry.is_dir(follow_symlinks=False)
        table = homes.get(f"reference/{entry.name}{'/' if folder else ''}")
        if table is None:
            tree.report("S01", "stray_file", f"{top}/{entry.name}", name=entry.name)
        elif folder:
            tree.references[table.name] = dict(_reference_files(root, f"{top}/{entry.name}", tree))
        else:
            tree.references[table.name] = {"": f"{top}/{entry.name}"}


def _reference_files(root: Path, path: str, tree: Tree) -> Iterator[tuple[str, str]]:
    for entry in _entries(root, path, tree):
        stem, _, suffix = entry.name.rpartition(".")
        if entry.is_file(follow_symlinks=False) and suffix == "yaml" and _ID.fullmatch(stem):
            yield stem, f"{path}/{entry.name}"
        else:
            tree.report("S01", "reference_name", f"{path}/{entry.name}", name=entry.name)
