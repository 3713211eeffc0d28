"""finding.py: equal mistakes become one, sorted by file and line."""

from __future__ import annotations

from typing import Any

from qingdan.finding import Finding, Location, Severity, blocks, merge


def make(path: str = "a", line: int = 1, item: str = "", **changes: Any) -> Finding:
    values: dict[str, Any] = {"code": "S04", "case": "enum", "location": Location(path=path, line=line, item=item)}
    return Finding(**values | changes)


def test_findings_are_sorted_by_file_line_and_code() -> None:
    made = [make("b"), make("a", 10), make("a", 2), make("a", 2, code="S01"), make("a", 0)]
    order = [(finding.location.path, finding.location.line, finding.code) for finding in merge(made)]
    assert order == [("a", 0, "S04"), ("a", 2, "S01"), ("a", 2, "S04"), ("a", 10, "S04"), ("b", 1, "S04")]


def test_the_same_mistake_seen_from_several_towns_is_one() -> None:
    made = merge(
        [make(item="2", divisions=("2", "1")), make(item="1", divisions=("1",)), make(item="3", divisions=("3",))]
    )
    assert [(finding.count, finding.divisions, finding.location.item) for finding in made] == [
        (3, ("1", "2", "3"), "2")
    ]


def test_other_values_fields_and_places_stay_apart() -> None:
    made = [
        make(),
        make(params={"read": "x"}),
        make(line=2),
        make(path="b"),
        make(case="date"),
        make(location=Location(path="a", line=1, field="f")),
    ]
    assert len(merge(made)) == len(made)
    assert all(finding.count == 1 for finding in merge(made))


def test_the_worst_severity_stays() -> None:
    (made,) = merge([make(severity=Severity.ADVICE), make()])
    assert made.severity is Severity.ERROR


def test_only_errors_block() -> None:
    assert blocks([make(severity=Severity.ADVICE), make()])
    assert not blocks([make(severity=Severity.ADVICE)])
    assert not blocks([])
