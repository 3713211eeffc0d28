"""resolve.py: adoption, overrides, 不适用, and one finding for each mistake in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers import (
    BUREAU,
    CITY,
    COUNTY,
    OTHER_TOWN,
    RULES,
    TOWN,
    Chain,
    Files,
    catalogue_files,
    chain,
    make_catalogue,
    make_divisions,
    make_head,
    make_item,
    places,
)

CATALOGUE = f"{COUNTY}/duty"
LIST = f"{TOWN}/duty"
EXCLUDED = {"编号": "0002", "日期": "2026-01-20", "原因": "本镇没有河道。"}


def adopted(root: Path, files: Files | None = None) -> Chain:
    """The towns adopting the county's catalogue, with `files` in the place of theirs."""
    return chain(root, catalogue_files() | dict(files or {}))


def ids(made: Chain, key: str) -> list[str]:
    return [item.serial for item in made.register.lists[key].items]


def found(made: Chain) -> list[str]:
    return places(made.findings)


# Adoption


def test_an_adopting_list_has_the_items_of_the_catalogue(tmp_path: Path) -> None:
    made = adopted(tmp_path)
    assert found(made) == []
    assert ids(made, f"{TOWN}-duty") == ids(made, f"{OTHER_TOWN}-duty") == ["0001", "0002"]
    item = made.register.items[f"{TOWN}-duty-0001"]
    assert (item.kind, item.division, item.serial) == ("duty", TOWN, "0001")
    assert item.own is None
    assert item.base is made.register.items[f"{COUNTY}-duty-0001"]
    assert item.text("title") == "秸秆禁烧"
    assert item.at("title").path == f"lists/{CATALOGUE}/0001.yaml"
    assert item.overridden() == ()


