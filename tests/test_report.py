"""report.py: the same findings for a terminal, as JSON and as annotations, whatever the files contain."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdan.finding import Finding, Location, Severity
from qingdan.register import Register
from qingdan.report import FORMATS, render, summary
from tests.rules.repository import load, write

KEYS = ["code", "severity", "path", "line", "column", "item", "field", "message", "source", "count"]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    root = tmp_path_factory.mktemp("register")
    write(root, {})
    return load(root)[0]


def stray(path: str = "lists/a.txt", **changes: object) -> Finding:
    finding = {"code": "S01", "case": "stray_file", "location": Location(path=path), "params": {"name": path[6:]}}
    return Finding(**{**finding, **changes})  # type: ignore[arg-type]


def basis(number: int, severity: Severity = Severity.ADVICE) -> Finding:
    item = f"990101101-duty-{number:04d}"
    place = Location(path=f"lists/990101101/duty/{number:04d}.yaml", line=1, column=1, item=item)
    return Finding(code="C01", case="missing", location=place, severity=severity, params={"title": f"事项{number}"})


def test_nothing_found_is_said(register: Register) -> None:
    assert render([], register, "text") == "必须改正 0 处，提醒 0 处\n"
    assert json.loads(render([], register, "json")) == {"findings": [], "errors": 0, "advice": 0}
    assert render([], register, "github") == "必须改正 0 处，提醒 0 处\n"


def test_text_is_grouped_by_file(register: Register) -> None:
    place = Location(path="lists/990101101/duty/5001.yaml", line=3, column=1, field="items.effective_to")
    other = Location(path="lists/990101101/duty/5001.yaml", line=2, column=1)
    params = {"first": "施行日期", "second": "失效日期", "early": "2026-02-01", "late": "2026-01-01"}
    dates = Finding(code="S04", case="date_order", location=place, other=other, params=params)
    towns = ("990101101", "990101102")
    shared = Finding(
        code="D02",
        case="both",
        location=Location(path=place.path, line=9, column=5),
        divisions=towns,
        params={"name": "本级"},
    )
    assert render([stray(), shared, dates], register, "text") == (
        "lists/990101101/duty/5001.yaml\n"
        "  第 3 行  错误 S04 字段和日期\n"
        "    “失效日期”是 2026-01-01，比“施行日期”2026-02-01 还早。"
        "请核对这两个日期，“失效日期”不能在“施行日期”之前。\n"
        "    另一处：lists/990101101/duty/5001.yaml 第 2 行\n"
        "    失效日期：到哪一天为止；没有期限的不写。例如：2027-01-14\n"
        "    规则：网站的 rules/s04/ 页\n"
        "  第 9 行  错误 D02 主体和配合不重叠\n"
        "    本级在这件事里既负主体责任又负配合责任。请只留一行，或者把其中一行改成真正负责的单位。\n"
        "    涉及：示例镇、示例河镇\n"
        "    出处：《山东省乡镇人民政府工作条例》第四条\n"
        "    规则：网站的 rules/d02/ 页\n"
        "\n"
        "lists/a.txt\n"
        "  整个文件  错误 S01 编号和文件名\n"
        "    “a.txt”不该放在这里，它不会被读取。请移到它该在的文件夹，或者删掉。\n"
        "    规则：网站的 rules/s01/ 页\n"
        "\n"
        "必须改正 3 处，提醒 0 处\n"
    )


def test_repeats_are_a_count_and_five_examples(register: Register) -> None:
    text = render([basis(number) for number in range(1, 401)], register, "text")
    assert "提醒 C01 有依据：同样的问题有 400 处，前 5 处是" in text
    assert text.count("没有写依据") == 5
    assert text.endswith("必须改正 0 处，提醒 400 处\n")


def test_summary_counts_both_severities() -> None:
    assert summary([basis(1, Severity.ERROR), basis(2), stray()]) == "必须改正 2 处，提醒 1 处"


def test_json_has_the_promised_keys_and_is_stable(register: Register) -> None:
    findings = [basis(2), stray(), basis(1, Severity.ERROR)]
    text = render(findings, register, "json")
    rows = json.loads(text)["findings"]
    assert [list(row)[: len(KEYS)] for row in rows] == [KEYS] * 3
    assert [row["path"] for row in rows] == sorted(row["path"] for row in rows)
    assert text == render(findings[::-1], register, "json")
    assert rows[0] == {
        "code": "C01",
        "severity": "错误",
        "path": "lists/990101101/duty/0001.yaml",
        "page": "rules/c01/",
        "line": 1,
        "column": 1,
        "item": "990101101-duty-0001",
        "field": "",
        "message": "“事项1”没有写依据。请在“依据”里写上文件和条款；找不到依据的工作不能交给乡镇（街道）和村（社区）。",
        "source": (
            "《关于推行乡镇（街道）职责清单的指导意见（试行）》二（四）、四（二）；"
            "《关于进一步加强乡镇政府、街道办事处依法行政工作的意见》第16项"
        ),
        "count": 1,
        "divisions": [],
    }


def test_annotations_are_errors_first_and_at_most_ten_of_each(register: Register) -> None:
    findings = [basis(number) for number in range(1, 13)]
    findings += [basis(number, Severity.ERROR) for number in range(20, 33)]
    lines = render(findings, register, "github").splitlines()
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[20:] == ["另有 5 处没有标出来，请看完整的检查结果。", "必须改正 13 处，提醒 12 处"]


def test_annotations_escape_what_the_host_would_obey(register: Register) -> None:
    finding = stray("lists/50%,a:b\n::error::x.txt")
    line = render([finding], register, "github").splitlines()[0]
    properties, _, message = line.removeprefix("::error ").partition("::")
    assert properties == "file=lists/50%25%2Ca%3Ab %3A%3Aerror%3A%3Ax.txt,line=1,title=S01 编号和文件名"
    assert message.startswith("“50%25,a:b ::error::x.txt”")


def test_every_place_has_its_column(register: Register) -> None:
    assert ",col=1::" in render([basis(1)], register, "github").splitlines()[0]


@pytest.mark.parametrize("form", FORMATS)
@given(path=st.text(min_size=1, max_size=30), name=st.text(max_size=30))
def test_hostile_text_reaches_no_terminal(register: Register, form: str, path: str, name: str) -> None:
    finding = stray(f"lists/{path}", params={"name": name})
    shown = render([finding], register, form)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", shown
    )
    assert len(shown.splitlines()) == {"text": 6, "json": 20, "github": 2}[form]


@pytest.mark.parametrize("form", FORMATS)
def test_personal_data_in_a_path_is_masked(register: Register, form: str) -> None:
    shown = render([stray("lists/名单13900012345.xlsx")], register, form)
    assert "13900012345" not in shown


def test_findings_of_a_real_run_can_be_shown_in_every_form(tmp_path: Path) -> None:
    write(tmp_path, {"lists/990101101/duty/5001.yaml": "事项名称：全角\n", "lists/x.txt": "x"})
    register, _, found = load(tmp_path)
    for form in FORMATS:
        assert "全角" in render(found, register, form)


def test_a_place_other_than_that_of_the_file_is_named(register: Register) -> None:
    """What stands in the county's catalogue and is wrong in one township alone."""
    place = Location(path="lists/990101/duty/0001.yaml", line=3, column=1)
    finding = Finding(code="D02", case="both", location=place, divisions=("990101101",), params={"name": "本级"})
    assert "    涉及：示例镇\n" in render([finding], register, "text")
    own = Finding(code="D02", case="both", location=place, divisions=("990101",), params={"name": "本级"})
    assert "涉及" not in render([own], register, "text")
