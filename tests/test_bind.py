"""bind.py: Chinese keys to fields, and what is said about the shape of a file."""

from __future__ import annotations

import pytest

from qingdan.bind import Binder, nearest_name
from qingdan.finding import Finding
from qingdan.messages import describe
from qingdan.model import Record
from qingdan.source import read_document
from tests.helpers import dump, make_item, schemas

Bound = tuple[Record | None, list[Finding]]


def bind(text: str, table: str = "duty") -> Bound:
    node = read_document(text.encode(), "a.yaml").node
    assert node is not None
    binder = Binder(schemas(), "a.yaml")
    return binder.record(node, schemas()[table]), binder.findings


def found(text: str, table: str = "duty") -> list[tuple[int, int, str]]:
    """Line, column and case of every finding."""
    return [(f.location.line, f.location.column, f.case) for f in bind(text, table)[1]]


def record(text: str, table: str = "duty") -> Record:
    bound, findings = bind(text, table)
    assert bound is not None
    assert not findings
    return bound


def test_a_valid_item_binds_without_findings() -> None:
    bound = record(dump(make_item(俗称=["烧秸秆", "烧荒"])))
    assert bound.text("title") == "秸秆禁烧"
    assert bound.texts("aliases") == ("烧秸秆", "烧荒")
    assert [row.text("role") for row in bound.rows("parties")] == ["主体责任", "配合责任"]
    assert bound.at("title").field == "duty.title"
    assert bound.at("aliases").line == 16


def test_fields_of_core_and_kind_and_children_are_known_by_title() -> None:
    every = {field.title: "甲" for field in schemas()["duty"].inputs if not field.many}
    assert found(dump(every)) == []


def test_an_unknown_key_is_reported_with_the_nearest_known_one() -> None:
    _, findings = bind("事项名称: 甲\n事项名: 乙\n履职类别: 丙\n责任分配: 丁\n毫不相干的话: 戊\n")
    assert [(f.case, f.location.line, f.params["key"], f.params["nearest"]) for f in findings] == [
        ("unknown_key", 2, "事项名", "事项名称"),
        ("unknown_key", 3, "履职类别", "履职类型"),
        ("unknown_key", 4, "责任分配", "责任分工"),
        ("unknown_key", 5, "毫不相干的话", ""),
    ]


def test_a_key_of_another_kind_is_unknown() -> None:
    assert found("权力类型: 行政处罚\n") == [(1, 7, "unknown_key")]


def test_an_unknown_key_in_a_nested_row_is_reported_at_its_place() -> None:
    assert found("责任分工:\n  - 单位: 甲\n    脚色: 协助\n") == [(3, 9, "unknown_key")]


def test_a_computed_key_is_told_apart() -> None:
    assert found("事项编号: 990101101-duty-0007\n") == [(1, 7, "computed_key")]


def test_very_long_keys_are_cut_in_messages() -> None:
    _, findings = bind(f"{'长' * 500}: 甲\n")
    assert f"“{'长' * 59}…”" in describe(findings[0], schemas()).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事项名称:\n  - 甲\n  - 乙\n", (1, 1, "one_value")),
        ("事项名称:\n  甲: 乙\n", (1, 1, "one_value")),
        ("俗称: 烧秸秆\n", (1, 5, "want_list")),
        ("俗称:\n  甲: 乙\n", (1, 1, "want_list")),
        ("俗称:\n  - 甲: 乙\n", (2, 5, "list_of_text")),
        ("俗称:\n  - 甲\n  - - 乙\n", (3, 5, "list_of_text")),
        ("俗称:\n  - 甲\n  - ''\n", (3, 5, "blank")),
        ("备注: ' '\n", (1, 5, "blank")),
        ("备注: \u3000\u3000\n", (1, 5, "blank")),
        ("备注: '\u200b'\n", (1, 5, "blank")),
        ("备注: \u00a0\ufeff\n", (1, 5, "blank")),
        ("责任分工: 甲\n", (1, 7, "want_rows")),
        ("责任分工:\n  单位: 甲\n", (1, 1, "want_rows")),
        ("责任分工:\n  - 甲\n", (2, 5, "not_mapping")),
        ("办理指南: 甲\n", (1, 7, "not_mapping")),
        ("办理指南:\n  - 受理条件: 甲\n", (1, 1, "not_mapping")),
    ],
)
def test_what_has_the_wrong_shape_is_reported_at_its_place(text: str, expected: tuple[int, int, str]) -> None:
    assert found(text) == [expected]


def test_a_field_of_the_wrong_shape_is_left_out_of_the_record() -> None:
    bound, _ = bind("事项名称:\n  - 甲\n备注: ' '\n状态: 现行\n")
    assert bound is not None
    assert set(bound.cells) == {"status"}


def test_a_file_that_is_a_list_is_no_record() -> None:
    bound, findings = bind("- 事项名称: 甲\n")
    assert bound is None
    assert [f.case for f in findings] == ["not_mapping"]


@pytest.mark.parametrize("text", ["备注:\n", "备注: ''\n", "俗称:\n", "俗称: []\n", "责任分工:\n", "责任分工: ''\n"])
def test_what_is_left_empty_counts_as_not_written(text: str) -> None:
    bound = record(text)
    assert not bound.cells
    assert not bound.children


def test_wu_clears_a_field_a_list_and_nested_rows() -> None:
    bound = record("备注: 无\n俗称: 无\n责任分工: 无\n办理指南: 无\n")
    assert {name: node.value for name, node in bound.cells.items()} == {"remark": "", "aliases": ""}
    assert bound.children == {"parties": (), "guides": ()}
    assert bound.text("remark") == ""
    assert bound.texts("aliases") == ()


def test_wu_is_a_word_where_it_is_an_allowed_value() -> None:
    assert record("代办: 无\n", "service").text("agency") == "无"
    assert record("触发情形:\n  - 无\n", "decision").texts("triggers") == ("无",)
    assert found("触发情形: 无\n", "decision") == [(1, 7, "want_list")]


def test_entries_are_the_records_of_a_file_that_holds_a_list() -> None:
    node = read_document("- 代码: '99'\n- 示例省\n- 代码: '9901'\n".encode(), "d.yaml").node
    assert node is not None
    binder = Binder(schemas(), "d.yaml")
    rows = list(binder.entries(node, schemas()["divisions"]))
    assert [row.text("code") for row in rows] == ["99", "9901"]
    assert [(f.case, f.location.line) for f in binder.findings] == [("not_mapping", 2)]


def test_a_mapping_in_the_place_of_a_list_of_records_is_reported() -> None:
    node = read_document("代码: '99'\n".encode(), "d.yaml").node
    assert node is not None
    binder = Binder(schemas(), "d.yaml")
    assert list(binder.entries(node, schemas()["divisions"])) == []
    assert [f.case for f in binder.findings] == ["not_list"]


def test_nearest_name_is_empty_when_nothing_is_like_it() -> None:
    assert nearest_name("示例县环保局", ["示例县生态环境局", "甲"]) == "示例县生态环境局"
    assert nearest_name("丙丁", ["甲乙"]) == ""
    assert nearest_name("甲" * 10_000, ["甲" * 80]) == "甲" * 80
