"""The way of a citizen: a question, who is responsible, the legal basis, what else rests on it, the list as data."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LIST = "990101101/duty/"


def test_from_a_question_to_the_law_and_to_all_that_rests_on_it(screen: Page, site_url: str, built_site: Path) -> None:
    ask(screen, site_url, "秸秆")
    screen.locator("#results h2 a").first.click()
    see_who_is_responsible(screen)
    item = item_of(screen.url)
    screen.locator("#basis ~ .qd-cards a").first.click()
    screen.wait_for_url(re.compile(r"/sources/[^/]+/#a\d+$"))
    source, anchor = re.findall(r"/sources/([^/]+)/#(a\d+)", screen.url)[0]
    heading = screen.locator(f"#{anchor}")
    expect(heading).to_be_in_viewport()
    section = screen.locator("section", has=heading)
    assert resting_on(built_site, source, heading.inner_text()) <= items_in(section)
    section.locator(f"a[href*='items/']:not([href*='{item}'])").first.click()
    screen.wait_for_url("**/items/**")
    assert item_of(screen.url) != item
    expect(screen.get_by_role("heading", level=1)).to_be_visible()


def ask(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    page.get_by_role("searchbox", name="查事项").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    hit = page.locator("#results > li").first
    expect(hit).to_contain_text("谁负责：")
    expect(hit.locator("h2 mark")).to_have_text(words)
    expect(page.get_by_role("status")).to_contain_text("项")


def see_who_is_responsible(page: Page) -> None:
    page.wait_for_url("**/items/**")
    expect(page.locator(".qd-plain, .qd-answers")).to_contain_text("示例县生态环境局")
    lead = page.locator(".qd-sides > .is-lead")
    expect(lead).to_contain_text("主体责任")
    expect(lead.get_by_role("link", name="示例县生态环境局")).to_be_visible()
    expect(page.locator(".qd-sides > .is-assist").first).to_contain_text("配合责任")


def item_of(url: str) -> str:
    return url.partition("/items/")[2].partition("/")[0]


def items_in(section: Locator) -> set[str]:
    links = section.locator("a[href*='items/']").evaluate_all("all => all.map(link => link.href)")
    return {item_of(link) for link in links}


def resting_on(site: Path, source: str, article: str) -> set[str]:
    """The items that the published data rests on an article."""
    with (site / "data" / "basis.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["source"], row["article"]) == (source, article.strip())]
    assert rows
    return {row["item"] for row in rows}


def test_every_article_shows_every_item_that_rests_on_it(whole: Page, site_url: str, built_site: Path) -> None:
    whole.goto(f"{site_url}sources/sl-a-jiegan/")
    sections = whole.locator("section:has(> h2[id^=a])")
    assert sections.count() >= 2
    for section in sections.all():
        heading = section.locator("h2").inner_text()
        assert resting_on(built_site, "sl-a-jiegan", heading) <= items_in(section)


def test_a_list_is_taken_away_as_csv_and_as_json(screen: Page, site_url: str) -> None:
    screen.goto(site_url + LIST)
    shown = screen.locator("#list-table tbody tr:not(.qd-group)").count()
    assert shown > 50
    rows = list(csv.DictReader(io.StringIO(download(screen, "CSV").decode("utf-8-sig"))))
    data = screen.request.get(link(screen, "JSON")).json()
    assert len(rows) == len(data["事项"]) == shown
    assert {row["数据性质"] for row in rows} == {"示例（虚构）"} == {data["数据性质"]}
    assert rows[0]["事项名称"] == data["事项"][0]["事项名称"]


def link(page: Page, words: str) -> str:
    return str(page.get_by_role("link", name=words).first.evaluate("link => link.href"))


def download(page: Page, words: str) -> bytes:
    """What the browser saves when the link is pressed."""
    with page.expect_download() as saved:
        page.get_by_role("link", name=words).first.click()
    return Path(saved.value.path()).read_bytes()


def test_the_data_page_offers_files_that_are_there(whole: Page, site_url: str) -> None:
    whole.goto(f"{site_url}data/")
    links = whole.locator("main a[href$='.csv'], main a[href$='.json']").evaluate_all("all => all.map(a => a.href)")
    assert any(found.endswith("datapackage.json") for found in links)
    for found in set(links):
        response = whole.request.head(found)
        assert response.ok, found
