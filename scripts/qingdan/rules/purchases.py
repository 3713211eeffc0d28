"""B01–B04: purchased services."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
