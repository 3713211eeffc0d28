"""mark.py: every page says 不得公开 and noindex, once; a page without a place for it is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.internal.mark import WORDS, mark, mark_site

PAGE = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">{}</head><body dir="ltr"><p>甲</p></body></html>'


def marked(address: str, head: str = "") -> str:
    return mark(PAGE.format(head).encode(), address).decode()


@pytest.mark.parametrize(("address", "root"), [("", "./"), ("internal/", "../"), ("items/x/", "../../")])
def test_the_strip_leads_to_the_state(address: str, root: str) -> None:
    page = marked(address)
    assert '<body dir="ltr"><aside class="qd-strip qd-strip--extract qd-inside"' in page
    assert f'<a href="{root}internal/">{WORDS}</a>' in page
    assert f'<a href="{root}internal/findings/">检查结果</a>' in page


def test_a_page_without_an_address_of_its_own_has_no_links() -> None:
    page = marked("404.html")
    assert WORDS in page
    assert "<a " not in page


@pytest.mark.parametrize("head", ["", '<meta name="robots" content="noindex">', '<meta name="robots" content="all">'])
def test_robots_are_told_once_to_stay_away(head: str) -> None:
    page = marked("a/", head)
    assert page.count('name="robots"') == 1
    assert '<meta name="robots" content="noindex, nofollow">' in page


def test_a_header_element_is_no_head() -> None:
    page = mark(b"<head></head><header>x</header><body></body>", "a/").decode()
    assert page.index('name="robots"') < page.index("<header>")


@pytest.mark.parametrize("page", [b"", b"<html><body></body></html>", b"<html><head></head></html>"])
def test_a_page_that_cannot_be_marked_is_not_let_through(page: bytes) -> None:
    with pytest.raises(ToolError, match="标记"):
        mark(page, "a/")


def test_a_whole_site(tmp_path: Path) -> None:
    for name in ("index.html", "404.html", "a/b/index.html", "a/x.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE.format(""), encoding="utf8")
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf8")
    (tmp_path / "a" / "b" / "data.csv").write_text("甲", encoding="utf8")
    mark_site(tmp_path)
    assert all(WORDS in path.read_text("utf8") for path in tmp_path.rglob("*.html"))
    assert (tmp_path / "robots.txt").read_text("utf8") == "User-agent: *\nDisallow: /\n"
    assert not (tmp_path / "sitemap.xml").exists()
    assert (tmp_path / "a" / "b" / "data.csv").read_text("utf8") == "甲"
