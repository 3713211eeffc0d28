"""What the search knows: each matter once, with every township that has it; labels and facts are no words of it."""

from __future__ import annotations

import re
from pathlib import Path

from qingdan.site.page import Page
from tests.helpers import COUNTY, OTHER_TOWN, TOWN, catalogue_files, make_item
from tests.site.rendering import site

_PLACE = re.compile(r'data-pagefind-filter="乡镇\[data-v\]" data-v="([^"]*)"')


def searched(pages: dict[str, Page]) -> dict[str, list[str]]:
    """The pages that are found, with the places for which they are."""
    return {path: _PLACE.findall(page.body) for path, page in pages.items() if page.search}


def test_a_catalogue_item_is_found_once_for_all_its_townships(tmp_path: Path) -> None:
    found = searched(site(tmp_path, catalogue_files()))
    assert found == {
        f"items/{COUNTY}-duty-0001/": ["示例镇", "示例河镇"],
        f"items/{COUNTY}-duty-0002/": ["示例镇", "示例河镇"],
    }


def test_overridden_and_own_items_are_found_besides(tmp_path: Path) -> None:
    own = {
        f"{TOWN}/duty/0001.yaml": {"备注": "本镇另设。"},
        f"{OTHER_TOWN}/duty/5001.yaml": make_item(事项名称="渡口值守"),
    }
    found = searched(site(tmp_path, catalogue_files() | own))
    assert found[f"items/{COUNTY}-duty-0001/"] == ["示例河镇"]
    assert found[f"items/{TOWN}-duty-0001/"] == ["示例镇"]
    assert found[f"items/{OTHER_TOWN}-duty-5001/"] == ["示例河镇"]


def test_a_catalogue_that_nobody_adopts_is_found(tmp_path: Path) -> None:
    files = {path: content for path, content in catalogue_files().items() if path.startswith(f"{COUNTY}/")}
    found = searched(site(tmp_path, files))
    assert found[f"items/{COUNTY}-duty-0001/"] == []


def test_every_page_that_is_found_bears_the_mark_and_no_other(tmp_path: Path) -> None:
    for page in site(tmp_path, catalogue_files()).values():
        assert page.search == ("data-pagefind-body" in page.body), page.path


def test_filters_and_facts_of_a_hit(tmp_path: Path) -> None:
    item = make_item(俗称=["烧秸秆"], 领域="生态环保")
    body = site(tmp_path, {f"{TOWN}/duty/5001.yaml": item})[f"items/{TOWN}-duty-5001/"].body
    for name, value in {
        "kind": "履职事项",
        "nature": "示例（虚构）",
        "domain": "生态环保",
        "lead": "示例县生态环境局",
        "place": "示例镇",
        "alias": "烧秸秆",
        "role": "配合履职",
        "mark": "配",
        "look": "assist",
    }.items():
        assert f'data-{name}="{value}"' in body
    assert 'data-pagefind-filter="部门[data-v]" data-v="示例县生态环境局"' in body
    assert '<span data-pagefind-weight="7">烧秸秆</span>' in body


def test_labels_are_not_indexed(tmp_path: Path) -> None:
    body = site(tmp_path)[f"items/{TOWN}-duty-5001/"].body
    assert '<h2 id="duties" data-pagefind-ignore>' in body
    assert "<dt data-pagefind-ignore>谁负责</dt>" in body
    assert '<aside class="qd-aside" aria-label="本事项资料" data-pagefind-ignore>' in body
