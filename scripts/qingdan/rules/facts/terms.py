"""Terms as they are written: a number and a unit, compared only where the answer is certain.

In: a record with the two fields. Out: `Term` values; none where the number or the unit is missing or mistyped.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Item, Record

AT_ONCE = "当场"
HOURS, WORKDAYS, DAYS = "小时", "工作日", "日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """So many hours, work days or days; 当场 is none at all. `field` is the field to point at."""

    number: int
    unit: str
    field: str

    @property
    def words(self) -> str:
        """As one says it."""
        if self.unit == AT_ONCE:
            return AT_ONCE
        return f"{self.number} {'个' if self.unit == WORKDAYS else ''}{self.unit}"

    def is_longer(self, other: Term) -> bool:
        """True when it is longer whatever the calendar: n work days take n days at least, n days are 24 n hours."""
        if self.unit == AT_ONCE or self.number == 0:
            return False
        if other.unit in (AT_ONCE, self.unit):
            return self.number > (0 if other.unit == AT_ONCE else other.number)
        match self.unit, other.unit:
            case "工作日", "日":
                return self.number > other.number
            case "日", "小时":
                return self.number * 24 > other.number
            case "小时", "日":
                return self.number > other.number * 24
        return False


def term(row: Record | Item, field: str) -> Term | None:
    """The term in a field and in the field of its unit, None unless both are there and can be read."""
    number, unit = row.text(field), row.text(f"{field}_unit")
    if unit == AT_ONCE:
        return Term(number=0, unit=unit, field=field if number else f"{field}_unit")
    if unit in (HOURS, WORKDAYS, DAYS) and number.isascii() and number.isdecimal():
        return Term(number=int(number), unit=unit, field=field)
    return None
