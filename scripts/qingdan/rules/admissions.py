"""A01–A06: new duties and temporary tasks."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
