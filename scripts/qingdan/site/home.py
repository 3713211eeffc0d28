"""The home page: search first, then places, kinds, fields, bodies, and what changed last.

In: the pages of the hubs, which lend their rows. Out: one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import CATALOGUE, Item
from .divisions import DivisionPages
from .domains import DomainPages
from .frame import Frame, Sheet
from .index import Index, Ref, item_path, list_path
from .kinds import GROUPS, KindPages
from .matters import Matters
from .page import Page
from .words import LEAD

_NEWS = 5
_WORDS = 6
_BODIES = 8
_LEADING = ("党委", "政府", "编办", "法制机构", "工作部门")


class News(NamedTuple):
    """One change: the list or the item that changed, what, where, why."""

    date: str
    ref: Ref
    what: str
    place: str
    reason: str


def home_page(
    index: Index, matters: Matters, frame: Frame, divisions: DivisionPages, kinds: KindPages, domains: DomainPages
) -> Page:
    """The page at the root."""
    natures = {index.register.list_nature(entry.head) for entry in index.lists.values()}
    info = frame.info
    sheet = Sheet(
        path="",
        title="首页",
        description=f"{info.name}：查一件事归谁管、要不要镇里配合、依据哪一条。",
        natures=natures,
    )
    places = list(divisions.places())
    view = {
        "total": len(index.published),
        "words": index.register.publisher.texts("common_words") or _aliases(index),
        "groups": [
            (name, [row for group, row in places if group == name]) for name in dict.fromkeys(g for g, _ in places)
        ],
        "kinds": kinds.rows(),
        "domains": [row for row in domains.rows() if row[1]],
        "all_domains": len(index.domain_codes),
        "bodies": _bodies(index, matters),
        "all_bodies": len(index.records("organisations")),
        "news": _news(index),
    }
    return frame.page("home.html", sheet, view)


def _bodies(index: Index, matters: Matters) -> list[tuple[str, list[tuple[Ref, int]]]]:
    """The first departments that lead something, by nature and in order of their ids."""
    found: dict[str, list[tuple[Ref, int]]] = {}
    for key, record in sorted(index.records("organisations").items()):
        number = len(matters.by_body.get(key, {}).get(LEAD, ()))
        if number and record.text("type") in _LEADING and record.text("generic") != "是":
            rows = found.setdefault(index.register.reference_nature(record), [])
            rows.append((Ref(record.text("name"), f"organisations/{key}/"), number))
    return [(nature, found[nature][:_BODIES]) for nature in GROUPS if nature in found]


def _aliases(index: Index) -> list[str]:
    """A few everyday words that lead somewhere: 俗称 of services for certain people."""
    words: dict[str, None] = {}
    for item in index.published:
        if len(words) == _WORDS:
            break
        if item.row("guides") is not None and item.texts("groups"):
            words |= dict.fromkeys(item.texts("aliases")[:1])
    return list(words)


def _news(index: Index) -> list[News]:
    """The latest changes: of items once for all places that share them, and lists that were published."""
    found: dict[object, News] = {}
    for item in index.shown.values():
        own = item.own.rows("changes") if item.own is not None else ()
        for row in own:
            found.setdefault(id(row), _item_news(index, item, row.text("date"), row.text("action"), row.text("reason")))
    found |= {(news.date, news.ref.path): news for news in _list_news(index)}
    return sorted(found.values(), key=lambda news: (news.date, news.ref.path), reverse=True)[:_NEWS]


def _item_news(index: Index, item: Item, date: str, action: str, reason: str) -> News:
    adopters = len(index.adopters(item)) if item.head.nature == CATALOGUE else 0
    place = index.division(item.division).text
    return News(
        date,
        Ref(item.text("title"), item_path(item.id)),
        action,
        f"{place}等 {adopters} 处" if adopters > 1 else place,
        reason,
    )


def _list_news(index: Index) -> Iterator[News]:
    for entry in index.lists.values():
        head = entry.head
        for row in head.record.rows("events"):
            if row.text("action") == "公布" and row.text("date"):
                yield News(
                    row.text("date"),
                    Ref(head.text("title"), list_path(head)),
                    "公布",
                    index.division(head.division).text,
                    "",
                )
