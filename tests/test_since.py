"""`--since`: what a clerk changes in a repository like the shipped one, committed or not, and what the command says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.command import Run, qingdan
from tests.helpers import ROOT, TOWN, make_item, make_repository, write_files
from tests.test_history import commit, git, make_history, shallow

ITEM = f"{TOWN}/duty/5001.yaml"
ROW = "变更:\n  - 日期: 2026-02-10\n    动作: {}\n    原因: 基层实际需求\n    批准文件: 示例编〔2026〕4号（虚构）\n"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The shipped lists, committed."""
    shutil.copytree(ROOT / "lists", tmp_path / "lists")
    git(tmp_path, "init", "-q", "--initial-branch=main")
    commit(tmp_path, "first")
    return tmp_path


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "lists" / path
    text = file.read_text("utf8")
    assert text.count(old) == 1, f"{path}: {old}"
    file.write_text(text.replace(old, new), "utf8")


def explain(root: Path, path: str, action: str) -> None:
    """Adds a row of 变更 to a file, as a clerk would: below the others, or at the end."""
    file = root / "lists" / path
    text = file.read_text("utf8")
    row = ROW.format(action)
    file.write_text(text.replace("变更:\n", row, 1) if "\n变更:\n" in text else text + row, "utf8")


def found(root: Path, *options: str) -> list[str]:
    """What the command finds: severity, code, place."""
    run = qingdan(root, "check", "--today", "2026-03-01", "--format", "json", *options)
    assert run.status in (0, 1), run.err
    findings = json.loads(run.out)["findings"]
    return [f"{each['severity']} {each['code']} {each['path']}:{each['line']}" for each in findings]


def changes(root: Path, since: str = "main") -> list[str]:
    """What the rules find that compare; nothing else in the shipped lists breaks them."""
    return [each for each in found(root, "--since", since) if each.split()[1] in ("C07", "D08", "S01")]


