"""The command `qingdan calendar`: what today makes of the lists; it ends with 0 whatever is due."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingdan.home import Home
from qingdan.pipeline import check_calendar
from qingdan.progress import Reporter
from tests.command import qingdan
from tests.helpers import COUNTY, TOWN, Fields, make_head, make_item, make_repository

TASK = f"{COUNTY}/task-2026/0001.yaml"
EXEMPTION = {"规则": "T02", "事项": f"{COUNTY}-task-2026-0001", "理由": "甲", "批准单位": "示例县人民政府"}
TODAY = ("--today", "2026-07-01")


def task(**changes: Any) -> Fields:
    fields = {"事项名称": "编手册", "状态": "现行", "进展": "进行中", "时限": "2026-06-30"}
    return {**fields, "责任分工": [{"单位": "示例县生态环境局", "角色": "牵头"}], **changes}


def with_task(root: Path, **files: Any) -> Path:
    base = {f"{COUNTY}/task-2026/_list.yaml": make_head(清单名称="示例县任务", 年度="2026"), TASK: task()}
    return make_repository(root, {**base, **files})


def test_what_is_due_is_told_and_ends_with_0(tmp_path: Path) -> None:
    run = qingdan(with_task(tmp_path), "calendar", *TODAY)
    assert run.status == 0
    assert run.out.splitlines() == [
        "按 2026-07-01 算，有 1 处到期或者没有达到要求。",
        "",
        "示例县　示例县任务",
        f"  提醒 T02 任务到期有成果　lists/{TASK} 第 3 行",
        (
            "    “编手册”的时限是 2026-06-30，已经过了，进展写的是“进行中”。"
            "已经做完的，把进展改成“完成”；没有做完的，在备注里写明原因和打算哪天做完。"
        ),
    ]
    assert "核对期限" in run.err


def test_the_day_before_nothing_is_due(tmp_path: Path) -> None:
    root = with_task(tmp_path)
    assert qingdan(root, "calendar", "--today", "2026-06-30").out == "按 2026-06-30 算，没有到期的，也没有不达标的。\n"
    run = qingdan(root, "calendar", "--today", "2026-06-30", "--format", "markdown")
    assert (run.status, run.out, run.err) == (0, "", "")


def test_a_pull_request_is_not_stopped_by_what_is_due(tmp_path: Path) -> None:
    run = qingdan(with_task(tmp_path), "check", *TODAY)
    assert "T02" not in run.out


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_the_forms_for_programs_print_nothing_else(tmp_path: Path, form: str) -> None:
    run = qingdan(with_task(tmp_path), "calendar", *TODAY, "--format", form)
    assert (run.status, run.err) == (0, "")
    assert "编手册" in run.out
    assert form == "markdown" or len(json.loads(run.out)["findings"]) == 1


def test_a_repository_with_mistakes_is_looked_at_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    bad = {f"{TOWN}/duty/5001.yaml": make_item(状态="现在"), f"{TOWN}/duty/5002.yaml": b"\xff\xfe"}
    run = qingdan(with_task(tmp_path, **bad), "calendar", *TODAY)
    assert run.status == 0
    assert "有 1 处到期" in run.out
    assert "另有 2 处写错或者读不了" in run.out


def test_an_empty_repository_has_nothing_due(tmp_path: Path) -> None:
    run = qingdan(tmp_path, "calendar", *TODAY)
    assert run.status == 0
    assert "没有到期的" in run.out


def test_a_broken_tool_ends_with_2(tmp_path: Path) -> None:
    root = with_task(tmp_path)
    (root / "schemas").mkdir()
    (root / "schemas" / "package.yaml").write_text("- a\n")
    assert qingdan(root, "calendar").status == 2


def test_an_exemption_holds_until_its_last_day(tmp_path: Path) -> None:
    root = with_task(tmp_path, **{"exemptions.yaml": [EXEMPTION | {"至": "2026-07-31"}]})
    home = Home(root)
    codes = [
        [finding.code for finding in check_calendar(home, day, Reporter(quiet=True)).findings]
        for day in (date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 1))
    ]
    assert codes == [["E01"], [], ["T02", "E01"]]


def test_the_shipped_lists_have_their_deliberate_cases(repository: Path) -> None:
    due = check_calendar(Home(repository), date(2026, 11, 22), Reporter(quiet=True))
    found = {(finding.code, finding.location.item) for finding in due.findings}
    assert {("I01", "990101001-indicator-2026-5006"), ("T02", "990101-task-2026-0001")} <= found
    assert all(finding.location.path.startswith("lists/99") for finding in due.findings)
