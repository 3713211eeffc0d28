"""The shipped demo county with mistakes: one a rule, each an edit of a file, so that all fit into one county.

In: `mistakes/<CODE>.yaml` (`files`: path under lists/ → edits or a new text; `found`: what the check must say beyond
what it says of the county as shipped). Out: repositories in a folder. `python -m tests.composition.county` writes
the complete reports of the county with every mistake at once to expected-*.txt; read the difference.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.command import qingdan
from tests.helpers import ROOT

HERE = Path(__file__).parent
TODAY = "2026-11-22"
PARTS = ("check", "calendar", "since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """`files` are texts (the whole file, "" deletes it) or edits (old text → new text, each old text exactly once).

    `found` are lines "错误 D02 lists/…/0007.yaml:12"; `part` is the command that says them.
    """

    code: str
    files: Mapping[str, str | Mapping[str, str]]
    found: tuple[str, ...]
    part: str = "check"


def mistakes() -> dict[str, Mistake]:
    """Every mistake by the name of its file: a code, or a code with a part (G08-calendar)."""
    return {path.stem: _mistake(path) for path in sorted((HERE / "mistakes").glob("*.yaml"))}


def _mistake(path: Path) -> Mistake:
    raw: dict[str, Any] = yaml.load(path.read_text("utf8"), Loader=yaml.BaseLoader)
    code, _, part = path.stem.partition("-")
    return Mistake(code=code, files=raw["files"], found=tuple(raw["found"]), part=part or "check")


def write_county(root: Path) -> Path:
    """The shipped lists without the extracts, which no rule of law looks at."""
    lists = root / "lists"
    shutil.copytree(ROOT / "lists", lists)
    for folder in lists.iterdir():
        if folder.is_dir() and folder.name.isdigit() and not folder.name.startswith("99"):
            shutil.rmtree(folder)
    return root


def inject(root: Path, chosen: Iterable[Mistake]) -> Path:
    """Makes the mistakes in the county at `root`."""
    for mistake in chosen:
        for name, change in mistake.files.items():
            _change(root / "lists" / name, change)
    return root


def _change(path: Path, change: str | Mapping[str, str]) -> None:
    if isinstance(change, str):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change, "utf8") if change else path.unlink()
        return
    text = path.read_text("utf8")
    for old, new in change.items():
        if text.count(old) != 1:
            raise AssertionError(f"{path}: {old!r} stands there {text.count(old)} times")
        text = text.replace(old, new)
    path.write_text(text, "utf8")


def commit(root: Path) -> None:
    """Makes the county a repository with one commit: the last version."""
    who = ("-c", "user.name=Qingdan", "-c", "user.email=qingdan@example.org")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "The last version")):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def report(root: Path, part: str, form: str = "json") -> str:
    """What the command of a part prints about the county."""
    if part == "calendar":
        return qingdan(root, "calendar", "--today", TODAY, "--format", form).out
    since = ("--since", "HEAD") if part == "since" else ()
    return qingdan(root, "check", "--today", TODAY, "--format", form, *since).out


if __name__ == "__main__":
    for chosen_part in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            county = write_county(Path(folder))
            commit(county)
            inject(county, (mistake for mistake in mistakes().values() if mistake.part == chosen_part))
            (HERE / f"expected-{chosen_part}.txt").write_text(report(county, chosen_part, "text"), "utf8")