def test_own_items_stand_beside_the_adopted_ones(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/5001.yaml": make_item(事项名称="古树看护")})
    assert ids(made, f"{TOWN}-duty") == ["0001", "0002", "5001"]
    assert made.register.items[f"{TOWN}-duty-5001"].base is None
    assert found(made) == []


def test_an_override_changes_the_fields_it_gives(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/0001.yaml": {"备注": "另设巡查期。", "事项名称": "秸秆垃圾禁烧"}})
    item = made.register.items[f"{TOWN}-duty-0001"]
    assert found(made) == []
    assert (item.text("title"), item.text("remark"), item.text("status")) == ("秸秆垃圾禁烧", "另设巡查期。", "现行")
    assert (item.at("title").path, item.at("title").line) == (f"lists/{LIST}/0001.yaml", 2)
    assert item.at("status").path == f"lists/{CATALOGUE}/0001.yaml"
    assert item.at("summary").path == f"lists/{LIST}/0001.yaml"
    assert item.overridden() == ("remark", "title")
    assert made.register.items[f"{OTHER_TOWN}-duty-0001"].text("title") == "秸秆禁烧"


def test_a_nested_list_replaces_the_catalogues_whole(tmp_path: Path) -> None:
    parties = [{"单位": BUREAU, "角色": "主体责任", "职责": "查处。"}]
    made = adopted(tmp_path, {f"{LIST}/0001.yaml": {"责任分工": parties}})
    item = made.register.items[f"{TOWN}-duty-0001"]
    assert [row.text("duty") for row in item.rows("parties")] == ["查处。"]
    assert [row.text("article") for row in item.rows("basis")] == ["第五条"]
    assert item.overridden() == ("parties",)


def test_changes_are_joined_own_first(tmp_path: Path) -> None:
    old = {"日期": "2026-01-15", "动作": "新增", "原因": "首次编制"}
    new = {"日期": "2026-02-01", "动作": "调整", "原因": "基层实际需求"}
    files = {f"{CATALOGUE}/0001.yaml": make_item(变更=[old]), f"{LIST}/0001.yaml": {"变更": [new]}}
    item = adopted(tmp_path, files).register.items[f"{TOWN}-duty-0001"]
    assert [row.text("action") for row in item.rows("changes")] == ["调整", "新增"]


def test_wu_clears_an_inherited_field_and_inherited_rows(tmp_path: Path) -> None:
    files = {
        f"{CATALOGUE}/0001.yaml": make_item(
            备注="县里统一组织。", 俗称=["烧荒"], 变更=[{"日期": "2026-01-15", "动作": "新增"}]
        ),
        f"{LIST}/0001.yaml": {"备注": "无", "俗称": "无", "依据": "无", "变更": "无"},
    }
    made = adopted(tmp_path, files)
    item = made.register.items[f"{TOWN}-duty-0001"]
    assert found(made) == []
    assert (item.text("remark"), item.texts("aliases"), item.rows("basis")) == ("", (), ())
    assert len(item.rows("changes")) == 1
    assert item.overridden() == ("remark", "aliases", "basis", "changes")


def test_clearing_a_required_field_is_reported_at_the_override(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/0001.yaml": {"备注": "甲", "履职类型": "无"}})
    assert found(made) == [f"{LIST}/0001.yaml:2:7 S04 required"]


def test_what_does_not_apply_is_no_item_but_keeps_its_id(tmp_path: Path) -> None:
    files = {f"{LIST}/_list.yaml": make_head(采用="990101-duty", 不适用=[EXCLUDED])}
    made = adopted(tmp_path, files)
    entry = made.register.lists[f"{TOWN}-duty"]
    assert found(made) == []
    assert [item.serial for item in entry.items] == ["0001"]
    (gone,) = entry.excluded
    assert (gone.id, gone.row.text("reason")) == (f"{TOWN}-duty-0002", "本镇没有河道。")
    assert gone.base.text("title") == "防汛值守"
    assert f"{TOWN}-duty-0002" not in made.register.items
    assert ids(made, f"{OTHER_TOWN}-duty") == ["0001", "0002"]


def test_a_catalogue_that_nobody_adopts_is_still_read(tmp_path: Path) -> None:
    files: dict[str, Any] = {
        f"{CATALOGUE}/_list.yaml": make_catalogue(),
        f"{CATALOGUE}/0001.yaml": make_item(状态="现在"),
    }
    assert found(chain(tmp_path, files)) == [f"{CATALOGUE}/0001.yaml:2:5 S04 enum"]


# Headers


def test_a_header_inherits_all_but_title_and_maker(tmp_path: Path) -> None:
    catalogue = make_catalogue(
        更新周期="年度", 公开属性="有条件开放", 联系科室="示例县编办", 载明总数="2", 备注="县里定。"
    )
    files: dict[str, Any] = {
        f"{CATALOGUE}/_list.yaml": catalogue,
        f"{LIST}/_list.yaml": {
            "清单名称": "示例镇履职事项清单",
            "性质": "正式清单",
            "采用": "990101-duty",
            "备注": "无",
        },
    }
    made = adopted(tmp_path, files)
    head = made.register.lists[f"{TOWN}-duty"].head
    assert found(made) == []
    assert head.text("title") == "示例镇履职事项清单"
    assert head.nature == "正式清单"
    assert [head.text(name) for name in ("maker", "stated_total", "remark")] == ["", "", ""]
    inherited = {name: head.text(name) for name in ("status", "scope", "update_cycle", "openness", "contact_office")}
    assert list(inherited.values()) == ["现行", "乡镇", "年度", "有条件开放", "示例县编办"]
    assert [row.texts("channels") for row in head.rows("events")] == [("县政府网站",), ()]


def test_a_header_that_has_nothing_to_inherit_must_state_its_own(tmp_path: Path) -> None:
    files = {f"{LIST}/_list.yaml": {"性质": "正式清单", "采用": "990101-duty"}}
    assert found(adopted(tmp_path, files)) == [f"{LIST}/_list.yaml:1:1 S04 required"]


@pytest.mark.parametrize(
    ("own", "expected"), [("2026-01-10", "2026-01-15"), ("2026-03-01", "2026-03-01"), (None, "2026-01-15")]
)
def test_the_version_is_the_later_of_the_two(tmp_path: Path, own: str | None, expected: str) -> None:
    made = adopted(tmp_path, {f"{LIST}/_list.yaml": make_head(采用="990101-duty", 版本=own)})
    assert made.register.lists[f"{TOWN}-duty"].head.text("version") == expected


def test_header_rows_replace_and_changes_join(tmp_path: Path) -> None:
    change = {"日期": "2026-01-15", "动作": "新增", "原因": "首次编制"}
    own = {"日期": "2026-02-01", "动作": "信息更新", "原因": "其他"}
    files: dict[str, Any] = {
        f"{CATALOGUE}/_list.yaml": make_catalogue(变更=[change], 依据=[{"文件": RULES, "条款": "第五条"}]),
        f"{LIST}/_list.yaml": make_head(采用="990101-duty", 变更=[own], 不适用=[EXCLUDED]),
    }
    made = adopted(tmp_path, files)
    head = made.register.lists[f"{TOWN}-duty"].head
    assert [row.text("action") for row in head.rows("changes")] == ["信息更新", "新增"]
    assert [row.text("article") for row in head.rows("basis")] == ["第五条"]
    assert [row.text("org") for row in head.rows("events")] == ["本级", "本级"]
    assert len(head.rows("exceptions")) == 1
    assert made.register.lists[f"{OTHER_TOWN}-duty"].head.rows("exceptions") == ()


# City to county to town


def three_levels() -> dict[str, Any]:
    return catalogue_files() | {
        f"{CITY}/duty/_list.yaml": make_catalogue(
            清单名称="示例市目录", 编制单位="示例市人民政府", 版本="2026-02-01", 更新周期="两年"
        ),
        f"{CITY}/duty/0001.yaml": make_item(事项名称="垃圾清运", 备注="市里定。", 简要说明="市里写。"),
        f"{CITY}/duty/0003.yaml": make_item(事项名称="森林防火"),
        f"{CATALOGUE}/_list.yaml": make_catalogue(采用="9901-duty"),
        f"{CATALOGUE}/0001.yaml": {"备注": "县里定。"},
    }


def test_a_chain_of_catalogues_passes_items_and_fields_down(tmp_path: Path) -> None:
    files = three_levels() | {f"{LIST}/0001.yaml": {"俗称": ["倒垃圾"]}}
    made = chain(tmp_path, files)
    item = made.register.items[f"{TOWN}-duty-0001"]
    assert found(made) == []
    assert ids(made, f"{COUNTY}-duty") == ["0001", "0002", "0003"]
    assert ids(made, f"{TOWN}-duty") == ["0001", "0002", "0003"]
    assert (item.text("title"), item.text("remark"), item.texts("aliases")) == ("垃圾清运", "县里定。", ("倒垃圾",))
    assert item.at("summary").path == f"lists/{CITY}/duty/0001.yaml"
    assert [record.path.split("/")[1] for record in item.layers()] == [TOWN, COUNTY, CITY]
    head = made.register.lists[f"{TOWN}-duty"].head
    assert (head.text("version"), head.text("update_cycle")) == ("2026-02-01", "两年")


def test_what_the_county_excludes_the_town_does_not_have(tmp_path: Path) -> None:
    row = {"编号": "0003", "日期": "2026-01-20", "原因": "本县没有森林。"}
    files = three_levels() | {f"{CATALOGUE}/_list.yaml": make_catalogue(采用="9901-duty", 不适用=[row])}
    made = chain(tmp_path, files)
    assert ids(made, f"{TOWN}-duty") == ["0001", "0002"]
    assert made.register.lists[f"{TOWN}-duty"].excluded == ()


def test_a_fault_at_the_top_of_the_chain_is_one_finding_with_all_divisions(tmp_path: Path) -> None:
    files = three_levels() | {f"{CITY}/duty/0003.yaml": make_item(施行日期="2026-02-30")}
    made = chain(tmp_path, files)
    assert found(made) == [f"{CITY}/duty/0003.yaml:3:7 S04 no_such_day"]
    assert made.findings[0].divisions == (CITY, COUNTY, TOWN, OTHER_TOWN)


# Derived rows


def test_a_basic_duty_without_parties_gets_one_derived_row(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{CATALOGUE}/0001.yaml": make_item(履职类型="基本履职", 责任分工=None)})
    for town in (TOWN, OTHER_TOWN):
        item = made.register.items[f"{town}-duty-0001"]
        (row,) = item.rows("parties")
        assert (row.text("org"), row.text("role"), row.derived) == ("本级", "主体责任", True)
        assert made.register.id_of("organisations", row.text("org"), item) == f"{town}-zf"
    assert found(made) == []


def test_a_written_party_stops_the_derived_row(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{CATALOGUE}/0001.yaml": make_item(履职类型="基本履职")})
    assert [row.derived for row in made.register.items[f"{TOWN}-duty-0001"].rows("parties")] == [False, False]


def test_an_override_that_makes_a_duty_basic_derives_too(tmp_path: Path) -> None:
    files: dict[str, Any] = {
        f"{CATALOGUE}/0001.yaml": make_item(责任分工=None),
        f"{LIST}/0001.yaml": {"履职类型": "基本履职"},
    }
    made = adopted(tmp_path, files)
    assert [row.derived for row in made.register.items[f"{TOWN}-duty-0001"].rows("parties")] == [True]
    assert made.register.items[f"{OTHER_TOWN}-duty-0001"].rows("parties") == ()


# What cannot be


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown": (
        {f"{LIST}/_list.yaml": make_head(采用="990101-duties")},
        [f"{LIST}/_list.yaml:14:5 S02 adopts_unknown"],
    ),
    "wrong kind": (
        {
            f"{COUNTY}/village/_list.yaml": make_catalogue(),
            f"{LIST}/_list.yaml": make_head(采用="990101-village"),
        },
        [f"{LIST}/_list.yaml:14:5 S02 adopts_kind"],
    ),
    "no catalogue": (
        {f"{CATALOGUE}/_list.yaml": make_catalogue(性质="正式清单"), f"{OTHER_TOWN}/duty/_list.yaml": make_head()},
        [f"{LIST}/_list.yaml:14:5 S02 adopts_nature"],
    ),
    "no ancestor": (
        {
            f"{LIST}/_list.yaml": make_head(采用=f"{OTHER_TOWN}-duty-x"),
            f"{OTHER_TOWN}/duty-x/_list.yaml": make_catalogue(编制单位="本级"),
        },
        [f"{LIST}/_list.yaml:14:5 S02 adopts_division"],
    ),
    "itself": (
        {f"{CATALOGUE}/_list.yaml": make_catalogue(采用="990101-duty")},
        [f"{CATALOGUE}/_list.yaml:16:5 S02 adopts_circle"],
    ),
    "a circle of two": (
        {
            f"{CATALOGUE}/_list.yaml": make_catalogue(采用="990101-duty-b"),
            f"{COUNTY}/duty-b/_list.yaml": make_catalogue(采用="990101-duty"),
        },
        [f"{COUNTY}/duty-b/_list.yaml:16:5 S02 adopts_circle"],
    ),
    "a circle of three": (
        {
            f"{CATALOGUE}/_list.yaml": make_catalogue(采用="990101-duty-b"),
            f"{COUNTY}/duty-b/_list.yaml": make_catalogue(采用="990101-duty-c"),
            f"{COUNTY}/duty-c/_list.yaml": make_catalogue(采用="990101-duty"),
        },
        [f"{COUNTY}/duty-c/_list.yaml:16:5 S02 adopts_circle"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), REFUSED.values(), ids=REFUSED)
def test_an_adoption_that_cannot_be_is_one_finding(tmp_path: Path, files: dict[str, Any], expected: list[str]) -> None:
    override = {f"{LIST}/0001.yaml": {"备注": "本镇另有安排。"}, f"{LIST}/0002.yaml": {"事项名称": "防汛值守和抢险"}}
    made = adopted(tmp_path, files | override)
    assert found(made) == expected


def test_a_list_whose_adoption_failed_keeps_its_own_items(tmp_path: Path) -> None:
    files = {f"{LIST}/_list.yaml": make_head(采用="990101-duties"), f"{LIST}/5001.yaml": make_item()}
    assert ids(adopted(tmp_path, files), f"{TOWN}-duty") == ["5001"]


def test_the_nearest_list_is_named(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/_list.yaml": make_head(采用="990101-dutty")})
    assert made.findings[0].params["nearest"] == "990101-duty"


def test_an_override_of_nothing_is_one_finding_and_dropped(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/0009.yaml": {"备注": "甲", "状态": "现在"}})
    assert found(made) == [f"{LIST}/0009.yaml:1:1 S02 override_nothing"]
    assert made.findings[0].params == {"serial": "0009", "catalogue": "990101-duty"}
    assert ids(made, f"{TOWN}-duty") == ["0001", "0002"]


def test_an_override_of_what_does_not_apply_is_one_finding(tmp_path: Path) -> None:
    files: dict[str, Any] = {
        f"{LIST}/_list.yaml": make_head(采用="990101-duty", 不适用=[EXCLUDED]),
        f"{LIST}/0002.yaml": {"备注": "甲"},
    }
    made = adopted(tmp_path, files)
    assert found(made) == [f"{LIST}/0002.yaml:1:1 S02 override_excluded"]
    assert made.findings[0].other is not None
    assert made.findings[0].other.path == f"lists/{LIST}/_list.yaml"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([EXCLUDED | {"编号": "0009"}], ["16:9 S02 exception_unknown"]),
        ([EXCLUDED, EXCLUDED], ["19:9 S02 exception_twice"]),
        ([EXCLUDED | {"编号": "2"}], ["16:9 S02 exception_unknown", "16:9 S04 pattern"]),
        ([{"日期": "2026-01-20", "原因": "甲"}], ["16:1 S04 required"]),
    ],
)
def test_an_exception_of_nothing_or_twice_is_reported(
    tmp_path: Path, rows: list[dict[str, str]], expected: list[str]
) -> None:
    files = {f"{LIST}/_list.yaml": make_head(采用="990101-duty", 不适用=rows)}
    assert found(adopted(tmp_path, files)) == [f"{LIST}/_list.yaml:{place}" for place in expected]


def test_an_exception_without_a_catalogue_is_reported(tmp_path: Path) -> None:
    row = {"编号": "0001", "日期": "2026-01-20", "原因": "甲"}
    files = {f"{LIST}/_list.yaml": make_head(不适用=[row]), f"{LIST}/5001.yaml": make_item()}
    assert [line.rsplit(" ", 1)[-1] for line in found(adopted(tmp_path, files))] == ["exception_alone"]


# One mistake, one finding


def test_a_broken_file_of_a_catalogue_is_not_reported_twice(tmp_path: Path) -> None:
    row = {"编号": "0001", "日期": "2026-01-20", "原因": "甲"}
    files: dict[str, Any] = {
        f"{CATALOGUE}/0001.yaml": "事项名称：秸秆禁烧\n",
        f"{LIST}/0001.yaml": {"备注": "甲"},
        f"{OTHER_TOWN}/duty/_list.yaml": make_head(采用="990101-duty", 不适用=[row]),
    }
    made = adopted(tmp_path, files)
    assert found(made) == [f"{CATALOGUE}/0001.yaml:1:1 F02 wide_colon"]
    assert ids(made, f"{TOWN}-duty") == ["0002"]


def test_a_broken_header_of_a_catalogue_is_not_reported_twice(tmp_path: Path) -> None:
    files: dict[str, Any] = {f"{CATALOGUE}/_list.yaml": b"\xff\xfe", f"{LIST}/0001.yaml": {"备注": "甲"}}
    assert found(adopted(tmp_path, files)) == [f"{CATALOGUE}/_list.yaml:0:0 F01 encoding"]


def test_a_missing_header_is_not_reported_twice(tmp_path: Path) -> None:
    files: dict[str, Any] = {f"{LIST}/_list.yaml": None, f"{LIST}/0001.yaml": {"备注": "甲", "事项名称": "乙"}}
    assert found(adopted(tmp_path, files)) == [f"{LIST}/_list.yaml:0:0 F03 no_header"]


def test_a_broken_override_drops_the_item_and_is_reported_once(tmp_path: Path) -> None:
    made = adopted(tmp_path, {f"{LIST}/0001.yaml": "备注: 甲\n\t俗称: 乙\n"})
    assert found(made) == [f"{LIST}/0001.yaml:2:1 F02 tab"]
    assert ids(made, f"{TOWN}-duty") == ["0002"]


def test_broken_divisions_do_not_undo_adoptions(tmp_path: Path) -> None:
    made = adopted(tmp_path, {"reference/divisions.yaml": b"\xff\xfe"})
    assert found(made) == ["reference/divisions.yaml:0:0 F01 encoding"]
    assert ids(made, f"{TOWN}-duty") == ["0001", "0002"]


def test_a_division_that_is_its_own_ancestor_ends_the_search(tmp_path: Path) -> None:
    rows = make_divisions()
    rows[2]["上级"] = TOWN
    files: dict[str, Any] = {"reference/divisions.yaml": rows, f"{LIST}/_list.yaml": make_head(采用="9901-duty")}
    files[f"{CITY}/duty/_list.yaml"] = make_catalogue()
    assert f"{LIST}/_list.yaml:14:5 S02 adopts_division" in found(adopted(tmp_path, files))
