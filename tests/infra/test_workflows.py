"""The workflows are sound, ask for no more than they need, and pin every action by the full hash of a commit."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser import provision

REPOSITORY = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
BIN = Path(sys.prefix) / "bin"
SCHEMAS = {
    "vendor.github-workflows": ".github/workflows/*.yml",
    "vendor.dependabot": ".github/dependabot.yml",
    "vendor.github-issue-forms": ".github/ISSUE_TEMPLATE/data.yml",
    "vendor.github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "vendor.gitlab-ci": ".gitlab-ci.yml",
}


def run(*command: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    node, _ = provision.node_and_npm()
    assert node, "no node: run make test, which installs one"
    script = REPOSITORY / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
    return run(node, str(script), ".github/workflows/*.yml", cwd=folder)


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_are_the_four_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["calendar.yml", "check.yml", "pages.yml", "test.yml"]


def test_zizmor_finds_nothing() -> None:
    done = run(str(BIN / "zizmor"), "--offline", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    done = lint(REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_does_find_a_mistake(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.evnt }}\n"
    (folder / "bad.yml").write_text(text, encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "evnt" in done.stdout + done.stderr


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_follow_their_published_schema(schema: str) -> None:
    files = [str(path) for path in REPOSITORY.glob(SCHEMAS[schema])]
    assert files
    done = run(str(BIN / "check-jsonschema"), "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_hash_with_their_version_beside(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_given_job_by_job_and_none_to_the_checkout(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_a_pull_request_is_checked_without_any_right_to_write() -> None:
    workflow = load(REPOSITORY / ".github" / "workflows" / "check.yml")
    assert list(workflow["on"]) == ["pull_request"]
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    assert "secrets." not in (REPOSITORY / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


def test_both_hosts_run_the_same_commands() -> None:
    github = {
        step["run"].split("URL=")[0].split("FORMAT=")[0].strip()
        for path in WORKFLOWS
        for step in steps(load(path))
        if "run" in step and not step["run"].startswith(".github/")
    }
    gitlab = load(REPOSITORY / ".gitlab-ci.yml")
    jobs = ("check", "test", "pages", "calendar")
    lines = {line.split("URL=")[0].strip() for name in jobs for line in gitlab[name]["script"]}
    commands = {"make check", "make site", "make calendar", ".ci/run"}
    assert github == {line for line in lines if not line.startswith("mv ")} == commands
