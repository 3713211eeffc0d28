"""source.py: every refusal with its line and column, text that stays text, bounded time."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan.finding import Finding
from qingdan.model import Node
from qingdan.source import MAX_BYTES, MAX_DOUBLED, MAX_NODES, Document, read_document
from tests.helpers import plain

ITEM = "事项名称: 秸秆禁烧\n状态: 现行\n履职类型: 配合履职\n"


def read(data: str | bytes) -> Document:
    return read_document(data if isinstance(data, bytes) else data.encode(), "lists/a.yaml")


def only(data: str | bytes) -> Finding:
    """The one finding that says why there is no node."""
    document = read(data)
    assert document.node is None
    (finding,) = document.findings
    assert finding.location.path == "lists/a.yaml"
    return finding


def refused(data: str | bytes) -> tuple[str, int, int]:
    """Case, line and column of the one finding."""
    finding = only(data)
    assert finding.code == ("F02" if finding.location.line else "F01")
    return finding.case, finding.location.line, finding.location.column


def value(data: str | bytes) -> Any:
    document = read(data)
    assert document.node is not None, document.findings
    assert not document.findings
    return plain(document.node)


# What is accepted


@pytest.mark.parametrize(
    "text",
    ["010", "no", "yes", "on", "null", "~", "12:30", "2024-07-01", "1e3", "0x1F", "1_000", ".inf", "NaN", "是", "true"],
)
def test_scalars_stay_the_text_that_was_typed(text: str) -> None:
    assert value(f"a: {text}\nb: '{text}'\nc:\n  - {text}\n") == {"a": text, "b": text, "c": [text]}


def test_a_missing_value_is_the_empty_text() -> None:
    assert value("a:\nb: ''\nc: \n") == {"a": "", "b": "", "c": ""}


def test_every_node_knows_its_place() -> None:
    node = read("名称: 甲\n分工:\n  - 单位: 乙\n    职责: |-\n      丙\n      丁\n  - 单位: 戊\n").node
    assert node is not None
    assert isinstance(node.value, dict)
    assert (node.line, node.column) == (1, 1)
    assert node.value["名称"] == Node("甲", 1, 5)
    parties = node.value["分工"]
    assert (parties.line, parties.column) == (2, 1)
    assert isinstance(parties.value, list)
    first, second = parties.value
    assert (first.line, first.column) == (3, 5)
    assert isinstance(first.value, dict)
    assert first.value["职责"] == Node("丙\n丁", 4, 9)
    assert isinstance(second.value, dict)
    assert second.value["单位"] == Node("戊", 7, 9)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_byte_order_mark_and_windows_line_ends_are_read(start: str, end: str) -> None:
    node = read((start + "a: 1" + end + "b: 甲" + end).encode()).node
    assert node is not None
    assert isinstance(node.value, dict)
    assert node.value == {"a": Node("1", 1, 4), "b": Node("甲", 2, 4)}


def test_prose_may_hold_full_width_colons_tabs_and_rare_characters() -> None:
    assert value("a: 甲：乙\nb: x\ty\nc: 😀𠀀〇\n") == {"a": "甲：乙", "b": "x\ty", "c": "😀𠀀〇"}


# The file as a whole


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ITEM.encode("gbk"), "GBK"),
        (ITEM.encode("gb18030"), "GBK"),
        (ITEM.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + ITEM.encode("utf-16-be"), "UTF-16"),
        (ITEM.encode("utf-16-le"), "UTF-16"),
        (ITEM.encode("utf-16-be"), "UTF-16"),
        (b"\xff" + bytes(range(128, 256)), "不明"),
    ],
)
def test_another_encoding_is_named(data: bytes, name: str) -> None:
    assert refused(data) == ("encoding", 0, 0)
    assert only(data).params["name"] == name


def test_the_first_line_that_is_no_utf8_is_named() -> None:
    assert only(b"a: b\nc: d\n" + "状态: 现行\n".encode("gbk")).params["at"] == "3"


@pytest.mark.parametrize("data", ["", "\n\n", "# 只有注释\n", "\ufeff"])
def test_an_empty_file_is_refused(data: str) -> None:
    assert refused(data) == ("empty", 0, 0)


@pytest.mark.parametrize(("data", "read_as"), [("秸秆禁烧\n", "秸秆禁烧"), ("---\n", "---"), ("'a'\n", "'a'")])
def test_a_file_without_fields_is_refused(data: str, read_as: str) -> None:
    assert refused(data) == ("no_fields", 1, 1)
    assert only(data).params["read"] == read_as


def test_a_file_over_the_limit_is_refused_with_its_size() -> None:
    assert only(b"a: " + b"x" * MAX_BYTES).params == {"size": "2.0", "limit": "2"}
    finding = read_document(b"x" * (MAX_BYTES + 1), "a", 52_428_800).findings[0]
    assert (finding.code, finding.case, finding.params["size"]) == ("F01", "too_big", "52.4")


# A place in the file


@pytest.mark.parametrize(
    ("data", "line", "key", "fixed"),
    [
        ("事项名称：秸秆禁烧\n状态: 现行\n备注: 无\n", 1, "事项名称", "事项名称: 秸秆禁烧"),
        ("事项名称: 秸秆禁烧\n状态：现行\n备注: 无\n", 2, "状态", "状态: 现行"),
        ("事项名称: 秸秆禁烧\n状态: 现行\n备注：无\n", 3, "备注", "备注: 无"),
        ("事项名称: 秸秆禁烧\n状态: 现行\n备注：无", 3, "备注", "备注: 无"),
        ("事项名称：秸秆禁烧\n状态：现行\n备注：无\n", 1, "事项名称", "事项名称: 秸秆禁烧"),
        ("责任分工:\n  - 单位: 甲\n    角色：协助\n    职责: 乙\n", 3, "角色", "角色: 协助"),
        ("责任分工:\n  - 单位：甲\n    角色: 协助\n", 2, "单位", "单位: 甲"),
        ("责任分工：\n  - 单位: 甲\n    角色: 协助\n", 1, "责任分工", "责任分工: "),
        ("简要说明: |-\n  甲：乙\n  丙\n备注：丁\n", 4, "备注", "备注: 丁"),
    ],
)
def test_a_full_width_colon_is_found_on_its_own_line(data: str, line: int, key: str, fixed: str) -> None:
    assert refused(data) == ("wide_colon", line, 1)
    assert (only(data).params["key"], only(data).params["fixed"]) == (key, fixed)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("事项名称: 甲\n责任分工:\n\t- 单位: 乙\n", ("tab", 3, 1)),
        ("责任分工:\n  - 单位: 甲\n  \t角色: 乙\n", ("tab", 3, 1)),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", ("conflict", 2, 1)),
        ("分工:\n<<<<<<< HEAD\n  - 单位: 甲\n=======\n  - 单位: 乙\n>>>>>>> other\n", ("conflict", 2, 1)),
        ("分工:\n\u3000\u3000- 单位: 甲\n    角色: 乙\n", ("wide_indent", 2, 1)),
        ("a: &x 1\nb: 2\n", ("alias", 1, 4)),
        ("a: 1\nb: *x\n", ("alias", 2, 4)),
        ("a: &x\n  b: 1\n", ("alias", 1, 4)),
        ("a: &x\n  - b\n", ("alias", 1, 4)),
        ("&k a: 1\n", ("key", 1, 1)),
        ("a: !!str 1\n", ("tag", 1, 4)),
        ("a: ! 1\n", ("tag", 1, 4)),
        ("a: ! {b: 1}\n", ("tag", 1, 4)),
        ("!foo\na: 1\n", ("tag", 1, 1)),
        ("%TAG ! tag:x,2000:\n---\na: !b c\n", ("tag", 3, 4)),
        ('a: !!python/object/apply:os.system ["touch /tmp/x"]\n', ("tag", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("second_document", 2, 1)),
        ("a: 1\n---\n", ("second_document", 2, 1)),
        ("a: 1\n? [b]\n: c\n", ("key", 2, 3)),
        ("a: 1\nb: x\x00y\n", ("invisible", 2, 5)),
        ("a: 1\nb: 甲\u2028乙\n", ("invisible", 2, 5)),
        ("a: 1\nb: \u0085\n", ("invisible", 2, 4)),
        ("a: 1\nb: \x07\n", ("invisible", 2, 4)),
        ("a: 1\nb: \u0081\n", ("invisible", 2, 4)),
        ("a: 1\nb: \ufffe\n", ("invisible", 2, 4)),
        ('a: 1\nb: "\\x07"\n', ("invisible", 2, 4)),
        ('a: 1\nb:\n  - c: "x\\0"\n', ("invisible", 3, 8)),
        ('a: 1\nb: "\\L"\n', ("invisible", 2, 4)),
        ('a:\n  "b\\e": c\n', ("invisible", 1, 1)),
        ("a: 1\nb: c: d\n", ("syntax", 2, 5)),
        ("a: 1\nb: @c\n", ("syntax", 2, 4)),
        ("a: 1\n  b: 2\n", ("syntax", 2, 4)),
        ('a: 1\nb: "c\nd: 2\n', ("syntax", 2, 4)),
        ("a: 1\nb: [c\nd: 2\n", ("syntax", 2, 4)),
    ],
)
def test_what_is_refused_has_its_place(data: str, expected: tuple[str, int, int]) -> None:
    assert refused(data) == expected


def test_invisible_characters_are_named_by_code() -> None:
    assert only("a: \x00\n").params["code"] == "U+0000"
    assert only('a: "\\N"\n').params["code"] == "U+0085"


def test_no_tag_is_ever_carried_out(tmp_path: object) -> None:
    target = f"{tmp_path}/made"
    assert refused(f'a: !!python/object/apply:os.system ["touch {target}"]\n')[0] == "tag"
    assert refused(f'!!python/object/apply:os.system ["touch {target}"]\n')[0] == "tag"
    assert value(f"a: '!!python/object/apply:os.system [\"touch {target}\"]'\n")


def test_every_doubled_key_is_reported_with_both_places() -> None:
    document = read("a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\na: 4\n")
    assert document.node is None
    places = [(f.code, f.case, f.params["key"], f.location.line, f.location.column) for f in document.findings]
    assert places == [
        ("S04", "double_key", "a", 3, 1),
        ("S04", "double_key", "d", 6, 3),
        ("S04", "double_key", "a", 7, 1),
    ]
    assert [f.other.line for f in document.findings if f.other] == [1, 5, 1]


# Bounded time and memory


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}]\n" for n in range(60))


@pytest.mark.parametrize(
    ("data", "case"),
    [
        (BOMB, "alias"),
        ("a: " + "[" * 20_000, "too_deep"),
        ("a: " + "[" * 20_000 + "]" * 20_000, "too_deep"),
        ("- " * 20_000 + "x", "too_deep"),
        ("{a: " * 20_000, "too_deep"),
        ("- []\n" * 300_000, "too_many"),
        ("- a\n" * 490_000, "too_many"),
        ("".join(f"k{n}: \n" for n in range(150_000)), "too_many"),
        ("\n" * 1_900_000 + "a: b: c\n", "syntax"),
        ("a: " + "x: " * 600_000, "syntax"),
        ("状态：现行\n" * 100_000, "wide_colon"),
        ("? " * 20_000, "key"),
    ],
)
def test_hostile_files_are_refused_in_bounded_time(data: str, case: str) -> None:
    start = time.perf_counter()
    assert refused(data)[0] == case
    assert time.perf_counter() - start < 5


def test_doubled_keys_are_not_counted_without_end() -> None:
    assert len(read("a: 1\n" * 300_000).findings) == MAX_DOUBLED


def test_the_limit_of_nodes_is_far_above_any_real_file() -> None:
    assert len(value("".join(f"- 代码: '{n}'\n  名称: 甲\n" for n in range(MAX_NODES // 4)))) == MAX_NODES // 4


# What must hold for any text

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufffe\uffff")
)
WORDS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12)
NESTED: st.SearchStrategy[Any] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 5))
def test_any_quoted_text_comes_back_with_its_line(text: str, above: int) -> None:
    single = "'" + text.replace("'", "''") + "'"
    double = yaml.dump(text, default_style='"', allow_unicode=True, width=10**6).strip()
    for quoted in (single, double):
        node = read("".join(f"k{n}: v\n" for n in range(above)) + f"甲: {quoted}\n").node
        assert node is not None
        assert isinstance(node.value, dict)
        assert node.value["甲"] == Node(text, above + 1, 4)


@settings(deadline=None)
@given(st.dictionaries(WORDS, NESTED, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_values_agree_with_pyyaml(content: dict[str, Any], flow: bool, ascii_only: bool) -> None:
    text = yaml.dump(content, default_flow_style=flow, allow_unicode=not ascii_only, Dumper=_Plain, width=10**6)
    assert value(text) == yaml.load(text, Loader=yaml.BaseLoader) == content


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | TEXTS.map(str.encode)
    | st.text("ab:：-#[]{}&*!|>'\"%@`?, \n\t\r甲\u3000", max_size=60).map(str.encode)
)
def test_whatever_the_bytes_there_is_a_node_or_a_finding(data: bytes) -> None:
    document = read(data)
    assert (document.node is None) == bool(document.findings)
    for finding in document.findings:
        assert finding.location.line <= data.count(b"\n") + data.count(b"\r") + 1
