"""Exemptions (lists/exemptions.yaml): approved breaches of a rule by one item, until a day.

In: the findings of a run, one for each item. Out: the findings without the exempted ones, and E01 for exemptions
that are unknown, unused, expired or not possible. Approvals themselves are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .bind import nearest_name
from .finding import Finding, Severity
from .model import Record
from .register import Register
from .rules import CODES, TABLE

_CODE = "E01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A row of exemptions.yaml: the items it covers, and why it does not count (None: it does)."""

    record: Record
    rule: str
    items: frozenset[str]
    problem: Finding | None


def apply(findings: list[Finding], register: Register, today: date) -> list[Finding]:
    """The findings that remain, then those on the exemptions; call it before equal findings are merged.

    Whether a rule that looks at the calendar needs its exemption is seen on schedule only (`apply_calendar`).
    """
    entries = read_exemptions(register, today)
    problems = [entry.problem for entry in entries if entry.problem is not None]
    unused = _unused(entries, findings, register, calendar=False)
    return [*_kept(findings, entries), *problems, *unused]


def apply_calendar(due: list[Finding], written: list[Finding], register: Register, today: date) -> list[Finding]:
    """What remains of the calendar findings, then the exemptions that are over, and those of no use today.

    `written` are the findings that do not depend on today: an exemption may be for either part of a rule.
    """
    entries = read_exemptions(register, today)
    expired = [entry.problem for entry in entries if entry.problem is not None and entry.problem.case == "expired"]
    unused = _unused(entries, [*due, *written], register, calendar=True)
    return [*_kept(due, entries), *expired, *unused]


def read_exemptions(register: Register, today: date) -> tuple[Exemption, ...]:
    """The exemptions as they stand on a day; one without a rule or an item (S04) covers nothing."""
    return tuple(_read(record, register, today) for record in register.exemptions)


def _read(record: Record, register: Register, today: date) -> Exemption:
    item = record.text("item")
    covered = frozenset(_covered(register, item)) if item else frozenset()
    return Exemption(record=record, rule=record.text("rule"), items=covered, problem=_problem(record, register, today))


def _covered(register: Register, item: str) -> Iterator[str]:
    """The item and, for one of a catalogue, the items that stand on it."""
    yield item
    for adopter in register.adopters.get(item, ()):
        yield from _covered(register, adopter.id)


def _kept(findings: list[Finding], entries: tuple[Exemption, ...]) -> list[Finding]:
    covered = {(entry.rule, item) for entry in entries if entry.problem is None for item in entry.items}
    return [finding for finding in findings if (finding.code, finding.location.item) not in covered]


def _problem(record: Record, register: Register, today: date) -> Finding | None:
    """Why an exemption does not count, None when it does."""
    code, item, until = record.text("rule"), record.text("item"), record.text("until")
    if code and code not in CODES:
        return _finding("unknown_rule", record, "rule", rule=code, nearest=nearest_name(code, sorted(CODES)))
    if code in TABLE and TABLE[code].structural:
        return _finding("structural", record, "rule", rule=code)
    if item and not register.names.find("items", item):
        return _finding("unknown_item", record, "item", item=item)
    if until and until < today.isoformat():
        return _finding("expired", record, "until", advice=True, rule=code, item=item, until=until)
    return None


def _unused(
    entries: tuple[Exemption, ...], findings: list[Finding], register: Register, *, calendar: bool
) -> Iterator[Finding]:
    """Exemptions that nothing needs; one of the calendar advises only, for tomorrow it may be needed."""
    seen = {(finding.code, finding.location.item) for finding in findings}
    for entry in entries:
        item = entry.record.text("item")
        judged = entry.problem is None and item in register.items and _is_judged(entry.rule, calendar=calendar)
        if judged and not any((entry.rule, covered) in seen for covered in entry.items):
            case = "unused_today" if calendar else "unused"
            yield _finding(case, entry.record, "rule", advice=calendar, rule=entry.rule, item=item)


def _is_judged(code: str, *, calendar: bool) -> bool:
    """Whether a run sees all that the rule may find; what changed since a version, no run sees for long."""
    rule = TABLE.get(code)
    if rule is None or rule.since is not None:
        return False
    return rule.calendar is not None if calendar else rule.check is not None and rule.calendar is None


def _finding(case: str, record: Record, field: str, *, advice: bool = False, **params: str) -> Finding:
    severity = Severity.ADVICE if advice else Severity.ERROR
    return Finding(code=_CODE, case=case, location=record.at(field), severity=severity, params=params)
