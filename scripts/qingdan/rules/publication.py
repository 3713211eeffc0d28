"""C04–C06, C08, C10, C14: how a list is made, reviewed and published."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
