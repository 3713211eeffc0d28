"""依据文件: every article, its 要点, and every item that rests on it; and the hub of all documents.

In: the index and its matters. Out: pages. A document that is not public (公开属性 不予开放) has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from ..model import Record
from ..register import DEMO_NATURE, EXTRACT_NATURE
from .cells import Plan
from .engine import broken
from .frame import Frame, Sheet
from .guide import web_address
from .index import Index, Ref, list_path
from .matters import Matters
from .page import Page
from .userows import UseRow, use_row
from .words import full_date, status_look

_PLACED = frozenset({"title", "type", "status", "effective_from", "url"})


class Article(NamedTuple):
    """One article: `others` are bodies, indicators and lists that rest on it."""

    name: str
    anchor: str
    gist: str | Markup
    text: str | Markup
    uses: list[UseRow]
    others: list[Ref]

    @property
    def total(self) -> int:
        """How many things rest on it."""
        return len(self.uses) + len(self.others)


class SourcePages:
    """Renders the documents and their hub."""

    def __init__(self, index: Index, matters: Matters, frame: Frame) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._plan = Plan(index.schemas["sources"].inputs, _PLACED)

    def page(self, key: str, record: Record) -> Page:
        """The page of a document."""
        title = record.text("title")
        nature = self._index.register.reference_nature(record)
        articles = self._articles(key, record)
        status = record.text("status")
        sheet = Sheet(
            path=f"sources/{key}/",
            title=title,
            description=f"{title}：登记 {len(articles)} 条，逐条列出依据它的事项。",
            section="sources",
            crumbs=(Ref("首页"), Ref("依据文件", "sources/")),
            natures={nature},
            gist=True,
            number=key,
        )
        view = {
            "kind": record.text("type"),
            "status": status,
            "look": status_look(status),
            "since": full_date(record.text("effective_from")),
            "articles": articles,
            "total": self._totals[key],
            "url": web_address(record.text("url")) if nature != DEMO_NATURE else "",
            "facts": self._plan.facts(self._index, record, None),
            "nature": nature,
        }
        return self._frame.page("source.html", sheet, view)

    @cached_property
    def _totals(self) -> dict[str, int]:
        """How many different matters rest on each document."""
        found: dict[str, set[str]] = {key: set() for key in self._index.sources}
        for (source, _), uses in self._matters.by_article.items():
            found[source] |= {self._matters.face(use).id for use in uses}
        return {key: len(ids) for key, ids in found.items()}

    def _articles(self, key: str, record: Record) -> list[Article]:
        known = {row.text("article"): row for row in record.rows("articles")}
        names = [article for source, article in self._anchors_of(key)]
        return [self._article(key, name, known.get(name)) for name in names]

    def _anchors_of(self, key: str) -> Iterator[tuple[str, str]]:
        return (pair for pair in self._matters.anchors if pair[0] == key)

    def _article(self, key: str, name: str, row: Record | None) -> Article:
        uses = self._matters.by_article.get((key, name), ())
        return Article(
            name=name,
            anchor=self._matters.anchors[key, name],
            gist=broken(row.text("gist")) if row is not None else "",
            text=broken(row.text("text")) if row is not None else "",
            uses=[use_row(self._matters, use) for use in uses],
            others=self._others.get((key, name), []),
        )

    @cached_property
    def _others(self) -> dict[tuple[str, str], list[Ref]]:
        """Bodies, indicators and lists that rest on an article."""
        found: dict[tuple[str, str], list[Ref]] = {}
        for key, record in sorted(self._index.records("organisations").items()):
            self._note(found, record, Ref(record.text("name"), f"organisations/{key}/"))
        for _, record in sorted(self._index.records("indicators").items()):
            self._note(found, record, Ref(_indicator(record)))
        for entry in self._index.lists.values():
            for row in entry.head.record.rows("basis"):
                self._note(found, row, Ref(entry.head.text("title"), list_path(entry.head)))
        return found

    def _note(self, found: dict[tuple[str, str], list[Ref]], record: Record, ref: Ref) -> None:
        source = self._index.source_id(record.text("source"))
        if source:
            found.setdefault((source, record.text("article")), []).append(ref)

    def hub(self) -> Page:
        """All documents, real ones apart from invented ones."""
        sources = sorted(self._index.sources.items(), key=lambda pair: (pair[1].text("applies_to"), pair[0]))
        natures = {self._index.register.reference_nature(record) for _, record in sources}
        sheet = Sheet(
            path="sources/",
            title="依据文件",
            description="每份文件逐条列出：要点是什么，哪些事项依据它。",
            section="sources",
            crumbs=(Ref("首页"),),
            natures=natures,
        )
        groups = [(nature, self._rows(sources, nature)) for nature in (EXTRACT_NATURE, DEMO_NATURE)]
        return self._frame.page("sources.html", sheet, {"groups": [(name, rows) for name, rows in groups if rows]})

    def _rows(self, sources: list[tuple[str, Record]], nature: str) -> list[tuple[Ref, str, str, int, int]]:
        counts: dict[str, int] = {}
        for source, _ in self._matters.anchors:
            counts[source] = counts.get(source, 0) + 1
        return [
            (
                Ref(record.text("title"), f"sources/{key}/"),
                record.text("type"),
                record.text("status"),
                counts.get(key, 0),
                self._totals[key],
            )
            for key, record in sources
            if self._index.register.reference_nature(record) == nature
        ]


def _indicator(record: Record) -> str:
    """An indicator with what it asks for: 集中学法次数（≥ 4 次，年度）."""
    sign = "" if record.text("op") == "区间" else f"{record.text('op')} "
    return f"{record.text('title')}（{sign}{record.text('threshold')} {record.text('unit')}，{record.text('period')}）"
