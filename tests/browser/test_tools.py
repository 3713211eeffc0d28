"""The reading tools and the night scheme: they work on the built pages and are remembered from page to page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.pages import address

SIZE = "getComputedStyle(document.querySelector('.qd-plain dd')).fontSize"
GROUND = "getComputedStyle(document.body).backgroundColor"


def test_large_type_and_contrast_are_kept(screen: Page, site_url: str, built_site: Path) -> None:
    screen.goto(site_url + address(built_site, "item-duty"))
    before = float(screen.evaluate(SIZE).removesuffix("px"))
    for name in ("大字版", "高对比"):
        screen.get_by_role("button", name=name).click()
        expect(screen.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    screen.goto(site_url + address(built_site, "item-catalogue"))
    assert float(screen.evaluate(SIZE).removesuffix("px")) > before * 1.2
    expect(screen.locator("html.qd-large.qd-contrast")).to_have_count(1)
    screen.get_by_role("button", name="大字版").click()
    screen.reload()
    assert float(screen.evaluate(SIZE).removesuffix("px")) == before
    expect(screen.locator("html.qd-contrast:not(.qd-large)")).to_have_count(1)


def test_night_is_kept_and_the_ground_is_dark(screen: Page, site_url: str, built_site: Path) -> None:
    screen.goto(site_url + address(built_site, "item-duty"))
    light = screen.evaluate(GROUND)
    screen.locator("label[title=夜间]").click()
    expect(screen.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    assert screen.evaluate(GROUND) != light
    screen.goto(site_url + address(built_site, "list"))
    expect(screen.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    screen.locator("label[title=日间]").click()
    expect(screen.locator("body[data-md-color-scheme=default]")).to_have_count(1)


def test_the_system_s_night_is_followed(whole: Page, site_url: str) -> None:
    whole.emulate_media(color_scheme="dark")
    whole.goto(site_url)
    expect(whole.locator("body[data-md-color-scheme=slate]")).to_have_count(1)


def test_printing_is_one_press(whole: Page, site_url: str, built_site: Path) -> None:
    whole.add_init_script("window.print = () => { window.printed = true; }")
    whole.goto(site_url + address(built_site, "item-duty"))
    whole.get_by_role("button", name="打印").click()
    assert whole.evaluate("window.printed")
