"""conform.py: each kind of wrong value at its exact place, each distinct row judged once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource
from frictionless import Schema as FrictionlessSchema
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan import schema
from qingdan.conform import _conform_table
from qingdan.errors import ToolError
from qingdan.finding import Finding
from qingdan.messages import describe
from qingdan.model import Node, Record
from qingdan.rows import Row
from tests.helpers import (
    BUREAU,
    COUNTY,
    OTHER_TOWN,
    TOWN,
    catalogue_files,
    chain,
    make_divisions,
    make_head,
    make_item,
    places,
    schemas,
)

ITEM = f"{TOWN}/duty/5001.yaml"
Cells = Mapping[str, str | list[str]]


def found(root: Path, **changes: Any) -> list[str]:
    """What is said about the item with these changes, without its path."""
    made = chain(root, {ITEM: make_item(**changes)})
    assert all(finding.code == "S04" for finding in made.findings)
    return [place.removeprefix(f"{ITEM}:") for place in places(made.findings)]


def finding(root: Path, **changes: Any) -> Finding:
    (only,) = chain(root, {ITEM: make_item(**changes)}).findings
    return only


def of_value(table: str, name: str, text: str) -> Finding:
    """What is said about one value of a field of the real schemas."""
    made = judge(schemas()[table], {name: text})
    (only,) = [finding for finding in made if finding.location.field.endswith(f".{name}")]
    assert (only.code, only.location.line, only.location.column) == ("S04", 1, 1)
    return only


# Places and words, through the real schemas


def test_a_valid_repository_conforms(tmp_path: Path) -> None:
    assert chain(tmp_path).findings == []


def test_a_missing_field_stands_at_the_record(tmp_path: Path) -> None:
    made = finding(tmp_path, 履职类型=None)
    assert (made.case, made.location.line, made.location.column) == ("required", 1, 1)
    assert made.location.item == f"{TOWN}-duty-5001"
    assert made.location.field == "duty.role"
    assert made.params["field"] == "履职类型"
    assert made.params["description"].startswith("由镇里负主要责任")


def test_a_missing_field_of_a_nested_row_stands_at_the_row(tmp_path: Path) -> None:
    assert found(tmp_path, 责任分工=[{"单位": BUREAU, "角色": "协助"}, {"单位": BUREAU}]) == ["12:1 S04 required"]


def test_a_record_without_any_field_lacks_the_required_ones(tmp_path: Path) -> None:
    made = chain(tmp_path, {ITEM: "备注: 无\n"})
    assert places(made.findings) == [f"{ITEM}:1:1 S04 required"] * 3
    assert [f.params["field"] for f in made.findings] == ["履职类型", "状态", "事项名称"]


def test_a_word_that_is_not_allowed_names_the_nearest(tmp_path: Path) -> None:
    made = finding(tmp_path, 履职类型="配合履行")
    assert (made.case, made.location.line, made.location.column) == ("enum", 4, 7)
    assert made.params["read"] == "配合履行"
    assert made.params["nearest"] == "配合履职"
    assert made.params["allowed"] == "基本履职、配合履职、上级部门收回"


def test_long_values_are_cut_in_messages(tmp_path: Path) -> None:
    assert f"“{'长' * 59}…”" in describe(finding(tmp_path, 履职类型="长" * 500), schemas()).text


def test_each_wrong_word_of_a_list_has_its_own_line(tmp_path: Path) -> None:
    event = {"环节": "公布", "日期": "2026-01-20", "渠道": ["县政府网站", "微信", "广播电视", "村口"]}
    made = chain(tmp_path, {f"{TOWN}/duty/_list.yaml": make_head(过程=[event])})
    assert places(made.findings) == [
        f"{TOWN}/duty/_list.yaml:10:9 S04 enum",
        f"{TOWN}/duty/_list.yaml:12:9 S04 enum",
    ]
    assert [f.params["read"] for f in made.findings] == ["微信", "村口"]


def test_a_word_that_holds_the_mark_of_the_list_is_reported_at_its_line(tmp_path: Path) -> None:
    assert found(tmp_path, 俗称=["烧荒", "烧秸秆；烧草"]) == ["18:5 S04 list_mark"]


@pytest.mark.parametrize(
    ("text", "case", "fixed"),
    [
        ("2026-02-30", "no_such_day", ""),
        ("2026-13-01", "no_such_day", ""),
        ("2026年1月5日", "type_date", "2026-01-05"),
        ("2026.1.5", "type_date", "2026-01-05"),
        ("2026/01/05", "type_date", "2026-01-05"),
        ("2026-1-5", "spelling", "2026-01-05"),
        ("２０２６-０１-０５", "type_date", "2026-01-05"),
        ("2026-01-05T00:00:00", "type_date", ""),
        ("2026", "type_date", ""),
        ("二〇二六年", "type_date", ""),
        ("0000-01-01", "no_such_day", ""),
        ("NaN", "type_date", ""),
    ],
)
def test_dates_have_one_form(text: str, case: str, fixed: str) -> None:
    made = of_value("duty", "effective_from", text)
    assert (made.case, made.params["read"], made.params["fixed"]) == (case, text, fixed)


@pytest.mark.parametrize(
    ("text", "case", "fixed"),
    [
        ("１０", "spelling", "10"),
        ("+1", "spelling", "1"),
        ("01", "spelling", "1"),
        ("1_0", "spelling", "10"),
        (" 1", "spelling", "1"),
        ("30.0", "spelling", "30"),
        (".5", "spelling", ""),
        ("1e1", "spelling", ""),
        ("NaN", "type_number", ""),
        ("inf", "type_number", ""),
        ("1,0", "type_number", "10"),
        ("30%", "type_number", ""),
        ("三十", "type_number", ""),
        ("101", "limit", ""),
        ("-1", "limit", ""),
    ],
)
def test_numbers_have_one_form(text: str, case: str, fixed: str) -> None:
    made = of_value("parties", "weight", text)
    assert (made.case, made.params["read"], made.params.get("fixed", "")) == (case, text, fixed)


@pytest.mark.parametrize("text", ["NaN", "-inf", "1e3", "１", "1.0"])
def test_a_number_without_limits_is_no_less_strict(text: str) -> None:
    assert [f.case for f in judge(make_table({"type": "number"}), {"f0": text})] == ["spelling"]


def test_limits_are_named(tmp_path: Path) -> None:
    party = {"单位": BUREAU, "角色": "考核方", "权重": "101"}
    assert finding(tmp_path, 责任分工=[party]).params["limit"] == "0—100"
    made = chain(tmp_path, {f"{TOWN}/duty/_list.yaml": make_head(载明总数="-1")})
    assert [(f.case, f.params["limit"]) for f in made.findings] == [("limit", "不小于 0")]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [("true", "是"), ("有", "是"), ("1", "是"), ("no", "否"), ("×", "否"), ("也许", ""), ("是 的", "")],
)
def test_yes_and_no_are_said_in_one_way(text: str, fixed: str) -> None:
    made = of_value("duty", "grid", text)
    assert (made.case, made.params["fixed"]) == ("type_boolean", fixed)


@pytest.mark.parametrize("code", ["9", "99010110", "９９", "99 ", "99\n", "x", "990101101201301"])
def test_patterns_match_the_whole_text(code: str) -> None:
    made = of_value("organisations", "division", code)
    assert (made.case, made.params["read"]) == ("pattern", code)


def test_references_and_settings_are_judged_too(tmp_path: Path) -> None:
    rows = make_divisions()
    rows[3]["类型"] = "街道办"
    files = {
        "publisher.yaml": "站点名称: 甲\n主办单位: 乙\n联系方式: 丙\n数据许可: MIT\n",
        "reference/divisions.yaml": rows,
        "exemptions.yaml": [
            {"规则": "c9", "事项": f"{TOWN}-duty-5001", "理由": "甲", "批准单位": "乙", "至": "2026-13-01"}
        ],
    }
    assert places(chain(tmp_path, files).findings) == [
        "exemptions.yaml:1:7 S04 pattern",
        "exemptions.yaml:5:6 S04 no_such_day",
        "publisher.yaml:4:7 S04 enum",
        "reference/divisions.yaml:17:7 S04 enum",
    ]


def test_a_cell_that_breaks_two_constraints_is_one_finding() -> None:
    table = make_table({"type": "string", "constraints": {"pattern": "[0-9]+", "maxLength": 3, "enum": ["12", "13"]}})
    assert [(f.case, f.count) for f in judge(table, {"f0": "abcd"})] == [("enum", 1)]


@pytest.mark.parametrize(
    ("field", "cell", "case"),
    [
        ({"type": "string", "constraints": {"minLength": 3}}, "ab", "too_short"),
        ({"type": "string", "constraints": {"maxLength": 3}}, "abcd", "too_long"),
        ({"type": "string", "constraints": {"pattern": "[a-z]+"}}, "9", "pattern"),
        ({"type": "string", "format": "email"}, "nobody", "pattern"),
        ({"type": "integer"}, "1.5", "type_integer"),
        ({"type": "integer", "constraints": {"maximum": 5}}, "6", "limit"),
        ({"type": "list", "delimiter": "；", "constraints": {"minLength": 2}}, ["a"], "list_constraint"),
        ({"type": "array", "constraints": {"maxLength": 1}}, ["a", "b"], "list_constraint"),
    ],
)
def test_constraints_that_no_schema_uses_yet(field: dict[str, Any], cell: str | list[str], case: str) -> None:
    table = make_table(field)
    assert [f.case for f in judge(table, {"f0": cell})] == [case]


@pytest.mark.parametrize(
    "field", [{"type": "number", "example": "x"}, {"type": "nothing"}, {"constraints": {"enum": 5}}]
)
def test_a_schema_that_frictionless_refuses_stops_the_tool(field: dict[str, Any]) -> None:
    with pytest.raises(ToolError, match="schema made: "):
        judge(make_table(field), {"f0": "1"})


# Distinct rows


def test_a_fault_of_a_catalogue_is_one_finding_with_its_divisions(tmp_path: Path) -> None:
    files = catalogue_files() | {f"{COUNTY}/duty/0001.yaml": make_item(状态="现在")}
    (only,) = chain(tmp_path, files).findings
    assert only.location.path == f"lists/{COUNTY}/duty/0001.yaml"
    assert only.divisions == (COUNTY, TOWN, OTHER_TOWN)


def test_a_fault_of_a_catalogue_beside_an_override_is_still_one(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{COUNTY}/duty/0001.yaml": make_item(状态="现在", 责任分工=[{"单位": BUREAU, "角色": "帮忙"}]),
        f"{TOWN}/duty/0001.yaml": {"备注": "本镇另有安排。"},
    }
    made = chain(tmp_path, files)
    assert places(made.findings) == [
        f"{COUNTY}/duty/0001.yaml:2:5 S04 enum",
        f"{COUNTY}/duty/0001.yaml:11:9 S04 enum",
    ]
    assert made.findings[0].divisions == (COUNTY, TOWN, OTHER_TOWN)


def test_an_override_heals_a_fault_only_for_itself(tmp_path: Path) -> None:
    files = catalogue_files() | {
        f"{COUNTY}/duty/0001.yaml": make_item(状态="现在"),
        f"{TOWN}/duty/0001.yaml": {"状态": "停用"},
    }
    (only,) = chain(tmp_path, files).findings
    assert only.divisions == (COUNTY, OTHER_TOWN)


def test_a_fault_of_an_override_is_its_own(tmp_path: Path) -> None:
    files = catalogue_files() | {f"{TOWN}/duty/0001.yaml": {"备注": "甲", "施行日期": "明天"}}
    (only,) = chain(tmp_path, files).findings
    assert places([only]) == [f"{TOWN}/duty/0001.yaml:2:7 S04 type_date"]
    assert only.divisions == (TOWN,)


def test_equal_rows_of_different_files_are_each_reported(tmp_path: Path) -> None:
    bad = make_item(状态="现在")
    made = chain(tmp_path, {ITEM: bad, f"{TOWN}/duty/5002.yaml": bad, f"{TOWN}/duty/5003.yaml": make_item()})
    assert places(made.findings) == [f"{ITEM}:2:5 S04 enum", f"{TOWN}/duty/5002.yaml:2:5 S04 enum"]


# The shortcut of judging like rows together must not change a verdict


def make_table(*fields: dict[str, Any]) -> schema.Table:
    """A table with fields f0, f1 …"""
    words = {"title": "甲", "description": "乙"}
    made = [{"name": f"f{number}", **words, **field} for number, field in enumerate(fields)]
    return schema._table(
        {"name": "made", "title": "表", "section": "reference", "fields": made}, Path("made"), core=None
    )


def make_row(number: int, cells: Cells) -> Row:
    """A row whose cells stand on line `number`, list entries each on a column of their own."""
    nodes = {}
    for place, (name, cell) in enumerate(cells.items(), start=1):
        entries = [Node(text, number, 100 + at) for at, text in enumerate(cell)] if isinstance(cell, list) else cell
        nodes[name] = Node(entries, number, place)
    return Row(Record(table="made", path="a.yaml", line=number, cells=nodes, children={}), nodes)


def judge(table: schema.Table, *rows: Cells) -> list[Finding]:
    return list(_conform_table(table, [make_row(number, cells) for number, cells in enumerate(rows, start=1)]))


FIELDS: dict[str, tuple[dict[str, Any], tuple[str | list[str], ...]]] = {
    "free": ({"type": "string"}, ("甲", "乙", "NaN", "1")),
    "needed": ({"type": "string", "constraints": {"required": True}}, ("甲", " ", "=1+1")),
    "enum": ({"type": "string", "constraints": {"enum": ["甲", "乙"]}}, ("甲", "丙", "甲 ", "")),
    "pattern": ({"type": "string", "constraints": {"pattern": "[0-9]{2}"}}, ("12", "１２", "123", "x")),
    "length": ({"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}, ("甲", "甲乙", "甲乙丙丁")),
    "email": ({"type": "string", "format": "email"}, ("a@b.cn", "甲")),
    "integer": (
        {"type": "integer", "constraints": {"minimum": 1, "required": True}},
        ("1", "0", "１", "+1", "1.5", "x"),
    ),
    "number": ({"type": "number", "constraints": {"maximum": 9}}, ("1", "9.5", "NaN", "inf", "1e3", "1_0", " 1", "x")),
    "date": ({"type": "date"}, ("2026-01-05", "2026-1-5", "2026-02-30", "x", "２０２６-01-05")),
    "boolean": ({"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]}, ("是", "否", "true", "1")),
    "list": ({"type": "list", "delimiter": "；", "constraints": {"minLength": 2}}, (["甲"], ["甲", "乙"], ["甲；乙"])),
    "array": (
        {"type": "array", "arrayItem": {"type": "string", "constraints": {"enum": ["甲", "乙"]}}},
        (["甲"], ["丙"], ["甲", "丙", "丁"]),
    ),
}
EXTRA = ("spelling", "list_mark")


@st.composite
def tables(draw: st.DrawFn) -> tuple[schema.Table, list[Cells]]:
    kinds = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4, unique=True))
    table = make_table(*(FIELDS[kind][0] for kind in kinds))
    cells = {f"f{number}": st.sampled_from(FIELDS[kind][1]) for number, kind in enumerate(kinds)}
    return table, draw(st.lists(st.fixed_dictionaries({}, optional=cells), min_size=1, max_size=8))


def plainly(table: schema.Table, cells: Cells) -> set[str]:
    """The fields that Frictionless refuses in this one row."""
    used = [field for field in table.inputs if field.required or field.name in cells]
    row = [list(cell) if isinstance(cell := cells.get(field.name), list) else cell for field in used]
    if not used:
        return set()
    descriptor = {"fields": [dict(field.descriptor) for field in used]}
    resource = Resource(
        data=[[field.name for field in used], row], schema=FrictionlessSchema.from_descriptor(descriptor)
    )
    errors = resource.validate().tasks[0].errors
    if [error.type for error in errors] == ["blank-row"]:
        return {field.name for field in used if field.required}
    return {str(getattr(error, "field_name", error.type)) for error in errors}


@settings(deadline=None, max_examples=60)
@given(tables())
def test_verdicts_are_those_of_frictionless_run_row_by_row(made: tuple[schema.Table, list[Cells]]) -> None:
    table, rows = made
    verdicts: dict[int, set[str]] = {number: set() for number in range(1, len(rows) + 1)}
    for refusal in judge(table, *rows):
        if refusal.case not in EXTRA:
            verdicts[refusal.location.line].add(refusal.location.field.removeprefix("made."))
    assert verdicts == {number: plainly(table, cells) for number, cells in enumerate(rows, start=1)}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("0123456789+-_.eE １２naNif", min_size=1, max_size=6), min_size=1, max_size=8))
def test_a_number_that_passes_is_written_as_python_writes_it(texts: list[str]) -> None:
    table = make_table({"type": "integer"}, {"type": "number"})
    refused = {(f.location.line, f.location.field) for f in judge(table, *({"f0": text, "f1": text} for text in texts))}
    for number, text in enumerate(texts, start=1):
        if (number, "made.f0") not in refused:
            assert str(int(text)) == text
        if (number, "made.f1") not in refused:
            assert float(text) == float(text)
            assert text.lstrip("-").replace(".", "", 1).isdecimal()
            assert text.isascii()
