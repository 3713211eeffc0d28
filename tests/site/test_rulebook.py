"""The rules pages: every rule with its source, where it binds and an example; the profiles as tables; nothing of scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.messages import TEXTS, TITLES, page_of
from qingdan.rules import TABLE
from qingdan.rules.examples import load_example
from qingdan.site.page import Page
from qingdan.site.rulebook import compared, wordings
from tests.rules.repository import profiles
from tests.site.rendering import read, site


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return site(tmp_path_factory.mktemp("rules"))


def test_every_code_that_a_finding_can_have_has_its_page(pages: dict[str, Page]) -> None:
    codes = {*TABLE, *TITLES, *(code for code, _ in TEXTS)}
    assert {page_of(code) for code in codes} <= set(pages)


def test_the_hub_leads_to_every_rule_with_its_sentence(pages: dict[str, Page]) -> None:
    hub = read(pages["rules/"].body)
    for rule in TABLE.values():
        assert f"../{page_of(rule.code)}" in hub.links
        assert rule.sentence_zh in hub.text


@pytest.mark.parametrize("code", TABLE)
def test_a_rule_shows_sentence_sources_example_and_wordings(code: str, pages: dict[str, Page]) -> None:
    rule, example = TABLE[code], load_example(code)
    page = read(pages[page_of(code)].body)
    assert rule.sentence_zh in page.text
    for citation in rule.sources:
        assert citation.words in page.text
    for text in (example.bad, example.good):
        for line in text.splitlines():
            assert " ".join(line.split()) in page.text
    assert page.text.count("✗") + page.text.count("✓") > 0
    for wrong, remedy in wordings(rule.texts):
        assert " ".join(wrong.split()) in page.text
        assert " ".join(remedy.split()) in page.text


@pytest.mark.parametrize("code", TABLE)
def test_a_rule_says_where_it_binds(code: str, pages: dict[str, Page]) -> None:
    text = read(pages[page_of(code)].body).text
    assert ("到处都必须改正" in text) == TABLE[code].structural
    for profile in profiles().values():
        if profile.source:
            assert (profile.title in _binding(text)) == (code in profile.errors)


def _binding(text: str) -> str:
    return text.partition("在哪里必须遵守")[2].partition("文件摘编")[0]


def test_a_rule_that_does_not_bind_a_street_says_so(pages: dict[str, Page]) -> None:
    assert "街道只提醒" in read(pages[page_of("C09")].body).text
    assert "街道只提醒" not in read(pages[page_of("D03")].body).text


def test_sources_that_are_registered_are_linked(tmp_path: Path) -> None:
    source = {
        "名称": "登记的名称",
        "类别": "地方性法规",
        "制定机关": "示例省",
        "效力": "现行",
        "条款": [{"条号": "第四条"}],
    }
    pages = site(tmp_path, {"reference/sources/sd-xiangzhen-2020.yaml": source})
    assert "../../sources/sd-xiangzhen-2020/#a1" in read(pages[page_of("D02")].body).links


def test_every_step_and_number_of_a_profile_is_shown(pages: dict[str, Page]) -> None:
    text = read(pages["rules/profiles/"].body).text
    for profile in profiles().values():
        if not profile.source:
            continue
        assert profile.title in text
        for number in profile.numbers.values():
            assert number.title in text
        for step in (step for chain in profile.chains.values() for step in chain):
            assert step.action in text


def test_nothing_about_the_state_of_lists_is_public(pages: dict[str, Page]) -> None:
    """Model 9: whether lists keep the rules is internal."""
    for path, page in pages.items():
        assert "internal/" not in page.body, path
        assert "处必须改正" not in page.body, path


def test_the_difference_of_an_example_is_marked() -> None:
    bad, good = compared("甲\n乙\n丙\n", "甲\n丁\n丙\n戊\n")
    assert [(line.text, line.changed) for line in bad] == [("甲", False), ("乙", True), ("丙", False)]
    assert [line.text for line in good if line.changed] == ["丁", "戊"]


def test_wordings_stand_without_what_is_read() -> None:
    assert wordings({"a": ("“{name}”写错了[[，是不是{nearest}]]。", "请改。")}) == [("“…”写错了。", "请改。")]
