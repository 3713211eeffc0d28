"""Small repositories for the tests of rules: texts of files by path, laid over a common base, and what a check finds.

`base.yaml` holds what every case needs (publisher, divisions, bodies, documents, one list of a town); a case gives
the files that matter and the findings it expects, all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qingdan import exemptions, rules
from qingdan.finding import Finding, merge
from qingdan.folder import find_files
from qingdan.messages import describe
from qingdan.profiles import Profile, load_profiles
from qingdan.read import Loaded, read_lists
from qingdan.register import Register
from qingdan.resolve import resolve
from qingdan.schema import Schemas, load_schemas

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "schemas"
TODAY = date(2026, 3, 1)


@cache
def schemas() -> Schemas:
    """The project's schemas."""
    return load_schemas(SCHEMAS)


@cache
def profiles() -> dict[str, Profile]:
    """The project's profiles."""
    return load_profiles(SCHEMAS / "profiles")


def read_case(path: Path) -> dict[str, Any]:
    """A case file: every value is text, as in lists/."""
    case: dict[str, Any] = yaml.load(path.read_text("utf8"), Loader=yaml.BaseLoader)
    return case


@cache
def base() -> Mapping[str, str]:
    """The common files."""
    return read_case(HERE / "base.yaml")


def write(root: Path, files: Mapping[str, str]) -> None:
    """Writes the base and, over it, the files; an empty text takes a file of the base away."""
    for path, text in {**base(), **files}.items():
        if text:
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf8")


def load(root: Path) -> tuple[Register, Loaded, list[Finding]]:
    """The register of a repository, what was read, and what the stages before the rules found."""
    tree = find_files(root, schemas())
    loaded = read_lists(root, tree, schemas())
    register, adoption = resolve(loaded, schemas())
    return register, loaded, [*loaded.findings, *adoption]


def check(root: Path, today: date = TODAY, previous: Path | None = None) -> tuple[Register, list[Finding]]:
    """The register and all findings but those on single values; `previous` holds the last version."""
    register, loaded, found = load(root)
    before = load(previous)[0] if previous is not None else None
    found += rules.run(register, loaded, profiles(), previous=before)
    return register, merge(exemptions.apply(found, register, today))


def check_calendar(root: Path, today: date) -> list[Finding]:
    """What the calendar checks find."""
    register, loaded, _ = load(root)
    due = rules.run_calendar(register, loaded, profiles(), today)
    written = rules.run(register, loaded, profiles())
    return merge(exemptions.apply_calendar(due, written, register, today))


def adopting(publisher: str, *codes: str) -> str:
    """publisher.yaml with the profiles adopted, by own will, for the whole demo division."""
    rows = "".join(f"      - '{code}'\n" for code in codes)
    return f"{publisher}采用规则:\n  - 行政区划: '99'\n    自愿采用: 是\n    规则集:\n{rows}"


def findings_of(case: Mapping[str, Any], folder: Path, *codes: str) -> list[Finding]:
    """What a case finds, with the profiles of `codes` adopted as well.

    Keys of a case: `files`; `expect`; `today`, then the calendar checks run alone; `before`, the files of the last
    version, over which `files` are laid.
    """
    earlier = case.get("before", {})
    files = {**earlier, **case["files"]}
    if codes:
        files["lists/publisher.yaml"] = adopting(
            files.get("lists/publisher.yaml", base()["lists/publisher.yaml"]), *codes
        )
    write(folder / "now", files)
    if "today" in case:
        return check_calendar(folder / "now", date.fromisoformat(case["today"]))
    if not earlier:
        return check(folder / "now")[1]
    write(folder / "before", earlier)
    return check(folder / "now", previous=folder / "before")[1]


def line(finding: Finding) -> str:
    """A finding as the cases write it: severity, code, place, words, and the divisions when there are several."""
    place = f"{finding.location.path}:{finding.location.line}"
    words = describe(finding, schemas()).text
    many = f"（{' '.join(finding.divisions)}）" if len(finding.divisions) > 1 else ""
    return f"{finding.severity.value} {finding.code} {place} {words}{many}"
