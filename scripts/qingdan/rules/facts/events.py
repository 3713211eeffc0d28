"""The 过程 of items and lists: what happened, when, and by which body.

In: an item or a header. Out: `Event` values in the order in which they are written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...finding import Location
from ...model import Item, ListHead, Record
from ...register import IN_FORCE
from ..rule import Survey
from .bodies import Body, body_of

PUBLISHED = "公布"
APPROVED = "批准"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One 环节; `body` is None where no 单位 is written, `item` the item in whose file it stands or ""."""

    row: Record
    action: str
    date: str
    body: Body | None
    item: str = ""

    def at(self, field: str = "action") -> Location:
        """The place of the row's field."""
        return self.row.at(field, item=self.item)


def events(holder: Item | ListHead, survey: Survey) -> tuple[Event, ...]:
    """The events of an item, or those of a header (inherited ones too); several rules ask, so the answer is kept."""
    rows = holder.rows("events")
    if not rows:
        return ()
    key = f"events {holder.id}"
    known = survey.kept.get(key)
    if known is None:
        item = holder.id if isinstance(holder, Item) else ""
        known = survey.kept[key] = tuple(_event(row, holder, item, survey) for row in rows)
    found: tuple[Event, ...] = known
    return found


def item_and_list_events(item: Item, survey: Survey) -> tuple[Event, ...]:
    """An item's own events, then those of its list, which hold for all its items."""
    return (*events(item, survey), *events(item.head, survey))


def by_action(found: Iterable[Event], *actions: str) -> tuple[Event, ...]:
    """The events that are one of the actions."""
    return tuple(event for event in found if event.action in actions)


def latest(found: Iterable[Event]) -> str:
    """The latest date of the events, "" when none is dated."""
    return max((event.date for event in found), default="")


def _event(row: Record, holder: Item | ListHead, item: str, survey: Survey) -> Event:
    name = row.text("org")
    body = body_of(name, holder, survey) if name else None
    return Event(row=row, action=row.text("action"), date=row.text("date"), body=body, item=item)


def states_events(head: ListHead) -> ListHead:
    """The list that should have said it: the catalogue, while the list leaves 过程 to one that is 现行."""
    while "events" not in head.record.children and head.adopts is not None and head.adopts.text("status") == IN_FORCE:
        head = head.adopts
    return head
