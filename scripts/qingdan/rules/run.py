"""Runs the rules: which rule looks at which list, and how serious a breach is there.

In: the register, what was read, what the publisher adopts. Out: findings, one for each problem and division;
finding.merge folds what several townships share. Which of a rule's checks run is the caller's choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from ..bindings import Bindings
from ..finding import Finding, Severity
from ..model import Item, ItemList, ListHead
from ..settle import settle
from .rule import Check, Problem, Rule, Survey

Part = Literal["check", "calendar", "since"]


class _Part(NamedTuple):
    """One of a rule's checks."""

    rule: Rule
    check: Check


def run_rules(rules: Iterable[Rule], part: Part, view: Survey) -> list[Finding]:
    """All breaches that one part of the rules finds: `check`, `calendar` or `since`."""
    parts = [_Part(rule, check) for rule in rules if (check := getattr(rule, part)) is not None]
    findings: list[Finding] = []
    for rule, check in parts:
        if rule.scope == "register":
            findings += (_finding(rule, problem, view.bindings) for problem in check(view.register, view))
    for entry in view.register.lists.values():
        findings += _over_list(parts, entry, view)
    return settle(findings, view.register)


def _over_list(parts: list[_Part], entry: ItemList, view: Survey) -> Iterator[Finding]:
    head = entry.head
    covering = [part for part in parts if part.rule.covers(entry)]
    for rule, check in covering:
        # What the law misses in a list whose catalogue could not be adopted may well stand in the catalogue.
        if rule.scope == "list" and (rule.structural or not head.lacks_base):
            for problem in check(entry, view):
                yield _finding(rule, problem, view.bindings, head)
    checks = [part for part in covering if part.rule.scope == "item"]
    structural = [part for part in checks if part.rule.structural]
    for item in entry.items:
        for rule, check in structural if _is_stray(item, view) else checks:
            for problem in check(item, view):
                yield _finding(rule, _named(problem, item), view.bindings, head)


def _is_stray(item: Item, view: Survey) -> bool:
    """An override of nothing: it states not one of the fields that every item has to state."""
    if item.base is not None or item.text("title"):
        return False
    return not any(field.name in item.own.cells for field in view.register.schemas[item.kind].required if item.own)


def _named(problem: Problem, item: Item) -> Problem:
    """An item without 事项名称 goes by its number."""
    if problem.params.get("title", item.serial):
        return problem
    return replace(problem, params={**problem.params, "title": item.serial})


def _finding(rule: Rule, problem: Problem, bindings: Bindings, head: ListHead | None = None) -> Finding:
    head = head or problem.head
    return Finding(
        code=rule.code,
        case=problem.case,
        location=problem.location,
        severity=_severity(rule, problem, bindings, head),
        other=problem.other,
        params=problem.params,
        divisions=problem.divisions or ((head.division,) if head is not None else ()),
    )


def _severity(rule: Rule, problem: Problem, bindings: Bindings, head: ListHead | None) -> Severity:
    if problem.advice:
        return Severity.ADVICE
    if rule.structural and problem.case not in rule.profiled:
        return Severity.ERROR
    return bindings.severity(rule.code, head) if head is not None else Severity.ADVICE
