"""tables.py: typed rows with ids for names, and nothing that is not public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qingdan.rules.law.openness import must_not_appear
from qingdan.tables import DataTable, build_tables
from tests.helpers import (
    BUREAU,
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
    make_source,
    schemas,
)

LIST = f"{TOWN}/duty"
ITEM = f"{TOWN}-duty-5001"
SECRET = "示例县内部规定（虚构）"
CLOSED = "不予开放"

Rows = list[dict[str, Any]]


def tables(root: Path, files: Files | None = None) -> dict[str, DataTable]:
    made = chain(root, files)
    assert made.findings == []
    return {table.name: table for table in build_tables(made.register)}


def rows(table: DataTable) -> Rows:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def of(root: Path, files: Files, name: str) -> Rows:
    """The rows of one table."""
    return rows(tables(root, files)[name])


# Shape


def test_tables_stand_in_the_order_of_the_package_and_links_last(tmp_path: Path) -> None:
    names = list(tables(tmp_path))
    published = schemas().package["tables"]
    assert names[: len(published)] == list(published)
    links = names[len(published) :]
    assert {"service_places", "delegation_powers"} <= set(links)
    assert "exceptions" not in names
    assert "publisher" not in names


def test_columns_are_the_fields_of_the_schema(tmp_path: Path) -> None:
    for name, table in tables(tmp_path).items():
        assert all(len(row) == len(table.columns) for row in table.rows)
        if name in schemas().tables:
            assert table.names == tuple(field.name for field in schemas()[name].fields)
            assert table.key == schemas()[name].key


def test_allowed_words_are_categories_of_text_columns(tmp_path: Path) -> None:
    status = next(column for column in tables(tmp_path)["items"].columns if column.name == "status")
    assert status.descriptor["categories"] == ["草案", "征求意见", "现行", "停用", "废止"]


# Values


def test_an_item_has_ids_for_names_and_typed_values(tmp_path: Path) -> None:
    item = make_item(
        俗称=["烧秸秆", "烧荒"], 领域="生态环保", 经费承担="示例县人民政府", 联系单位="本级", 网格事项="是"
    )
    made = tables(tmp_path, {f"{LIST}/5001.yaml": item})
    (core,) = rows(made["items"])
    expected = {
        "id": ITEM,
        "list": f"{TOWN}-duty",
        "division": TOWN,
        "kind": "duty",
        "serial": "5001",
        "catalogue_item": None,
        "overridden": None,
        "in_catalogue": False,
        "data_nature": "示例（虚构）",
        "title": "秸秆禁烧",
        "aliases": ["烧秸秆", "烧荒"],
        "effective_from": "2026-01-15",
        "effective_to": None,
        "domain": "生态环保",
        "funding_payer": "990101-zf",
        "contact": "990101101-zf",
        "openness": None,
    }
    assert {name: core[name] for name in expected} == expected
    (duty,) = rows(made["duty"])
    assert (duty["id"], duty["role"], duty["grid"], duty["work_mode"]) == (ITEM, "配合履职", True, None)


def test_numbers_are_numbers(tmp_path: Path) -> None:
    parties = [
        {"单位": BUREAU, "角色": "考核方", "权重": "30"},
        {"单位": "本级", "角色": "考核方", "权重": "12.5"},
    ]
    files = {f"{LIST}/_list.yaml": make_head(载明总数="1"), f"{LIST}/5001.yaml": make_item(责任分工=parties)}
    made = tables(tmp_path, files)
    assert [row["weight"] for row in rows(made["parties"])] == [30, 12.5]
    assert rows(made["lists"])[0]["stated_total"] == 1


def test_a_list_row_counts_public_items_and_inherits(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{LIST}/_list.yaml": make_head(采用="990101-duty", 版本="2026-03-01", 编制单位=None),
        f"{LIST}/0002.yaml": {"公开属性": CLOSED},
    }
    made = {row["id"]: row for row in of(tmp_path, files, "lists")}
    town, county = made[f"{TOWN}-duty"], made[f"{COUNTY}-duty"]
    assert (town["items"], county["items"]) == (1, 2)
    assert (town["adopts"], town["version"], town["catalogue_version"]) == ("990101-duty", "2026-03-01", "2026-01-15")
    assert (town["scope"], town["maker"], county["maker"]) == ("乡镇", None, "990101-zf")
    assert (town["division"], town["kind"], town["key"], county["catalogue_version"]) == (TOWN, "duty", "duty", None)


def test_catalogue_items_are_core_rows_only(tmp_path: Path) -> None:
    made = tables(tmp_path, catalogue_files() | {f"{LIST}/0001.yaml": {"备注": "甲", "依据": "无"}})
    core = {row["id"]: row for row in rows(made["items"])}
    assert {key for key, row in core.items() if row["in_catalogue"]} == {f"{COUNTY}-duty-0001", f"{COUNTY}-duty-0002"}
    assert [row["id"] for row in rows(made["duty"])] == [key for key in core if not core[key]["in_catalogue"]]
    assert core[f"{TOWN}-duty-0001"]["catalogue_item"] == f"{COUNTY}-duty-0001"
    assert core[f"{TOWN}-duty-0001"]["overridden"] == ["remark", "basis"]
    assert core[f"{OTHER_TOWN}-duty-0001"]["overridden"] is None
    assert {row["item"] for row in rows(made["parties"])} == {row["id"] for row in rows(made["duty"])}
    assert [row["item"] for row in rows(made["basis"])].count(f"{TOWN}-duty-0001") == 0


def test_nested_rows_are_numbered_and_own_means_each_town(tmp_path: Path) -> None:
    made = of(tmp_path, catalogue_files(), "parties")
    town = [row for row in made if row["item"] == f"{OTHER_TOWN}-duty-0002"]
    assert [(row["list"], row["no"], row["org"], row["derived"]) for row in town] == [
        (f"{OTHER_TOWN}-duty", 1, "990101-sthjj", False),
        (f"{OTHER_TOWN}-duty", 2, "990101102-zf", False),
    ]


def test_rows_of_a_header_have_no_item(tmp_path: Path) -> None:
    event, _ = of(tmp_path, {}, "events")
    assert (event["list"], event["item"], event["no"]) == (f"{TOWN}-duty", None, 1)
    assert (event["org"], event["channels"]) == ("990101101-zf", ["乡镇政府网站"])


def test_a_derived_party_says_so(tmp_path: Path) -> None:
    files = {f"{LIST}/5001.yaml": make_item(履职类型="基本履职", 责任分工=None)}
    (row,) = of(tmp_path, files, "parties")
    assert (row["org"], row["role"], row["derived"]) == ("990101101-zf", "主体责任", True)


def test_a_guide_is_one_row(tmp_path: Path) -> None:
    guide = {"受理条件": "年满六十周岁。", "是否收费": "否", "到场次数": "1"}
    item = {"事项名称": "老年证", "状态": "现行", "服务类别": "社会服务", "办理指南": guide}
    files = {f"{TOWN}/service/_list.yaml": make_head(清单名称="服务"), f"{TOWN}/service/5001.yaml": item}
    (row,) = of(tmp_path, files, "guides")
    assert (row["item"], row["conditions"], row["fee"]) == (f"{TOWN}-service-5001", "年满六十周岁。", False)


def test_references_have_ids_and_natures(tmp_path: Path) -> None:
    files = {
        "reference/organisations/a.yaml": make_organisation(
            名称="示例县甲局", 上级机构=BUREAU, 依据文件=RULES, 依据条款="第五条", 曾用名=["示例县乙局"]
        )
    }
    made = tables(tmp_path, files)
    body = next(row for row in rows(made["organisations"]) if row["id"] == "a")
    assert (body["parent"], body["source"], body["article"]) == ("990101-sthjj", "jiegan", "第五条")
    assert (body["division"], body["former_names"], body["generic"]) == (COUNTY, ["示例县乙局"], None)
    assert [row["id"] for row in rows(made["organisations"])] == sorted(
        row["id"] for row in rows(made["organisations"])
    )
    assert [(row["source"], row["article"]) for row in rows(made["articles"])] == [
        ("jiegan", "第五条"),
        ("jiegan", "第六条"),
    ]
    assert {row["data_nature"] for row in rows(made["articles"])} == {"示例（虚构）"}
    assert rows(made["divisions"])[0]["parent"] is None
    assert rows(made["domains"]) == [
        {"code": "01", "data_nature": "公共参考", "name": "生态环保", "sd_field": None, "hlj_field": None}
    ]


# Link tables


def test_a_list_valued_reference_has_a_link_table(tmp_path: Path) -> None:
    files = {
        f"{LIST}/5001.yaml": make_item(接续事项=[f"{TOWN}-duty-5003", f"{TOWN}-duty-5002"]),
        f"{LIST}/5002.yaml": make_item(事项名称="甲"),
        f"{LIST}/5003.yaml": make_item(事项名称="乙"),
    }
    made = tables(tmp_path, files)
    link = made["items_successors"]
    assert link.names == ("item", "no", "to_item", "data_nature")
    assert link.rows == [
        (ITEM, 1, f"{TOWN}-duty-5003", "示例（虚构）"),
        (ITEM, 2, f"{TOWN}-duty-5002", "示例（虚构）"),
    ]
    assert link.key == ("item", "no")
    assert [key["reference"] for key in link.foreign_keys] == [{"resource": "items", "fields": ["id"]}] * 2


def test_links_between_divisions_use_their_codes(tmp_path: Path) -> None:
    divisions = make_divisions()
    divisions[4]["接续"] = [OTHER_TOWN]
    made = tables(tmp_path, {"reference/divisions.yaml": divisions})
    assert made["divisions_successors"].rows == [(TOWN, 1, OTHER_TOWN, "示例（虚构）")]


# What is not public


@pytest.mark.parametrize(
    "files",
    [
        {f"{LIST}/_list.yaml": make_head(公开属性=CLOSED)},
        {f"{LIST}/_list.yaml": make_head(状态="草案")},
        {f"{LIST}/_list.yaml": make_head(状态="征求意见")},
    ],
)
def test_a_list_that_is_not_public_leaves_no_row(tmp_path: Path, files: Files) -> None:
    made = tables(tmp_path, files)
    assert not any(made[name].rows for name in ("lists", "items", "duty", "parties", "basis", "events"))
    assert made["organisations"].rows


def test_an_item_that_is_not_public_leaves_no_row(tmp_path: Path) -> None:
    files = {
        f"{LIST}/5002.yaml": make_item(事项名称="内部值守安排", 公开属性=CLOSED),
        f"{LIST}/5003.yaml": make_item(事项名称="古树看护", 状态="草案"),
    }
    made = tables(tmp_path, files)
    for name in ("items", "duty", "parties", "basis"):
        assert len({row.get("item", row.get("id")) for row in rows(made[name])}) == 1
    assert rows(made["lists"])[0]["items"] == 1


def test_references_to_what_is_not_public_are_emptied(tmp_path: Path) -> None:
    files = {
        f"{LIST}/_list.yaml": make_head(代替=f"{TOWN}-duty-2025"),
        f"{TOWN}/duty-2025/_list.yaml": make_head(清单名称="旧清单", 年度="2025", 公开属性=CLOSED),
        f"{LIST}/5001.yaml": make_item(
            接续事项=[f"{TOWN}-duty-5002", f"{TOWN}-duty-5003"], 相关文件=f"{TOWN}-document-5001"
        ),
        f"{LIST}/5002.yaml": make_item(事项名称="内部值守安排", 公开属性=CLOSED),
        f"{LIST}/5003.yaml": make_item(事项名称="古树看护", 接续事项=[f"{TOWN}-duty-5002"]),
        f"{TOWN}/document/_list.yaml": make_head(清单名称="文件"),
        f"{TOWN}/document/5001.yaml": {"事项名称": "内部文件", "状态": "现行", "文件类型": "批复", "公开属性": CLOSED},
    }
    made = tables(tmp_path, files)
    core = {row["id"]: row for row in rows(made["items"])}
    assert core[ITEM]["successors"] == [f"{TOWN}-duty-5003"]
    assert core[ITEM]["document"] is None
    assert core[f"{TOWN}-duty-5003"]["successors"] is None
    assert made["items_successors"].rows == [(ITEM, 1, f"{TOWN}-duty-5003", "示例（虚构）")]
    assert {row["id"]: row["supersedes"] for row in rows(made["lists"])} == {
        f"{TOWN}-document": None,
        f"{TOWN}-duty": None,
    }


def test_a_closed_catalogue_is_not_named(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{COUNTY}/duty/_list.yaml": make_catalogue(公开属性=CLOSED),
        f"{LIST}/_list.yaml": make_head(采用="990101-duty", 公开属性="无条件开放"),
    }
    made = tables(tmp_path, files)
    assert {row["catalogue_item"] for row in rows(made["items"])} == {None}
    assert [row["adopts"] for row in rows(made["lists"])] == [None]


def closed_source() -> dict[str, Any]:
    """A source that is not public, and everything that may rest on one."""
    indicator = {"代码": "drills", "名称": "演练次数", "单位": "次", "比较": "≥", "阈值": "1", "周期": "年度"}
    record = {"事项名称": "演练次数", "状态": "现行", "指标": "演练次数", "数值": "2"}
    both = [{"文件": SECRET, "条款": "第九条"}, {"文件": RULES, "条款": "第五条"}]
    return {
        "reference/sources/secret.yaml": make_source(
            名称=SECRET, 公开属性=CLOSED, 条款=[{"条号": "第九条", "要点": "内部掌握的要点。"}]
        ),
        "reference/organisations/a.yaml": make_organisation(名称="示例县甲局", 依据文件=SECRET, 依据条款="第九条"),
        "reference/indicators.yaml": [indicator | {"依据文件": SECRET, "依据条款": "第九条"}],
        f"{LIST}/_list.yaml": make_head(依据=both, 摘自=SECRET),
        f"{LIST}/5001.yaml": make_item(依据=both),
        f"{TOWN}/indicator/_list.yaml": make_head(清单名称="指标"),
        f"{TOWN}/indicator/5001.yaml": record,
    }


def test_what_rests_on_a_closed_source_goes_with_it(tmp_path: Path) -> None:
    made = tables(tmp_path, closed_source())
    assert [row["id"] for row in rows(made["sources"])] == ["jiegan"]
    assert {row["source"] for row in rows(made["articles"])} == {"jiegan"}
    basis = [(row["item"], row["no"], row["source"]) for row in rows(made["basis"])]
    assert basis == [(None, 1, "jiegan"), (ITEM, 1, "jiegan")]
    body = next(row for row in rows(made["organisations"]) if row["id"] == "a")
    assert (body["source"], body["article"]) == (None, None)
    assert made["indicators"].rows == made["indicator"].rows == []
    assert {row["extracted_from"] for row in rows(made["lists"])} == {None}


def test_no_text_of_what_is_closed_is_in_any_table(tmp_path: Path) -> None:
    files = closed_source() | {
        f"{LIST}/5002.yaml": make_item(事项名称="内部值守安排", 公开属性=CLOSED),
        f"{LIST}/5001.yaml": make_item(接续事项=[f"{TOWN}-duty-5002"]),
        f"{TOWN}/power/_list.yaml": make_head(清单名称="没有定稿的权力清单", 状态="草案"),
        f"{TOWN}/power/5001.yaml": {"事项名称": "没有定稿的事项", "状态": "现行", "权力类型": "行政处罚"},
    }
    made = chain(tmp_path, files)
    hidden = [text for text, _ in must_not_appear(made.register)]
    assert {f"{TOWN}-duty-5002", f"{TOWN}-power-5001", "没有定稿的事项", "内部掌握的要点。"} <= set(hidden)
    written = str([table.rows for table in build_tables(made.register)])
    assert [text for text in hidden if text in written] == []


def test_equal_registers_give_equal_tables(tmp_path: Path) -> None:
    first = tables(tmp_path / "a", catalogue_files())
    second = tables(tmp_path / "b", catalogue_files())
    assert {name: table.rows for name, table in first.items()} == {name: table.rows for name, table in second.items()}
