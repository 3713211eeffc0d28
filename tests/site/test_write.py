"""Pages as files: stamped, invented ones noindex and in no sitemap, the map only where the site has an address."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qingdan.site import write
from qingdan.site.info import SiteInfo
from qingdan.site.page import Page
from qingdan.site.shells import Pieces, Shell, Shells

INFO = SiteInfo(name="清单公开", url="https://example.org/qd/", commit_date="2026-02-01")
PIECES = Pieces(
    parts=(b"<title>", b"", b"</title>", b"", b"<main>", b"", b"</main>"),
    holes=((1, "TITLE"), (3, "HEAD"), (5, "BODY")),
)
SHELLS = Shells(by_depth={depth: Shell(address="", plain=PIECES, tabs={}) for depth in range(4)}, hubs={})
REAL = Page(path="items/a/", title="甲 <b>", description="说明", body="<h1>甲</h1>", search=True, updated="2026-01-20")
DEMO = Page(path="items/b/", title="乙 - 示例（虚构）", description="说明", body="<h1>乙</h1>", demo=True)


def locations(path: Path) -> list[str]:
    return [node.text or "" for node in ET.fromstring(path.read_text("utf8")).iter() if node.tag.endswith("loc")]


def test_pages_are_stamped_at_their_address(tmp_path: Path) -> None:
    report = write.write_site([REAL, DEMO], SHELLS, tmp_path, INFO)
    html = (tmp_path / "items/a/index.html").read_text("utf8")
    assert "<title>甲 &lt;b&gt;</title>" in html
    assert '<meta property="og:title" content="甲 &lt;b&gt;">' in html
    assert '<link rel="canonical" href="https://example.org/qd/items/a/">' in html
    assert "<main><h1>甲</h1></main>" in html
    assert (report.pages, report.mapped) == (2, 1)


def test_invented_pages_are_noindex_and_in_no_sitemap(tmp_path: Path) -> None:
    write.write_site([REAL, DEMO], SHELLS, tmp_path, INFO)
    assert '<meta name="robots" content="noindex">' in (tmp_path / "items/b/index.html").read_text("utf8")
    assert "robots" not in (tmp_path / "items/a/index.html").read_text("utf8")
    assert locations(tmp_path / "sitemap.xml") == ["https://example.org/qd/items/a/"]
    assert "<lastmod>2026-01-20</lastmod>" in (tmp_path / "sitemap.xml").read_text("utf8")
    assert "Sitemap: https://example.org/qd/sitemap.xml" in (tmp_path / "robots.txt").read_text("utf8")


def test_without_an_address_there_is_no_sitemap_and_no_canonical(tmp_path: Path) -> None:
    write.write_site([REAL], SHELLS, tmp_path, SiteInfo(name="清单公开"))
    assert not (tmp_path / "sitemap.xml").exists()
    assert (tmp_path / "robots.txt").read_text("utf8") == "User-agent: *\nAllow: /\n"
    assert "canonical" not in (tmp_path / "items/a/index.html").read_text("utf8")


def test_a_large_site_has_several_maps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_MAP_LIMIT", 2)
    pages = [Page(path=f"items/{number}/", title="甲", description="说明", body="") for number in range(5)]
    write.write_site(pages, SHELLS, tmp_path, INFO)
    names = locations(tmp_path / "sitemap.xml")
    assert names == [f"https://example.org/qd/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert len(locations(tmp_path / "sitemap-3.xml")) == 1


def test_only_pages_that_shall_be_found_go_to_the_search(tmp_path: Path) -> None:
    report = write.write_site([REAL, DEMO], SHELLS, tmp_path / "site", INFO, search=tmp_path / "search")
    found = [path.relative_to(tmp_path / "search").as_posix() for path in (tmp_path / "search").rglob("*.html")]
    assert found == ["items/a/index.html"]
    assert report.searched == 1


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write.write_site([REAL, DEMO], SHELLS, tmp_path / folder, INFO)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes() for path in files)
