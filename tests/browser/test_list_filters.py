"""The filters of a list page: rows, counts, tags, the address, the keyboard."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

LIST = "990101101/duty/"
ROWS = "#list-table tbody tr:not(.qd-group):visible"


@pytest.fixture
def listed(screen: Page, site_url: str) -> Page:
    """A list with its filters open."""
    screen.goto(site_url + LIST)
    unfold(screen)
    return screen


def unfold(page: Page) -> None:
    if not page.get_by_role("checkbox").first.is_visible():
        page.locator("#list-facets summary").click()


def test_boxes_choose_rows_and_the_address_keeps_them(listed: Page) -> None:
    every = listed.locator(ROWS).count()
    listed.get_by_role("checkbox", name="配合履职").check()
    some = listed.locator(ROWS).count()
    assert 0 < some < every
    expect(listed.get_by_role("status")).to_have_text(f"显示 {some} 项，共 {every} 项（配合履职）")
    listed.get_by_role("checkbox", name="生态环保").check()
    few = listed.locator(ROWS).count()
    assert 0 < few < some
    assert listed.url.endswith(f"?class={quote('配合履职')}&domain={quote('生态环保')}")
    groups = listed.locator("#list-table tbody:visible .qd-group small")
    expect(groups).to_have_text([f"{few} 项"])
    listed.reload()
    expect(listed.locator(ROWS)).to_have_count(few)
    listed.go_back()
    expect(listed.locator(ROWS)).to_have_count(some)


def test_the_number_beside_a_box_is_what_it_gives(listed: Page) -> None:
    listed.get_by_role("checkbox", name="配合履职").check()
    box = listed.get_by_role("checkbox", name="生态环保")
    promised = int(listed.locator("label", has=box).locator(".n").inner_text())
    box.check()
    expect(listed.locator(ROWS)).to_have_count(promised)


def test_words_are_found_in_names_and_aliases(listed: Page) -> None:
    every = listed.locator(ROWS).count()
    listed.get_by_role("searchbox", name="在这份清单里找").fill("烧荒")
    expect(listed.locator(ROWS)).to_have_count(1)
    expect(listed.locator(ROWS)).to_contain_text("秸秆禁烧")
    assert listed.url.endswith(f"?q={quote('烧荒')}")
    listed.get_by_role("searchbox").fill("没有这样的事")
    expect(listed.get_by_role("status")).to_contain_text("没有事项符合这些条件")
    listed.get_by_role("list", name="已选条件").get_by_role("button").click()
    expect(listed.locator(ROWS)).to_have_count(every)


def test_tags_take_filters_back(listed: Page) -> None:
    every = listed.locator(ROWS).count()
    listed.get_by_role("checkbox", name="配合履职").check()
    listed.get_by_role("checkbox", name="基本履职").check()
    tags = listed.get_by_role("list", name="已选条件").get_by_role("button")
    expect(tags).to_have_count(3)
    tags.first.click()
    expect(tags).to_have_count(1)
    expect(tags.first).to_be_focused()
    tags.first.click()
    expect(listed.locator(ROWS)).to_have_count(every)
    expect(listed.get_by_role("status")).to_have_text(f"显示 {every} 项，共 {every} 项")
    assert listed.url.endswith(LIST)


def test_the_keyboard_is_enough(whole: Page, site_url: str) -> None:
    whole.goto(site_url + LIST)
    whole.get_by_role("searchbox", name="在这份清单里找").focus()
    whole.keyboard.press("Tab")
    whole.keyboard.press("Tab")
    expect(whole.get_by_role("checkbox").first).to_be_focused()
    whole.keyboard.press("Space")
    expect(whole.get_by_role("checkbox").first).to_be_checked()
    expect(whole.get_by_role("checkbox").first).to_be_focused()
    expect(whole.get_by_role("list", name="已选条件")).to_be_visible()


def test_links_from_the_township_open_the_list_filtered(whole: Page, site_url: str) -> None:
    whole.goto(f"{site_url}990101101/")
    whole.locator(".is-assist a[href*='?class=']").last.click()
    whole.wait_for_url("**/duty/?class=*")
    expect(whole.get_by_role("status")).to_contain_text("（配合履职")
