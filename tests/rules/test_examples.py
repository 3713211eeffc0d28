"""The examples of the rules page: the first text breaks the rule in the file that is shown, the second does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qingdan.rules import TABLE
from qingdan.rules.examples import FOLDER, load_example
from tests.rules.repository import findings_of, read_case


@pytest.mark.parametrize("code", TABLE)
def test_example_is_wrong_once_and_then_right(code: str, tmp_path: Path) -> None:
    """Around the shown file lie the common base and what the example's file gives under `more`."""
    raw = read_case(FOLDER / f"{code}.yaml")
    example = load_example(code)
    case: dict[str, Any] = {key: raw[key] for key in ("today", "before") if key in raw}
    bad = findings_of({**case, "files": {**raw.get("more", {}), example.path: example.bad}}, tmp_path / "bad")
    good = findings_of({**case, "files": {**raw.get("more", {}), example.path: example.good}}, tmp_path / "good")
    assert code in {finding.code for finding in bad if finding.location.path == example.path}
    assert code not in {finding.code for finding in good}


def test_every_example_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TABLE)
