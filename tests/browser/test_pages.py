"""One page of each type: it loads whole, fits the screen, has its language and one heading; and a picture of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.pages import TYPES, address

NARROW, PHONE, DESKTOP = 320, 390, 1280
TALLEST = 4000
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
            picture(whole, pictures / f"{name}-{width}.jpg")
        assert whole.evaluate("document.documentElement.scrollWidth") <= width, whole.evaluate(TOO_WIDE)
    assert whole.locator("html").get_attribute("lang") == "zh-CN"
    assert whole.get_by_role("heading", level=1).count() == 1
    assert re.search(r"\S - \S", whole.title()) or not address(built_site, name)


def picture(page: Page, path: Path) -> None:
    """The whole page, or the upper part of a very long one."""
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    area = FloatRect(x=0, y=0, width=size[0], height=min(size[1], TALLEST))
    page.screenshot(path=path, full_page=True, clip=area, quality=70, animations="disabled")


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
