"""One page of each type: it loads whole, fits the screen, has its language and one heading; and a picture of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import TYPES, address

NARROW, PHONE, DESKTOP = 320, 390, 1280
TOO_WIDE = """() => [...document.querySelectorAll('#content *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.qd-vh, thead'))
    .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="session")
def pictures(repository: Path) -> Path:
    """Where the screenshots go."""
    folder = repository / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("name", TYPES)
def test_page_is_whole(whole: Page, site_url: str, built_site: Path, pictures: Path, name: str) -> None:
    for width in (DESKTOP, PHONE, NARROW):
        whole.set_viewport_size({"width": width, "height": 844 if width < DESKTOP else 900})
        if width != NARROW:
            whole.goto(site_url + address(built_site, name) + ("?q=低保" if name == "search" else ""))
            wait(whole, name)
            whole.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
        assert whole.evaluate("document.documentElement.scrollWidth") <= width, whole.evaluate(TOO_WIDE)
    assert whole.locator("html").get_attribute("lang") == "zh-CN"
    assert whole.get_by_role("heading", level=1).count() == 1
    assert re.search(r"\S - \S", whole.title()) or not address(built_site, name)


def wait(page: Page, name: str) -> None:
    """The search page is whole when its hits are there."""
    if name == "search":
        expect(page.locator("#results > li")).to_have_count(10)


@pytest.mark.parametrize("name", ["home", "list", "item-duty", "item-service", "source", "division-town"])
def test_large_type_fits_a_small_screen(whole: Page, site_url: str, built_site: Path, name: str) -> None:
    whole.set_viewport_size({"width": NARROW, "height": 700})
    whole.add_init_script("localStorage.setItem('qd-large', '1')")
    whole.goto(site_url + address(built_site, name))
    assert whole.locator("html.qd-large").count() == 1
    assert whole.evaluate("document.documentElement.scrollWidth") <= NARROW, whole.evaluate(TOO_WIDE)


def test_a_missing_page_has_its_ways_out(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}404.html")
    assert page.get_by_role("heading", level=1).inner_text() == "没有这个页面"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
