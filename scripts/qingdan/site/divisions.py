"""Places: the lists of each, duties by role, temporary tasks, what lies below; and the hub of all places.

In: the index. Out: pages in order of codes, real places apart from invented ones. No place is measured by another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ..model import CATALOGUE, Item, ItemList
from ..register import DEMO_NATURE, EXTRACT_NATURE, IN_FORCE
from .cells import Fact, Plan, values_of
from .frame import Frame, Sheet
from .index import NOWHERE, Index, Ref, item_path, list_path
from .page import Page
from .parties import tel
from .words import Seal, class_seal, here

_PLACED = frozenset({"code", "name", "type", "parent"})
_TEMPORARY = "临时任务"
_PROPOSER = "提出方"
_APPROVED = "批准"
_NAMED = 4


class Side(NamedTuple):
    """One of the duty lists side by side: its seal, its number, its numbers by field."""

    seal: Seal
    number: int
    domains: list[tuple[str, int]]


class Listed(NamedTuple):
    """A list of the place: its link, how many items, its classes in words."""

    ref: Ref
    number: int
    classes: list[tuple[str, int]]
    summary: str
    sides: list[Side]
    counts: bool


class Task(NamedTuple):
    """A temporary task: who asked for it, who approved it, what came with it."""

    ref: Ref
    start: str
    end: str
    proposer: str
    approver: str
    support: list[Fact]


class Below(NamedTuple):
    """A place in an index of places; `depth` counts from the top."""

    ref: Ref
    kind: str
    number: int
    depth: int


class DivisionPages:
    """Renders places and their hub."""

    def __init__(self, index: Index, frame: Frame) -> None:
        self._index = index
        self._frame = frame
        self._plan = Plan(index.schemas["divisions"].inputs, _PLACED)

    def page(self, code: str) -> Page:
        """The page of a place."""
        name = self._index.division(code).text
        record = self._index.records("divisions").get(code)
        lists = self._index.lists_of(code)
        below = [self._below(child, 0) for child in self._index.divisions if self._index.register.parent(child) == code]
        own = [self._listed(entry) for entry in lists if entry.head.nature != CATALOGUE]
        sheet = Sheet(
            path=f"{code}/",
            title=name,
            description=f"{name}的清单：管什么、配合什么、能办什么。",
            section="divisions",
            crumbs=self._crumbs(code),
            natures=self._natures(code),
            number=code,
        )
        view = {
            "code": code,
            "kind": self._index.division_type(code),
            "here": here(self._index.division_type(code)),
            "above": self._index.division(self._index.register.parent(code))
            if self._index.register.parent(code)
            else NOWHERE,
            "number": sum(listed.number for listed in own if not listed.counts),
            "lists": own,
            "catalogues": [self._listed(entry) for entry in lists if entry.head.nature == CATALOGUE],
            "tasks": self._tasks.get(code, []),
            "below": below,
            "windows": self._windows(code),
            "office": self._office(code),
            "sources": self._sources(code),
            "facts": self._plan.facts(self._index, record, None) if record is not None else [],
        }
        return self._frame.page("division.html", sheet, view)

    def _crumbs(self, code: str) -> tuple[Ref, ...]:
        above = reversed(list(self._index.register.ancestors(code)))
        return (Ref("首页"), Ref("按乡镇", "divisions/"), *(self._index.division(other) for other in above))

    def _natures(self, code: str) -> set[str]:
        """What the page shows: an invented place, or the lists at and below the place."""
        if self._index.register.is_demo(code):
            return {DEMO_NATURE}
        heads = (entry.head for entry in self._index.lists.values() if entry.head.division.startswith(code))
        return {self._index.register.list_nature(head) for head in heads}

    def _number(self, entry: ItemList) -> int:
        if self._index.counts_only(self._index.schemas[entry.head.kind]):
            return len(self._index.counted_rows(entry))
        return len(self._index.items_of(entry))

    def _below(self, code: str, depth: int) -> Below:
        return Below(self._index.division(code), self._index.division_type(code), self.number(code), depth)

    def number(self, code: str) -> int:
        """How many items the lists of a place hold; catalogues and lists of numbers are not counted."""
        entries = (entry for entry in self._index.lists_of(code) if entry.head.nature != CATALOGUE)
        return sum(len(self._index.items_of(entry)) for entry in entries)

    def _listed(self, entry: ItemList) -> Listed:
        table = self._index.schemas[entry.head.kind]
        field = table.by_name.get(table.words("classifier"))
        pairs: Counter[tuple[str, str]] = Counter()
        for item in self._index.items_of(entry):
            words = values_of(self._index, item, field, item) if field is not None else ()
            pairs.update((ref.text, item.text("domain")) for ref in words)
        order = {word: number for number, word in enumerate(field.enum)} if field is not None else {}
        classes: Counter[str] = Counter()
        for (word, _), number in pairs.items():
            classes[word] += number
        ordered = sorted(classes, key=lambda word: (order.get(word, len(order)), word))
        return Listed(
            ref=Ref(entry.head.text("title"), list_path(entry.head)),
            number=self._number(entry),
            classes=[(word, classes[word]) for word in ordered] if order else [],
            summary=table.words("summary"),
            sides=self._sides(ordered, classes, pairs),
            counts=self._index.counts_only(table),
        )

    def _sides(self, words: list[str], classes: Counter[str], pairs: Counter[tuple[str, str]]) -> list[Side]:
        """The duty lists side by side: only where every class has a seal."""
        seals = [class_seal(word) for word in words]
        if len(words) < 2 or not all(seal.look for seal in seals):
            return []
        found = []
        for seal in seals:
            domains = {domain: number for (word, domain), number in pairs.items() if word == seal.word and domain}
            ordered = [(name, domains[name]) for name in self._index.domain_codes if name in domains]
            found.append(Side(seal, classes[seal.word], ordered[:_NAMED]))
        return found

    @cached_property
    def _tasks(self) -> dict[str, list[Task]]:
        """Temporary tasks in force, by the code of who must do them."""
        found: dict[str, list[Task]] = {}
        for item in self._index.published:
            if item.kind == "admission" and item.text("type") == _TEMPORARY and item.text("status") == IN_FORCE:
                found.setdefault(item.text("receiver") or item.division, []).append(self._task(item))
        return found

    def _task(self, item: Item) -> Task:
        support = Plan(field for field in self._index.schemas[item.kind].inputs if field.name.startswith("support_"))
        proposers = [row.text("org") for row in item.rows("parties") if row.text("role") == _PROPOSER]
        approvers = [row.text("org") for row in item.rows("events") if row.text("action") == _APPROVED]
        return Task(
            ref=Ref(item.text("title"), item_path(item.id)),
            start=item.text("start"),
            end=item.text("end"),
            proposer="、".join(self._index.ref("organisations", text, item).text for text in proposers),
            approver="、".join(self._index.ref("organisations", text, item).text for text in approvers if text),
            support=support.facts(self._index, item, item),
        )

    def _windows(self, code: str) -> list[tuple[str, str, str, str, str]]:
        links = not self._index.register.is_demo(code)
        found = []
        for _, record in sorted(self._index.records("places").items()):
            if record.text("division") == code:
                phone = record.text("phone")
                address = (record.text("name"), record.text("address"), record.text("hours"))
                found.append((*address, phone, tel(phone) if links else ""))
        return found

    def _office(self, code: str) -> tuple[Ref, str, str]:
        """The place's own authority with its telephone."""
        key = self._index.register.names.one("organisations", "本级", code)
        record = self._index.records("organisations").get(key)
        if record is None:
            return NOWHERE, "", ""
        phone = record.text("phone")
        link = "" if self._index.register.is_demo(code) else tel(phone)
        return Ref(record.text("name"), f"organisations/{key}/"), phone, link

    def _sources(self, code: str) -> list[Ref]:
        return [
            Ref(record.text("title"), f"sources/{key}/")
            for key, record in sorted(self._index.sources.items())
            if record.text("applies_to") == code
        ]

    def tree(self) -> list[tuple[str, list[Below]]]:
        """All places with a page, by nature of their data, each below the one it belongs to."""
        groups: dict[str, list[Below]] = {}
        for code in self._index.divisions:
            depth = sum(1 for _ in self._index.register.ancestors(code))
            groups.setdefault(self.group(code), []).append(self._below(code, depth))
        return sorted(groups.items(), key=lambda pair: (EXTRACT_NATURE, DEMO_NATURE).index(pair[0]) if pair[0] else -1)

    def group(self, code: str) -> str:
        """示例（虚构）, 文件摘编, or "" for a place with lists of its own."""
        natures = self._natures(code)
        if natures == {DEMO_NATURE}:
            return DEMO_NATURE
        return EXTRACT_NATURE if natures == {EXTRACT_NATURE} else ""

    def places(self) -> Iterator[tuple[str, Below]]:
        """The places that publish lists themselves, by nature and code."""
        for name, rows in self.tree():
            yield from ((name, row) for row in rows if row.number)

    def hub(self) -> Page:
        """All places."""
        natures = {self._index.register.list_nature(entry.head) for entry in self._index.lists.values()}
        sheet = Sheet(
            path="divisions/",
            title="按乡镇",
            description="按地方找清单。",
            section="divisions",
            crumbs=(Ref("首页"),),
            natures=natures,
        )
        return self._frame.page("divisions.html", sheet, {"groups": self.tree()})
