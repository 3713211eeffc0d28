"""The browser of the tests: what counts as one, which is taken, and what is said when there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.browser import provision


def program(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with only what the test puts into the returned folder."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(provision, "UNPACKED", tmp_path / "unpacked")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("echo Chromium 150.0.7871.100 built on Debian", True),
        ("echo Google Chrome 141.0.1", True),
        ("echo Chromium 90.0.4430.212", False),
        ("echo Chromium 150.0.7871.100; exit 1", False),
        ("echo please install the snap; exit 0", False),
    ],
)
def test_only_a_recent_browser_that_starts_counts(bare: Path, body: str, expected: bool) -> None:
    assert provision.works(program(bare, "chromium", body)) is expected


def test_a_stub_is_passed_over(bare: Path) -> None:
    program(bare, "chromium-browser", "echo requires the snap; exit 1")
    good = program(bare, "google-chrome", "echo Google Chrome 141.0.1")
    assert provision.find() == good


def test_the_one_that_is_asked_for_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "chromium", "echo Chromium 150.0.1")
    mine = program(bare, "mine", "echo Chromium 151.0.1")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert provision.find() == mine


@pytest.mark.usefixtures("bare")
def test_one_that_is_asked_for_and_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(provision.NoBrowserError, match="/nowhere/chromium"):
        provision.find()


def test_debians_package_is_used_when_apt_can(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script = f"printf '#!/bin/sh\\necho Chromium 150.0.1\\n' > {bare}/chromium && /bin/chmod +x {bare}/chromium"
    program(bare, "apt-get", f'[ "$1" = install ] || exit 0\n{script}')
    program(bare, "env", 'shift; exec "$@"')
    assert provision.provide() == bare / "chromium"


@pytest.mark.usefixtures("bare")
def test_without_any_way_it_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert provision.main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "apt-get install chromium" in said.err
    assert "CHROMIUM=" in said.err
