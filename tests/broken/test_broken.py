"""Bad input through the command: one clear finding with file and line, all others too, and nothing else happens."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.broken.mistakes import EXPECTED, MISTAKES, OTHER_FINDING, Place, make_broken, make_hopeless
from tests.command import qingdan
from tests.helpers import make_repository

SECONDS = 5
MEMORY = 1_500_000_000
CHINESE = re.compile("[\u4e00-\u9fff]")


def places(rows: list[dict[str, Any]]) -> list[Place]:
    return [(row["path"].removeprefix("lists/"), row["line"], row["code"]) for row in rows]


def state(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def with_site(root: Path) -> Path:
    """Puts a last good site into a repository; its folder."""
    site = root / "build" / "site"
    (site / "data").mkdir(parents=True)
    (site / "index.html").write_text("上一次的网站", encoding="utf8")
    (site / "data" / "items.csv").write_text("id\n", encoding="utf8")
    return site


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_finding_beside_all_others(tmp_path: Path, name: str) -> None:
    root = make_broken(tmp_path / "repository", name)
    start = time.perf_counter()
    run = qingdan(root, "check", "--format", "json")
    assert time.perf_counter() - start < SECONDS
    assert (run.status, run.err) == (1, "")
    rows = json.loads(run.out)["findings"]
    assert sorted(places(rows)) == sorted([*MISTAKES[name].found, OTHER_FINDING])
    assert any(MISTAKES[name].words in row["message"] for row in rows), [row["message"] for row in rows]
    assert all(CHINESE.search(row["message"]) and row["severity"] == "错误" for row in rows)


@pytest.mark.parametrize("name", MISTAKES)
def test_the_last_good_site_is_untouched(tmp_path: Path, name: str) -> None:
    root = make_broken(tmp_path / "repository", name)
    site = with_site(root)
    before = state(root)
    start = time.perf_counter()
    run = qingdan(root, "build")
    assert time.perf_counter() - start < SECONDS
    assert run.status == 1
    assert "Traceback" not in run.out + run.err
    assert state(root) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_all_mistakes_at_once_are_all_reported(tmp_path: Path) -> None:
    run = qingdan(make_hopeless(tmp_path / "repository"), "check", "--format", "json")
    assert run.status == 1
    expected = [place for mistake in MISTAKES.values() for place in mistake.found]
    assert sorted(places(json.loads(run.out)["findings"])) == sorted([*expected, OTHER_FINDING])


def test_the_complete_report_is_the_expected_one(tmp_path: Path) -> None:
    run = qingdan(make_hopeless(tmp_path / "repository"), "check")
    assert run.out == EXPECTED.read_text("utf8")


def test_a_program_of_its_own_stays_within_time_and_memory(tmp_path: Path) -> None:
    root = make_hopeless(tmp_path / "repository")
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "qingdan.cli", "--root", root, "check"],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert time.perf_counter() - start < 2 * SECONDS
    assert (done.returncode, done.stdout) == (1, EXPECTED.read_text("utf8"))
    assert "Traceback" not in done.stderr


def test_nothing_outside_was_read_or_made(tmp_path: Path) -> None:
    root = make_hopeless(tmp_path / "repository")
    made = Path("/tmp/made")
    existed = made.exists()
    text = qingdan(root, "check").out
    assert "机密" not in text
    assert made.exists() is existed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.yaml", "repository"]


def test_an_empty_repository_says_what_is_missing(tmp_path: Path) -> None:
    for command in ("check", "build"):
        run = qingdan(tmp_path, command)
        assert run.status == 1
        assert "lists\n  整个文件  错误 F03 缺少文件\n    没有 lists 文件夹。" in run.out
    (tmp_path / "lists").mkdir()
    run = qingdan(tmp_path, "check")
    assert run.status == 1
    assert "一份清单也没有" in run.out
    assert "lists/publisher.yaml\n" in run.out


MANY = {
    "doubled keys": "甲: 乙\n" * 250_000,
    "unknown keys": "".join(f"字段{n}: 乙\n" for n in range(40_000)),
    "blank words": "俗称:\n" + "  - ''\n" * 45_000,
    "words that are no words": "俗称:\n" + "  - []\n" * 45_000,
    "rows without fields": "责任分工:\n" + "  - 甲\n" * 45_000,
    "rows with nothing known": "责任分工:\n" + "  - 单位: 没有的单位\n" * 20_000,
}


@pytest.mark.parametrize("name", MANY)
def test_thousands_of_mistakes_in_one_file_take_bounded_time(tmp_path: Path, name: str) -> None:
    root = make_repository(tmp_path, {"990101101/duty/5002.yaml": MANY[name]})
    start = time.perf_counter()
    run = qingdan(root, "check")
    assert time.perf_counter() - start < SECONDS
    assert run.status == 1
    assert len(run.out.splitlines()) < 100
