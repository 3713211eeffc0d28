"""The workflow of the calendar keeps one issue: what its script does with gh, and that what lists say is never run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = REPOSITORY / ".github" / "calendar-issue"
HOSTILE = '$(touch /tmp/x) `id` ${{ secrets.X }} "; exit 1\n'


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((REPOSITORY / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


def run(folder: Path, body: str, open_issue: str) -> list[str]:
    """The calls of gh, its arguments joined by |; `open_issue` is the number of the issue that is there, or ""."""
    (folder / "calendar.md").write_text(body, encoding="utf-8")
    gh = folder / "gh"
    gh.write_text(
        '#!/bin/bash\n(IFS="|"; echo "$*" >> calls)\n[ "$2" = list ] && printf "%s" "$OPEN"\nexit 0\n', encoding="utf-8"
    )
    gh.chmod(0o755)
    env = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "OPEN": open_issue}
    subprocess.run([SCRIPT, "calendar.md"], cwd=folder, env=env, check=True)
    return (folder / "calls").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("body", "open_issue", "verbs"),
    [
        ("有\n", "", ["issue list", "label create", "issue create"]),
        ("有\n", "7", ["issue list", "issue edit"]),
        ("", "7", ["issue list", "issue close"]),
        ("", "", ["issue list"]),
    ],
    ids=["opens", "updates", "closes", "leaves alone"],
)
def test_there_is_one_issue_as_long_as_something_is_due(
    tmp_path: Path, body: str, open_issue: str, verbs: list[str]
) -> None:
    calls = run(tmp_path, body, open_issue)
    assert [" ".join(call.split("|")[:2]) for call in calls] == verbs


def test_the_text_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    calls = run(tmp_path, HOSTILE, "7")
    assert calls[-1] == "issue|edit|7|--body-file|calendar.md"
    assert not any("touch" in call for call in calls)


def test_only_its_own_issue_is_looked_for(tmp_path: Path) -> None:
    assert run(tmp_path, "", "")[0].startswith("issue|list|--app|github-actions|--label|到期提醒|--state|open|")


def test_a_host_that_fails_fails_the_job(tmp_path: Path) -> None:
    gh = tmp_path / "gh"
    gh.write_text("#!/bin/bash\nexit 4\n", encoding="utf-8")
    gh.chmod(0o755)
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([SCRIPT, "none.md"], cwd=tmp_path, env=env, check=False)
    assert done.returncode == 4


def test_the_workflow_may_write_issues_and_nothing_else() -> None:
    workflow = load(".github/workflows/calendar.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read", "issues": "write"}]
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert commands == ["make calendar", ".github/calendar-issue build/calendar.md"]


def test_the_other_host_keeps_it_as_a_file_for_those_who_work_on_it() -> None:
    job = load(".gitlab-ci.yml")["calendar"]
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert (job["artifacts"]["paths"], job["artifacts"]["access"]) == (["build/calendar.md"], "developer")


@pytest.mark.parametrize("name", ["test", "pages"])
def test_a_schedule_neither_tests_nor_publishes(name: str) -> None:
    assert load(".gitlab-ci.yml")[name]["rules"][0] == {"if": '$CI_PIPELINE_SOURCE == "schedule"', "when": "never"}


def test_what_is_internal_is_published_by_no_host() -> None:
    folder = REPOSITORY / ".github" / "workflows"
    for path in (*folder.glob("*.yml"), REPOSITORY / ".gitlab-ci.yml"):
        assert "internal" not in path.read_text(encoding="utf-8"), path
    uploads = [
        step["with"]["path"]
        for path in folder.glob("*.yml")
        for job in load(f".github/workflows/{path.name}")["jobs"].values()
        for step in job["steps"]
        if "upload" in step.get("uses", "")
    ]
    assert uploads
    assert set(uploads) == {"build/site"}


def test_what_is_internal_is_never_committed() -> None:
    done = subprocess.run(
        ["git", "check-ignore", "build/internal/index.html", "build/calendar.md"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["build/internal/index.html", "build/calendar.md"]
    assert "rm -rf build " in (REPOSITORY / "Makefile").read_text(encoding="utf-8")
