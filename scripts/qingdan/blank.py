"""A blank record for clerks: every field of a kind as a commented line with its description and an example.

In: the list folder that is wanted. Out: a new file with the next free serial. Nothing existing is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .errors import ToolError
from .folder import HEADER
from .home import Home
from .resolve import FIRST_OWN
from .schema import Field, Schemas, Table, load_schemas

_KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_DIVISION = re.compile("[0-9]{2,12}")
_TOWN_DIGITS = 9


def write_blank(home: Home, key: str, division: str) -> Path:
    """Writes the blank record of list `key` of `division`; ToolError when kind or code cannot be."""
    schemas = load_schemas(home.schemas)
    kinds = {table.name: table for table in schemas.kinds}
    kind = key.partition("-")[0]
    if not _KEY.fullmatch(key) or kind not in kinds:
        raise ToolError(f"没有“{key}”这种清单。可以写：{'、'.join(kinds)}")
    if not _DIVISION.fullmatch(division):
        raise ToolError(f"“{division}”不是行政区划代码，应当是 2 到 12 位数字。")
    folder = home.root / "lists" / division / key
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{next_serial(folder, division)}.yaml"
    path.write_text(blank_record(kinds[kind], schemas), encoding="utf8")
    if not (folder / HEADER).exists():
        (folder / HEADER).write_text(blank_record(schemas["lists"], schemas), encoding="utf8")
    return path


def next_serial(folder: Path, division: str) -> str:
    """The serial after the highest in use: from 5001 for townships, sub-districts and villages, else from 0001."""
    own = int(FIRST_OWN)
    first, last = (own, 9999) if len(division) >= _TOWN_DIGITS else (1, own - 1)
    used = [int(path.stem) for path in folder.glob("[0-9][0-9][0-9][0-9].yaml")]
    number = max([first - 1, *(serial for serial in used if first <= serial <= last)]) + 1
    if number > last:
        raise ToolError(f"{folder.name} 的编号用完了（{last:04d}）。请另建一份清单。")
    return f"{number:04d}"


def blank_record(table: Table, schemas: Schemas) -> str:
    """The text of a blank record; required fields are open lines, the others wait behind a #."""
    lines = [f"# {table.title}。必填的已经列出；其他栏目要用时，把行首的“# ”去掉。"]
    for field in table.inputs:
        lines += _field_lines(field, required=field.required, indent="")
    for child in schemas.nested(table).values():
        lines += ["#", *(f"# {line}" for line in _child_lines(child))]
    return "\n".join(lines) + "\n"


def _field_lines(field: Field, *, required: bool, indent: str) -> Iterator[str]:
    words = f"；只能写：{'、'.join(field.enum)}" if field.enum else ""
    mark = "" if required else "# "
    yield f"{indent}# {field.description}例：{field.example}{words}"
    yield f"{indent}{mark}{field.title}:{'' if field.many else ' '}"
    if field.many:
        yield f"{indent}#   - "


def _child_lines(child: Table) -> Iterator[str]:
    yield f"{child.title}:"
    for number, field in enumerate(child.inputs):
        mark = "  - " if number == 0 and not child.single else ("  " if child.single else "    ")
        yield from _example_lines(field, mark)


def _example_lines(field: Field, mark: str) -> Iterator[str]:
    if not field.many:
        yield f"{mark}{field.title}: {field.example}"
        return
    yield f"{mark}{field.title}:"
    yield from (f"{' ' * len(mark)}  - {word}" for word in field.example.split("；"))
