"""The pages of the state: everything found, by list and date, escaped, linked into the draft site, nothing ranked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingdan.home import Home
from qingdan.internal.pages import TEMPLATES, StatePages
from qingdan.internal.state import State
from qingdan.pipeline import inspect
from qingdan.progress import Reporter
from qingdan.site.engine import Engine
from qingdan.site.frame import Frame
from qingdan.site.index import Index
from qingdan.site.info import SiteInfo
from tests.helpers import BUREAU, COUNTY, OTHER_TOWN, TOWN, Fields, make_head, make_item, make_repository
from tests.site.rendering import Read, read

TODAY = date(2026, 7, 1)
CANARY = "金丝雀不得出笼"
HOSTILE = "<script>alert(1)</script><b onclick=x>\"'甲"
FINDINGS, EXEMPTIONS, DEADLINES = "internal/findings/", "internal/exemptions/", "internal/deadlines/"


def pages(root: Path, **files: Any) -> dict[str, Read]:
    """The pages of the state of a repository."""
    return rendered(inspect(Home(make_repository(root, files)), TODAY, Reporter(quiet=True)))


def rendered(state: State) -> dict[str, Read]:
    """The pages by address, read strictly."""
    index = None if state.blocked else Index(state.register)
    made = StatePages(state, Frame(Engine(TEMPLATES), SiteInfo(name="示例")), index)
    return {page.path: read(page.body) for page in made.pages()}


def bare(**changes: Any) -> Fields:
    """An item that breaks C01."""
    return make_item(依据=None, **changes)


def exemption(**changes: Any) -> Fields:
    fields = {"规则": "C01", "事项": f"{TOWN}-duty-5001", "理由": "另文明确。", "批准单位": "示例县人民政府"}
    return {**fields, "至": "2026-07-31", **changes}


def task(**changes: Any) -> Fields:
    fields = {"事项名称": "编手册", "状态": "现行", "进展": "进行中", "时限": "2026-06-30"}
    return {**fields, "责任分工": [{"单位": BUREAU, "角色": "牵头"}], **changes}


def tasks(*items: Fields) -> dict[str, Any]:
    head = {f"{COUNTY}/task-2026/_list.yaml": make_head(清单名称="示例县任务", 年度="2026")}
    return head | {f"{COUNTY}/task-2026/{number:04}.yaml": item for number, item in enumerate(items, 1)}


# 检查结果


def test_a_finding_stands_under_its_list_with_its_rule_and_item(tmp_path: Path) -> None:
    page = pages(tmp_path, **{f"{TOWN}/duty/5001.yaml": bare()})[FINDINGS]
    assert re.search("必须改正 0 处，提醒 [1-9][0-9]* 处", page.text)
    assert "示例镇 示例镇履职事项清单" in page.text
    assert "提醒 C01 有依据" in page.text
    assert "“秸秆禁烧”没有写依据。" in page.text
    assert f"lists/{TOWN}/duty/5001.yaml 第 1 行" in page.text
    assert {"../../rules/c01/", f"../../{TOWN}/duty/", f"../../items/{TOWN}-duty-5001/"} <= set(page.links)


def test_lists_are_in_order_of_codes_and_none_is_counted(tmp_path: Path) -> None:
    files: dict[str, Any] = {f"{OTHER_TOWN}/duty/_list.yaml": make_head(清单名称="示例河镇履职事项清单")}
    files |= {f"{OTHER_TOWN}/duty/{serial}.yaml": bare(事项名称=f"事项{serial}") for serial in range(5001, 5004)}
    text = pages(tmp_path, **files, **{f"{TOWN}/duty/5001.yaml": bare()})[FINDINGS].text
    assert text.index("示例镇履职事项清单") < text.index("示例河镇履职事项清单")
    assert text.count("处") - text.count("另一处") == 2  # 必须改正 … 处，提醒 … 处
    assert "示例河镇（3" not in text


def test_a_hostile_title_is_only_text(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty/5001.yaml": bare(事项名称=HOSTILE), **tasks(task(事项名称=HOSTILE))}
    files["exemptions.yaml"] = [exemption(理由=HOSTILE, 批准单位=HOSTILE, 规则="C02")]
    for path, page in pages(tmp_path, **files).items():
        assert "script" not in page.tags, path
        assert "b" not in page.tags, path
    assert HOSTILE in pages(tmp_path / "again", **files)[FINDINGS].text


def test_of_a_closed_record_only_place_and_rule_are_told(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/duty/5002.yaml": bare(事项名称=CANARY, 公开属性="不予开放"),
        f"{COUNTY}/document/_list.yaml": make_head(),
        f"{COUNTY}/document/0001.yaml": {
            "事项名称": CANARY,
            "状态": "现行",
            "文件类型": "规范性文件",
            "有效期至": "2026-07-31",
            "公开属性": "不予开放",
        },
        **tasks(task(事项名称=f"{CANARY}甲", 公开属性="不予开放")),
        "exemptions.yaml": [exemption(事项=f"{TOWN}-duty-5002", 规则="P06", 理由=CANARY)],
    }
    made = pages(tmp_path, **files)
    for path, page in made.items():
        assert CANARY not in page.text, path
        assert f"{TOWN}-duty-5002" not in page.text, path
    assert f"lists/{TOWN}/duty/5002.yaml 第 1 行" in made[FINDINGS].text
    assert "不予开放的事项" in made[EXEMPTIONS].text


def test_nothing_found_is_said(tmp_path: Path) -> None:
    state = inspect(Home(make_repository(tmp_path)), TODAY, Reporter(quiet=True))
    made = rendered(replace(state, findings=[], checked=[]))
    assert "没有发现问题。" in made[FINDINGS].text
    assert "现在没有豁免。" in made[EXEMPTIONS].text
    assert "今后 90 天没有到期的。" in made[DEADLINES].text


# 规则豁免


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("C01 有依据", "秸秆禁烧", "另文明确。", "示例县人民政府", "2026-07-31，还有 30 天", "用到")),
        ({"至": "2026-07-01"}, ("2026-07-01，今天", "用到")),
        ({"至": "2026-06-30"}, ("2026-06-30，过了 1 天", "已经过期")),
        ({"规则": "P06"}, ("P06", "没有用到")),
        ({"规则": "C88"}, ("C88", "没有这条规则")),
        ({"规则": "S06"}, ("S06", "这条规则不能豁免")),
        ({"事项": f"{TOWN}-duty-5099"}, (f"{TOWN}-duty-5099", "不起作用")),
    ],
    ids=["used", "last day", "expired", "unused", "unknown rule", "structure", "unknown item"],
)
def test_each_exemption_says_how_it_stands(tmp_path: Path, changes: Fields, words: tuple[str, ...]) -> None:
    files = {f"{TOWN}/duty/5001.yaml": bare(), "exemptions.yaml": [exemption(**changes)]}
    text = pages(tmp_path, **files)[EXEMPTIONS].text
    for word in words:
        assert word in text
    assert ("没有用到" in text) == ("没有用到" in words)


def test_exemptions_are_in_order_of_their_last_days(tmp_path: Path) -> None:
    rows = [exemption(规则=rule, 至=until) for rule, until in (("C01", "2026-12-31"), ("C02", "2026-08-31"))]
    text = pages(tmp_path, **{f"{TOWN}/duty/5001.yaml": bare(), "exemptions.yaml": rows})[EXEMPTIONS].text
    assert text.index("2026-08-31") < text.index("2026-12-31")


def test_one_of_the_calendar_is_used_too(tmp_path: Path) -> None:
    rows = [exemption(规则="T02", 事项=f"{COUNTY}-task-2026-0001")]
    made = pages(tmp_path, **tasks(task()), **{"exemptions.yaml": rows})
    assert "没有用到" not in made[EXEMPTIONS].text
    assert "T02" not in made[DEADLINES].text


# 期限


def test_what_is_over_and_what_is_coming(tmp_path: Path) -> None:
    made = pages(tmp_path, **tasks(task(), task(事项名称="编清册", 时限="2026-09-29"), task(时限="2026-09-30")))
    page = made[DEADLINES]
    assert "“编手册”的时限是 2026-06-30，已经过了" in page.text
    assert "2026-09-29 还有 90 天任务时限编清册示例县" in page.text
    assert "2026-09-30" not in page.text
    assert f"../../items/{COUNTY}-task-2026-0002/" in page.links
    assert "T02" not in made[FINDINGS].text


# Without a draft site


def test_when_the_check_blocks_there_is_nothing_to_link_into(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty/5001.yaml": make_item(状态="现在"), **tasks(task())}
    made = pages(tmp_path, **files)
    assert "草稿网站没有生成" in made["internal/"].text
    assert "草稿网站没有生成" in made[FINDINGS].text
    assert "“编手册”" in made[DEADLINES].text
    for page in made.values():
        assert not [link for link in page.links if link.startswith((f"../../{TOWN}", "../../items"))]
    assert "../../rules/s04/" in made[FINDINGS].links
