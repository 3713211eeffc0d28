"""The same matter in several places is one row: who leads what, what rests on which article, what lies in which field.

In: the index. Out: `Matters`, gathered once. Items that take their title from one record are one matter; rows of the
site show it once, with its places. Rows that nobody may see never get here, because index.shown lacks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..model import CATALOGUE, Item, Record
from .index import Index
from .words import BACK, LEAD, class_seal, noun, role

Key = tuple[str, str]


class Found(NamedTuple):
    """The places for which a page is found, and how they are called together."""

    places: list[str]
    label: str


@dataclass(slots=True)
class Use:
    """A matter in one respect: its items (of places, or the catalogue's own when nobody adopts it) and the words."""

    members: list[Item]
    words: list[str] = field(default_factory=list)
    row: Record | None = None

    def add(self, item: Item, word: str) -> None:
        """Takes in one more item."""
        if self.members[-1] is not item:
            self.members.append(item)
        if word and word not in self.words:
            self.words.append(word)


class Matters:
    """Uses by article, by body and by field."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._leads: dict[str, str] = {}

    @cached_property
    def pool(self) -> tuple[Item, ...]:
        """Every published item, and the items of catalogues that nobody adopts."""
        shown = self.index.shown.values()
        return tuple(item for item in shown if item.head.nature != CATALOGUE or not self.index.adopters(item))

    @cached_property
    def found_in(self) -> Mapping[str, Found]:
        """The pages that the search knows, by item id, each with the places for which it stands.

        An adopted item without a record of its own reads as the catalogue's, which is found in its stead: otherwise
        one matter would fill the results twenty times.
        """
        places: dict[str, list[str]] = {}
        for item in self.pool:
            found = places.setdefault(self._bearer(item).id, [])
            if item.head.nature != CATALOGUE:
                found.append(item.division)
        return {key: self._found(codes) for key, codes in places.items()}

    def _bearer(self, item: Item) -> Item:
        while item.own is None and item.base is not None and item.base.id in self.index.shown:
            item = item.base
        return item

    def _found(self, codes: list[str]) -> Found:
        names = [self.index.division(code).text for code in dict.fromkeys(codes)]
        if len(names) < 2:
            return Found(names, names[0] if names else "")
        types = {self.index.division_type(code) for code in codes}
        return Found(names, f"{len(names)} {noun(types)}")

    def face(self, use: Use) -> Item:
        """The item that stands for a use: the only one, else the catalogue's."""
        first = use.members[0]
        return first if len(use.members) == 1 else self.index.root_item(first)

    @cached_property
    def by_article(self) -> Mapping[Key, tuple[Use, ...]]:
        """Uses by (source id, article)."""
        found: dict[Key, dict[int, Use]] = {}
        for item in self.pool:
            for row in item.rows("basis"):
                source = self.index.source_id(row.text("source"))
                if source:
                    uses = found.setdefault((source, row.text("article")), {})
                    _note(uses, _title_record(item), item, row.text("purpose"))
        return {key: tuple(uses.values()) for key, uses in found.items()}

    @cached_property
    def anchors(self) -> Mapping[Key, str]:
        """The place of each article on its source's page: registered ones in order, then those only cited."""
        cited: dict[str, list[str]] = {}
        for source, article in self.by_article:
            cited.setdefault(source, []).append(article)
        anchors: dict[Key, str] = {}
        for source, record in self.index.sources.items():
            known = [row.text("article") for row in record.rows("articles")]
            known += sorted(set(cited.get(source, ())) - set(known))
            anchors |= {(source, article): f"a{number}" for number, article in enumerate(known, 1)}
        return anchors

    @cached_property
    def by_body(self) -> Mapping[str, Mapping[str, tuple[Use, ...]]]:
        """Uses by organisation id, then by part: lead, back, down, assist, do, other."""
        found: dict[str, dict[str, dict[object, Use]]] = {}
        for item in self.pool:
            back = class_seal(item.text(self.index.schemas[item.kind].words("classifier"))).look == BACK
            for row in item.rows("parties"):
                body, _ = self.index.organisation(row.text("org"), item)
                if not body:
                    continue
                word = row.text("role")
                part = role(word).part
                part = BACK if back and part == LEAD else part or "other"
                uses = found.setdefault(body, {}).setdefault(part, {})
                _note(uses, (id(row), _title_record(item)), item, word, row)
        return {body: {part: tuple(uses.values()) for part, uses in parts.items()} for body, parts in found.items()}

    @cached_property
    def by_domain(self) -> Mapping[str, tuple[Use, ...]]:
        """Uses by the name of the field."""
        found: dict[str, dict[object, Use]] = {}
        for item in self.pool:
            domain = item.text("domain")
            if domain:
                _note(found.setdefault(domain, {}), _title_record(item), item, "")
        return {domain: tuple(uses.values()) for domain, uses in found.items()}

    def leads(self, item: Item) -> Iterator[Record]:
        """The rows of 责任分工 that say who leads."""
        return (row for row in item.rows("parties") if role(row.text("role")).part == LEAD)

    def lead_names(self, item: Item) -> str:
        """The names of who leads, without doubles."""
        known = self._leads.get(item.id)
        if known is None:
            names = (self.index.ref("organisations", row.text("org"), item).text for row in self.leads(item))
            known = self._leads[item.id] = "、".join(dict.fromkeys(name for name in names if name))
        return known


def natures(index: Index, items: Iterable[Item]) -> set[str]:
    """The natures of the data that a page shows."""
    heads = {item.head.id: item.head for item in items}
    return {index.register.list_nature(head) for head in heads.values()}


def _title_record(item: Item) -> int:
    found = item.cell("title")
    return id(found[0]) if found is not None else id(item)


def _note(uses: dict, key: object, item: Item, word: str, row: Record | None = None) -> None:  # type: ignore[type-arg]
    use = uses.get(key)
    if use is None:
        uses[key] = Use([item], [word] if word else [], row)
    else:
        use.add(item, word)
