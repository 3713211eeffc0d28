"""Without JavaScript the site is complete but for live search, which then offers other ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import address


@pytest.fixture(params=[390, 1280])
def plain(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": request.param, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("home", "这件事归谁管"),
        ("division-town", "示例镇履职事项清单"),
        ("kind", "示例镇履职事项清单"),
        ("list", "秸秆禁烧"),
        ("item-duty", "主体责任"),
        ("item-service", "带什么"),
        ("item-extract", "据公开网络文本摘录"),
        ("source", "依据本条的事项"),
        ("organisation", "秸秆禁烧"),
        ("data", "CSV"),
    ],
)
def test_pages_read_whole(plain: Page, site_url: str, built_site: Path, name: str, words: str) -> None:
    plain.goto(site_url + address(built_site, name))
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.locator("#content")).to_contain_text(words)
    expect(plain.locator(".qd-tools")).to_be_hidden()


def test_what_needs_a_script_is_not_shown(plain: Page, site_url: str, built_site: Path) -> None:
    plain.goto(site_url + address(built_site, "list"))
    expect(plain.locator("#list-facets")).to_be_hidden()
    expect(plain.locator("#list-table tbody tr:not(.qd-group)").last).to_be_visible()
    plain.goto(site_url + "search/")
    expect(plain.locator("#search-facets")).to_be_hidden()


def test_the_search_page_offers_other_ways(plain: Page, site_url: str) -> None:
    plain.goto(site_url)
    plain.get_by_role("searchbox", name="查事项").fill("秸秆")
    plain.get_by_role("button", name="查一查").click()
    assert "没有运行脚本" in plain.content()  # in noscript, which this way of driving the browser does not draw
    for hub in ("divisions", "kinds", "domains", "organisations"):
        expect(plain.locator(f"#content a[href='../{hub}/']").first).to_be_visible()
    plain.locator("#content a[href='../kinds/']").first.click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
