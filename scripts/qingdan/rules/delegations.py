"""G01–G09: powers that are handed down or entrusted."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
