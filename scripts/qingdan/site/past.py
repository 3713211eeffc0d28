"""What happened to an item or a list: rows of 变更 and 过程 as one history, newest first.

In: rows and who owns them. Out: entries for the template. Versions from git are another stage's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ..model import Item, ListHead, Record
from .cells import Fact, row_facts
from .engine import broken
from .index import NOWHERE, Index, Ref


class Entry(NamedTuple):
    """One thing that happened. `listed` is true for what happened to the whole list."""

    date: str
    action: str
    org: Ref
    channels: str
    result: str
    note: str | Markup
    until: str
    doc_no: str
    reason: str
    approval: str
    more: list[Fact]
    listed: bool


def item_history(index: Index, item: Item) -> list[Entry]:
    """变更 and 过程 of the item, and 过程 of its list."""
    entries = [*_changes(index, item.rows("changes"), item), *_events(index, item.rows("events"), item, listed=False)]
    entries += _events(index, item.head.rows("events"), item.head, listed=True)
    return _newest_first(entries)


def list_history(index: Index, head: ListHead) -> list[Entry]:
    """变更 and 过程 of a list."""
    return _newest_first(
        [*_changes(index, head.rows("changes"), head), *_events(index, head.rows("events"), head, listed=False)]
    )


def list_events(index: Index, head: ListHead) -> list[Entry]:
    """过程 of a list, oldest first: who examined, approved, filed and published it."""
    return sorted(_events(index, head.rows("events"), head, listed=False), key=lambda entry: entry.date)


def _newest_first(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.date, reverse=True)


def _changes(index: Index, rows: tuple[Record, ...], owner: Item | ListHead) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            date=row.text("date"),
            action=row.text("action"),
            org=NOWHERE,
            channels="",
            result="",
            note=broken(row.text("note")),
            until="",
            doc_no="",
            reason=row.text("reason"),
            approval=row.text("approval"),
            more=row_facts(index, row, owner),
            listed=False,
        )


def _events(index: Index, rows: tuple[Record, ...], owner: Item | ListHead, *, listed: bool) -> Iterator[Entry]:
    for row in rows:
        org = row.text("org")
        yield Entry(
            date=row.text("date"),
            action=row.text("action"),
            org=index.ref("organisations", org, owner) if org else NOWHERE,
            channels="、".join(row.texts("channels")),
            result=row.text("result"),
            note=broken(row.text("note")),
            until=row.text("until"),
            doc_no=row.text("doc_no"),
            reason="",
            approval="",
            more=row_facts(index, row, owner),
            listed=listed,
        )
