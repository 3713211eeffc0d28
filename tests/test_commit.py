"""commit.py: the commit stands for now; without history a fixed old date does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qingdan.commit import Commit, read_commit
from qingdan.errors import ToolError

DATE = "2026-01-15T08:00:00+08:00"


def git(root: Path, *arguments: str) -> str:
    environment = {
        "PATH": "/usr/bin:/bin:/usr/local/bin",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
    }
    dates = {"GIT_AUTHOR_DATE": DATE, "GIT_COMMITTER_DATE": DATE}
    command = ["git", "-C", str(root), "-c", "user.name=clerk", "-c", "user.email=clerk@example.org", *arguments]
    return subprocess.run(command, env=environment | dates, capture_output=True, text=True, check=True).stdout.strip()


def test_hash_and_date_are_the_commits(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    commit = read_commit(tmp_path)
    assert commit.hash == git(tmp_path, "rev-parse", "HEAD")
    assert (commit.date, commit.timestamp) == ("2026-01-15", "2026-01-15T00:00:00Z")


def test_a_folder_without_history_has_a_fixed_date(tmp_path: Path) -> None:
    assert read_commit(tmp_path) == Commit("", 315_532_800)
    assert read_commit(tmp_path).date == "1980-01-01"
    git(tmp_path, "init", "-q")
    assert read_commit(tmp_path).hash == ""


def test_a_folder_of_somebody_else_stops_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    with pytest.raises(ToolError, match=r"safe\.directory"):
        read_commit(tmp_path)


def test_a_machine_without_git_has_a_fixed_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_commit(tmp_path) == Commit("", 315_532_800)
