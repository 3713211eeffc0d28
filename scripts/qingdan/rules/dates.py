"""Dates as they are typed: compared only when both are whole dates, so that a mistyped one is reported once."""

from __future__ import annotations

import re

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def before(early: str, late: str) -> bool:
    """True when both are dates and the first is the earlier."""
    return early < late and bool(_DATE.fullmatch(early)) and bool(_DATE.fullmatch(late))
