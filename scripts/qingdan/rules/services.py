"""P09–P11: where a service is done, by whom it may be handed in, for whom it is."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
