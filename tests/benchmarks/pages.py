"""Joining and writing pages, without and with their bodies, against Material's best mode for the same items."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from itertools import count
from pathlib import Path

from qingdan.commit import Commit
from qingdan.home import Home
from qingdan.pipeline import check
from qingdan.progress import Reporter
from qingdan.register import Register
from qingdan.site.build import SiteOptions, describe, frame_pages
from qingdan.site.pages import item_pages
from qingdan.site.write import write_pages
from tests.benchmarks.timing import Ratio, interleave

_PEER_PAGES = 600
_MEMORY = Path("/dev/shm")
_ROOM = 3_000_000_000
_EPOCH = 1_768_953_600
_SETTINGS = """site_name: bench
theme:
  name: material
  language: zh
  font: false
plugins: []
nav:
  - index.md
"""


def quick_folder() -> str | None:
    """A folder in memory where there is room: creating a file on a disk takes 0.04 to 1 ms, by its mood, for everyone."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        return str(_MEMORY)
    return None


def page_ratios(home: Home, today: date) -> list[Ratio]:
    """Seconds a page: ours for all item pages of the county, the peer's for the first 600 of them; same folder."""
    register = check(home, today, Reporter(quiet=True)).register
    commit = Commit("", _EPOCH)
    info = describe(register, commit, SiteOptions())
    with tempfile.TemporaryDirectory(dir=quick_folder()) as scratch:
        shells = frame_pages(info, commit, home, Path(scratch) / "shells", SiteOptions())
        ready = list(item_pages(register, info=info))

        folders = (Path(scratch) / f"pages{number}" for number in count())

        def join() -> None:
            write_pages(ready, shells, next(folders))

        def render() -> None:
            write_pages(item_pages(register, info=info), shells, next(folders))

        ours = interleave({"join": join, "render": render})
    peer = material_seconds_a_page(register)
    pages = len(ready)
    return [
        Ratio(title=f"join, write {pages} pages / Material", ours=ours["join"] / pages, peer=peer, goal=40.0),
        Ratio(title=f"render, join, write {pages} pages / Material", ours=ours["render"] / pages, peer=peer, goal=8.0),
    ]


def material_seconds_a_page(register: Register) -> float:
    """Marginal seconds of one more page: no search, no plugin, one page in the navigation."""
    texts = [_markdown(register, number) for number in range(_PEER_PAGES)]
    few, many = 1, len(texts)
    taken = interleave({"few": lambda: _material(texts[:few]), "many": lambda: _material(texts[:many])})
    return (taken["many"] - taken["few"]) / (many - few)


def _markdown(register: Register, number: int) -> str:
    """An item as hand-written Markdown would show it: a table of facts, a table for each nested list."""
    item = register.published[number]
    lines = [f"# {item.text('title')}", "", item.text("summary"), "", "| 栏目 | 内容 |", "|---|---|"]
    for field in register.schemas[item.kind].inputs:
        text = "；".join(item.texts(field.name)) if field.many else item.text(field.name)
        lines += [f"| {field.title} | {text} |"] if text else []
    for child in (register.schemas[name] for name in register.schemas[item.kind].children):
        rows = item.rows(child.name)
        fields = [field for field in child.inputs if any(row.cells.get(field.name) for row in rows)]
        if rows:
            lines += [
                "",
                f"## {child.title}",
                "",
                _line([field.title for field in fields]),
                _line(["---"] * len(fields)),
            ]
            lines += [_line([row.text(field.name) for field in fields]) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _material(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as scratch:
        docs = Path(scratch) / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("# bench\n", "utf8")
        for number, text in enumerate(texts):
            (docs / f"p{number}.md").write_text(text, "utf8")
        (Path(scratch) / "mkdocs.yml").write_text(_SETTINGS, "utf8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=scratch, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
