"""The table of rules: every rule of the data model is there once, bound where the model says, with a docstring."""

from __future__ import annotations

import pytest

from qingdan import rules
from qingdan.rules import RULES, TABLE, Rule
from tests.rules.repository import profiles

# Column "binds" of the data model: E everywhere, the codes of profiles, "" always advice; a trailing * by the calendar.
MODEL = {
    "E": "S01 S02 S03 S04 S05 S06 S07 C11 C12 C13 D02 D04 D06 A03 P04 P07 P08 G08 V01 B01 N05 M07",
    "23 3205": "C01 C02",
    "3205": "C03 P01 P03 P12 G01 G04 G07 V06 B02 B03 N01 N02 N03 N04 K01 K02 K03 K04",
    "23 3205 37": "C04",
    "23 520502 6105": "C05",
    "23 3205 37 520502 6105": "C06",
    "23 37": "C07",
    "37": "C09 D01 D03 D05 A01 A02 G02 G06 V02 M01 M02 M05",
    "23": "D08 A04 A05",
    "37 520502": "G03",
    "3205 37": "V03 M04",
    "520502": "V05",
    "23 37 6105": "M03",
    "": "S08 C08 C10 C14 D07 A06 P02 P05 P06 P09 P10 P11 G05 G09 V04 V07 B04 N06 N07 K05 O01 O02 O03 M06 H01 H02 "
    "T01 T02 I01",
}
BINDS = {code: words.split() for words, codes in MODEL.items() for code in codes.split()}
CALENDAR = set("C08 C14 A06 G08 G09 N05 N06 N07 K05 T02 I01".split())
SINCE = {"C07", "D08", "S01"}


def test_every_rule_of_the_model_is_there_once() -> None:
    assert len(RULES) == len(TABLE)
    assert set(TABLE) == set(BINDS) == rules.CODES


@pytest.mark.parametrize("code", TABLE)
def test_a_rule_binds_where_the_model_says(code: str) -> None:
    assert TABLE[code].structural == (BINDS[code] == ["E"])
    bound = {profile.code for profile in profiles().values() if code in profile.errors}
    if TABLE[code].structural:
        assert bound <= {"3205"}
        assert bool(bound) == bool(TABLE[code].profiled)
    else:
        assert bound == set(BINDS[code])


def test_what_depends_on_the_day_is_asked_by_the_calendar_alone() -> None:
    assert {code for code, rule in TABLE.items() if rule.calendar} >= CALENDAR
    assert {code for code, rule in TABLE.items() if rule.since} == SINCE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_looks_at_something_and_says_where_it_is_written(rule: Rule) -> None:
    parts = [check for check in (rule.check, rule.calendar, rule.since) if check is not None]
    assert parts
    assert all(check.__doc__ and check.__doc__.strip().endswith(".") for check in parts)
