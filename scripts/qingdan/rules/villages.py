"""V01–V07: what villages and communities do."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
