"""cli.py: the commands, what they print where, and how they end."""

from __future__ import annotations

import argparse
import errno
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingdan import __version__, cli
from qingdan.home import Home
from qingdan.pipeline import check
from qingdan.progress import Reporter
from tests.command import qingdan
from tests.helpers import TOWN, make_head, make_item, make_publisher, make_repository

ITEM = f"{TOWN}/duty/5001.yaml"
BAD = {ITEM: make_item(状态="现在")}
ADVICE = {f"{TOWN}/duty/_list.yaml": make_head(过程=None)}
COMMAND = [sys.executable, "-m", "qingdan.cli"]


def test_a_clean_repository_ends_with_0(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path), "check")
    assert (run.status, run.out) == (0, "必须改正 0 处，提醒 0 处\n")
    assert [line.split("\u3000")[0] for line in run.err.splitlines()] == [
        "读取清单",
        "套用通用目录",
        "核对字段",
        "核对规则",
    ]


def test_advice_alone_ends_with_0(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, ADVICE), "check")
    assert run.status == 0
    assert run.out.endswith("必须改正 0 处，提醒 1 处\n")


def test_a_mistake_in_the_lists_ends_with_1(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, BAD), "check")
    assert run.status == 1
    assert f"lists/{ITEM}\n  第 2 行  错误 S04" in run.out
    assert "是不是“现行”？" in run.out
    assert run.out.endswith("必须改正 1 处，提醒 0 处\n")


def test_json_is_for_programs_and_nothing_else_is_printed(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, BAD), "check", "--format", "json")
    assert (run.status, run.err) == (1, "")
    (finding,) = json.loads(run.out)["findings"]
    expected = {"code": "S04", "severity": "错误", "path": f"lists/{ITEM}", "line": 2, "column": 5, "count": 1}
    assert finding | expected | {"item": f"{TOWN}-duty-5001", "field": "duty.status"} == finding
    assert {"message", "source"} <= set(finding)


def test_github_marks_the_line(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, BAD), "check", "--format", "github")
    assert (run.status, run.err) == (1, "")
    assert run.out.startswith(f"::error file=lists/{ITEM},line=2,")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_format_has_an_answer_to_no_findings(tmp_path: Path, form: str) -> None:
    run = qingdan(make_repository(tmp_path), "check", "--format", form)
    assert run.status == 0
    assert run.out


# What is not the clerk's fault ends with 2


def test_a_root_that_is_missing_ends_with_2(tmp_path: Path) -> None:
    run = qingdan(tmp_path / "nowhere", "check")
    assert (run.status, run.out) == (2, "")
    assert run.err == f"工具或环境有问题：找不到目录：{tmp_path / 'nowhere'}\n"


def test_a_broken_schema_ends_with_2(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    (root / "schemas").mkdir()
    (root / "schemas" / "package.yaml").write_text("- a\n")
    run = qingdan(root, "check")
    assert (run.status, run.out) == (2, "")
    assert "package.yaml is not a mapping" in run.err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    root = make_repository(tmp_path)
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "5001.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    run = qingdan(root, command)
    assert (run.status, run.out) == (2, "")
    assert run.err == f"工具或环境有问题：读不了文件 lists/{ITEM}：Permission denied\n"


def test_a_folder_that_cannot_be_read_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path)
    scanned = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("duty"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scanned(path)

    monkeypatch.setattr(os, "scandir", refuse)
    run = qingdan(root, "check")
    assert run.status == 2
    assert run.err == f"工具或环境有问题：Permission denied（{root / 'lists' / TOWN / 'duty'}）\n"


def test_an_interruption_ends_with_2_and_without_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "check", interrupt)
    run = qingdan(make_repository(tmp_path), "check")
    assert (run.status, run.err) == (2, "已中断，原来的网站没有动。\n")


def test_a_mistake_of_the_program_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "check", fail)
    with pytest.raises(ZeroDivisionError):
        qingdan(make_repository(tmp_path), "check")


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["check", "--format", "xml"], ["check", "--today", "2026-1-5x"]]
)
def test_a_wrong_command_line_ends_with_2(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--root", str(tmp_path), *arguments])
    assert stopped.value.code == 2
    assert "usage: qingdan" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for option, words in (("--version", __version__), ("--help", "检查全部清单")):
        with pytest.raises(SystemExit) as stopped:
            cli.main([option])
        assert stopped.value.code == 0
        assert words in capsys.readouterr().out


# As a program of its own


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    root = make_repository(tmp_path, BAD)
    with subprocess.Popen(
        [*COMMAND, "--root", root, "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()
    assert process.returncode == 2
    assert "Traceback" not in err
    assert "Exception" not in err


def test_a_terminal_that_lacks_chinese_gets_no_traceback(tmp_path: Path) -> None:
    root = make_repository(tmp_path, BAD)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*COMMAND, "--root", root, "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"lists/{ITEM}" in done.stdout


# The other commands


def test_a_blocked_build_leaves_everything_as_it_was(tmp_path: Path) -> None:
    run = qingdan(make_repository(tmp_path, BAD), "build")
    assert run.status == 1
    assert "必须改正 1 处" in run.out
    assert run.err.endswith("没有生成网站：上面“必须改正”的地方改好后再来。原来的网站没有动。\n")
    assert not (tmp_path / "build").exists()


def test_new_writes_a_blank_record(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    run = qingdan(root, "new", "duty", TOWN)
    path = root / "lists" / TOWN / "duty" / "5002.yaml"
    assert (run.status, run.out, run.err) == (0, "", f"已写好空白事项：{path}\n")
    assert path.exists()
    assert qingdan(root, "new", "duties", TOWN).status == 2


def test_serve_builds_before_and_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[Home, int, bool]] = []
    monkeypatch.setattr(cli, "serve_site", lambda home, port, rebuild: calls.append((home, port, rebuild())))
    root = make_repository(tmp_path, BAD)
    assert qingdan(root, "serve", "--port", "8123").status == 0
    assert calls == [(Home(root), 8123, False)]


@pytest.mark.parametrize(
    ("given", "expected"), [("", "https://example.org/a/"), ("https://example.net/", "https://example.net/")]
)
def test_the_address_of_the_site_is_the_commands_or_the_publishers(tmp_path: Path, given: str, expected: str) -> None:
    root = make_repository(tmp_path, {"publisher.yaml": make_publisher(网址="https://example.org/a/")})
    checked = check(Home(root), date(2026, 1, 20), Reporter(quiet=True))
    options = cli.site_options(checked, argparse.Namespace(url=given, generator="zensical"))
    assert (options.url, options.generator) == (expected, "zensical")
