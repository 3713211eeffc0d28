"""What falls due in the next days: the dates of lists and items after which somebody has to act.

In: the register, a day, how many days to look ahead. Out: `Deadline` values by date. Which fields are such dates is
the table `DUE`; what is over already is said by the calendar checks of the rules, and 文件摘编 has no deadlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .finding import Location
from .model import EXTRACT, Item, ItemList, ListHead, Record
from .register import CONSULTING, IN_FORCE, Register
from .rules.facts.dates import parse

DAYS = 90


class Due(NamedTuple):
    """A field of a kind that is a deadline, and what is due then; `when` keeps items with these values only."""

    kind: str
    field: str
    words: str
    when: Mapping[str, tuple[str, ...]] = {}


DUE = (
    Due("delegation", "valid_to", "下放、授权或者委托到期"),
    Due("document", "valid_until", "文件有效期满"),
    Due("admission", "end", "临时任务结束", {"type": ("临时任务",)}),
    Due("task", "due", "任务时限", {"progress": ("未开始", "进行中", "逾期", "不详")}),
)
CONSULTATION = "征求意见截止"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something of a list or an item (`holder`) is due; `days` from today."""

    day: date
    days: int
    words: str
    holder: Item | ListHead
    location: Location

    @property
    def head(self) -> ListHead:
        """The list."""
        return self.holder.head if isinstance(self.holder, Item) else self.holder


class _Written(NamedTuple):
    """A date as it is written."""

    text: str
    words: str
    holder: Item | ListHead
    location: Location


def deadlines(register: Register, today: date, days: int = DAYS) -> list[Deadline]:
    """What falls due from today to so many days later, by date, then by division and id."""
    last = today + timedelta(days=days)
    found = [
        Deadline(day=day, days=(day - today).days, words=due.words, holder=due.holder, location=due.location)
        for entry in register.lists.values()
        if entry.head.nature != EXTRACT
        for due in _dates(entry)
        if (day := parse(due.text)) is not None and today <= day <= last
    ]
    return sorted(found, key=lambda due: (due.day, due.head.division, due.holder.id, due.words))


def _dates(entry: ItemList) -> Iterator[_Written]:
    head = entry.head
    if head.text("status") == CONSULTING:
        yield from _consultations(head.record.rows("events"), head)
    for item in entry.items:
        if item.text("status") == CONSULTING and item.own is not None:
            yield from _consultations(item.own.rows("events"), item)
        if item.text("status") == IN_FORCE and head.text("status") == IN_FORCE:
            yield from _fields(item)


def _fields(item: Item) -> Iterator[_Written]:
    """The dates in an item's own file: what it has from a catalogue is due there."""
    for due in DUE:
        own = item.own.cells.get(due.field) if item.own is not None and item.kind == due.kind else None
        if own is not None and all(item.text(name) in values for name, values in due.when.items()):
            yield _Written(item.text(due.field), due.words, item, item.at(due.field))


def _consultations(rows: Iterable[Record], holder: Item | ListHead) -> Iterator[_Written]:
    for row in rows:
        if row.text("action") == CONSULTING and row.text("until"):
            item = holder.id if isinstance(holder, Item) else ""
            yield _Written(row.text("until"), CONSULTATION, holder, row.at("until", item=item))
