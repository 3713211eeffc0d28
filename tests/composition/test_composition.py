"""The composition: every mistake made in the demo county is reported by the command, exactly it, alone and with all."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from qingdan.messages import TITLES
from qingdan.rules import TABLE
from tests.composition.county import HERE, PARTS, Mistake, commit, inject, mistakes, report, write_county

MISTAKES = mistakes()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """What is said of the county as shipped, by part."""
    root = write_county(tmp_path_factory.mktemp("shipped"))
    commit(root)
    return {part: lines(root, part) for part in PARTS}


def lines(root: Path, part: str) -> Counter[str]:
    rows = json.loads(report(root, part))["findings"]
    return Counter(f"{row['severity']} {row['code']} {row['path']}:{row['line']}" for row in rows)


def make(root: Path, *chosen: Mistake) -> Path:
    write_county(root)
    if any(mistake.part == "since" for mistake in chosen):
        commit(root)
    return inject(root, chosen)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_alone_is_reported_and_nothing_else(
    name: str, shipped: dict[str, Counter[str]], tmp_path: Path
) -> None:
    mistake = MISTAKES[name]
    found = lines(make(tmp_path, mistake), mistake.part)
    assert sorted((found - shipped[mistake.part]).elements()) == sorted(mistake.found)
    assert not shipped[mistake.part] - found
    assert any(f" {mistake.code} " in line for line in mistake.found)


@pytest.mark.parametrize("part", PARTS)
def test_all_mistakes_at_once_are_all_reported(part: str, shipped: dict[str, Counter[str]], tmp_path: Path) -> None:
    chosen = [mistake for mistake in MISTAKES.values() if mistake.part == part]
    found = lines(make(tmp_path, *chosen), part)
    wanted = Counter(line for mistake in chosen for line in mistake.found)
    assert sorted((found - shipped[part]).elements()) == sorted(wanted.elements())


@pytest.mark.parametrize("part", PARTS)
def test_the_report_of_the_hopeless_county_is_the_golden_one(part: str, tmp_path: Path) -> None:
    chosen = [mistake for mistake in MISTAKES.values() if mistake.part == part]
    root = make(tmp_path, *chosen)
    assert report(root, part, "text") == (HERE / f"expected-{part}.txt").read_text("utf8")


def test_every_rule_has_its_mistake() -> None:
    wanted = {code if part == "check" else f"{code}-{part}" for code, rule in TABLE.items() for part in _parts(rule)}
    assert wanted | set(TITLES) <= set(MISTAKES)


def _parts(rule: object) -> list[str]:
    return [part for part in PARTS if getattr(rule, part) is not None]
