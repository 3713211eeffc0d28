"""Runs the rules: which rule looks at which list, and how serious a breach is there.

In: the register, what was read, the profiles. Out: findings, one for each problem and division; finding.merge folds
what several townships share. Calendar rules run only when `today` is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..finding import Finding, Severity
from ..model import ItemList, ListHead
from ..profiles import Bindings, Profile, check_codes
from ..read import Loaded
from ..register import Register
from .rule import Problem, Rule, Survey, survey


def run_rules(
    table: Mapping[str, Rule],
    known: frozenset[str],
    register: Register,
    loaded: Loaded,
    profiles: Mapping[str, Profile],
    today: date | None = None,
) -> list[Finding]:
    """All breaches of the rules of `table`; ToolError when a profile names a code that is not in `known`."""
    check_codes(profiles, known)
    view = survey(register, loaded, profiles, known, today)
    bindings = Bindings(register=register, profiles=profiles)
    rules = [rule for rule in table.values() if today is not None or not rule.calendar]
    findings: list[Finding] = []
    for rule in rules:
        if rule.scope == "register":
            findings += _over_register(rule, view, bindings)
    for entry in register.lists.values():
        findings += _over_list(rules, entry, view, bindings)
    return findings


def _over_register(rule: Rule, view: Survey, bindings: Bindings) -> Iterator[Finding]:
    for problem in rule.check(view.register, view):
        yield _finding(rule, problem, _severity(rule, bindings, None), problem.divisions)


def _over_list(rules: list[Rule], entry: ItemList, view: Survey, bindings: Bindings) -> Iterator[Finding]:
    head = entry.head
    covering = [(rule, _severity(rule, bindings, head)) for rule in rules if rule.covers(entry)]
    divisions = (head.division,)
    for rule, severity in covering:
        if rule.scope == "list":
            for problem in rule.check(entry, view):
                yield _finding(rule, problem, severity, divisions)
    checks = [(rule, rule.check, severity) for rule, severity in covering if rule.scope == "item"]
    for item in entry.items:
        for rule, check, severity in checks:
            for problem in check(item, view):
                yield _finding(rule, problem, severity, divisions)


def _severity(rule: Rule, bindings: Bindings, head: ListHead | None) -> Severity:
    if rule.structural or head is None:
        return Severity.ERROR if rule.structural else Severity.ADVICE
    return bindings.severity(rule.code, head)


def _finding(rule: Rule, problem: Problem, severity: Severity, divisions: tuple[str, ...]) -> Finding:
    return Finding(
        code=rule.code,
        case=problem.case,
        location=problem.location,
        severity=Severity.ADVICE if problem.advice else severity,
        other=problem.other,
        params=problem.params,
        divisions=divisions,
    )
