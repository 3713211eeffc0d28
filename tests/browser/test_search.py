"""Live search: live typing, filters that the address carries, tags, what happens when nothing fits or nothing loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

HITS = "#results > li"
ANSWERED = re.compile("找到|没有|写出要查的事|用不了")
HOSTILE = "<img src=x onerror=alert(1)>低保<mark>"


def search(page: Page, site_url: str, query: str) -> None:
    page.goto(f"{site_url}search/?{query}")
    expect(page.get_by_role("status")).to_contain_text(ANSWERED)


def test_typing_is_enough_and_words_come_first(screen: Page, site_url: str) -> None:
    search(screen, site_url, "")
    expect(screen.get_by_role("status")).to_contain_text("写出要查的事")
    screen.get_by_role("searchbox").press_sequentially("烧秸秆", delay=20)
    expect(screen.locator(f"{HITS} h2").first).to_have_text("秸秆禁烧")
    expect(screen.locator(HITS).first.locator("mark").first).to_have_text("烧秸秆")
    expect(screen.get_by_role("status")).to_contain_text("先列字面相同的")
    assert screen.url.endswith(f"?q={quote('烧秸秆')}")


def test_ten_hits_then_ten_more(whole: Page, site_url: str) -> None:
    search(whole, site_url, f"q={quote('登记')}")
    expect(whole.locator(HITS)).to_have_count(10)
    whole.get_by_role("button", name="再看 10 条").click()
    expect(whole.locator(f"{HITS}:nth-child(11) a")).to_be_focused()
    assert whole.locator(HITS).count() > 10


def test_the_same_matter_of_many_places_is_one_hit(whole: Page, site_url: str) -> None:
    words = "矛盾纠纷排查调解"
    search(whole, site_url, f"q={quote(words)}&{quote('清单')}={quote('履职事项')}&{quote('乡镇')}={quote('示例镇')}")
    hit = whole.locator(HITS).filter(has=whole.get_by_role("link", name=words, exact=True))
    expect(hit).to_have_count(1)
    expect(hit.locator(".qd-kicker")).to_contain_text("示例镇")
    expect(hit.locator(".qd-kicker")).to_contain_text("另有 1 个乡镇（街道）相同")


def test_a_filter_narrows_and_a_tag_takes_it_back(screen: Page, site_url: str) -> None:
    search(screen, site_url, f"q={quote('低保')}")
    all_hits = number(screen)
    box = screen.locator("#search-facets input[value=公共服务]")
    if not box.is_visible():
        screen.locator("#search-facets summary").first.click()
    count = int(box.locator("xpath=..").locator(".n").inner_text())
    box.check()
    expect(screen.get_by_role("status")).to_contain_text(f"找到 {count} 项")
    assert 0 < count < all_hits
    assert f"{quote('清单')}={quote('公共服务')}" in screen.url
    screen.reload()
    expect(screen.get_by_role("status")).to_contain_text(f"找到 {count} 项")
    expect(box).to_be_checked()
    screen.get_by_role("button", name="公共服务").click()
    expect(screen.get_by_role("status")).to_contain_text(f"找到 {all_hits} 项")
    expect(box).not_to_be_checked()
    expect(screen.get_by_role("list", name="已选条件")).to_be_hidden()
    screen.go_back()
    expect(screen.get_by_role("status")).to_contain_text(f"找到 {count} 项")


def number(page: Page) -> int:
    words = page.locator("#search-status strong").inner_text()
    return int("".join(sign for sign in words if sign.isdigit()))


def test_two_values_widen_and_two_filters_narrow(whole: Page, site_url: str) -> None:
    counts = []
    kind, place = quote("清单"), quote("乡镇")
    service = f"{kind}={quote('公共服务')}"
    for query in (service, f"{service}&{kind}={quote('履职事项')}", f"{service}&{place}={quote('示例镇')}"):
        search(whole, site_url, query)
        expect(whole.locator(HITS).first).to_be_visible()
        counts.append(number(whole))
    assert counts[1] > counts[0] > counts[2] > 0
    expect(whole.locator(HITS).first.locator(".qd-kicker")).to_contain_text("示例镇")


def test_all_filters_go_with_one_press(whole: Page, site_url: str) -> None:
    search(whole, site_url, f"q={quote('登记')}&{quote('乡镇')}={quote('示例镇')}&{quote('清单')}={quote('公共服务')}")
    tags = whole.get_by_role("list", name="已选条件").get_by_role("button")
    expect(tags).to_have_count(3)
    tags.last.click()
    expect(tags).to_have_count(0)
    assert whole.url.endswith(f"?q={quote('登记')}")


def test_nothing_fits_and_the_ways_out(whole: Page, site_url: str) -> None:
    search(whole, site_url, f"q={quote('烧秸秆xyz罚多少钱')}")
    expect(whole.get_by_role("status")).to_contain_text("没有找到")
    for hub in ("divisions", "kinds", "domains", "organisations"):
        expect(whole.locator(f"#content a[href='../{hub}/']").first).to_be_visible()


def test_a_question_in_the_address_is_only_text(whole: Page, site_url: str) -> None:
    search(whole, site_url, f"q={quote(HOSTILE)}&{quote('乡镇')}={quote(HOSTILE)}")
    expect(whole.get_by_role("status")).to_contain_text("没有")
    expect(whole.get_by_role("list", name="已选条件")).to_contain_text("<img src=x")
    assert whole.locator("#content img").count() == 0


@pytest.fixture
def careless(browser: Browser) -> Iterator[Page]:
    """A page whose console is not watched: here things are made to fail."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def test_an_index_that_does_not_load_is_said_plainly(careless: Page, site_url: str) -> None:
    careless.route("**/pagefind/**", lambda route: route.abort())
    search(careless, site_url, f"q={quote('低保')}")
    expect(careless.get_by_role("status")).to_contain_text("用不了即时搜索")
    expect(careless.locator("#content a[href='../kinds/']").first).to_be_visible()
    expect(careless.locator("#search-facets")).to_be_hidden()


@pytest.mark.parametrize("words", ["低保", "另外的话"])
def test_data_is_written_as_text(whole: Page, site_url: str, words: str) -> None:
    whole.route("**/pagefind/pagefind.js", hostile_index)
    search(whole, site_url, f"q={quote(words)}")
    card = whole.locator(HITS).first
    for line in (".qd-kicker", "h2", "p:has-text('也叫')", "p:has-text('谁负责')", ".qd-small"):
        expect(card.locator(line)).to_contain_text("<img src=x onerror=alert(1)>低保")
    expect(whole.locator("#search-facets")).to_contain_text("<img src=x")
    assert whole.locator("#content img").count() == 0
    assert set(whole.locator(f"{HITS} mark").all_inner_texts()) == {"低保"}
    assert card.locator("h2 a").evaluate("link => link.protocol") == "http:"


def hostile_index(route: Route) -> None:
    """An index in which every text is an attack."""
    body = """
      const bad = "<img src=x onerror=alert(1)>低保<mark>";
      const excerpt = "<img src=x onerror=alert(1)><mark>低保</mark>&lt;script&gt;";
      const meta = { title: bad, alias: bad, lead: bad, kind: bad, place: bad, nature: bad };
      const hit = { raw_url: "/javascript:alert(1)", content: bad + bad + bad, excerpt, filters: { 乡镇: [bad, bad] }, meta };
      export const search = async () => ({ results: [{ data: async () => hit }], filters: {} });
      export const filters = async () => ({ 乡镇: { [bad]: 1 } });
    """
    route.fulfill(body=body, content_type="text/javascript")
