"""K01–K05: major decisions."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
