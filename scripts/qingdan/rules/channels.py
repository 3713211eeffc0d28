"""H01, H02: where people turn to."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
