"""Every page: well formed, one title, links that lead somewhere, marks of invented and extracted data."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.register import Register
from qingdan.site.page import Page, rel, root_of
from tests.helpers import COUNTY, ROOT, TOWN, catalogue_files, chain, run_chain
from tests.site.rendering import Read, read, render, site, target

# What the stamping of shells and the other stages put beside the pages.
ELSEWHERE = ("assets/", "data/", "handbook/", "pagefind/")


@pytest.fixture(scope="module")
def register() -> Register:
    """The register of this repository's own lists."""
    return run_chain(ROOT).register


@pytest.fixture(scope="module")
def pages(register: Register) -> dict[str, Page]:
    """The pages of this repository's own lists."""
    return render(register)


@pytest.fixture(scope="module")
def bodies(pages: dict[str, Page]) -> dict[str, Read]:
    """The same, read strictly."""
    return {path: read(page.body) for path, page in pages.items()}


def test_every_type_of_page_is_there(pages: dict[str, Page]) -> None:
    hubs = {
        "",
        "search/",
        "divisions/",
        "kinds/",
        "domains/",
        "organisations/",
        "sources/",
        "data/",
        "data/dictionary/",
    }
    assert hubs <= set(pages)
    assert {"990101/", "990101101/", "990101101/duty/", "990101/duty/", "kinds/duty/", "domains/01/"} <= set(pages)
    assert {"items/990101101-duty-0007/", "items/990101-duty-0007/", "organisations/990101-sthjj/"} <= set(pages)
    assert "sources/sd-xiangzhen-2020/" in pages


def test_every_page_has_one_title(bodies: dict[str, Read]) -> None:
    assert {path: body.tags.count("h1") for path, body in bodies.items() if body.tags.count("h1") != 1} == {}


def test_titles_and_descriptions_are_filled(pages: dict[str, Page]) -> None:
    assert [page.path for page in pages.values() if not page.title.strip() or not page.description.strip()] == []


def test_links_resolve_within_the_site(pages: dict[str, Page], bodies: dict[str, Read]) -> None:
    wrong = []
    for path, body in bodies.items():
        for link in body.links:
            if link.startswith(("https://", "http://", "tel:")):
                continue
            place, anchor = target(path, link)
            if place.startswith(ELSEWHERE) and place not in pages:
                continue
            if place not in pages or (anchor and anchor not in bodies[place].ids):
                wrong.append(f"{path} -> {link}")
    assert wrong == []


def test_all_own_links_are_relative(bodies: dict[str, Read]) -> None:
    links = {link for body in bodies.values() for link in body.links}
    assert [link for link in links if link.startswith("/")] == []


def test_every_demo_page_says_so(pages: dict[str, Page], bodies: dict[str, Read]) -> None:
    demo = {path: page for path, page in pages.items() if page.demo}
    assert len(demo) > 500
    for path, page in demo.items():
        assert "qd-strip--demo" in bodies[path].classes, path
        assert "内容虚构" in bodies[path].text, path
        assert "示例（虚构）" in page.title, path
        assert "示例（虚构）" in page.body.split("qd-strip")[0], f"{path}: the printed head"


def test_no_page_of_invented_data_is_without_its_mark(pages: dict[str, Page]) -> None:
    plain = [page for page in pages.values() if not page.demo and not page.path.startswith("data/dictionary/")]
    shown = ("示例镇", "示例县", "示例市", "（虚构）")
    site_name = "示例县清单公开（演示）"
    host = "示例县人民政府（虚构）"
    for page in plain:
        text = page.body.replace(site_name, "").replace(host, "")
        assert not any(word in text for word in shown), page.path


def test_demo_pages_have_no_telephone_links(bodies: dict[str, Read]) -> None:
    assert [path for path, body in bodies.items() if any(link.startswith("tel:") for link in body.links)] == []


def test_every_extract_page_says_so(register: Register, bodies: dict[str, Read]) -> None:
    extracts = [entry for entry in register.public_lists if register.list_nature(entry.head) == "文件摘编"]
    assert len(extracts) > 20
    for entry in extracts:
        source = entry.head.text("extracted_from")
        paths = [f"{entry.head.division}/{entry.head.key}/", *(f"items/{item.id}/" for item in entry.items)]
        for path in paths:
            assert "qd-strip--extract" in bodies[path].classes, path
            assert f"据《{source}》摘录，不是该地公布的清单" in bodies[path].text, path
    assert "据公开网络文本摘录，非官方发布" in bodies["sources/sd-xiangzhen-2020/"].text


def test_pages_of_one_nature_do_not_bear_the_other_mark(pages: dict[str, Page], bodies: dict[str, Read]) -> None:
    assert "qd-strip--extract" not in bodies["items/990101101-duty-0007/"].classes
    assert not pages["sources/sd-xiangzhen-2020/"].demo


def test_nothing_that_is_hidden_without_a_script_is_all_there_is(bodies: dict[str, Read]) -> None:
    assert "list-table" in bodies["990101101/duty/"].ids
    assert {"search-form", "q", "search-status", "results", "search-facets"} <= set(bodies["search/"].ids)


def test_sections_light_the_tab(pages: dict[str, Page]) -> None:
    assert pages[""].section == ""
    assert pages["990101101/"].section == "divisions"
    assert pages["items/990101101-duty-0007/"].section == "kinds"
    assert pages["organisations/990101-sthjj/"].section == "organisations"


def test_relative_roots() -> None:
    assert root_of("") == "./"
    assert root_of("kinds/") == "../"
    assert rel("items/990101-duty-0007/", "sources/x/#a1") == "../../sources/x/#a1"


def test_places_stand_in_order_of_codes(tmp_path: Path) -> None:
    pages = site(tmp_path, catalogue_files())
    body = pages["divisions/"].body
    assert body.index(f'href="../{COUNTY}/"') < body.index(f'href="../{TOWN}/"') < body.index('href="../990101102/"')
    assert "不分先后" in body
    assert "不是工作好坏" in body


def test_a_register_without_lists_has_its_hubs(tmp_path: Path) -> None:
    made = chain(tmp_path, {f"{TOWN}/duty/5001.yaml": None, f"{TOWN}/duty/_list.yaml": None})
    pages = render(made.register)
    assert {"", "divisions/", "kinds/duty/"} <= set(pages)
    assert all(read(page.body) for page in pages.values())
