"""The rules of law and of structure: a table from code to rule, and the run over a register.

In: a register. Out: findings. Each group of rules is a module; a new rule is one function and one row there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..bindings import Bindings
from ..finding import Finding
from ..profiles import Profile, check_codes
from ..read import Loaded
from ..register import Register
from .form import (
    codes,
    places,
    privacy,
    references,
    structure,
)
from .law import (
    admissions,
    assessments,
    basis,
    channels,
    comparison,
    decisions,
    delegation_terms,
    delegations,
    disclosures,
    domains,
    duties,
    funding,
    guides,
    indicators,
    normative,
    openness,
    origins,
    periods,
    powers,
    publication,
    purchases,
    reviews,
    services,
    tasks,
    village_agreements,
    villages,
    weights,
)
from .rule import SOURCE_TITLES, Citation, Problem, Rule, Survey, survey
from .run import run_rules

__all__ = [
    "CODES",
    "SOURCE_TITLES",
    "TABLE",
    "Citation",
    "Problem",
    "Rule",
    "Survey",
    "run",
    "run_calendar",
]

_MODULES = (
    structure,
    references,
    places,
    codes,
    privacy,
    basis,
    publication,
    periods,
    openness,
    funding,
    comparison,
    duties,
    domains,
    admissions,
    assessments,
    weights,
    powers,
    origins,
    guides,
    services,
    delegations,
    delegation_terms,
    villages,
    village_agreements,
    purchases,
    normative,
    reviews,
    decisions,
    disclosures,
    channels,
    tasks,
    indicators,
)

_FOUND = (rule for module in _MODULES for rule in module.RULES)
RULES: tuple[Rule, ...] = tuple(sorted(_FOUND, key=lambda rule: rule.code))
TABLE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}

CODES = frozenset(TABLE)


def run(
    register: Register, loaded: Loaded, profiles: Mapping[str, Profile], *, previous: Register | None = None
) -> list[Finding]:
    """Every breach of every rule, one finding for each problem and division; `previous` is the last version."""
    view = _view(register, loaded, profiles, previous=previous)
    found = run_rules(RULES, "check", view)
    return [*found, *run_rules(RULES, "since", view)] if previous is not None else found


def run_calendar(register: Register, loaded: Loaded, profiles: Mapping[str, Profile], today: date) -> list[Finding]:
    """What today makes of the lists: terms that are over, what is due again."""
    return run_rules(RULES, "calendar", _view(register, loaded, profiles, today=today))


def _view(
    register: Register,
    loaded: Loaded,
    profiles: Mapping[str, Profile],
    *,
    today: date = date.min,
    previous: Register | None = None,
) -> Survey:
    check_codes(profiles, CODES)
    bindings = Bindings(register=register, profiles=profiles)
    return survey(register, loaded, bindings, CODES, today=today, previous=previous)
