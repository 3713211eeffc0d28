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
)
from .rule import SOURCE_TITLES, Citation, Problem, Rule, Survey, survey
from .run import run_rules

__all__ = [
    "ANNOUNCED",
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
    admissions,
    assessments,
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

TABLE: Mapping[str, Rule] = {
    rule.code: rule for rule in sorted((rule for module in _MODULES for rule in module.RULES), key=lambda r: r.code)
}

# Codes of the data model that profiles and publishers may name although this version has no check for them.
ANNOUNCED = frozenset(
    "C03 C05 C06 C07 C08 C09 C10 C12 C13 C14 D07 D08 A01 A02 A03 A04 A05 A06 P01 P03 P04 P05 P08 P09 P10 P11 P12 "
    "G01 G02 G03 G04 G05 G06 G07 G08 G09 V01 V02 V03 V04 V05 V06 V07 B01 B02 B03 B04 N01 N02 N03 N04 N05 N06 N07 "
    "K01 K02 K03 K04 K05 O01 O02 O03 M01 M02 M03 M04 M05 M06 M07 H01 H02 T02 I01".split()
).difference(TABLE)

CODES = frozenset(TABLE) | ANNOUNCED


def run(
    register: Register, loaded: Loaded, profiles: Mapping[str, Profile], *, previous: Register | None = None
) -> list[Finding]:
    """Every breach of every rule, one finding for each problem and division; `previous` is the last version."""
    check_codes(profiles, CODES)
    bindings = Bindings(register=register, profiles=profiles)
    view = survey(register, loaded, bindings, CODES, previous=previous)
    found = run_rules(TABLE.values(), "check", view)
    return [*found, *run_rules(TABLE.values(), "since", view)] if previous is not None else found


def run_calendar(register: Register, loaded: Loaded, profiles: Mapping[str, Profile], today: date) -> list[Finding]:
    """What today makes of the lists: terms that are over, what is due again."""
    check_codes(profiles, CODES)
    bindings = Bindings(register=register, profiles=profiles)
    return run_rules(TABLE.values(), "calendar", survey(register, loaded, bindings, CODES, today=today))
