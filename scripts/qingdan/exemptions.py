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
from .model import Item, Record
from .register import Register
from .rules import CODES, TABLE

_CODE = "E01"


@dataclass(frozen=True, slots=True)
class _Exemption:
    record: Record
    rule: str
    items: frozenset[str]


def apply(findings: list[Finding], register: Register, today: date) -> list[Finding]:
    """The findings that remain, then those on the exemptions; call it before equal findings are merged."""
    problems: list[Finding] = []
    valid: list[_Exemption] = []
    for record in register.exemptions:
        problem = _problem(record, register, today)
        if problem is not None:
            problems.append(problem)
        elif record.text("rule") and record.text("item"):
            valid.append(_Exemption(record, record.text("rule"), frozenset(_covered(register, record.text("item")))))
    covered = {(entry.rule, item) for entry in valid for item in entry.items}
    kept = [finding for finding in findings if (finding.code, finding.location.item) not in covered]
    used = {(f.code, f.location.item) for f in findings if (f.code, f.location.item) in covered}
    problems += _unused(valid, used, register)
    return [*kept, *problems]


def _covered(register: Register, item: str) -> Iterator[str]:
    """The item and, for one of a catalogue, the items that stand on it."""
    yield item
    for adopter in register.adopters.get(item, ()):
        yield from _covered(register, adopter.id)


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


def _unused(valid: list[_Exemption], used: set[tuple[str, str]], register: Register) -> Iterator[Finding]:
    for entry in valid:
        seen: Item | None = register.items.get(entry.record.text("item"))
        judged = entry.rule in TABLE and TABLE[entry.rule].check is not None and seen is not None
        if judged and not any((entry.rule, item) in used for item in entry.items):
            yield _finding("unused", entry.record, "rule", rule=entry.rule, item=entry.record.text("item"))


def _finding(case: str, record: Record, field: str, *, advice: bool = False, **params: str) -> Finding:
    severity = Severity.ADVICE if advice else Severity.ERROR
    return Finding(code=_CODE, case=case, location=record.at(field), severity=severity, params=params)
