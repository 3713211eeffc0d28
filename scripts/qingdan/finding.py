"""A mistake in the data as a value: which rule, where, what was read.

Comes from every stage that looks at data; goes to report.py, which groups and prints.
The Chinese sentence is made in messages.py from `code`, `case` and `params`; nothing here prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum


class Severity(Enum):
    """错误 blocks the build, 提醒 does not."""

    ERROR = "错误"
    ADVICE = "提醒"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in lists/: `path` relative to the root, `line` and `column` from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0
    item: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake, or `count` equal ones in the places `divisions` (codes).

    `code` is the stable rule code (S04), `case` the wording within it (messages.py), `params` the values
    the sentence needs. `other` is the second place of a contradiction.
    """

    code: str
    case: str
    location: Location
    severity: Severity = Severity.ERROR
    other: Location | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    divisions: tuple[str, ...] = ()
    count: int = 1


def _same(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return (
        finding.code,
        finding.case,
        place.path,
        place.line,
        place.column,
        place.field,
        tuple(finding.params.items()),
    )


def merge(findings: list[Finding]) -> list[Finding]:
    """Sorted by file and line; the same mistake seen through several townships is one finding."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_same(finding), []).append(finding)
    merged = [_fold(group) for group in groups.values()]
    return sorted(merged, key=_order)


def _fold(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    divisions = sorted({code for finding in group for code in finding.divisions})
    worst = Severity.ERROR if any(f.severity is Severity.ERROR for f in group) else Severity.ADVICE
    return replace(group[0], divisions=tuple(divisions), count=len(group), severity=worst)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return (place.path, place.line, place.column, finding.code, finding.case, place.field, str(finding.params))


def blocks(findings: list[Finding]) -> bool:
    """True when one of them is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
