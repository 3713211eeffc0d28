"""bindings.py: which profiles apply to a list, whose number holds, whose steps are asked. Severities: test_profiles.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.bindings import Bindings
from qingdan.model import ListHead
from tests.rules.repository import load, profiles, write
from tests.test_profiles import DRAFT, LISTS, TOWN, adopting, entry

REAL = "3701-duty"
HERE = {
    "lists/3701/duty/_list.yaml": "清单名称: 某市清单\n性质: 正式清单\n状态: 草案\n",
    "lists/990101101/delegation/_list.yaml": "清单名称: 目录\n性质: 正式清单\n状态: 草案\n",
}


def bound(root: Path, publisher: str, key: str = TOWN) -> tuple[Bindings, ListHead]:
    write(root, {**LISTS, **HERE, "lists/publisher.yaml": publisher})
    register, _, _ = load(root)
    return Bindings(register=register, profiles=profiles()), register.lists[key].head


def applying(root: Path, publisher: str, key: str = TOWN) -> list[str]:
    bindings, head = bound(root, publisher, key)
    return [profile.code for profile in bindings.applying(head)]


def test_without_an_entry_only_the_profile_of_the_place_applies(tmp_path: Path) -> None:
    """Another province's order of events would be no advice."""
    assert applying(tmp_path / "demo", adopting()) == []
    assert applying(tmp_path / "real", adopting(), REAL) == ["37"]


def test_what_an_entry_names_applies_drafts_too(tmp_path: Path) -> None:
    assert applying(tmp_path, adopting(entry("990101", "23", DRAFT))) == ["23", DRAFT]


def test_only_the_longest_entry_counts(tmp_path: Path) -> None:
    assert applying(tmp_path, adopting(entry("99", "23"), entry("990101101", "37"))) == ["37"]


@pytest.mark.parametrize(("voluntary", "expected"), [(False, False), (True, True)])
def test_what_a_draft_says_binds_by_own_will_only(tmp_path: Path, voluntary: bool, expected: bool) -> None:
    bindings, head = bound(tmp_path, adopting(entry("990101", DRAFT, voluntary=voluntary)))
    assert bindings.binds(profiles()[DRAFT], "C06", head) is expected


def test_another_profile_that_binds_the_rule_does_not_lend_its_force(tmp_path: Path) -> None:
    bindings, head = bound(tmp_path, adopting(entry("990101", "23", DRAFT)))
    assert bindings.binds(profiles()["23"], "C06", head)
    assert not bindings.binds(profiles()[DRAFT], "C06", head)


def test_the_publisher_makes_every_profile_strict(tmp_path: Path) -> None:
    bindings, head = bound(tmp_path, adopting(entry("990101", DRAFT), strict=("C06",)))
    assert bindings.binds(profiles()[DRAFT], "C06", head)


def test_the_number_of_an_applying_profile_goes_before_that_of_the_first(tmp_path: Path) -> None:
    bindings, head = bound(tmp_path, adopting(entry("990101", DRAFT)))
    found = bindings.number("offices", head)
    assert found is not None
    assert (found[0].code, found[1].value) == (DRAFT, "7-9")
    elsewhere = bindings.number("township_weight_dept", head)
    assert elsewhere is not None
    assert elsewhere[0].code == "37"
    assert bindings.number("days_of_rain", head) is None


def test_steps_of_a_rule_of_its_own_advise_everywhere(tmp_path: Path) -> None:
    key = "990101101-delegation"
    bindings, head = bound(tmp_path / "none", adopting(), key)
    assert [profile.code for profile, _ in bindings.chains("G03", head)] == ["37"]
    assert list(bindings.chains("C06", head)) == []
    bindings, head = bound(tmp_path / "draft", adopting(entry("990101", DRAFT)), key)
    assert [profile.code for profile, _ in bindings.chains("G03", head)] == [DRAFT]
