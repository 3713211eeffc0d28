"""settle.py: what a catalogue and its adopters lack alike is said once, in the catalogue."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import COUNTY, OTHER_TOWN, TOWN, Files, catalogue_files, chain, make_item

CATALOGUE = f"lists/{COUNTY}/duty/0001.yaml"
OVERRIDE = f"lists/{TOWN}/duty/0001.yaml"


def said(root: Path, files: Files) -> list[tuple[str, int, tuple[str, ...]]]:
    """Where findings stand, and for whom."""
    found = chain(root, catalogue_files() | dict(files)).findings
    return [(finding.location.path, finding.location.line, finding.divisions) for finding in found]


def test_what_the_catalogue_lacks_is_said_once_for_the_overriding_town_too(tmp_path: Path) -> None:
    files = {f"{COUNTY}/duty/0001.yaml": make_item(履职类型=None), f"{TOWN}/duty/0001.yaml": {"备注": "另设巡查期。"}}
    assert said(tmp_path, files) == [(CATALOGUE, 1, (COUNTY, TOWN, OTHER_TOWN))]


def test_two_towns_that_override_stand_in_the_catalogue_as_well(tmp_path: Path) -> None:
    override = {"备注": "另设巡查期。"}
    files = {f"{COUNTY}/duty/0001.yaml": make_item(履职类型=None)}
    files |= {f"{town}/duty/0001.yaml": override for town in (TOWN, OTHER_TOWN)}
    assert said(tmp_path, files) == [(CATALOGUE, 1, (COUNTY, TOWN, OTHER_TOWN))]


def test_what_a_town_takes_away_is_missing_in_its_own_file(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty/0001.yaml": {"备注": "另设巡查期。", "履职类型": "无"}}
    assert said(tmp_path, files) == [(OVERRIDE, 2, (TOWN,))]


def test_a_town_that_adds_the_piece_is_not_told(tmp_path: Path) -> None:
    files = {
        f"{COUNTY}/duty/0001.yaml": make_item(履职类型=None),
        f"{TOWN}/duty/0001.yaml": {"履职类型": "配合履职"},
    }
    assert said(tmp_path, files) == [(CATALOGUE, 1, (COUNTY, OTHER_TOWN))]
