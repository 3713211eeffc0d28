"""The page of a list: what it is, who approved it, its items in groups, its files; of a catalogue also who adopts it.

In: a public list. Out: its page, which is complete without a script. Lists of numbers only (协调事项) show years and
counts and nothing of their items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ..model import CATALOGUE, EXTRACT, Item, ItemList, ListHead
from ..register import IN_FORCE
from ..schema import Table
from .adoption import changes_of
from .cells import Plan, values_of
from .engine import broken
from .files import Files
from .frame import Frame, Sheet
from .index import NOWHERE, Index, Ref, item_path, list_path
from .matters import Matters
from .page import Page
from .past import list_events, list_history
from .words import Seal, class_seal, status_look

# Fields of the header that have a place of their own on the page.
_PLACED = frozenset({"title", "status", "version", "adopts", "maker", "extracted_from", "remark"})
_APPROVALS = ("批准", "审核", "公布")


class Row(NamedTuple):
    """One item in the table of its list."""

    serial: str
    ref: Ref
    aliases: str
    seals: tuple[Seal, ...]
    leads: str
    domain: str
    note: str
    ended: str


class Block(NamedTuple):
    """Rows under one heading."""

    title: str
    rows: list[Row]


class ListPages:
    """Renders lists and catalogues."""

    def __init__(self, index: Index, matters: Matters, frame: Frame, files: Files) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._files = files
        self._plan = Plan(index.schemas["lists"].inputs, _PLACED)

    def page(self, entry: ItemList) -> Page:
        """The page of a public list."""
        head = entry.head
        table = self._index.schemas[head.kind]
        division = self._index.division(head.division)
        counts = self._index.counts_only(table)
        items = self._index.items_of(entry)
        rows = [self._row(item, table) for item in items]
        source = head.text("extracted_from")
        sheet = Sheet(
            path=list_path(head),
            title=head.text("title"),
            description=f"{head.text('title')}：{table.words('summary')}。",
            section="kinds",
            crumbs=(Ref("首页"), division),
            natures={self._index.register.list_nature(head)},
            extract=self._index.ref("sources", source, head) if source and head.nature == EXTRACT else NOWHERE,
            place=division.text,
            number=head.id,
            version=head.text("version"),
        )
        view = {
            "head": self._head(head, table, division),
            "total": len(self._index.counted_rows(entry)) if counts else len(items),
            "in_force": sum(item.text("status") == IN_FORCE for item in items),
            "counts": _yearly(self._index.counted_rows(entry), table) if counts else None,
            "blocks": self._blocks(rows),
            "classes": _classes(rows),
            "domains": [(block.title, len(block.rows)) for block in _by_domain(rows, list(self._index.domain_codes))],
            "class_title": _class_title(table),
            "columns": _columns(rows),
            "adoption": self._adoption(entry, items),
            "adopters": self._adopters(head),
            "excluded": self._excluded(entry),
            "events": list_events(self._index, head),
            "history": list_history(self._index, head) if head.rows("changes") else [],
            "facts": self._plan.facts(self._index, head, head),
            "basis": self._basis(head),
            "files": self._files.of_list(head.id),
            "legend": any(seal.look for row in rows for seal in row.seals) and head.kind == "duty",
        }
        return self._frame.page("list.html", sheet, view)

    def _head(self, head: ListHead, table: Table, division: Ref) -> dict[str, object]:
        status = head.text("status")
        maker = head.text("maker")
        return {
            "kind": Ref(table.title, f"kinds/{table.name}/"),
            "division": division,
            "catalogue": head.nature == CATALOGUE,
            "summary": table.words("summary"),
            "status": status,
            "look": status_look(status),
            "version": head.text("version"),
            "year": head.text("year"),
            "maker": self._index.ref("organisations", maker, head) if maker else NOWHERE,
            "remark": broken(head.text("remark")),
            "approval": self._approval(head),
        }

    def _approval(self, head: ListHead) -> tuple[str, str]:
        """Who approved the list, and the word for it: 批准, else 审核, else 公布."""
        events = {event.action: event for event in list_events(self._index, head)}
        found = next((events[action] for action in _APPROVALS if action in events), None)
        return (found.org.text, found.action) if found is not None and found.org.text else ("", "")

    def _row(self, item: Item, table: Table) -> Row:
        field = table.by_name.get(table.words("classifier"))
        words = values_of(self._index, item, field, item) if field is not None else ()
        status = item.text("status")
        return Row(
            serial=item.serial,
            ref=Ref(item.text("title"), item_path(item.id)),
            aliases="、".join(item.texts("aliases")),
            seals=tuple(class_seal(ref.text) for ref in words),
            leads=self._matters.lead_names(item),
            domain=item.text("domain"),
            note=self._note(item),
            ended=status if status_look(status) else "",
        )

    def _note(self, item: Item) -> str:
        """How the item stands to the catalogue: own, changed in which fields, or the same ("")."""
        if item.head.adopts is None:
            return ""
        if item.base is None:
            return "本地自有"
        titles = [change.title for change in changes_of(self._index, item)] if item.own is not None else []
        return f"本地改了{'、'.join(titles)}" if titles else ""

    def _blocks(self, rows: list[Row]) -> list[Block]:
        """By field where the items have one, else by the word that classifies them, else in one block."""
        if any(row.domain for row in rows):
            return _by_domain(rows, list(self._index.domain_codes))
        words = dict.fromkeys(row.seals[0].word for row in rows if row.seals)
        if len(words) < 2:
            return [Block("", rows)] if rows else []
        found = [Block(word, [row for row in rows if row.seals and row.seals[0].word == word]) for word in words]
        rest = [row for row in rows if not row.seals]
        return [*found, Block("其他", rest)] if rest else found

    def _adoption(self, entry: ItemList, items: tuple[Item, ...]) -> dict[str, object] | None:
        head = entry.head
        if head.adopts is None:
            return None
        adopted = [item for item in items if item.base is not None]
        shown = head.adopts.id in self._index.lists
        return {
            "catalogue": Ref(head.adopts.text("title"), list_path(head.adopts) if shown else ""),
            "version": head.adopts.text("version"),
            "own_version": head.record.text("version"),
            "adopted": len(adopted),
            "overridden": sum(item.own is not None for item in adopted),
            "own": len(items) - len(adopted),
            "excluded": len(entry.excluded),
        }

    def _adopters(self, head: ListHead) -> list[tuple[Ref, Ref, int]]:
        """The public lists that adopt a catalogue, by code."""
        found = [entry for entry in self._index.lists.values() if entry.head.adopts is head]
        return [
            (
                self._index.division(entry.head.division),
                Ref(entry.head.text("title"), list_path(entry.head)),
                len(self._index.items_of(entry)),
            )
            for entry in sorted(found, key=lambda entry: entry.id)
        ]

    def _excluded(self, entry: ItemList) -> list[tuple[str, Ref, str, str]]:
        return [
            (row.serial, Ref(row.base.text("title"), item_path(row.id)), row.row.text("date"), row.row.text("reason"))
            for row in entry.excluded
            if row.id in self._index.excluded
        ]

    def _basis(self, head: ListHead) -> list[Ref]:
        found = []
        for row in head.rows("basis"):
            source = self._index.source_id(row.text("source"))
            if source:
                name = self._index.register.name_of("sources", source)
                anchor = self._matters.anchors.get((source, row.text("article")), "")
                path = f"sources/{source}/{f'#{anchor}' if anchor else ''}"
                found.append(Ref(f"{name}　{row.text('article')}{row.text('paragraph')}", path))
        return found


def _by_domain(rows: list[Row], order: list[str]) -> list[Block]:
    words = dict.fromkeys(row.domain for row in rows if row.domain)
    ordered = sorted(words, key=lambda word: order.index(word) if word in order else len(order))
    found = [Block(word, [row for row in rows if row.domain == word]) for word in ordered]
    rest = [row for row in rows if not row.domain]
    return [*found, Block("没有写领域", rest)] if rest and found else found


def _classes(rows: list[Row]) -> list[tuple[Seal, int]]:
    counts = Counter(seal for row in rows for seal in row.seals)
    return list(counts.items())


def _class_title(table: Table) -> str:
    field = table.by_name.get(table.words("classifier"))
    return field.title if field is not None else ""


def _columns(rows: Iterable[Row]) -> dict[str, bool]:
    """The columns that hold anything."""
    known = list(rows)
    return {
        "seals": any(row.seals for row in known),
        "leads": any(row.leads for row in known),
        "note": any(row.note for row in known),
    }


def _yearly(items: tuple[Item, ...], table: Table) -> dict[str, object]:
    """Numbers by year and class: all that the public sees of a kind with `public: counts`."""
    dates = [field.name for field in table.fields if field.type == "date" and not field.computed]
    classifier = table.words("classifier")
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        date = next((item.text(name) for name in dates if item.text(name)), "")
        counts[date[:4] or item.head.text("year"), item.text(classifier)] += 1
    years = sorted({year for year, _ in counts}, reverse=True)
    field = table.by_name.get(classifier)
    words = [
        word for word in (field.enum if field is not None else ()) if any((year, word) in counts for year in years)
    ]
    return {
        "words": words,
        "years": [
            (year, [counts[year, word] for word in words], sum(counts[year, word] for word in words)) for year in years
        ],
    }
