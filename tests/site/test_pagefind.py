"""The search index holds the pages that are marked, the same bytes each time, and says what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.site import pagefind


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name, attribute in (("a", " data-pagefind-body"), ("b", " data-pagefind-body"), ("c", "")):
        body = f"<main{attribute}><h1>秸秆禁烧{name}</h1><p>乡镇负责巡查，县里负责查处。</p></main>"
        pagefind.write_page(site, f"items/{name}/", title=f"秸秆<{name}>", body_html=body)
    return site


def entry(bundle: Path) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads(
        (bundle / "pagefind-entry.json").read_text(encoding="utf-8")
    )
    return found


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_page_is_written_with_its_title_escaped(pages: Path) -> None:
    text = (pages / "items" / "a" / "index.html").read_text(encoding="utf-8")
    assert text.startswith('<!doctype html><html lang="zh-CN">')
    assert "<title>秸秆&lt;a&gt;</title>" in text


def test_only_marked_pages_are_indexed(pages: Path, tmp_path: Path) -> None:
    pagefind.index(pages, tmp_path / "out")
    assert entry(tmp_path / "out")["languages"]["zh-cn"]["page_count"] == 2


def test_a_glob_narrows_what_is_indexed(pages: Path, tmp_path: Path) -> None:
    pagefind.index(pages, tmp_path / "out", glob="items/a/index.html")
    assert entry(tmp_path / "out")["languages"]["zh-cn"]["page_count"] == 1


def test_the_bundle_has_the_script_and_no_search_box_of_its_own(pages: Path, tmp_path: Path) -> None:
    pagefind.index(pages, tmp_path / "out")
    names = content(tmp_path / "out")
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= set(names)
    assert [name for name in names if "ui" in name or "highlight" in name] == []


def test_same_pages_same_bytes(pages: Path, tmp_path: Path) -> None:
    pagefind.index(pages, tmp_path / "first")
    pagefind.index(pages, tmp_path / "second")
    assert content(tmp_path / "first") == content(tmp_path / "second")


def test_a_missing_program_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="make site"):
        pagefind.find_program(tmp_path)


def test_a_failing_program_is_reported_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho no room left >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "find_program", lambda: broken)
    with pytest.raises(ToolError, match=r"返回 3[^$]*no room left"):
        pagefind.index(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
