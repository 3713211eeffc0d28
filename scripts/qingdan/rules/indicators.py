"""I01: the numbers of the documents."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
