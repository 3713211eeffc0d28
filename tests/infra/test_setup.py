"""What a fresh machine is set up from: lock files, Makefile, scripts, and what the documents say of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
NPM = (".", "tests/browser")
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/handbook/change.md",
    "docs/handbook/due.md",
    "docs/developers/index.md",
    ".gitlab-ci.yml",
)


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def requirements(text: str) -> dict[str, list[str]]:
    """Pin → its hashes, of a lock file."""
    found: dict[str, list[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            pin, *hashes = line.split("--hash=")
            found[pin.strip()] = hashes
    return found


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def make(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=REPOSITORY, env=clean | env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_pin_has_hashes_and_no_address(name: str) -> None:
    pins = requirements(read(name))
    assert len(pins) > 20
    for pin, hashes in pins.items():
        assert re.match(r"[a-z0-9.-]+==[0-9][^ ]*( ; .+)?$", pin), pin
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", value) for value in hashes), pin
    assert not re.search(r"https?://|index-url|find-links|file:", read(name))


def test_what_is_asked_for_is_what_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    locked = " ".join(requirements(read("requirements.lock")) | requirements(read("requirements-dev.lock"))).lower()
    groups = project["dependency-groups"]
    for asked in project["project"]["dependencies"] + groups["build"] + groups["dev"]:
        name = re.split(r"[=<>]", asked)[0].lower()
        wanted = asked.lower() if "==" in asked else f"{name}=="
        assert f" {wanted}" in f" {locked}", asked


@pytest.mark.parametrize("folder", NPM)
def test_every_npm_package_has_a_hash_and_no_address(folder: str) -> None:
    lock = json.loads(read(f"{folder}/package-lock.json"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
    assert "omit-lockfile-registry-resolved=true" in read(f"{folder}/.npmrc")


@pytest.mark.parametrize("folder", NPM)
def test_npm_packages_are_pinned_exactly_and_run_no_scripts(folder: str) -> None:
    package = json.loads(read(f"{folder}/package.json"))
    assert package["private"] is True
    for kind in ("dependencies", "optionalDependencies", "devDependencies"):
        assert all(re.fullmatch(r"[0-9.]+", version) for version in package.get(kind, {}).values())
    assert "ignore-scripts=true" in read(f"{folder}/.npmrc")


def test_pagefind_is_the_version_that_was_measured() -> None:
    package = json.loads(read("package.json"))
    assert set(package["optionalDependencies"]) == {"@pagefind/linux-x64", "@pagefind/linux-arm64"}
    assert set(package["optionalDependencies"].values()) == {"1.6.0"}


def test_help_lists_every_target() -> None:
    done = make("help")
    assert done.returncode == 0
    listed = re.findall(r"^make (\w+) +\S", done.stdout, re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[0].split()
    assert sorted(listed) == sorted(phony) == sorted(targets())
    assert {"site", "test", "check", "fmt", "serve", "bench", "help"} <= set(listed)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_names_exists(name: str) -> None:
    text = "\n".join(
        "".join(match) for match in re.findall(r"`([^`\n]+)`|^ {4,}(?:- )?(.+)$", read(name), re.MULTILINE)
    )
    commands = re.findall(r"\bmake (?:PYTHON=\S+ )?([a-z]+)\b", text)
    assert commands
    assert set(commands) <= targets()


def test_continuous_integration_runs_the_tests_and_nothing_else() -> None:
    lines = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    assert lines == ['exec make -C "$(dirname "$0")/.." test']
    assert os.access(REPOSITORY / ".ci" / "run", os.X_OK)


def test_site_checks_before_it_builds_and_test_runs_every_step() -> None:
    assert "qingdan build" in make("--dry-run", "site").stdout
    assert ".ci/steps" in make("--dry-run", "test").stdout
    for step in ("ruff check", "ruff format --check", "mypy", "pytest", "provision.py"):
        assert step in read(".ci/steps")


def fake(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_too_old_a_python_is_refused_with_the_way_out(tmp_path: Path) -> None:
    old = fake(tmp_path, "python", "exit 1")
    done = subprocess.run(
        ["scripts/venv.sh", str(tmp_path / "venv")],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "3.11" in done.stderr
    assert "PYTHON=" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_venv_that_cannot_be_installed_names_the_package(tmp_path: Path) -> None:
    """A Python without ensurepip, an apt-get that fails: the message says what to install."""
    body = 'case "$2" in *ensurepip*) exit 1;; *version_info?:*) exec python3 "$@";; esac; exec python3 "$@"'
    python = fake(tmp_path, "python", body)
    fake(tmp_path, "apt-get", "exit 1")
    fake(tmp_path, "sudo", "exit 1")
    done = subprocess.run(
        ["scripts/venv.sh", str(tmp_path / "venv")],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHON": str(python), "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.search(r"sudo apt-get install python3\.\d+-venv", done.stderr)
