"""The chain engine where no single rule shows it: repeated events, terms across rules, steps of an item's own, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.bindings import Bindings
from qingdan.profiles import Step
from qingdan.rules.facts.chains import check_item_chain, check_list_chain, who
from qingdan.rules.rule import Survey, survey
from tests.rules.repository import adopting, base, load, profiles, write

LIST = "清单名称: 示例镇文件登记\n性质: 正式清单\n状态: 草案\n"
DOCUMENT = "事项名称: 示例镇管护办法（虚构）\n状态: 现行\n文件类型: 规范性文件\n"


def view(root: Path, files: dict[str, str], *codes: str) -> Survey:
    publisher = adopting(base()["lists/publisher.yaml"], *codes)
    write(root, {"lists/publisher.yaml": publisher, **files})
    register, loaded, _ = load(root)
    return survey(register, loaded, Bindings(register=register, profiles=profiles()), ())


def events(*rows: str) -> str:
    """过程 from words: action, date, body."""
    text = "过程:\n"
    for row in rows:
        action, date, *body = row.split()
        text += f"  - 环节: {action}\n    日期: {date}\n" + (f"    单位: {body[0]}\n" if body else "")
    return text


def of_item(root: Path, code: str, *rows: str, head: str = LIST) -> list[str]:
    folder = "lists/990101101/document"
    seen = view(root, {f"{folder}/_list.yaml": head, f"{folder}/5001.yaml": DOCUMENT + events(*rows)}, "3205")
    found = check_item_chain(seen.register.items["990101101-document-5001"], seen, code)
    return [
        " ".join([problem.case, *(problem.params.get(name, "") for name in ("date", "first", "days"))]).rstrip()
        for problem in found
    ]


def test_a_term_counts_from_a_step_of_which_another_rule_speaks(tmp_path: Path) -> None:
    rows = ("公布 2026-01-01 本级", "备案 2026-01-17 示例县人民政府")
    assert of_item(tmp_path, "N04", *rows) == ["late 2026-01-17 2026-01-01 16"]


def test_the_last_day_of_a_term_is_in_it(tmp_path: Path) -> None:
    assert of_item(tmp_path, "N04", "公布 2026-01-01 本级", "备案 2026-01-16 示例县人民政府") == []


def test_a_second_filing_does_not_make_the_first_late(tmp_path: Path) -> None:
    rows = ("公布 2026-01-01 本级", "备案 2026-01-10 示例县人民政府", "备案 2026-09-01 示例县人民政府")
    assert of_item(tmp_path, "N04", *rows) == []


def test_a_filing_before_the_publication_is_out_of_order(tmp_path: Path) -> None:
    rows = ("备案 2025-12-31 示例县人民政府", "公布 2026-01-01 本级")
    assert of_item(tmp_path, "N04", *rows) == ["order 2025-12-31 2026-01-01"]


def test_a_date_that_is_no_date_is_passed_over(tmp_path: Path) -> None:
    rows = ("公布 2026-13-01 本级", "备案 2025-12-31 示例县人民政府")
    assert of_item(tmp_path, "N04", *rows) == []


def test_the_events_of_the_register_are_not_those_of_a_document(tmp_path: Path) -> None:
    head = LIST + events("征求意见 2026-01-01", "合法性审查 2026-01-02", "集体讨论 2026-01-03", "公布 2026-01-04")
    assert of_item(tmp_path, "N02", "征求意见 2025-01-01", head=head) == ["missing", "missing", "missing"]


def test_a_step_follows_each_of_those_before_it(tmp_path: Path) -> None:
    """Both must come before a decision, whichever is written first."""
    folder = "lists/990101101/decision-2026"
    item = "事项名称: 老街改造\n状态: 现行\n" + events("公示 2026-01-02", "人大报告 2026-03-01", "公布 2026-02-01")
    files = {f"{folder}/_list.yaml": LIST, f"{folder}/5001.yaml": item}
    seen = view(tmp_path, files, "6105")
    found = [*check_item_chain(seen.register.items["990101101-decision-2026-5001"], seen, "C06")]
    assert [(problem.case, problem.params["before"]) for problem in found] == [("order", "人大报告")]


def test_a_mistake_in_a_header_is_said_once_for_all_items(tmp_path: Path) -> None:
    """An approval of the whole list is wrong once, not once an item."""
    folder = "lists/990101/delegation"
    head = "清单名称: 示例县下放事项目录\n性质: 正式清单\n状态: 草案\n"
    item = "事项名称: 巡查{n}\n状态: 现行\n方式: 下放\n"
    files = {f"{folder}/000{n}.yaml": item.format(n=n) for n in (1, 2)}
    files[f"{folder}/_list.yaml"] = head + events("批准 2026-01-03 示例县人民政府", "公布 2026-01-04")
    seen = view(tmp_path, files, "520502")
    found = [
        problem
        for item in seen.register.lists["990101-delegation"].items
        for problem in check_item_chain(item, seen, "C06")
    ]
    assert {(problem.case, problem.params["title"], problem.location.line) for problem in found} == {
        ("body", "示例县下放事项目录", 7)
    }


def test_a_list_that_is_no_longer_in_force_is_left_in_peace(tmp_path: Path) -> None:
    head = "清单名称: 示例镇权责清单\n性质: 正式清单\n状态: 停用\n"
    seen = view(tmp_path, {"lists/990101101/power/_list.yaml": head}, "3205")
    assert [*check_list_chain(seen.register.lists["990101101-power"], seen, "C06")] == []


@pytest.mark.parametrize(
    ("levels", "bodies", "words"),
    [
        ((), (), ""),
        (("县",), ("政府",), "县级政府"),
        (("县",), (), "县级单位"),
        (("省", "国家"), (), "国家或者省级单位"),
        (("国家", "省", "市", "县"), ("党委", "政府"), "县级以上党委、政府"),
        (("市", "乡"), ("政府",), "市级或者乡级政府"),
    ],
)
def test_who_has_to_act_in_words(levels: tuple[str, ...], bodies: tuple[str, ...], words: str) -> None:
    assert who(Step(action="批准", levels=levels, bodies=bodies, order=1, article="", at="item")) == words
