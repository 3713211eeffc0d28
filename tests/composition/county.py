"""The shipped demo county with mistakes: one a rule, each an edit of a file, so that all fit into one county.

In: `mistakes/<CODE>.yaml` (`files`: path under lists/ → edits or a new text; `found`: what the check must say beyond
what it says of the county as shipped). Out: repositories in a folder. `python -m tests.composition.county` writes
the complete reports of the county with every mistake at once to expected-*.txt; read the difference.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qingdan.folder import find_files
from qingdan.model import Record
from qingdan.read import read_lists
from tests.command import qingdan
from tests.helpers import ROOT, schemas

HERE = Path(__file__).parent
TODAY = "2026-11-22"
PARTS = ("check", "calendar", "since")
# The first digits of the demo county, and the folder of what all lists refer to.
KEPT = ("99", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """`files` are texts (the whole file, "" deletes it) or edits (old text → new text, each old text exactly once).

    `found` are lines "错误 D02 lists/…/0007.yaml:12"; `part` is the command that says them; `encoding` is how the
    files are saved.
    """

    code: str
    files: Mapping[str, str | Mapping[str, str]]
    found: tuple[str, ...]
    part: str = "check"
    encoding: str = "utf8"


def mistakes() -> dict[str, Mistake]:
    """Every mistake by the name of its file: a code, or a code with a part (G08-calendar)."""
    return {path.stem: _mistake(path) for path in sorted((HERE / "mistakes").glob("*.yaml"))}


def _mistake(path: Path) -> Mistake:
    raw: dict[str, Any] = yaml.load(path.read_text("utf8"), Loader=yaml.BaseLoader)
    code, _, part = path.stem.partition("-")
    found, encoding = tuple(raw["found"]), raw.get("encoding", "utf8")
    return Mistake(code=code, files=raw["files"], found=found, part=part or "check", encoding=encoding)


def write_county(root: Path) -> Path:
    """The shipped lists without the extracts, which no rule of law looks at."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        top = Path(folder) == ROOT / "lists"
        return [name for name in names if top and not name.startswith(KEPT) and not name.endswith(".yaml")]

    shutil.copytree(ROOT / "lists", root / "lists", ignore=left_out)
    return root


@contextmanager
def made(root: Path, chosen: Iterable[Mistake]) -> Iterator[Path]:
    """The county at `root` with these mistakes; afterwards it is as it was."""
    before: dict[Path, bytes | None] = {}
    try:
        for mistake in chosen:
            for name, change in mistake.files.items():
                path = root / "lists" / name
                before.setdefault(path, path.read_bytes() if path.exists() else None)
                _change(path, change, mistake.encoding)
        yield root
    finally:
        for path, data in before.items():
            _restore(path, data)


def _change(path: Path, change: str | Mapping[str, str], encoding: str) -> None:
    if isinstance(change, str):
        if not change:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change, encoding)
        return
    text = path.read_text("utf8")
    for old, new in change.items():
        if text.count(old) != 1:
            raise AssertionError(f"{path}: {old!r} stands there {text.count(old)} times")
        text = text.replace(old, new)
    path.write_text(text, encoding)


def _restore(path: Path, data: bytes | None) -> None:
    if data is not None:
        path.write_bytes(data)
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def commit(root: Path) -> Path:
    """Makes the county a repository with one commit: the last version."""
    who = ("-c", "user.name=Qingdan", "-c", "user.email=qingdan@example.org")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "The last version")):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
    return root


def records(root: Path) -> dict[str, Record]:
    """The records of all files that hold one each, by path: files that stay as they are need no second reading."""
    loaded = read_lists(root, find_files(root, schemas()), schemas())
    found = [record for entry in loaded.lists.values() for record in (entry.header, *entry.items.values()) if record]
    for references in loaded.references.values():
        found += (record for key, record in references.items() if Path(record.path).stem == key)
    return {record.path: record for record in found}


def report(root: Path, part: str, form: str = "json") -> str:
    """What the command of a part prints about the county."""
    if part == "calendar":
        return qingdan(root, "calendar", "--today", TODAY, "--format", form).out
    since = ("--since", "HEAD") if part == "since" else ()
    return qingdan(root, "check", "--today", TODAY, "--format", form, *since).out


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        county = commit(write_county(Path(place)))
        for chosen_part in PARTS:
            with made(county, (mistake for mistake in mistakes().values() if mistake.part == chosen_part)):
                (HERE / f"expected-{chosen_part}.txt").write_text(report(county, chosen_part, "text"), "utf8")
