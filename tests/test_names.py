"""names.py: names resolve exactly, seen from a division, and never by likeness."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.names import Names
from tests.helpers import COUNTY, OTHER_TOWN, TOWN, chain, make_organisation

FILES = {
    "reference/organisations/a.yaml": make_organisation(名称="示例县水利局", 曾用名=["示例县水务局", "示例县水电局"]),
    "reference/organisations/b.yaml": make_organisation(名称="示例县城管局", 曾用名=["示例县水电局"]),
    "reference/organisations/c.yaml": make_organisation(
        名称="示例镇社会事务办公室", 行政区划=TOWN, 通用名称="社会事务办公室"
    ),
    "reference/organisations/d.yaml": make_organisation(名称="示例县同名局"),
    "reference/organisations/e.yaml": make_organisation(名称="示例县同名局"),
    "reference/organisations/f.yaml": make_organisation(名称="示例县水务局"),
    "reference/places/990101101-bmzx.yaml": {
        "名称": "示例镇便民服务中心",
        "通用名称": "便民服务中心",
        "行政区划": TOWN,
        "类型": "便民服务中心",
        "地址": "示例镇示例路 1 号",
        "办公时间": "工作日",
    },
}


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return chain(tmp_path, FILES).register.names


def test_a_full_name_is_one_id(names: Names) -> None:
    assert names.find("organisations", "示例县水利局") == ("a",)
    assert names.one("organisations", "示例县水利局") == "a"


def test_nothing_resolves_by_likeness(names: Names) -> None:
    for text in ("示例县水利", "示例县水利局 ", " 示例县水利局", "示例县水利局（甲）", "水利局", ""):
        assert names.find("organisations", text) == ()
    assert names.nearest("organisations", "示例县水利") == "示例县水利局"


def test_a_name_borne_twice_gives_both(names: Names) -> None:
    assert names.find("organisations", "示例县同名局") == ("d", "e")
    assert names.one("organisations", "示例县同名局") == ""


def test_a_former_name_resolves_unless_somebody_bears_it_now(names: Names) -> None:
    assert names.find("organisations", "示例县水电局") == ("a", "b")
    assert names.renamed("organisations", "示例县水电局")
    assert names.find("organisations", "示例县水务局") == ("f",)
    assert not names.renamed("organisations", "示例县水务局")


def test_own_means_the_body_of_the_division(names: Names) -> None:
    assert names.one("organisations", "本级", TOWN) == "990101101-zf"
    assert names.one("organisations", "本级", COUNTY) == "990101-zf"
    assert names.one("organisations", "本级") == ""
    assert names.one("organisations", "本级/社会事务办公室", TOWN) == "c"
    assert names.one("organisations", "本级/社会事务办公室", OTHER_TOWN) == ""
    assert names.one("places", "本级/便民服务中心", TOWN) == "990101101-bmzx"
    assert names.is_local("organisations", "本级/甲")
    assert not names.is_local("sources", "本级")
    assert not names.is_local("organisations", "本级机关")


def test_the_nearest_own_name_is_looked_for_in_the_division(names: Names) -> None:
    assert names.nearest("organisations", "本级/社会事务办", TOWN) == "本级/社会事务办公室"
    assert names.nearest("organisations", "本级/社会事务办", OTHER_TOWN) == ""


def test_codes_and_domains_and_articles(names: Names) -> None:
    assert names.one("divisions", TOWN) == TOWN
    assert names.one("divisions", "示例镇") == ""
    assert names.one("domains", "生态环保") == "生态环保"
    assert names.one("lists", f"{TOWN}-duty") == f"{TOWN}-duty"
    assert names.one("items", f"{TOWN}-duty-5001") == f"{TOWN}-duty-5001"
    assert set(names.articles["jiegan"]) == {"第五条", "第六条"}


def test_a_table_without_records_is_empty(names: Names) -> None:
    assert names.find("indicators", "甲") == ()
    assert names.nearest("indicators", "甲") == ""
