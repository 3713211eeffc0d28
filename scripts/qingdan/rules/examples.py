"""The example of each rule: a record that breaks it and the same record put right, for the rules page.

In: the files examples/<code>.yaml beside this module. Out: `Example` values. That the first is reported and the
second is not is tested; nothing is checked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ..errors import ToolError

FOLDER = Path(__file__).with_name("examples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """`path` is the file under lists/ that is shown, `bad` and `good` its text; `note` says what to look at."""

    path: str
    bad: str
    good: str
    note: str = ""


@cache
def load_example(code: str) -> Example:
    """The example of a rule; ToolError when it is missing or malformed."""
    path = FOLDER / f"{code}.yaml"
    try:
        raw = yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)
        return Example(path=raw["path"], bad=raw["bad"], good=raw["good"], note=raw.get("note", ""))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ToolError(f"example {path} cannot be read: {error!r}") from error
