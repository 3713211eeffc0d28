"""Each rule against its cases: what is wrong is reported in exactly these words, what is right is not reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qingdan.finding import Severity
from qingdan.rules import TABLE
from tests.rules.repository import HERE, findings_of, line, profiles, read_case

CASES = sorted(HERE.glob("*/*.yaml"))
BINDING = [(code, profile.code) for profile in profiles().values() for code in sorted(profile.errors)]


@pytest.mark.parametrize("case", CASES, ids=[f"{path.parent.name}-{path.stem}" for path in CASES])
def test_case_finds_exactly_what_it_says(case: Path, tmp_path: Path) -> None:
    content = read_case(case)
    assert [line(finding) for finding in findings_of(content, tmp_path)] == (content["expect"] or [])


@pytest.mark.parametrize("code", TABLE)
def test_rule_has_a_bad_and_a_good_case(code: str) -> None:
    bad = [path for path in CASES if path.parent.name == code and path.stem.startswith("bad")]
    good = [path for path in CASES if path.parent.name == code and path.stem.startswith("good")]
    assert bad
    assert good
    assert any(f" {code} " in found for path in bad for found in read_case(path)["expect"])
    assert all(not read_case(path)["expect"] for path in good)


@pytest.mark.parametrize(("code", "profile"), BINDING)
def test_a_profile_that_is_adopted_makes_its_rule_an_error(code: str, profile: str, tmp_path: Path) -> None:
    """The bad case of the rule, or one that adopts this very profile, blocks where the profile binds."""
    own = HERE / code / f"bad-{profile}.yaml"
    if own.exists():
        everything = findings_of(read_case(own), tmp_path)
    else:
        everything = findings_of(read_case(HERE / code / "bad.yaml"), tmp_path, profile)
    found = [finding for finding in everything if finding.code == code]
    assert any(finding.severity is Severity.ERROR for finding in found)


def test_every_wording_of_a_rule_is_shown_by_a_case() -> None:
    """Each case of each rule is produced by some file, so that no wording is dead."""
    shown = "\n".join(found for path in CASES for found in read_case(path)["expect"] or [])
    for rule in TABLE.values():
        for name, (wrong, _) in rule.texts.items():
            pieces = [piece for piece in _fixed_pieces(wrong) if len(piece) > 1]
            assert any(
                f" {rule.code} " in found and all(piece in found for piece in pieces) for found in shown.split("\n")
            ), f"{rule.code} {name}"


def _fixed_pieces(template: str) -> list[str]:
    """The parts of a wording that are always there."""
    return re.split(r"\{[a-z_]+\}", re.sub(r"\[\[.*?\]\]", "{x}", template))
