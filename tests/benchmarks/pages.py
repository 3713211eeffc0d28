"""Joining and writing pages, without and with their bodies, against Material's best mode for the same items."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from qingdan.commit import Commit
from qingdan.home import Home
from qingdan.pipeline import check
from qingdan.progress import Reporter
from qingdan.register import Register
from qingdan.site.build import SiteOptions, frame_pages, page_stream
from qingdan.site.page import Page
from qingdan.site.write import write_pages
from tests.benchmarks.timing import Ratio, interleave

_PEER_PAGES = 600
_SETTINGS = """site_name: bench
theme:
  name: material
  language: zh
  font: false
plugins: []
nav:
  - index.md
"""


def page_ratios(home: Home, today: str) -> list[Ratio]:
    """Seconds a page: ours for all item pages of the county, the peer's for the first 600 of them."""
    from datetime import date

    checked = check(home, date.fromisoformat(today), Reporter(quiet=True))
    commit = Commit("", 1_768_953_600)
    options = SiteOptions(url="", generator="mkdocs")
    with tempfile.TemporaryDirectory() as scratch:
        shells = frame_pages(checked.register, commit, home, Path(scratch) / "shells", options)
        ready = [page for page in page_stream(checked.register, (), commit, options) if page.path.startswith("items/")]
        count = len(ready)

        def write_ready() -> None:
            _write(iter(ready), Path(scratch) / "ready")

        def write_fresh() -> None:
            fresh = page_stream(checked.register, (), commit, options)
            _write((page for page in fresh if page.path.startswith("items/")), Path(scratch) / "fresh")

        def _write(pages: Iterator[Page], folder: Path) -> None:
            subprocess.run(["rm", "-rf", str(folder)], check=True)
            write_pages(pages, shells, folder)

        ours = interleave({"join": write_ready, "bodies": write_fresh})
    peer = material_seconds_a_page(checked.register)
    title = f"{count} item pages"
    return [
        Ratio(title=f"join and write {title} / Material, best mode", ours=ours["join"] / count, peer=peer, goal=40.0),
        Ratio(title=f"render, join and write {title} / Material", ours=ours["bodies"] / count, peer=peer, goal=8.0),
    ]


def material_seconds_a_page(register: Register) -> float:
    """Marginal seconds of one more page: no search, no plugin, one page in the navigation."""
    texts = [_markdown(register, number) for number in range(_PEER_PAGES)]
    few, many = 1, len(texts)
    taken = interleave({"few": lambda: _material(texts[:few]), "many": lambda: _material(texts[:many])})
    return (taken["many"] - taken["few"]) / (many - few)


def _markdown(register: Register, number: int) -> str:
    """An item as hand-written Markdown would show it: facts, duties, basis, steps."""
    item = register.published[number]
    lines = [f"# {item.text('title')}", "", item.text("summary"), "", "| 栏目 | 内容 |", "|---|---|"]
    for field in register.schemas[item.kind].inputs:
        text = "；".join(item.texts(field.name)) if field.many else item.text(field.name)
        lines += [f"| {field.title} | {text} |"] if text else []
    for child in register.schemas[item.kind].children:
        rows = item.rows(child)
        if rows:
            lines += ["", f"## {register.schemas[child].title}", ""]
            lines += [f"- {'　'.join(row.text(f.name) for f in register.schemas[child].inputs)}" for row in rows]
    return "\n".join(lines) + "\n"


def _material(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        docs = Path(scratch) / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("# bench\n", "utf8")
        for number, text in enumerate(texts):
            (docs / f"p{number}.md").write_text(text, "utf8")
        (Path(scratch) / "mkdocs.yml").write_text(_SETTINGS, "utf8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=scratch, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)


