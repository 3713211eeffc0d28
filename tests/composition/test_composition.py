"""The composition: every mistake made in the demo county is reported by the command, exactly it, alone and with all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from qingdan import pipeline
from qingdan.messages import TITLES
from qingdan.model import Record
from qingdan.read import read_lists
from qingdan.rules import TABLE
from qingdan.rules.rule import Rule
from tests.composition.county import HERE, PARTS, Mistake, commit, made, mistakes, records, report, write_county

MISTAKES = mistakes()
Lines = Counter[str]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county as shipped, in a repository with one commit."""
    return commit(write_county(tmp_path_factory.mktemp("county")))


@pytest.fixture(scope="module")
def known(county: Path) -> dict[str, Record]:
    """The records of the county as shipped, by path."""
    return records(county)


@pytest.fixture(scope="module")
def shipped(county: Path) -> dict[str, Lines]:
    """What is said of the county as shipped, by part."""
    return {part: lines(county, part) for part in PARTS}


@pytest.fixture(params=PARTS)
def hopeless(request: pytest.FixtureRequest, county: Path) -> Iterator[str]:
    """A part of the rules; while it is tested, the county has every mistake of this part."""
    part: str = request.param
    with made(county, of_part(part)):
        yield part


def of_part(part: str) -> list[Mistake]:
    return [mistake for mistake in MISTAKES.values() if mistake.part == part]


def lines(root: Path, part: str) -> Lines:
    rows = json.loads(report(root, part))["findings"]
    return Counter(f"{row['severity']} {row['code']} {row['path']}:{row['line']}" for row in rows)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_alone_is_reported_and_nothing_else(
    name: str,
    county: Path,
    known: dict[str, Record],
    shipped: dict[str, Lines],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mistake = MISTAKES[name]
    # Only the files with the mistake are read again; with all mistakes at once, every file is.
    same = {path: record for path, record in known.items() if path.removeprefix("lists/") not in mistake.files}
    monkeypatch.setattr(pipeline, "read_lists", partial(read_lists, known=same))
    with made(county, [mistake]):
        found = lines(county, mistake.part)
    assert sorted((found - shipped[mistake.part]).elements()) == sorted(mistake.found)
    assert not shipped[mistake.part] - found
    assert any(f" {mistake.code} " in line for line in mistake.found)


def test_all_mistakes_at_once_are_all_reported(hopeless: str, county: Path, shipped: dict[str, Lines]) -> None:
    wanted = Counter(line for mistake in of_part(hopeless) for line in mistake.found)
    found = lines(county, hopeless)
    assert sorted((found - shipped[hopeless]).elements()) == sorted(wanted.elements())
    assert not shipped[hopeless] - found


def test_the_report_of_the_hopeless_county_is_the_golden_one(hopeless: str, county: Path) -> None:
    assert report(county, hopeless, "text") == (HERE / f"expected-{hopeless}.txt").read_text("utf8")


def test_every_rule_has_its_mistake() -> None:
    wanted = {code if part == "check" else f"{code}-{part}" for code, rule in TABLE.items() for part in _parts(rule)}
    assert wanted | set(TITLES) <= set(MISTAKES)


def _parts(rule: Rule) -> list[str]:
    return [part for part in PARTS if getattr(rule, part) is not None]
