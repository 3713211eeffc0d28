"""What is 不予开放 stays unsaid in every report that others may read: the internal pages, the issue of the schedule.

In: the register. Out: `Closed`, which knows for a finding whether its words name a closed record. A report then
gives place and rule, and `WITHHELD` for the words; the terminal of who works on the lists shows all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .finding import Finding, Location
from .folder import HEADER
from .model import Item, ListHead, Record
from .register import CLOSED, Register

WITHHELD = "涉及不予开放（或者看不出能不能开放）的记录，这里不写内容，请用 qingdan check 看。"
_ID = re.compile("[0-9]{2,12}-[a-z0-9-]+")
# A shorter title stands in other texts by chance.
_TELLING = 4
Holder = Item | ListHead


class Closed:
    """The closed records of a register; drafts are none of them, and `register` takes them for public.

    A list whose header cannot be read, and a record with a mistyped 公开属性, count as closed: nobody knows.
    """

    def __init__(self, register: Register) -> None:
        self.register = replace(register, drafts=True)
        self._words = frozenset(register.schemas["lists"].by_name["openness"].enum) - {CLOSED}
        holders = tuple(self._holders())
        self._ids = frozenset(holder.id for holder in holders)
        self._folders = frozenset(holder.path for holder in holders if isinstance(holder, ListHead))
        self._paths = frozenset(record.path for record in (*self._own(holders), *self._records()))
        self._titles = self._closed_titles(holders)

    def hides(self, holder: Holder) -> bool:
        """Whether an item or a list may not be shown; of some kinds only numbers are."""
        if isinstance(holder, Item):
            known = self.register.openness(holder) in (*self._words, "")
            return not known or not self.register.is_public(holder) or self.hides(holder.head)
        known = bool(holder.record.cells) and holder.text("openness") in (*self._words, "")
        return not known or not self.register.is_public_list(holder)

    def withholds(self, finding: Finding, words: str) -> bool:
        """Whether a finding stands in a closed record, or says the id or the title of one."""
        return self._is_closed(finding.location) or self._is_closed(finding.other) or self.names_one(words)

    def names_one(self, words: str) -> bool:
        """Whether a text holds the id or the title of a closed record."""
        if not self._ids.isdisjoint(_ID.findall(words)):
            return True
        starts = range(len(words) - _TELLING + 1) if self._titles else ()
        return any(
            words.startswith(title, start)
            for start in starts
            for title in self._titles.get(words[start : start + _TELLING], ())
        )

    def _is_closed(self, place: Location | None) -> bool:
        """A file of a closed list that gave no record is closed too; what is wrong with a header has to be told."""
        if place is None or place.path in self._paths:
            return place is not None
        folder, _, name = place.path.rpartition("/")
        return folder in self._folders and name != HEADER

    def _holders(self) -> Iterator[Holder]:
        for entry in self.register.lists.values():
            holders: tuple[Holder, ...] = (entry.head, *entry.items)
            yield from (holder for holder in holders if self.hides(holder))

    @staticmethod
    def _own(holders: Iterable[Holder]) -> Iterator[Record]:
        for holder in holders:
            record = holder.own if isinstance(holder, Item) else holder.record
            if record is not None and record.cells:
                yield record

    def _records(self) -> Iterator[Record]:
        for records in self.register.references.values():
            yield from (record for record in records.values() if record.text("openness") == CLOSED)

    def _closed_titles(self, holders: Iterable[Holder]) -> Mapping[str, set[str]]:
        """The titles of closed records that no open one bears, by how they begin."""
        titles = {record.text("title") for record in (*holders, *self._records())}
        titles -= {item.text("title") for item in self.register.items.values() if not self.hides(item)}
        found: dict[str, set[str]] = {}
        for title in titles:
            if len(title) >= _TELLING:
                found.setdefault(title[:_TELLING], set()).add(title)
        return found
