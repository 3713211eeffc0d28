"""A field, an allowed value and a whole kind of list come in by schema files alone: checked, published, shown."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from qingdan.blank import blank_record
from qingdan.schema import load_schemas
from tests.command import Run, qingdan
from tests.helpers import BUREAU, ROOT, RULES, TOWN, Files, dump, make_head, make_item, make_repository, run_chain

NEW_KIND = Path(__file__).with_name("inspection.yaml")
NEW_FIELDS: list[dict[str, Any]] = [
    {
        "name": "season",
        "title": "巡查季节",
        "description": "在哪些季节巡查。",
        "example": "秋收",
        "type": "string",
        "constraints": {"enum": ["夏收", "秋收"]},
        "group": "巡查安排",
    },
    {
        "name": "rounds",
        "title": "巡查次数",
        "description": "一季巡查几次。",
        "example": 8,
        "type": "integer",
        "constraints": {"minimum": 1},
        "group": "巡查安排",
    },
    {
        "name": "crops",
        "title": "涉及作物",
        "description": "涉及哪些作物，一行一种。",
        "example": ["小麦", "玉米"],
        "type": "list",
        "delimiter": "；",
        "group": "巡查安排",
    },
]
NEW_HEAD_FIELD = {
    "name": "audience",
    "title": "发送范围",
    "description": "清单发给谁，一行一个。",
    "example": ["各村"],
    "type": "list",
    "delimiter": "；",
    "group": "公开信息",
}
NEW_CHILD_FIELD = {
    "name": "phone",
    "title": "值班电话",
    "description": "有事打哪个电话。",
    "example": "0000-0000000",
    "type": "string",
}
DUTY = make_item(巡查季节="秋收", 巡查次数="8", 涉及作物=["小麦", "玉米"])
DUTY["责任分工"][1]["值班电话"] = "0000-0009001"
INSPECTION = {
    "事项名称": "排污许可检查",
    "状态": "现行",
    "施行日期": "2026-01-15",
    "检查方式": "现场检查",
    "每年次数": "2",
    "检查单位": BUREAU,
    "涉及领域": ["生态环保"],
    "依据": [{"文件": RULES, "条款": "第六条", "用途": "设定"}],
    "责任分工": [{"单位": BUREAU, "角色": "主体责任", "职责": "检查。"}],
}
LISTS: Files = {
    f"{TOWN}/duty/_list.yaml": make_head(发送范围=["各村", "各站所"]),
    f"{TOWN}/duty/5001.yaml": DUTY,
    f"{TOWN}/duty/5002.yaml": make_item(事项名称="应急值守", 履职类型="协同履职"),
    f"{TOWN}/inspection/_list.yaml": make_head(清单名称="示例镇涉企检查事项清单"),
    f"{TOWN}/inspection/5001.yaml": INSPECTION,
}


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    content = yaml.safe_load(path.read_text("utf8"))
    edit(content)
    path.write_text(dump(content), encoding="utf8")


def extend(folder: Path) -> None:
    """The new field, the new word and the new kind."""

    def duty(content: dict[str, Any]) -> None:
        content["fields"] += NEW_FIELDS
        role = next(field for field in content["fields"] if field["name"] == "role")
        role["constraints"]["enum"].append("协同履职")

    change(folder / "kinds" / "duty.yaml", duty)
    change(folder / "children" / "parties.yaml", lambda content: content["fields"].append(NEW_CHILD_FIELD))
    change(folder / "lists.yaml", lambda content: content["fields"].append(NEW_HEAD_FIELD))
    shutil.copy(NEW_KIND, folder / "kinds")


def make_extended(root: Path, files: Files) -> Path:
    """A repository with schemas of its own, which say more than the tool's."""
    shutil.copytree(ROOT / "schemas", root / "schemas")
    extend(root / "schemas")
    return make_repository(root, files)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The extended repository with its site."""
    root = make_extended(tmp_path_factory.mktemp("extended"), LISTS)
    return root, qingdan(root, "build")


@pytest.fixture(scope="module")
def site(built: tuple[Path, Run]) -> Path:
    assert built[1].status == 0, built[1].out + built[1].err
    return built[0] / "build" / "site"


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf8")


# Checked


def test_the_tools_own_schemas_know_nothing_of_it(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, LISTS), "check", "--format", "json")
    said = {(row["path"], row["line"], row["code"]) for row in json.loads(run.out)["findings"]}
    assert said == {
        (f"lists/{TOWN}/duty/_list.yaml", 14, "S04"),
        *((f"lists/{TOWN}/duty/5001.yaml", line, "S04") for line in (16, 17, 18, 19)),
        (f"lists/{TOWN}/duty/5002.yaml", 4, "S04"),
        (f"lists/{TOWN}/inspection", 0, "S01"),
    }


def test_the_extended_schemas_find_nothing_wrong(built: tuple[Path, Run]) -> None:
    assert (built[1].status, built[1].out) == (0, "必须改正 0 处，提醒 0 处\n")


def test_bad_values_of_what_is_new_are_found(tmp_path: Path) -> None:
    bad: dict[str, Any] = {
        f"{TOWN}/duty/5001.yaml": make_item(巡查季节="冬收", 巡查次数="0", 涉及作物=["小麦；玉米"]),
        f"{TOWN}/duty/5002.yaml": make_item(事项名称="应急值守", 履职类型="协同办理"),
        f"{TOWN}/inspection/5001.yaml": INSPECTION
        | {"检查方式": "抽查", "每年次数": "十三", "检查单位": "没有的局", "涉及领域": ["没有的领域"]},
        f"{TOWN}/inspection/5002.yaml": {"事项名称": "消防检查", "状态": "现行", "检查次数": "1"},
    }
    run = qingdan(make_extended(tmp_path, dict(LISTS) | bad), "check", "--format", "json")
    findings = json.loads(run.out)["findings"]
    said = {
        (row["path"].removeprefix(f"lists/{TOWN}/"), row["line"], row["code"])
        for row in findings
        if row["severity"] == "错误"
    }
    assert said == {
        ("duty/5001.yaml", 16, "S04"),
        ("duty/5001.yaml", 17, "S04"),
        ("duty/5001.yaml", 19, "S04"),
        ("duty/5002.yaml", 4, "S04"),
        ("inspection/5001.yaml", 4, "S04"),
        ("inspection/5001.yaml", 5, "S04"),
        ("inspection/5001.yaml", 6, "S02"),
        ("inspection/5001.yaml", 8, "S02"),
        ("inspection/5002.yaml", 1, "S04"),
        ("inspection/5002.yaml", 3, "S04"),
    }
    words = "".join(row["message"] for row in findings)
    for expected in (
        "夏收、秋收",
        "基本履职、配合履职、上级部门收回、协同履职",
        "现场检查、非现场检查",
        "是不是“每年次数”",
        "没有写“检查方式”",
    ):
        assert expected in words


# Published


def test_a_new_field_is_a_column_of_the_datasets(site: Path) -> None:
    first = next(row for row in rows(site, "duty") if row["id"] == f"{TOWN}-duty-5001")
    assert (first["season"], first["rounds"], first["crops"]) == ("秋收", "8", "小麦；玉米")
    typed = next(row for row in json.loads((site / "data" / "duty.json").read_text("utf8")) if row["season"])
    assert (typed["rounds"], typed["crops"]) == (8, ["小麦", "玉米"])
    assert {row["phone"] for row in rows(site, "parties")} == {"", "0000-0009001"}
    assert {row["audience"] for row in rows(site, "lists")} == {"", "各村；各站所"}
    document = json.loads((site / "data" / "lists" / f"{TOWN}-duty.json").read_text("utf8"))
    assert document["清单"]["发送范围"] == ["各村", "各站所"]
    assert document["事项"][0]["涉及作物"] == ["小麦", "玉米"]
    assert document["事项"][0]["责任分工"][1]["值班电话"] == "0000-0009001"


def test_a_new_word_is_in_the_datasets_and_their_description(site: Path) -> None:
    assert [row["role"] for row in rows(site, "duty")] == ["配合履职", "协同履职"]
    package = json.loads((site / "data" / "datapackage.json").read_text("utf8"))
    duty = next(resource for resource in package["resources"] if resource["name"] == "duty")
    fields = {field["name"]: field for field in duty["schema"]["fields"]}
    assert fields["role"]["constraints"]["enum"][-1] == fields["role"]["categories"][-1] == "协同履职"
    assert fields["season"]["title"] == "巡查季节"


def test_a_new_kind_is_a_table_with_its_links(site: Path) -> None:
    (row,) = rows(site, "inspection")
    assert row == {
        "id": f"{TOWN}-inspection-5001",
        "data_nature": "示例（虚构）",
        "mode": "现场检查",
        "times": "2",
        "inspector": "990101-sthjj",
        "domains": '["生态环保"]',
    }
    (link,) = rows(site, "inspection_domains")
    assert (link["item"], link["no"], link["domain"]) == (f"{TOWN}-inspection-5001", "1", "生态环保")
    assert [row["kind"] for row in rows(site, "items")] == ["duty", "duty", "inspection"]
    assert (site / "data" / "lists" / f"{TOWN}-inspection.csv").is_file()


def test_the_extended_package_is_valid(site: Path) -> None:
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=site / "data", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# Shown


def test_the_item_pages_show_what_is_new(site: Path) -> None:
    duty = page(site, f"items/{TOWN}-duty-5001")
    for text in ("巡查季节", "秋收", "巡查次数", "涉及作物", "小麦", "玉米", "0000-0009001"):
        assert text in duty
    assert "协同履职" in page(site, f"items/{TOWN}-duty-5002")
    inspection = page(site, f"items/{TOWN}-inspection-5001")
    for text in ("排污许可检查", "检查方式", "现场检查", "每年次数", BUREAU, "第六条"):
        assert text in inspection


def test_the_new_kind_has_its_pages(site: Path) -> None:
    assert "涉企检查" in page(site, "kinds/inspection")
    assert "到企业查什么、多久查一次" in page(site, "kinds/inspection")
    assert "kinds/inspection/" in page(site, "kinds")
    assert "排污许可检查" in page(site, f"{TOWN}/inspection")
    assert "发送范围" in page(site, f"{TOWN}/duty")
    assert "各站所" in page(site, f"{TOWN}/duty")
    assert "排污许可检查" in page(site, "organisations/990101-sthjj")
    assert "排污许可检查" in page(site, "sources/jiegan")


def test_the_data_dictionary_names_what_is_new(site: Path) -> None:
    pages = "".join(path.read_text("utf8") for path in (site / "data").rglob("*.html"))
    for text in (
        "巡查季节",
        "season",
        "在哪些季节巡查。",
        "协同履职",
        "涉企检查事项清单",
        "检查方式",
        "一家企业一年最多查几次。",
    ):
        assert text in pages


def test_the_blank_record_offers_what_is_new(tmp_path: Path) -> None:
    root = make_extended(tmp_path, LISTS)
    schemas = load_schemas(root / "schemas")
    assert "# 巡查季节: \n" in blank_record(schemas["duty"], schemas)
    assert "检查方式: \n" in blank_record(schemas["inspection"], schemas)
    assert qingdan(root, "new", "inspection", TOWN).status == 0
    assert (root / "lists" / TOWN / "inspection" / "5002.yaml").exists()
    assert {finding.case for finding in run_chain(root, schemas).findings} == {"required"}
