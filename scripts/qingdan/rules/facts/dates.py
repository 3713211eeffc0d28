"""Dates as they are typed: compared only when both are whole dates, so that a mistyped one is reported once."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def before(early: str, late: str) -> bool:
    """True when both are dates and the first is the earlier."""
    return early < late and bool(_DATE.fullmatch(early)) and bool(_DATE.fullmatch(late))


def parse(text: str) -> date | None:
    """The date, None when it is missing, mistyped or does not exist."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def days_between(early: str, late: str) -> int | None:
    """The calendar days from one date to another, None unless both are dates."""
    first, last = parse(early), parse(late)
    return (last - first).days if first is not None and last is not None else None


def workdays_between(early: date, late: date) -> int:
    """The days from Monday to Friday after one date up to another, holidays too; 0 when they are reversed."""
    weeks, rest = divmod(max((late - early).days, 0), 7)
    return weeks * 5 + sum(1 for day in range(1, rest + 1) if (early.weekday() + day) % 7 < 5)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
