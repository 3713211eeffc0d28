"""The shape of the house: stages look back only, tools stay behind their one module, everything stays short."""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers import ROOT

PACKAGE = ROOT / "scripts" / "qingdan"
# A stage may import the ones before it. A package is one stage; inside it only circles are forbidden.
STAGES = (
    *(
        "errors",
        "finding",
        "model",
        "source",
        "schema",
        "bind",
        "folder",
        "read",
        "names",
        "register",
        "resolve",
        "settle",
    ),
    *(
        "rows",
        "conform",
        "profiles",
        "bindings",
        "rules",
        "exemptions",
        "deadlines",
        "messages",
        "closed",
        "grouping",
        "report",
        "schedule",
        "tables",
        "exports",
        "frames",
    ),
    *("history", "commit", "home", "progress", "blank", "serve", "site", "internal", "pipeline", "cli"),
)
# The modules that may know a library; what is not named here is nobody's.
KEEPERS = {
    "frictionless": {"conform"},
    "pandas": {"frames"},
    "yaml": {"source", "schema", "profiles", "rules.examples", "site.shells"},
    "jinja2": {"site.engine"},
    "markupsafe": None,
    "markdown": {"site.markdown"},
    "nh3": {"site.markdown"},
    "rich": {"progress"},
    "subprocess": {"commit", "history", "site.shells", "site.pagefind"},
    "http": {"serve"},
}
NETWORK = {"urllib.request", "http.client", "socket", "ssl", "ftplib", "requests", "httpx"}
MAX_LINES, MAX_FUNCTION, MAX_DOCSTRING = 400, 60, 6

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf8"))


def is_package(name: str) -> bool:
    return MODULES[name].name == "__init__.py"


@cache
def imported(name: str) -> frozenset[str]:
    """Everything a module imports, by absolute name; a name out of a package counts as the module it is."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = name.split(".") if is_package(name) else name.split(".")[:-1]
            above = ["qingdan", *parts[: len(parts) - node.level + 1]] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            own = {f"{base}.{alias.name}" for alias in node.names}
            modules = {entry for entry in own if entry.removeprefix("qingdan.") in MODULES}
            found |= modules or {base}
    return frozenset(found)


def ours(name: str) -> set[str]:
    """The modules of this package that a module imports."""
    return {entry.removeprefix("qingdan.") for entry in imported(name) if entry.startswith("qingdan.")}


def libraries(name: str) -> set[str]:
    return {entry.split(".")[0] for entry in imported(name) if not entry.startswith("qingdan")}


def stage(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def test_every_module_has_its_place_in_the_order() -> None:
    assert {stage(name) for name in MODULES} == set(STAGES)


@pytest.mark.parametrize("name", MODULES)
def test_no_stage_imports_a_later_one(name: str) -> None:
    later = {entry for entry in ours(name) if STAGES.index(stage(entry)) > STAGES.index(stage(name))}
    assert not later, f"{name} imports {', '.join(sorted(later))}"


def test_no_module_imports_itself_by_a_circle() -> None:
    graph = {name: {entry for entry in ours(name) if entry != name} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"circle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("library", KEEPERS)
def test_a_library_stays_behind_its_module(library: str) -> None:
    users = {name for name in MODULES if library in libraries(name)}
    keepers = KEEPERS[library]
    assert users == keepers if keepers is not None else {stage(name) for name in users} <= {"site"}


def test_only_the_libraries_that_are_declared_are_used() -> None:
    foreign = {entry for name in MODULES for entry in libraries(name)} - set(sys.stdlib_module_names)
    assert foreign == set(KEEPERS) - set(sys.stdlib_module_names)


@pytest.mark.parametrize("name", MODULES)
def test_nothing_reaches_for_the_network(name: str) -> None:
    assert not NETWORK & imported(name)


def test_only_the_command_asks_what_day_it_is() -> None:
    clocks = {"now", "today", "utcnow"}
    asking = {
        name
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    }
    assert asking == {"cli"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_in_a_few_lines_what_it_does(name: str) -> None:
    docstring = ast.get_docstring(tree(name))
    assert docstring, f"{name} has no docstring"
    assert len(docstring.splitlines()) <= MAX_DOCSTRING


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_stay_short(name: str) -> None:
    assert len(MODULES[name].read_text("utf8").splitlines()) <= MAX_LINES
    for node in ast.walk(tree(name)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{name}.{node.name} has {length} lines"


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 40


def test_there_is_no_room_for_everything() -> None:
    assert not {"utils", "util", "helpers", "common", "context", "misc"} & {stage(name) for name in MODULES}


def test_the_project_never_reads_outside_its_folder() -> None:
    for path in (*PACKAGE.rglob("*.py"), *(ROOT / "schemas").rglob("*.yaml"), ROOT / "Makefile"):
        assert "shared/" not in path.read_text("utf8"), path


def test_a_later_import_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early = tmp_path / "finding.py"
    early.write_text(
        '"""Made."""\n\n\ndef run() -> None:\n    from . import pipeline\n    from .site.build import x\n    from .. import nothing\n'
    )
    monkeypatch.setitem(MODULES, "made", early)
    assert ours("made") == {"pipeline", "site.build"}
