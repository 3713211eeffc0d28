"""Nobody may take invented data, or an extract, for what a government has published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import BOTH, DEMO, EXTRACT, NATURES, address

DEMO_STRIP, EXTRACT_STRIP = "qd-strip--demo", "qd-strip--extract"


@pytest.mark.parametrize(("name", "nature"), NATURES.items())
def test_strips_stand_above_the_title(whole: Page, site_url: str, built_site: Path, name: str, nature: str) -> None:
    whole.goto(site_url + address(built_site, name))
    demo, extract = whole.locator(f".{DEMO_STRIP}"), whole.locator(f".{EXTRACT_STRIP}")
    expect(demo).to_have_count(1 if nature in (DEMO, BOTH) else 0)
    expect(extract).to_have_count(1 if nature in (EXTRACT, BOTH) else 0)
    for strip in (*demo.all(), *extract.all()):
        expect(strip).to_be_visible()
        assert strip.evaluate("s => !!(s.compareDocumentPosition(document.querySelector('h1')) & 4)")
    assert ("示例（虚构）" in whole.title()) is (nature in (DEMO, BOTH))
    robots = whole.locator("meta[name=robots][content=noindex]").count()
    assert bool(robots) is (nature in (DEMO, BOTH))


def test_strips_are_on_paper(whole: Page, site_url: str, built_site: Path) -> None:
    whole.emulate_media(media="print")
    for name, strip in (("item-duty", DEMO_STRIP), ("item-extract", EXTRACT_STRIP)):
        whole.goto(site_url + address(built_site, name))
        expect(whole.locator(f".{strip}")).to_be_visible()
        expect(whole.locator(".qd-print")).to_be_visible()
        expect(whole.locator(".qd-tools")).to_be_hidden()


def pages_of(site: Path, pattern: str) -> list[tuple[str, str]]:
    found = [
        (path.parent.name, path.read_text(encoding="utf-8")) for path in sorted(site.glob(f"{pattern}/index.html"))
    ]
    assert found
    return found


def test_every_invented_item_says_so(built_site: Path) -> None:
    for name, text in pages_of(built_site, "items/99*"):
        assert DEMO_STRIP in text, name
        assert '<meta name="robots" content="noindex">' in text, name
        assert "示例（虚构）" in re.findall("<title>(.*?)</title>", text)[0], name


def test_every_extract_says_so(built_site: Path) -> None:
    for name, text in pages_of(built_site, "items/[!9]*"):
        assert EXTRACT_STRIP in text, name
        assert DEMO_STRIP not in text, name


def test_no_invented_telephone_is_a_link(built_site: Path) -> None:
    for path in built_site.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        assert DEMO_STRIP not in text or 'href="tel:' not in text, path
        assert not re.search(r'href="tel:0000', text), path


def test_no_invented_page_is_in_the_sitemap(built_site: Path) -> None:
    """A site without an address has no map; one with an address lists none of the invented pages."""
    text = "".join(path.read_text(encoding="utf-8") for path in built_site.glob("sitemap*.xml"))
    assert not re.search(r"/(items/)?99\d", text)
    assert "/search/" not in text
