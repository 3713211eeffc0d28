"""Both generators give shells at every depth; a stamped page is complete, relative, and asks no other host."""

from __future__ import annotations

import re
import shutil
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest

from qingdan.errors import ToolError
from qingdan.site.shells import Shells, Stamp, render_shells, shell_addresses, stamp

BOTH: tuple[Literal["mkdocs", "zensical"], ...] = ("mkdocs", "zensical")
HUBS = {"", "data/", "divisions/", "domains/", "kinds/", "organisations/", "rules/", "sources/"}
PAGES = ("", "divisions/", "search/", "items/990101-power-0003/", "api/items/990101-power-0003/")
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


def render(repository: Path, out: Path, generator: Literal["mkdocs", "zensical"], *, site_url: str = "") -> Shells:
    return render_shells(
        repository / "mkdocs.yml",
        repository / "docs",
        out,
        generator=generator,
        epoch=1_700_000_000,
        site_url=site_url,
        site_name="示例县清单公开",
        copyright="主办：示例单位　演示站点，非政府网站",
    )


@pytest.fixture(scope="module", params=BOTH)
def rendered(
    request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Shells]:
    out = tmp_path_factory.mktemp(request.param)
    return out, render(repository, out, request.param, site_url="https://example.org/qd")


def page(**changes: str) -> Stamp:
    given = {"title": "秸秆禁烧", "description": "谁负责、找谁", "body_html": "<h1>秸秆禁烧</h1>"} | changes
    return Stamp(**given)


