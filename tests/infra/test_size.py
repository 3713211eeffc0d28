"""Functions and modules stay short enough to be read whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = sorted((REPOSITORY / "scripts").rglob("*.py"))
SOURCES = [
    *PACKAGE,
    *(path for path in sorted((REPOSITORY / "tests").rglob("*.py")) if "node_modules" not in path.parts),
]
LONGEST_FUNCTION, LONGEST_MODULE = 60, 400


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{path.relative_to(REPOSITORY)}:{node.lineno} {node.name}",
                (node.end_lineno or node.lineno) - node.lineno + 1,
            )


def test_no_function_is_too_long() -> None:
    assert [name for path in SOURCES for name, lines in functions(path) if lines > LONGEST_FUNCTION] == []


def test_no_module_is_too_long() -> None:
    long = [
        str(path.relative_to(REPOSITORY))
        for path in PACKAGE
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    ]
    assert long == []


def test_half_of_the_functions_have_about_ten_lines() -> None:
    lengths = sorted(lines for path in PACKAGE for _, lines in functions(path))
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 40
