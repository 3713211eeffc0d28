"""profiles.py: which rule binds in which list, by profile, publisher and kind of place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from qingdan import rules
from qingdan.bindings import Bindings
from qingdan.errors import ToolError
from qingdan.finding import Severity
from qingdan.profiles import Profile, check_codes, load_profiles
from tests.rules.repository import SCHEMAS, TODAY, check, load, profiles, write

ERROR, ADVICE = Severity.ERROR, Severity.ADVICE
PUBLISHER = "站点名称: 示例\n主办单位: 示例\n联系方式: 0000-0000000\n数据许可: CC-BY-4.0\n演示区划:\n  - '99'\n"
TOWN, OTHER, STREET = "990101101-duty", "990101102-duty", "990101001-duty"
HEADER = "清单名称: 示例清单\n性质: 正式清单\n状态: 草案\n"
LISTS = {f"lists/{key[:9]}/duty/_list.yaml": HEADER for key in (TOWN, OTHER, STREET)}
DRAFT = "520502"


def adopting(*entries: dict[str, Any], strict: tuple[str, ...] = ()) -> str:
    """publisher.yaml with these entries of 采用规则."""
    more: dict[str, Any] = {}
    if entries:
        more["采用规则"] = list(entries)
    if strict:
        more["自定从严"] = list(strict)
    return PUBLISHER + (yaml.safe_dump(more, allow_unicode=True) if more else "")


def entry(division: str, *codes: str, voluntary: bool = False) -> dict[str, Any]:
    row: dict[str, Any] = {"行政区划": division, "规则集": list(codes)}
    return {**row, "自愿采用": "是"} if voluntary else row


def severity(root: Path, publisher: str, code: str, key: str = TOWN, files: dict[str, str] | None = None) -> Severity:
    write(root, {**LISTS, "lists/publisher.yaml": publisher, **(files or {})})
    register, _, _ = load(root)
    return Bindings(register=register, profiles=profiles()).severity(code, register.lists[key].head)


def test_without_an_entry_every_rule_advises(tmp_path: Path) -> None:
    assert severity(tmp_path, adopting(), "C01") is ADVICE


@pytest.mark.parametrize(("code", "expected"), [("C01", ERROR), ("D01", ADVICE), ("P06", ADVICE)])
def test_an_adopted_profile_binds_what_it_names(tmp_path: Path, code: str, expected: Severity) -> None:
    assert severity(tmp_path, adopting(entry("990101", "23")), code) is expected


def test_another_division_is_not_bound(tmp_path: Path) -> None:
    assert severity(tmp_path, adopting(entry("990101102", "23")), "C01") is ADVICE


def test_the_longest_entry_counts_alone(tmp_path: Path) -> None:
    publisher = adopting(entry("99", "23"), entry("990101101", "37"))
    assert severity(tmp_path, publisher, "D01", TOWN) is ERROR
    assert severity(tmp_path, publisher, "C01", TOWN) is ADVICE
    assert severity(tmp_path, publisher, "C01", OTHER) is ERROR


def test_several_profiles_bind_together(tmp_path: Path) -> None:
    publisher = adopting(entry("990101", "23", "37"))
    assert severity(tmp_path, publisher, "D01") is ERROR
    assert severity(tmp_path, publisher, "C01") is ERROR


@pytest.mark.parametrize(("voluntary", "expected"), [(False, ADVICE), (True, ERROR)])
def test_a_draft_binds_only_by_own_will(tmp_path: Path, voluntary: bool, expected: Severity) -> None:
    assert severity(tmp_path, adopting(entry("990101", DRAFT, voluntary=voluntary)), "C06") is expected


def test_the_publisher_can_be_stricter(tmp_path: Path) -> None:
    assert severity(tmp_path, adopting(strict=("P06",)), "P06") is ERROR


@pytest.mark.parametrize("code", ["C09", "G06", "V02", "V03"])
def test_rules_on_articles_13_and_24_only_advise_a_street(tmp_path: Path, code: str) -> None:
    """SD 29 extends to 街道 only what it names; SD 13 and 24 are not among it."""
    publisher = adopting(entry("990101", "37"))
    assert severity(tmp_path, publisher, code, TOWN) is ERROR
    assert severity(tmp_path, publisher, code, STREET) is ADVICE


def test_a_street_is_bound_where_another_profile_binds_it(tmp_path: Path) -> None:
    assert severity(tmp_path, adopting(entry("990101", "37", "3205")), "V03", STREET) is ERROR


def test_a_street_is_bound_by_the_other_rules(tmp_path: Path) -> None:
    assert severity(tmp_path, adopting(entry("990101", "37")), "D01", STREET) is ERROR


def test_a_catalogue_for_streets_counts_as_street(tmp_path: Path) -> None:
    files = {"lists/990101/duty-street/_list.yaml": "清单名称: 目录\n性质: 通用目录\n适用范围: 街道\n状态: 草案\n"}
    assert severity(tmp_path, adopting(entry("990101", "37")), "V02", "990101-duty-street", files) is ADVICE


def test_what_lies_below_a_street_counts_as_street(tmp_path: Path) -> None:
    files = {
        "lists/990101001001/village/_list.yaml": HEADER,
        "lists/reference/divisions.yaml": (
            "- 代码: '990101001'\n  名称: 示例城街道\n  类型: 街道\n  编码体系: 示例\n"
            "- 代码: '990101001001'\n  名称: 示例社区\n  类型: 社区\n  上级: '990101001'\n  编码体系: 示例\n"
        ),
    }
    assert severity(tmp_path, adopting(entry("990101", "37")), "V02", "990101001001-village", files) is ADVICE


def test_unknown_profile_names_are_findings_and_bind_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"lists/publisher.yaml": adopting(entry("990101", "24"))})
    _, findings = check(tmp_path)
    assert [(finding.code, finding.case) for finding in findings] == [("S02", "unknown_profile")]


def test_project_profiles_name_known_rules() -> None:
    check_codes(profiles(), rules.CODES)


def test_structure_is_no_profiles_business() -> None:
    """But for the cases that a structural rule leaves to the profiles."""
    structural = {rule.code for rule in rules.TABLE.values() if rule.structural and not rule.profiled}
    for profile in profiles().values():
        assert not profile.errors & structural


def test_what_is_left_to_profiles_is_a_case_that_some_profile_binds() -> None:
    left = {rule.code: rule.profiled for rule in rules.TABLE.values() if rule.profiled}
    assert left == {"M07": ("quota",), "N05": ("no_end",)}
    bound = frozenset[str]().union(*(profile.errors for profile in profiles().values()))
    for code, cases in left.items():
        assert rules.TABLE[code].structural
        assert set(cases) <= set(rules.TABLE[code].texts)
        assert code in bound


# Faults of the tool's own files


def raw(**changes: Any) -> dict[str, Any]:
    profile = {"code": "88", "title": "示例", "division": "88", "source": "s", "draft": False, "errors": ["C01"]}
    return {**profile, **changes}


def folder(tmp_path: Path, *contents: object) -> Path:
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.yaml").write_text(yaml.safe_dump(content), "utf8")
    return tmp_path


def test_a_profile_needs_no_channels_or_numbers(tmp_path: Path) -> None:
    (profile,) = load_profiles(folder(tmp_path, raw())).values()
    assert profile.errors == {"C01"}
    assert not profile.channels
    assert not profile.chains
    assert not profile.numbers


@pytest.mark.parametrize("content", ["text", [], {"code": "88"}, raw(errors=None), raw(channels=["a"])])
def test_a_malformed_profile_stops_the_tool(tmp_path: Path, content: object) -> None:
    with pytest.raises(ToolError, match="profile"):
        load_profiles(folder(tmp_path, content))


def test_a_profile_that_is_no_yaml_stops_the_tool(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [", "utf8")
    with pytest.raises(ToolError, match="cannot be read"):
        load_profiles(tmp_path)


def test_the_same_code_twice_stops_the_tool(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="twice"):
        load_profiles(folder(tmp_path, raw(), raw()))


@pytest.mark.parametrize("field", ["errors", "street_advice"])
def test_an_unknown_rule_in_a_profile_stops_the_run(tmp_path: Path, field: str) -> None:
    write(tmp_path / "root", {})
    register, loaded, _ = load(tmp_path / "root")
    (tmp_path / "profiles").mkdir()
    book: dict[str, Profile] = load_profiles(folder(tmp_path / "profiles", raw(**{field: ["C01", "Z99"]})))
    with pytest.raises(ToolError, match="Z99"):
        rules.run(register, loaded, book)


NUMBER = {"id": "study_sessions", "op": "≥", "value": "4", "article": "第一条"}
STEP = {"action": "批准", "levels": ["县"], "bodies": ["政府"], "order": 1, "article": "第一条", "at": "item"}


def with_numbers(tmp_path: Path, content: object) -> dict[str, Profile]:
    """The profile beside the numbers that the project knows."""
    (tmp_path / "numbers.yaml").write_bytes((SCHEMAS / "numbers.yaml").read_bytes())
    profiles_folder = tmp_path / "profiles"
    profiles_folder.mkdir()
    return load_profiles(folder(profiles_folder, content))


def test_a_number_brings_its_meaning(tmp_path: Path) -> None:
    (profile,) = with_numbers(tmp_path, raw(numbers=[NUMBER])).values()
    number = profile.numbers["study_sessions"]
    assert (number.title, number.unit) == ("领导干部集中学法次数", "次")
    assert [number.holds(value) for value in (3, 4, 5)] == [False, True, True]


@pytest.mark.parametrize(
    ("op", "value", "held"), [("≤", "7", [5, 7]), ("=", "7", [7]), ("区间", "7-9", [7, 8, 9]), ("≥", "8", [8, 9, 10])]
)
def test_numbers_hold_with_their_ends(tmp_path: Path, op: str, value: str, held: list[int]) -> None:
    (profile,) = with_numbers(tmp_path, raw(numbers=[{**NUMBER, "op": op, "value": value}])).values()
    assert [measured for measured in (5, 7, 8, 9, 10) if profile.numbers["study_sessions"].holds(measured)] == held


def test_an_unknown_number_in_a_profile_stops_the_tool(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="unknown number days_of_rain"):
        with_numbers(tmp_path, raw(numbers=[{**NUMBER, "id": "days_of_rain"}]))


@pytest.mark.parametrize("change", [{"actoin": "批准"}, {"levels": None}, {"when": ["type"]}])
def test_a_malformed_step_stops_the_tool(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(ToolError, match="profile"):
        load_profiles(folder(tmp_path, raw(chains={"admission": [{**STEP, **change}]})))


def test_an_unknown_rule_in_a_step_stops_the_run(tmp_path: Path) -> None:
    write(tmp_path / "root", {})
    register, loaded, _ = load(tmp_path / "root")
    (tmp_path / "profiles").mkdir()
    book = load_profiles(folder(tmp_path / "profiles", raw(chains={"admission": [{**STEP, "rule": "Z98"}]})))
    with pytest.raises(ToolError, match="Z98"):
        rules.run_calendar(register, loaded, book, TODAY)


def test_profiles_of_the_project_load() -> None:
    assert sorted(load_profiles(SCHEMAS / "profiles")) == ["23", "3205", "37", "520502", "6105", "practice"]