def line_of(root: Path, path: str, text: str) -> int:
    lines = (root / "lists" / path).read_text("utf8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_what_has_not_changed_is_no_finding(demo: Path) -> None:
    assert found(demo, "--since", "main") == found(demo)


def test_edits_of_every_kind_and_then_put_right(demo: Path) -> None:
    town, county = "990101101/duty", "990101/duty"
    edit(demo, f"{county}/0007.yaml", "看见焚烧先劝阻", "看见焚烧马上劝阻")
    edit(demo, f"{county}/0060.yaml", "事项名称: 适龄儿童少年入学劝返", "事项名称: 辍学儿童少年劝返")
    edit(demo, f"{county}/0021.yaml", "简要说明: ", "简要说明: 简单地说，")
    edit(demo, f"{town}/5002.yaml", "状态: 现行", "状态: 停用")
    edit(demo, f"{town}/_list.yaml", "编号: '0027'", "编号: '0028'")
    (demo / "lists" / town / "5003.yaml").rename(demo / "lists" / town / "5004.yaml")
    duty = "事项名称: 看护古树名木\n状态: 现行\n施行日期: 2026-02-10\n履职类型: 基本履职\n领域: 生态环保\n"
    write_files(demo / "lists", {f"{county}/0067.yaml": duty})
    excluded = line_of(demo, f"{town}/_list.yaml", "0028")
    assert changes(demo) == [
        f"错误 C07 lists/{county}/0007.yaml:20",
        f"错误 S01 lists/{county}/0060.yaml:1",
        f"错误 C07 lists/{county}/0067.yaml:1",
        f"错误 D08 lists/{county}/0067.yaml:1",
        f"错误 C07 lists/{town}/5002.yaml:5",
        f"错误 C07 lists/{town}/_list.yaml:1",
        f"错误 S01 lists/{town}/_list.yaml:1",
        f"错误 C07 lists/{town}/_list.yaml:{excluded}",
    ]
    explain(demo, f"{county}/0007.yaml", "调整")
    explain(demo, f"{county}/0060.yaml", "调整")
    explain(demo, f"{county}/0067.yaml", "新增")
    edit(demo, f"{county}/0067.yaml", "原因: 基层实际需求", "原因: 政策法规调整")
    explain(demo, f"{town}/5002.yaml", "取消")
    explain(demo, f"{town}/_list.yaml", "取消")
    (demo / "lists" / town / "5004.yaml").rename(demo / "lists" / town / "5003.yaml")
    assert changes(demo) == [f"错误 C07 lists/{town}/_list.yaml:1"]
    explain(demo, f"{town}/_list.yaml", "新增")
    assert changes(demo) == []


def test_a_build_stops_at_what_is_not_explained(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    write_files(root / "lists", {ITEM: make_item(事项名称="看护古树名木")})
    run = qingdan(root, "build", "--since", "HEAD")
    assert run.status == 1
    assert f"lists/{ITEM}\n  第 1 行  错误 S01" in run.out
    assert "编号 5001 原来是“秸秆禁烧”，现在是“看护古树名木”" in run.out
    assert not (root / "build").exists()


def test_the_line_is_marked_for_the_code_host(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    write_files(root / "lists", {ITEM: make_item(事项名称="看护古树名木")})
    run = qingdan(root, "check", "--since=HEAD", "--format", "github")
    assert run.out.startswith(f"::error file=lists/{ITEM},line=1,")


def test_the_comparison_is_a_stage_of_its_own(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    assert "读取上一版" in qingdan(root, "check", "--since", "main").err
    assert "读取上一版" not in qingdan(root, "check").err


def test_a_version_without_lists_is_said_and_is_no_mistake(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    first = commit(tmp_path)
    make_repository(tmp_path)
    run = qingdan(tmp_path, "check", "--since", first)
    assert run.status == 0
    assert f"“{first}”那一版里没有清单（lists/），没有可以比较的。" in run.err


def refused(run: Run) -> str:
    assert (run.status, run.out) == (2, "")
    assert "Traceback" not in run.err
    return run.err.splitlines()[-1]


@pytest.mark.parametrize("command", ["check", "build"])
def test_no_version_to_compare_with_ends_with_2(tmp_path: Path, command: str) -> None:
    root = make_repository(tmp_path / "plain")
    assert refused(qingdan(root, command, "--since", "main")).startswith(f"工具或环境有问题：{root} 不是 git 仓库")
    root = make_history(tmp_path / "root")
    assert "找不到要比较的版本“nowhere”" in refused(qingdan(root, command, "--since", "nowhere"))
    assert "找不到要比较的版本“--output=x”" in refused(qingdan(root, command, "--since=--output=x"))
    commit(root)
    clone = shallow(root, tmp_path / "clone")
    assert "git fetch --unshallow" in refused(qingdan(clone, command, "--since", "HEAD~1"))


def test_a_branch_answers_for_its_own_changes_only(demo: Path) -> None:
    git(demo, "switch", "-q", "-c", "mine")
    git(demo, "switch", "-q", "main")
    edit(demo, "990101/duty/0060.yaml", "事项名称: 适龄儿童少年入学劝返", "事项名称: 别人改的")
    (demo / "lists/990101/duty/0059.yaml").unlink()
    commit(demo)
    git(demo, "switch", "-q", "mine")
    edit(demo, "990101/duty/0007.yaml", "看见焚烧先劝阻", "看见焚烧马上劝阻")
    commit(demo)
    assert changes(demo) == ["错误 C07 lists/990101/duty/0007.yaml:20"]


def test_make_check_passes_the_revision_on_as_one_word(tmp_path: Path) -> None:
    """SINCE comes from the code host: whatever is in it, it stays an argument."""
    fake = tmp_path / ".venv" / "bin"
    fake.mkdir(parents=True)
    (fake / "qingdan").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n')
    (fake / "qingdan").chmod(0o755)
    for name in (".made-tool", "bin/python"):
        (fake.parent / name).touch()
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy2(ROOT / name, tmp_path)
        (tmp_path / name).touch()
    (fake.parent / ".made-tool").touch()
    for given, expected in (
        ("", "<check><--format><text>"),
        ("a b", "<check><--format><text><--since=a b>"),
        ("';touch x;'", "<check><--format><text><--since=';touch x;'>"),
        ("--output=x", "<check><--format><text><--since=--output=x>"),
    ):
        done = subprocess.run(
            ["make", "check"],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "SINCE": given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.returncode) == (expected, 0), done.stderr
    assert not (tmp_path / "x").exists()


def test_both_code_hosts_compare_with_where_a_request_began() -> None:
    """The revision comes to the command through the environment only: no script is put together from it."""
    check = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf8"))["jobs"]["check"]
    (step,) = (step for step in check["steps"] if "make check" in step.get("run", ""))
    assert step["env"] == {"SINCE": "${{ github.event.pull_request.base.sha }}"}
    assert not [step for step in check["steps"] if "${{" in step.get("run", "")]
    assert check["steps"][0]["with"]["fetch-depth"] == 0
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf8"))
    assert gitlab["check"]["variables"] == {"SINCE": "$CI_MERGE_REQUEST_DIFF_BASE_SHA"}
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
