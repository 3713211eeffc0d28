"""schedule.py and grouping.py: by list in order of divisions, and in Markdown nothing but plain text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from qingdan.finding import Finding, Location, Severity
from qingdan.register import Register
from qingdan.schedule import FORMS, LONGEST, plain, render_schedule
from tests.helpers import COUNTY, OTHER_TOWN, TOWN, chain, make_head, make_item

TODAY = date(2026, 11, 22)
HOSTILE = "<script>alert(1)</script> @octocat #12 owner/x#3 [看](http://evil.example) www.evil.example ![](x) `a` **b** GH-7 ~l !5 %6 &amp;"


def due(path: str, title: str = "编手册", line: int = 3) -> Finding:
    params = {"title": title, "due": "2026-06-30", "progress": "进行中"}
    place = Location(path=f"lists/{path}", line=line)
    return Finding(code="T02", case="undone", location=place, severity=Severity.ADVICE, params=params)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    files = {
        f"{OTHER_TOWN}/duty/_list.yaml": make_head(清单名称="示例河镇清单"),
        f"{COUNTY}/duty/_list.yaml": make_head(清单名称="示例县清单"),
        f"{TOWN}/duty/5002.yaml": make_item(事项名称="金丝雀不得出笼", 公开属性="不予开放"),
    }
    return chain(tmp_path, files).register


def rendered(register: Register, form: str, *findings: Finding, faults: int = 0) -> str:
    return render_schedule(list(findings), register, TODAY, faults, form)


def test_the_text_is_by_list_in_order_of_divisions(register: Register) -> None:
    findings = [due(f"{OTHER_TOWN}/duty/5001.yaml"), due("exemptions.yaml"), due(f"{TOWN}/duty/5001.yaml"),
                due("reference/divisions.yaml"), due(f"{COUNTY}/duty/0001.yaml"), due("990101999/duty/0001.yaml")]  # fmt: skip
    lines = rendered(register, "text", *findings).splitlines()
    assert lines[0] == "按 2026-11-22 算，有 6 处到期或者没有达到要求。"
    assert [line for line in lines[1:] if line and not line.startswith(" ")] == [
        "示例县　示例县清单",
        "示例镇　示例镇履职事项清单",
        "示例河镇　示例河镇清单",
        "990101999　duty",
        "单位、文件、场所等登记",
        "发布设置和豁免",
    ]
    assert lines[3] == "  提醒 T02 任务到期有成果　lists/990101/duty/0001.yaml 第 3 行"


def test_nothing_due_is_said_and_in_markdown_is_nothing(register: Register) -> None:
    assert rendered(register, "text") == "按 2026-11-22 算，没有到期的，也没有不达标的。\n"
    assert rendered(register, "markdown", faults=3) == ""
    assert json.loads(rendered(register, "json")) == {"findings": [], "errors": 0, "advice": 0}


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_could_not_be_read_is_mentioned(register: Register, form: str) -> None:
    text = rendered(register, form, due(f"{TOWN}/duty/5001.yaml"), faults=3)
    assert "清单里另有 3 处写错或者读不了，没有算进去，请先运行 qingdan check。" in text


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_words_on_closed_records_stay_unsaid(register: Register, form: str) -> None:
    text = rendered(register, form, due(f"{TOWN}/duty/5002.yaml", "金丝雀不得出笼"))
    assert "金丝雀" not in text
    assert "请用 qingdan check 看" in text


def test_markdown_is_plain_text_whatever_a_title_holds(register: Register) -> None:
    text = rendered(register, "markdown", due(f"{TOWN}/duty/5001.yaml", HOSTILE))
    html = markdown(text)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    assert "<code" not in html
    assert html.count("<strong>") == 1
    for trap in ("@octocat", "#12", "x#3", "://evil", "www.", "GH-7", "~l", "!5", "%6"):
        assert trap not in text, trap


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "=== ", "--- ", "    a", "* a", "\n- a"]
)
def test_no_text_begins_a_block(start: str) -> None:
    html = markdown(f"- 甲  \n  {plain(start.strip())}\n")
    assert html.count("<li>") == 1
    for tag in ("<h", "<ol", "<blockquote", "<hr", "<pre"):
        assert tag not in html


@given(st.text(alphabet="@#!<>[]()*_`~|\\&%$ abc甲\u200b:/.w-1", max_size=30))
def test_no_text_makes_an_element(text: str) -> None:
    html = markdown(f"甲 {plain(text)} 乙")
    assert html.startswith("<p>甲")
    assert html.count("<") == 2


def test_a_body_is_never_longer_than_a_host_takes(register: Register) -> None:
    findings = [due(f"{TOWN}/duty/5001.yaml", "𠮷" * 100, line) for line in range(1, 1001)]
    text = rendered(register, "markdown", *findings)
    assert LONGEST * 0.9 < len(text.encode("utf-16-le")) / 2 < 65_536
    listed = text.count("- **T02")
    assert text.endswith(f"\n还有 {1000 - listed} 处没有列出，请在仓库里运行 `qingdan calendar` 看全部。\n")


def test_json_is_that_of_a_check(register: Register) -> None:
    (row,) = json.loads(rendered(register, "json", due(f"{TOWN}/duty/5001.yaml")))["findings"]
    assert (row["code"], row["severity"], row["path"], row["line"]) == (
        "T02",
        "提醒",
        f"lists/{TOWN}/duty/5001.yaml",
        3,
    )


def test_the_forms() -> None:
    assert FORMS == ("text", "markdown", "json")
