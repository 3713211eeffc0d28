"""N01–N07: normative documents."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
