"""M01–M07: assessments and 一票否决."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
