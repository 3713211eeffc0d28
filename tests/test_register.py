"""register.py: what may be shown, of what nature it is, and what a name means seen from an item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qingdan.register import Register
from tests.helpers import (
    BUREAU,
    CITY,
    COUNTY,
    OTHER_TOWN,
    RULES,
    TOWN,
    Files,
    catalogue_files,
    chain,
    make_catalogue,
    make_divisions,
    make_head,
    make_item,
    make_organisation,
    make_publisher,
    make_source,
)

LIST = f"{TOWN}/duty"
EVENT = {"环节": "征求意见", "日期": "2026-01-05", "单位": "本级", "截止日期": "2026-02-05"}


def register(root: Path, files: Files | None = None) -> Register:
    return chain(root, files).register


def public(made: Register) -> list[str]:
    return [entry.id for entry in made.public_lists]


# What may be shown


def test_catalogues_are_public_but_their_items_are_not_published(tmp_path: Path) -> None:
    made = register(tmp_path, catalogue_files())
    assert public(made) == [f"{COUNTY}-duty", f"{TOWN}-duty", f"{OTHER_TOWN}-duty"]
    assert [item.id for item in made.published] == [
        f"{t}-duty-{n}" for t in (TOWN, OTHER_TOWN) for n in ("0001", "0002")
    ]
    assert f"{COUNTY}-duty-0001" in made.items


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"公开属性": "有条件开放"}, True),
        ({"公开属性": "不予开放"}, False),
        ({"状态": "草案"}, False),
        ({"状态": "停用"}, True),
        ({"状态": "废止"}, True),
        ({"状态": "征求意见"}, False),
        ({"状态": "征求意见", "过程": [EVENT]}, True),
        ({"状态": "征求意见", "过程": [EVENT | {"截止日期": ""}]}, False),
        ({"状态": "征求意见", "过程": [EVENT | {"单位": ""}]}, False),
        ({"状态": "征求意见", "性质": "文件摘编"}, True),
    ],
)
def test_a_list_is_shown_or_not_as_a_whole(tmp_path: Path, changes: dict[str, Any], shown: bool) -> None:
    made = register(tmp_path, {f"{LIST}/_list.yaml": make_head(**changes)})
    assert bool(public(made)) is shown
    assert bool(made.published) is shown
    assert f"{TOWN}-duty-5001" in made.items


@pytest.mark.parametrize(
    ("head", "item", "shown"),
    [
        ({}, {"公开属性": "不予开放"}, False),
        ({}, {"状态": "草案"}, False),
        ({}, {"状态": "征求意见"}, True),
        ({"公开属性": "有条件开放"}, {}, True),
        ({"公开属性": "不予开放"}, {"公开属性": "无条件开放"}, False),
        ({"状态": "草案"}, {"状态": "现行"}, False),
    ],
)
def test_an_item_is_shown_only_in_a_list_that_is(
    tmp_path: Path, head: dict[str, Any], item: dict[str, Any], shown: bool
) -> None:
    made = register(tmp_path, {f"{LIST}/_list.yaml": make_head(**head), f"{LIST}/5001.yaml": make_item(**item)})
    assert made.is_public(made.items[f"{TOWN}-duty-5001"]) is shown


def test_openness_is_the_items_then_the_kinds_then_the_lists(tmp_path: Path) -> None:
    request = {"事项名称": "请求处理", "状态": "现行", "类型": "处理请求"}
    files = {
        f"{LIST}/_list.yaml": make_head(公开属性="有条件开放"),
        f"{LIST}/5002.yaml": make_item(事项名称="古树看护", 公开属性="无条件开放"),
        f"{TOWN}/request/_list.yaml": make_head(清单名称="协调事项", 公开属性="无条件开放"),
        f"{TOWN}/request/5001.yaml": request,
        f"{TOWN}/request/5002.yaml": request | {"公开属性": "有条件开放"},
    }
    made = register(tmp_path, files)
    open_as = {item.id.removeprefix(f"{TOWN}-"): made.openness(item) for item in made.items.values()}
    assert open_as == {
        "duty-5001": "有条件开放",
        "duty-5002": "无条件开放",
        "request-5001": "不予开放",
        "request-5002": "有条件开放",
    }
    # Of requests the public sees counts only, whatever a clerk writes.
    assert [item.id for item in made.published] == [f"{TOWN}-duty-5001", f"{TOWN}-duty-5002"]


def test_openness_of_the_catalogue_reaches_the_adopting_lists(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{COUNTY}/duty/_list.yaml": make_catalogue(公开属性="不予开放"),
        f"{OTHER_TOWN}/duty/_list.yaml": make_head(采用="990101-duty", 公开属性="无条件开放"),
    }
    assert public(register(tmp_path, files)) == [f"{OTHER_TOWN}-duty"]


def test_what_leads_to_something_closed_is_not_open(tmp_path: Path) -> None:
    secret = "示例县内部规定（虚构）"
    files = {
        "reference/sources/b.yaml": make_source(名称=secret, 公开属性="不予开放"),
        f"{LIST}/5002.yaml": make_item(事项名称="古树看护", 公开属性="不予开放"),
        f"{TOWN}/power/_list.yaml": make_head(清单名称="权力清单", 状态="草案"),
    }
    made = register(tmp_path, files)
    assert [made.is_open("sources", title) for title in (RULES, secret, "没有的")] == [True, False, True]
    assert [made.is_open("items", f"{TOWN}-duty-{n}") for n in ("5001", "5002", "5009")] == [True, False, True]
    assert [made.is_open("lists", f"{TOWN}-{kind}") for kind in ("duty", "power", "task")] == [True, False, True]
    assert made.is_open("articles", "第五条")
    basis = made.schemas["basis"]
    item = make_item(依据=[{"文件": RULES, "条款": "第五条"}, {"文件": secret, "条款": "第五条"}])
    rows = register(tmp_path, files | {f"{LIST}/5001.yaml": item}).items[f"{TOWN}-duty-5001"].rows("basis")
    assert [row.text("source") for row in made.open_rows(basis, rows, TOWN)] == [RULES]


def test_with_drafts_only_what_is_closed_is_left_out(tmp_path: Path) -> None:
    """The register of the internal build."""
    row = {"事项名称": "请求", "状态": "现行", "类型": "处理请求"}
    files = {
        f"{TOWN}/duty/5002.yaml": make_item(状态="草案"),
        f"{TOWN}/duty/5003.yaml": make_item(状态="草案", 公开属性="不予开放"),
        f"{TOWN}/duty-a/_list.yaml": make_head(状态="草案"),
        f"{TOWN}/duty-a/5001.yaml": make_item(),
        f"{TOWN}/duty-b/_list.yaml": make_head(状态="征求意见", 过程=None),
        f"{TOWN}/duty-c/_list.yaml": make_head(状态="草案", 公开属性="不予开放"),
        f"{TOWN}/duty-c/5001.yaml": make_item(),
        f"{TOWN}/request/_list.yaml": make_head(),
        f"{TOWN}/request/5001.yaml": row,
    }
    made = register(tmp_path, files)
    inside = replace(made, drafts=True)
    assert public(made) == [LIST.replace("/", "-"), f"{TOWN}-request"]
    assert public(inside) == [f"{TOWN}-duty", f"{TOWN}-duty-a", f"{TOWN}-duty-b", f"{TOWN}-request"]
    assert [item.id for item in made.shown] == [f"{TOWN}-duty-5001"]
    assert [item.id for item in inside.shown] == [f"{TOWN}-duty-{n}" for n in ("5001", "5002")] + [
        f"{TOWN}-duty-a-5001"
    ]


# Nature


def test_the_nature_of_a_list_is_demo_extract_or_formal(tmp_path: Path) -> None:
    rows = make_divisions({"代码": "37", "名称": "甲省", "类型": "省", "编码体系": "MCA"})
    files = {
        "reference/divisions.yaml": rows,
        "37/task/_list.yaml": make_head(性质="文件摘编"),
        "37/duty/_list.yaml": make_head(),
        f"{CITY}/task/_list.yaml": make_head(性质="文件摘编"),
    }
    made = register(tmp_path, files)
    natures = {key: made.list_nature(entry.head) for key, entry in made.lists.items()}
    assert natures == {
        "37-duty": "正式",
        "37-task": "文件摘编",
        "9901-task": "示例（虚构）",
        f"{TOWN}-duty": "示例（虚构）",
    }
    assert made.is_demo(TOWN)
    assert not made.is_demo("37")


def test_a_publisher_without_invented_divisions_has_no_demo(tmp_path: Path) -> None:
    made = register(tmp_path, {"publisher.yaml": make_publisher(演示区划=None)})
    assert made.list_nature(made.lists[f"{TOWN}-duty"].head) == "正式"
    assert made.reference_nature(made.references["divisions"]["99"]) == "公共参考"


def test_the_nature_of_references(tmp_path: Path) -> None:
    rows = make_divisions(
        {"代码": "37", "名称": "甲省", "类型": "省", "编码体系": "MCA"},
        {"代码": "61", "名称": "乙省", "类型": "省", "编码体系": "MCA"},
    )
    files = {
        "reference/divisions.yaml": rows,
        "61/task/_list.yaml": make_head(性质="文件摘编"),
        "37/task/_list.yaml": make_head(性质="文件摘编"),
        "37/duty/_list.yaml": make_head(),
        "reference/organisations/a.yaml": make_organisation(名称="甲厅", 行政区划="37", 层级="省"),
        "reference/organisations/b.yaml": make_organisation(名称="乙厅", 行政区划="61", 层级="省"),
        "reference/sources/law.yaml": make_source(名称="某法", 类别="法律", 效力="现行"),
    }
    made = register(tmp_path, files)

    def natures(table: str) -> dict[str, str]:
        return {key: made.reference_nature(record) for key, record in made.references[table].items()}

    assert {natures("divisions")[code] for code in ("37", "61")} == {"公共参考"}
    assert natures("divisions")[TOWN] == "示例（虚构）"
    assert natures("domains") == {"01": "公共参考"}
    assert natures("sources") == {"jiegan": "示例（虚构）", "law": "文件摘编"}
    bodies = natures("organisations")
    assert (bodies["a"], bodies["b"], bodies["990101-sthjj"]) == ("正式", "文件摘编", "示例（虚构）")


# What a name means


def test_a_catalogue_item_means_the_copy_of_the_division(tmp_path: Path) -> None:
    village = f"{TOWN}201"
    files = catalogue_files() | {
        f"{village}/village/_list.yaml": make_head(清单名称="村务"),
        f"{village}/village/5001.yaml": {"事项名称": "巡查", "状态": "现行", "事项类型": "协助政府"},
        f"{CITY}/task/_list.yaml": make_head(性质="文件摘编"),
        f"{CITY}/task/0001.yaml": {"事项名称": "督办", "状态": "现行"},
    }
    made = register(tmp_path, files)
    target = f"{COUNTY}-duty-0001"
    assert made.id_of("items", target, made.items[f"{TOWN}-duty-0002"]) == f"{TOWN}-duty-0001"
    assert made.id_of("items", target, made.items[f"{OTHER_TOWN}-duty-0002"]) == f"{OTHER_TOWN}-duty-0001"
    assert made.id_of("items", target, made.items[f"{village}-village-5001"]) == f"{TOWN}-duty-0001"
    assert made.id_of("items", target, made.items[f"{COUNTY}-duty-0002"]) == target
    assert made.id_of("items", target, made.items[f"{CITY}-task-0001"]) == target
    assert made.id_of("items", f"{TOWN}-duty-0001", made.items[f"{OTHER_TOWN}-duty-0002"]) == f"{TOWN}-duty-0001"
    assert made.id_of("items", "没有", made.items[f"{TOWN}-duty-0001"]) == ""


def test_names_are_seen_from_the_item(tmp_path: Path) -> None:
    made = register(tmp_path, catalogue_files())
    item = made.items[f"{OTHER_TOWN}-duty-0001"]
    assert made.id_of("organisations", "本级", item) == "990101102-zf"
    assert made.name_of("organisations", "990101102-zf") == "示例河镇人民政府"
    assert made.id_of("organisations", BUREAU, item) == "990101-sthjj"
    assert made.name_of("sources", "jiegan") == RULES
    assert made.name_of("sources", "没有") == "没有"


def test_adopters_are_those_directly_on_an_item(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{CITY}/duty/_list.yaml": make_catalogue(编制单位="示例市人民政府"),
        f"{CITY}/duty/0003.yaml": make_item(),
        f"{COUNTY}/duty/_list.yaml": make_catalogue(采用="9901-duty"),
    }
    made = register(tmp_path, files)
    adopters = {key: [item.id for item in items] for key, items in made.adopters.items()}
    assert adopters[f"{CITY}-duty-0003"] == [f"{COUNTY}-duty-0003"]
    assert adopters[f"{COUNTY}-duty-0003"] == [f"{TOWN}-duty-0003", f"{OTHER_TOWN}-duty-0003"]
    assert made.id_of("items", f"{CITY}-duty-0003", made.items[f"{TOWN}-duty-0001"]) == f"{TOWN}-duty-0003"


def test_ancestors_end_even_where_divisions_form_a_circle(tmp_path: Path) -> None:
    rows = make_divisions()
    rows[0]["上级"] = TOWN
    rows[3]["上级"] = "990101001"
    made = register(tmp_path, {"reference/divisions.yaml": rows})
    assert list(made.ancestors(f"{TOWN}201")) == [TOWN, COUNTY, CITY, "99"]
    assert list(made.ancestors("990101001")) == []
    assert list(made.ancestors("没有")) == []


def test_a_repository_without_publisher_still_has_a_register(tmp_path: Path) -> None:
    made = register(tmp_path, {"publisher.yaml": None})
    assert made.publisher.text("title") == ""
    assert not made.is_demo(TOWN)
