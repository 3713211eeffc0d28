"""The frame of a page in a real browser: under a sub-path, with and without scripts, for both generators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from qingdan.site.shells import Shells, Stamp, render_shells, stamp
from tests.browser.serving import serve

BODY = """
<div class="qd-bar"><div class="qd-tools" role="group" aria-label="阅读工具" hidden>
<button type="button" data-do="large" aria-pressed="false">大字版</button>
<button type="button" data-do="contrast" aria-pressed="false">高对比</button>
<button type="button" data-do="read">朗读</button><button type="button" data-do="print">打印</button></div></div>
<header class="qd-head"><h1>秸秆禁烧</h1></header>
<p>乡镇宣传、巡查，看见了先劝阻，一小时内报给县里。</p>
"""


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def address(
    request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site of the hand-written pages, the home and one item."""
    out = tmp_path_factory.mktemp(f"frame-{request.param}")
    with serve(out) as found:
        shells = frames(repository, out, request.param, found)
        for place, tab in (("", ""), ("items/990101101-duty-0007/", "kinds/")):
            page = Stamp(title="秸秆禁烧", description="谁负责", body_html=BODY, tab=tab)
            (out / place).mkdir(parents=True, exist_ok=True)
            (out / place / "index.html").write_bytes(stamp(shells.at(place), page))
        yield found


def frames(repository: Path, out: Path, generator: Literal["mkdocs", "zensical"], site_url: str) -> Shells:
    return render_shells(
        repository / "mkdocs.yml",
        repository / "docs",
        out,
        generator=generator,
        epoch=0,
        site_url=site_url,
        site_name="示例县清单公开（演示）",
        copyright="主办：示例县人民政府（虚构）",
    )


def test_large_type_and_contrast_are_remembered(page: Page, address: str) -> None:
    page.goto(f"{address}items/990101101-duty-0007/")
    before = page.evaluate("getComputedStyle(document.querySelector('.qd p')).fontSize")
    page.get_by_role("button", name="大字版").click()
    page.get_by_role("button", name="高对比").click()
    page.goto(f"{address}handbook/")
    page.goto(f"{address}items/990101101-duty-0007/")
    assert before == "18px"
    assert page.evaluate("getComputedStyle(document.querySelector('.qd p')).fontSize") == "24px"
    assert page.get_by_role("button", name="大字版").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="大字版").click()
    page.reload()
    assert page.get_by_role("button", name="大字版").get_attribute("aria-pressed") == "false"
    assert page.locator("html.qd-contrast").count() == 1


def test_night_is_a_word_and_works(page: Page, address: str) -> None:
    page.goto(address)
    label = page.locator("label[title=夜间]")
    assert label.evaluate("e => getComputedStyle(e, '::after').content").startswith('"夜间"')
    label.click()
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for place in ("", "items/990101101-duty-0007/", "handbook/change/", "about/", "developers/"):
        page.goto(address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_keyboard_reaches_the_text_first(page: Page, address: str) -> None:
    page.goto(f"{address}items/990101101-duty-0007/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#content, #__skip') !== null")


def test_every_link_of_the_frame_leads_to_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}items/990101101-duty-0007/")
    links = page.locator(".md-footer a, .md-header a").evaluate_all("all => all.map(link => link.href)")
    assert len(links) >= 5
    for link in links:
        response = page.request.get(link)
        assert response.ok, link


def test_without_scripts_the_page_is_whole_and_the_tools_are_hidden(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}items/990101101-duty-0007/")
    assert plain.get_by_role("heading", level=1).inner_text() == "秸秆禁烧"
    assert not plain.get_by_role("button", name="大字版").is_visible()
    assert plain.get_by_role("link", name="按清单").first.is_visible()
    assert plain.locator(".md-tabs [aria-current=page]").inner_text().strip() == "按清单"
    context.close()


def test_a_missing_page_says_so_in_chinese(page: Page, address: str) -> None:
    page.goto(f"{address}404.html")
    assert page.get_by_role("heading", level=1).inner_text() == "没有这个页面"
