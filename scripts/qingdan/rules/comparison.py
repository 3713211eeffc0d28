"""C07, D08: what has changed since the last version."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
