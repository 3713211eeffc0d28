"""progress.py: plain lines where nobody watches, a moving bar on a terminal, silence for programs."""

from __future__ import annotations

import re
import sys

import pytest

from qingdan.progress import Reporter


def test_a_stage_is_a_plain_line_with_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter()
    with reporter.stage("读取清单", 2) as tick:
        tick(1)
        tick(1)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(r"读取清单\u3000[0-9]+\.[0-9] 秒\n", captured.err)
    assert list(reporter.seconds) == ["读取清单"]


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter(quiet=True)
    with reporter.stage("读取清单") as tick:
        tick(1)
    assert capsys.readouterr().err == ""
    assert reporter.seconds["读取清单"] >= 0


def test_a_terminal_gets_a_bar_that_goes_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Reporter().stage("写出网页", 3) as tick:
        tick(3)
    assert "写出网页\u3000" in capsys.readouterr().err


def test_a_fault_in_a_stage_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), Reporter().stage("写出网页"):
        raise ZeroDivisionError
    assert capsys.readouterr().err == ""
