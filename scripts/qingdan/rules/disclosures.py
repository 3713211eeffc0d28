"""O01–O03: what is published on own initiative."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
