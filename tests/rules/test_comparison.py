"""The comparison with the last version: what could not be read in one of the two is no change, and nothing stops it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingdan import report, rules
from qingdan.finding import merge
from tests.rules.repository import check, line, load, profiles, write
from tests.rules.test_properties import repositories

ITEM = "lists/990101101/duty/5001.yaml"
HEADER = "lists/990101101/duty/_list.yaml"
DUTY = "事项名称: 登记护林员巡山\n状态: 现行\n履职类型: 基本履职\n"
OTHER = {"lists/990101101/duty/5002.yaml": DUTY.replace("登记护林员巡山", "修剪行道树")}


def found(root: Path, before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What is found in `now` (an empty text takes a file away) that is not found without the comparison."""
    write(root / "before", before)
    write(root / "now", {**before, **now})
    written = {line(each) for each in check(root / "now")[1]}
    return [text for each in check(root / "now", previous=root / "before")[1] if (text := line(each)) not in written]


@pytest.mark.parametrize("broken", ["事项名称：登记护林员巡山\n", "", "- a\n", "a: *b\n"])
def test_a_file_that_was_broken_is_no_new_item(tmp_path: Path, broken: str) -> None:
    before = {ITEM: broken or " \n", **OTHER}
    assert found(tmp_path, before, {ITEM: DUTY}) == []


@pytest.mark.parametrize("broken", ["事项名称：看护古树名木\n", " \n", "- a\n"])
def test_a_file_that_is_broken_is_not_gone(tmp_path: Path, broken: str) -> None:
    assert found(tmp_path, {ITEM: DUTY, **OTHER}, {ITEM: broken}) == []


def test_a_file_with_another_suffix_is_not_gone_as_well(tmp_path: Path) -> None:
    assert found(tmp_path, {ITEM: DUTY, **OTHER}, {ITEM: "", ITEM.replace(".yaml", ".yml"): DUTY}) == []


@pytest.mark.parametrize("side", ["before", "now"])
def test_a_list_whose_header_cannot_be_read_is_not_compared(tmp_path: Path, side: str) -> None:
    broken = {HEADER: "清单名称：示例镇履职事项清单\n"}
    before = {ITEM: DUTY, **(broken if side == "before" else {})}
    now = {ITEM: DUTY.replace("基本履职", "配合履职"), **OTHER, **(broken if side == "now" else {})}
    if side == "before":
        now[HEADER] = "清单名称: 示例镇履职事项清单\n性质: 正式清单\n状态: 草案\n"
    assert [text for text in found(tmp_path, before, now) if " C07 " in text or " D08 " in text] == []


def test_a_list_may_move_with_its_division(tmp_path: Path) -> None:
    """Rule S03 asks for it where the code of a place is no longer used."""
    folder = "lists/990101102/duty"
    head = "清单名称: 示例河镇履职事项清单\n性质: 正式清单\n状态: 现行\n"
    before = {f"{folder}/_list.yaml": head, f"{folder}/5001.yaml": DUTY}
    gone = dict.fromkeys(before, "")
    assert [text[:6] for text in found(tmp_path / "stays", before, gone)] == ["错误 S01"]
    divisions = "lists/reference/divisions.yaml"
    text = (tmp_path / "stays/now" / divisions).read_text("utf8")
    over = text.replace("  名称: 示例河镇\n", "  名称: 示例河镇\n  停用日期: 2026-02-01\n")
    assert over != text
    assert found(tmp_path / "over", before, {**gone, divisions: over}) == []


def test_a_body_that_was_renamed_with_its_record_is_the_same_body(tmp_path: Path) -> None:
    """A document has no 曾用名: its record and the items change their word for it together."""
    source = "lists/reference/sources/banfa.yaml"
    record = "名称: 示例办法（虚构）\n类别: 虚构\n制定机关: 示例县\n效力: 虚构\n施行日期: 2020-01-01\n条款:\n  - 条号: 第一条\n"
    item = f"{DUTY}依据:\n  - 文件: 示例办法（虚构）\n    条款: 第一条\n"
    new = {source: record.replace("示例办法", "示例新办法"), ITEM: item.replace("示例办法", "示例新办法")}
    assert found(tmp_path, {source: record, ITEM: item}, new) == []


def test_what_is_exempted_is_not_asked(tmp_path: Path) -> None:
    row = "- 规则: C07\n  事项: 990101101-duty-5001\n  理由: 另文明确。\n  批准单位: 示例县人民政府\n  至: 2026-12-31\n"
    changed = {ITEM: DUTY + "追责情形: 不登记的。\n"}
    assert [text[:6] for text in found(tmp_path / "a", {ITEM: DUTY}, changed)] == ["提醒 C07"]
    exempted = {**changed, "lists/exemptions.yaml": row}
    assert found(tmp_path / "b", {ITEM: DUTY}, exempted) == []


def in_force(files: dict[str, str]) -> dict[str, str]:
    """The files under headers that make every list one in force, the towns' adopting the county's."""
    heads = {}
    for path in files:
        if path.endswith("/_list.yaml"):
            place, kind = path.split("/")[1:3]
            nature = "性质: 通用目录\n" if place == "990101" else f"性质: 正式清单\n采用: 990101-{kind}\n"
            heads[path] = f"清单名称: 示例清单\n{nature}状态: 现行\n"
    return {**files, **heads}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=repositories(), now=repositories(), forced=st.booleans())
def test_any_version_can_be_compared_with_any_other(
    tmp_path_factory: Any, before: dict[str, str], now: dict[str, str], *, forced: bool
) -> None:
    root: Path = tmp_path_factory.mktemp("any")
    now = {**before, **now}
    write(root / "before", in_force(before) if forced else before)
    write(root / "now", in_force(now) if forced else now)
    register, loaded, findings = load(root / "now")
    findings += rules.run(register, loaded, profiles(), previous=load(root / "before")[0])
    for form in report.FORMATS:
        assert report.render(merge(findings), register, form).endswith("\n")