class Loaded(HTMLParser):
    """The addresses that a browser loads for a page, and the tabs that are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.links: list[str] = []
        self.current: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        address = values.get(LOADING.get(tag, ""), "")
        if address and values.get("rel") != "canonical":
            self.addresses.append(address)
        if tag == "a":
            self.links.append(values.get("href", ""))
            if values.get("aria-current") == "page" and "md-tabs__link" in values.get("class", ""):
                self.current.append(values["href"])


def load(html: bytes) -> Loaded:
    parser = Loaded()
    parser.feed(html.decode())
    return parser


def test_every_hub_and_every_depth_has_a_shell(rendered: tuple[Path, Shells]) -> None:
    _, shells = rendered
    assert set(shells.hubs) == HUBS
    assert sorted(shells.by_depth) == [0, 1, 2, 3]


@pytest.mark.parametrize("address", PAGES)
def test_stamped_page_has_every_value_and_no_token(rendered: tuple[Path, Shells], address: str) -> None:
    html = stamp(
        rendered[1].at(address),
        page(canonical="https://example.org/qd/a/", robots="noindex", edit_url="https://example.org/edit?a=1&b=2"),
    ).decode()
    assert "QDTOKEN" not in html
    assert html.startswith("<!doctype html>")
    assert '<html lang="zh-CN"' in html
    assert "<title>秸秆禁烧 - 示例县清单公开</title>" in html
    assert '<meta name="description" content="谁负责、找谁">' in html
    assert html.count('<link rel="canonical" href="https://example.org/qd/a/">') == 1
    assert html.count("canonical") == 1
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="https://example.org/edit?a=1&amp;b=2"' in html
    assert "主办：示例单位" in html
    assert re.search(r'<div class="qd" id="content" tabindex="-1"><h1>秸秆禁烧</h1>', html)


def test_what_is_not_given_leaves_nothing(rendered: tuple[Path, Shells]) -> None:
    html = stamp(rendered[1].at("items/a/"), page()).decode()
    assert "robots" not in html
    assert "canonical" not in html
    assert "qd-edit" not in html


def test_title_and_description_are_escaped_and_the_body_is_not(rendered: tuple[Path, Shells]) -> None:
    html = stamp(
        rendered[1].at("items/a/"), page(title='<b>"&', description='"><script>', body_html="<b>&amp;</b>")
    ).decode()
    assert "<title>&lt;b&gt;&quot;&amp; - " in html
    assert 'content="&quot;&gt;&lt;script&gt;"' in html
    assert "<b>&amp;</b>" in html


def test_a_token_in_a_value_stays_text(rendered: tuple[Path, Shells]) -> None:
    html = stamp(rendered[1].at("items/a/"), page(title="QDTOKENBODY", body_html="正文")).decode()
    assert "<title>QDTOKENBODY - " in html
    assert html.count("正文") == 1


def test_two_pages_of_one_shell_differ_only_in_their_values(rendered: tuple[Path, Shells]) -> None:
    shell = rendered[1].at("items/a/")
    first, second = (stamp(shell, page(title=title, body_html=title)).decode() for title in ("甲", "乙"))
    assert first.replace("甲", "乙") == second


@pytest.mark.parametrize("address", PAGES)
def test_everything_a_page_loads_is_relative_and_there(rendered: tuple[Path, Shells], address: str) -> None:
    out, shells = rendered
    loaded = load(stamp(shells.at(address), page()))
    assert loaded.addresses
    for target in loaded.addresses:
        assert not urlsplit(target).netloc
        assert not target.startswith("/")
        place = urlsplit(urljoin(f"https://example.org/qd/{address}", target)).path
        assert (out / place.removeprefix("/qd/")).is_file(), target


@pytest.mark.parametrize("address", PAGES)
def test_links_of_the_frame_stay_under_the_sub_path(rendered: tuple[Path, Shells], address: str) -> None:
    for link in load(stamp(rendered[1].at(address), page())).links:
        assert urljoin(f"https://example.org/qd/{address}", link).startswith("https://example.org/qd/"), link


@pytest.mark.parametrize(("tab", "marked"), [("kinds/", ["../../kinds/"]), ("", ["../.."]), ("nowhere/", [])])
def test_the_tab_that_is_asked_for_is_marked(rendered: tuple[Path, Shells], tab: str, marked: list[str]) -> None:
    html = stamp(rendered[1].at("items/a/"), page(tab=tab))
    assert [link.rstrip("/") for link in load(html).current] == [link.rstrip("/") for link in marked]
    assert html.count(b"md-tabs__item--active") == len(marked)


def test_a_hub_marks_its_own_tab(rendered: tuple[Path, Shells]) -> None:
    assert len(load(stamp(rendered[1].at("divisions/"), page())).current) == 1


def test_hand_written_pages_are_there_and_the_shells_are_not(rendered: tuple[Path, Shells], repository: Path) -> None:
    out, _ = rendered
    for address in shell_addresses(repository / "docs"):
        assert not (out / address / "index.html").exists()
    about = (out / "about" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN"' in about
    assert (out / "404.html").exists()
    left = [path.name for path in out.rglob("*") if re.search(r"sitemap\.|search\.json|\.map$|lunr", path.name)]
    assert left == []


def test_missing_page_has_links_that_work_at_any_depth(rendered: tuple[Path, Shells]) -> None:
    loaded = load((rendered[0] / "404.html").read_bytes())
    relative = [link for link in loaded.links + loaded.addresses if not link.startswith(("/qd/", "#"))]
    assert relative == []


def test_nothing_names_a_host_that_the_theme_would_load_from(rendered: tuple[Path, Shells]) -> None:
    for page_file in rendered[0].rglob("*.html"):
        text = page_file.read_text(encoding="utf-8")
        assert not re.search(r"googleapis|gstatic|unpkg|jsdelivr|api\.github", text), page_file


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_input_same_bytes(repository: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("first", "second"):
        shells = render(repository, tmp_path / name, "mkdocs")
        pages.append(stamp(shells.at("items/a/"), page()))
    assert pages[0] == pages[1]
    assert content(tmp_path / "first") == content(tmp_path / "second")


def test_joining_is_fast(rendered: tuple[Path, Shells]) -> None:
    """22,500 a second were measured for the joining alone; the floor is far below, for a busy machine."""
    shell = rendered[1].at("items/a/")
    item = page(body_html="<p>每页大约两万字节</p>" * 700)
    start = time.perf_counter()
    for _ in range(2_000):
        stamp(shell, item)
    assert 2_000 / (time.perf_counter() - start) > 5_000


def test_a_depth_without_a_shell_is_named(rendered: tuple[Path, Shells]) -> None:
    with pytest.raises(ToolError, match="第 5 层"):
        rendered[1].at("a/b/c/d/e/")


def test_a_broken_link_in_docs_stops_with_the_generators_words(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "about.md").write_text("# 关于\n\n[没有](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(ToolError, match=r"nowhere\.md"):
        render_shells(
            repository / "mkdocs.yml",
            tmp_path / "docs",
            tmp_path / "out",
            generator="mkdocs",
            epoch=0,
            site_url="",
            site_name="甲",
            copyright="",
        )
    assert not (tmp_path / "out").exists()


def test_settings_that_cannot_be_read_are_named(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ToolError, match=r"mkdocs\.yml"):
        render_shells(
            tmp_path / "mkdocs.yml",
            repository / "docs",
            tmp_path / "out",
            generator="mkdocs",
            epoch=0,
            site_url="",
            site_name="甲",
            copyright="",
        )
