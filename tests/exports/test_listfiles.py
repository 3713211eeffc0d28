"""listfiles.py: a list as people read it, with names for ids and nothing that is not public."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from qingdan.exports.listfiles import write_lists
from qingdan.exports.published import Published
from tests.helpers import (
    BUREAU,
    COUNTY,
    OTHER_TOWN,
    RULES,
    TOWN,
    Files,
    catalogue_files,
    chain,
    make_head,
    make_item,
    make_source,
)

LIST = f"{TOWN}/duty"
SECRET = "示例县内部规定（虚构）"


class Written:
    """The list files of a repository."""

    def __init__(self, root: Path, files: Files) -> None:
        self.folder = root / "data"
        self.published: list[Published] = list(write_lists(chain(root, files).register, self.folder))

    def rows(self, key: str) -> list[dict[str, str]]:
        with (self.folder / "lists" / f"{key}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def document(self, key: str) -> Any:
        return json.loads((self.folder / "lists" / f"{key}.json").read_text("utf8"))


@pytest.fixture
def towns(tmp_path: Path) -> Written:
    """A catalogue, two towns, an override with everything that needs care."""
    override = {"俗称": ["烧秸秆", "烧荒"], "简要说明": "第一行\n第二行", "备注": "=1+1", "联系单位": "本级"}
    return Written(tmp_path, catalogue_files() | {f"{LIST}/0001.yaml": override})


def test_every_public_list_has_a_csv_and_a_json(towns: Written) -> None:
    keys = [f"{COUNTY}-duty", f"{TOWN}-duty", f"{OTHER_TOWN}-duty"]
    assert [(file.path, file.list, file.rows) for file in towns.published] == [
        (f"lists/{key}.{suffix}", key, 2) for key in keys for suffix in ("csv", "json")
    ]
    assert {(file.table, file.nature) for file in towns.published} == {("duty", "示例（虚构）")}


def test_a_csv_has_chinese_titles_and_full_names(towns: Written) -> None:
    first, second = towns.rows(f"{TOWN}-duty")
    assert first["编号"] == f"{TOWN}-duty-0001"
    assert first["数据性质"] == "示例（虚构）"
    assert first["联系单位"] == "示例镇人民政府"
    assert (first["俗称"], first["简要说明"], first["备注"]) == ("烧秸秆；烧荒", "第一行\n第二行", "=1+1")
    assert first["责任分工"].split("\n") == [
        f"{BUREAU}　角色：主体责任　职责：查处露天焚烧。",
        "示例镇人民政府　角色：配合责任　职责：巡查、劝阻和上报。",
    ]
    assert first["依据"] == f"{RULES}　条款：第五条　用途：责任事项"
    assert (second["俗称"], second["备注"]) == ("", "")
    assert "履职类型" in first
    assert "领域" not in first


def test_own_means_each_town(towns: Written) -> None:
    assert "示例河镇人民政府　角色：配合责任" in towns.rows(f"{OTHER_TOWN}-duty")[0]["责任分工"]
    assert "示例县人民政府　角色：配合责任" in towns.rows(f"{COUNTY}-duty")[0]["责任分工"]


def test_a_json_nests_what_belongs_together(towns: Written) -> None:
    document = towns.document(f"{TOWN}-duty")
    assert (document["清单编号"], document["数据性质"], document["通用目录"]) == (f"{TOWN}-duty", "示例（虚构）", False)
    assert towns.document(f"{COUNTY}-duty")["通用目录"] is True
    assert document["清单"]["编制单位"] == "示例镇人民政府"
    assert document["清单"]["适用范围"] == "乡镇"
    item = document["事项"][0]
    assert (item["编号"], item["俗称"], item["联系单位"]) == (f"{TOWN}-duty-0001", ["烧秸秆", "烧荒"], "示例镇人民政府")
    assert item["责任分工"][1] == {"单位": "示例镇人民政府", "角色": "配合责任", "职责": "巡查、劝阻和上报。"}
    assert "领域" not in item


def test_a_guide_is_one_object(tmp_path: Path) -> None:
    item = {
        "事项名称": "老年证",
        "状态": "现行",
        "服务类别": "社会服务",
        "办理指南": {"受理条件": "年满六十周岁。", "是否收费": "否"},
    }
    files = {f"{TOWN}/service/_list.yaml": make_head(清单名称="服务"), f"{TOWN}/service/5001.yaml": item}
    made = Written(tmp_path, files)
    assert made.document(f"{TOWN}-service")["事项"][0]["办理指南"] == {"受理条件": "年满六十周岁。", "是否收费": "否"}
    assert made.rows(f"{TOWN}-service")[0]["办理指南"] == "年满六十周岁。　是否收费：否"


def test_what_is_not_public_is_in_no_file(tmp_path: Path) -> None:
    files = {
        "reference/sources/secret.yaml": make_source(名称=SECRET, 公开属性="不予开放"),
        f"{LIST}/_list.yaml": make_head(摘自=SECRET, 代替=f"{TOWN}-power"),
        f"{LIST}/5001.yaml": make_item(
            依据=[{"文件": SECRET, "条款": "第五条"}, {"文件": RULES, "条款": "第五条"}],
            接续事项=[f"{TOWN}-duty-5002", f"{TOWN}-duty-5003"],
            相关文件=f"{TOWN}-duty-5002",
        ),
        f"{LIST}/5002.yaml": make_item(事项名称="内部值守安排", 公开属性="不予开放"),
        f"{LIST}/5003.yaml": make_item(事项名称="古树看护", 依据=[{"文件": SECRET, "条款": "第五条"}]),
        f"{TOWN}/power/_list.yaml": make_head(清单名称="没有定稿的权力清单", 状态="草案"),
        f"{TOWN}/power/5001.yaml": {"事项名称": "没有定稿的事项", "状态": "现行", "权力类型": "行政处罚"},
    }
    made = Written(tmp_path, files)
    assert {file.list for file in made.published} == {f"{TOWN}-duty"}
    written = "".join(path.read_text("utf-8-sig") for path in (made.folder / "lists").iterdir())
    for text in (SECRET, "5002", "内部值守", "没有定稿", f"{TOWN}-power"):
        assert text not in written
    first, second = made.document(f"{TOWN}-duty")["事项"]
    assert (first["接续事项"], [row["文件"] for row in first["依据"]]) == ([f"{TOWN}-duty-5003"], [RULES])
    assert "相关文件" not in first
    assert "依据" not in second


def test_requests_are_counted_and_not_shown(tmp_path: Path) -> None:
    request = {"事项名称": "请求处理", "状态": "现行", "类型": "处理请求", "公开属性": "无条件开放"}
    files = {f"{TOWN}/request/_list.yaml": make_head(清单名称="协调事项"), f"{TOWN}/request/5001.yaml": request}
    made = Written(tmp_path, files)
    assert made.rows(f"{TOWN}-request") == []
    assert made.document(f"{TOWN}-request")["事项"] == []
