"""The page of one 事项: plain answers first, then duties, steps, basis, other places, history.

In: the index and its matters. Out: pages. What is equal for all adopters of a catalogue's item is rendered once.
Which fields there are is the schema's business: whatever has no place of its own is listed by its title.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from ..model import CATALOGUE, Excluded, Item, Record
from ..names import OWN
from ..register import DEMO_NATURE
from ..schema import Table
from .adoption import changes_of, siblings
from .cells import Fact, Plan, own_fields, row_facts, texts_of, values_of
from .engine import broken
from .files import Files
from .frame import Frame, Sheet
from .guide import ANSWERED_ITEM, answers, materials, rest_plan, steps
from .index import NOWHERE, Index, Ref, item_path, list_path
from .matters import Matters
from .page import Page
from .parties import duties
from .past import item_history
from .words import Seal, class_seal, full_date, ours, status_look

_KNOWN_CHILDREN = frozenset({"basis", "parties", "events", "steps", "materials", "changes", "guides"})
# Fields that stand in the head of the page.
_HEAD = frozenset({"title", "aliases", "status", "effective_from", "summary", "domain"})


class Head(NamedTuple):
    """What stands above the answers, and what the search is told of the item."""

    kind: str
    class_title: str
    seals: list[Seal]
    division: Ref
    catalogue: bool
    domain: Ref
    aliases: str
    status: str
    look: str
    since: str
    version: str
    summary: str | Markup
    nature: str
    leads: str


class Origin(NamedTuple):
    """The list, and the catalogue's item under this one; `own` where a list adopts and this item is its own."""

    listed: Ref
    catalogue: Ref
    serial: str
    own: bool
    maker: str


class Report(NamedTuple):
    """Whom to tell about an error."""

    office: str
    phone: str


class Basis(NamedTuple):
    """One 依据 as a card; `uses` is how many other matters rest on the same article."""

    title: str
    path: str
    meta: str
    gist: str | Markup
    uses: int
    more: list[Fact]


class Rows(NamedTuple):
    """A child table that no part of the page knows: its title, its columns, its rows."""

    title: str
    columns: list[str]
    rows: list[list[tuple[Ref, ...]]]


class Plans(NamedTuple):
    """The fields of a kind that have no other place: the core's beside the page, its own in it (less with a guide)."""

    core: Plan
    own: Plan
    guided: Plan


def _plans(table: Table) -> Plans:
    head = _HEAD | {table.words("classifier")}
    core = table.core.inputs if table.core is not None else ()
    own = own_fields(table)
    return Plans(Plan(core, head), Plan(own, head), Plan(own, head | ANSWERED_ITEM))


class ItemPages:
    """Renders items, one at a time."""

    def __init__(self, index: Index, matters: Matters, frame: Frame, files: Files) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._files = files
        self._parts: dict[object, Markup] = {}
        self._plans = {table.name: _plans(table) for table in index.schemas.kinds}
        self._rest = rest_plan(index)

    def page(self, item: Item) -> Page:
        """The page of a shown item."""
        head = item.head
        nature = self._index.register.list_nature(head)
        links = nature != DEMO_NATURE
        division = self._index.division(item.division)
        leads = self._matters.lead_names(item)
        guide = answers(self._index, item, self._rest, links=links)
        sheet = Sheet(
            path=item_path(item.id),
            title=item.text("title"),
            description=self._description(item, division, leads),
            section="kinds",
            crumbs=(Ref("首页"), division, Ref(head.text("title"), list_path(head))),
            natures={nature},
            extract=self._extract(item),
            place=division.text,
            number=item.id,
            listed=head.text("title"),
            version=head.text("version"),
            search=item.id in self._matters.found_in,
        )
        plans = self._plans[item.kind]
        view: dict[str, object] = {
            "id": item.id,
            "head": self._head(item, division, leads),
            "duties": duties(self._index, item, links=links),
            "guide": guide,
            "materials": materials(self._index, item) if item.rows("materials") else [],
            "steps": steps(self._index, item) if item.rows("steps") else [],
            "changed": changes_of(self._index, item) if item.own is not None and item.base is not None else [],
            "groups": (plans.own if guide is None else plans.guided).groups(self._index, item, item),
            "tables": self._tables(item),
            "basis": self._basis(item),
            "others": self._others(item),
            "history": self._history(item),
            "facts": plans.core.facts(self._index, item, item),
            "origin": self._origin(item),
            "report": self._report(item),
            "json": self._files.json_of(head.id),
            "found": self._matters.found_in.get(item.id),
            "people": item.texts("groups"),
            "links": links,
        }
        return self._frame.page("item.html", sheet, view)

    def excluded(self, entry: Excluded) -> Page:
        """The page of a catalogue's item that does not apply to a place."""
        head = entry.head
        division = self._index.division(head.division)
        sheet = Sheet(
            path=item_path(entry.id),
            title=entry.base.text("title"),
            description=f"{division.text}：本地不适用。{entry.row.text('reason')}",
            section="kinds",
            crumbs=(Ref("首页"), division, Ref(head.text("title"), list_path(head))),
            natures={self._index.register.list_nature(head)},
            place=division.text,
            number=entry.id,
            listed=head.text("title"),
            version=head.text("version"),
        )
        view = {
            "id": entry.id,
            "division": division,
            "ours": ours(self._index.division_type(head.division)),
            "kind": self._index.schemas[head.kind].short,
            "date": full_date(entry.row.text("date")),
            "reason": broken(entry.row.text("reason")),
            "catalogue": Ref(entry.base.head.text("title"), item_path(entry.base.id)),
            "listed": Ref(head.text("title"), list_path(head)),
        }
        return self._frame.page("excluded.html", sheet, view)

    @staticmethod
    def _description(item: Item, division: Ref, leads: str) -> str:
        lead = f"谁负责：{leads}。" if leads else ""
        return f"{division.text}：{item.text('title')}。{lead}{item.text('summary')}"

    def _extract(self, item: Item) -> Ref:
        text = item.head.text("extracted_from") if item.head.nature == "文件摘编" else ""
        return self._index.ref("sources", text, item.head) if text else NOWHERE

    def _head(self, item: Item, division: Ref, leads: str) -> Head:
        table = self._index.schemas[item.kind]
        field = table.by_name.get(table.words("classifier"))
        words = [ref.text for ref in values_of(self._index, item, field, item)] if field is not None else []
        domain = item.text("domain")
        status = item.text("status")
        return Head(
            kind=table.short,
            class_title=field.title if field is not None else "",
            seals=[class_seal(word) for word in words],
            division=division,
            catalogue=item.head.nature == CATALOGUE,
            domain=self._index.ref("domains", domain, item) if domain else NOWHERE,
            aliases="、".join(item.texts("aliases")),
            status=status,
            look=status_look(status),
            since=full_date(item.text("effective_from")),
            version=item.head.text("version"),
            summary=broken(item.text("summary")),
            nature=self._index.register.list_nature(item.head),
            leads=leads,
        )

    def _origin(self, item: Item) -> Origin:
        base = item.base
        shown = base is not None and base.id in self._index.shown
        return Origin(
            listed=Ref(item.head.text("title"), list_path(item.head)),
            catalogue=Ref(base.head.text("title"), item_path(base.id)) if base is not None and shown else NOWHERE,
            serial=item.serial,
            own=base is None and item.head.adopts is not None,
            maker=self._maker(item).text,
        )

    def _maker(self, item: Item) -> Ref:
        maker = item.head.text("maker")
        return self._index.ref("organisations", maker, item.head) if maker else NOWHERE

    def _report(self, item: Item) -> Report:
        """Whom to tell about an error: the contact of the item, the list's office, who made the list, the publisher."""
        contact = item.text("contact")
        office = self._index.ref("organisations", contact, item) if contact else NOWHERE
        if office.text:
            return Report(office.text, self._index.phone(office))
        if item.head.text("contact_office"):
            return Report(item.head.text("contact_office"), "")
        maker = self._maker(item)
        if self._index.phone(maker):
            return Report(maker.text, self._index.phone(maker))
        return Report(self._frame.info.host, self._frame.info.contact)

    def _tables(self, item: Item) -> list[Rows]:
        schemas = self._index.schemas
        found = []
        for name in schemas[item.kind].children:
            rows = item.rows(name) if name not in _KNOWN_CHILDREN else ()
            if rows:
                fields = [field for field in schemas[name].inputs if any(texts_of(row, field) for row in rows)]
                cells = [[values_of(self._index, row, field, item) for field in fields] for row in rows]
                found.append(Rows(schemas[name].title, [field.title for field in fields], cells))
        return found

    def _basis(self, item: Item) -> Markup | str:
        rows = item.rows("basis")
        if not rows:
            return ""

        def view() -> dict[str, object]:
            return {"cards": self._cards(rows, item)}

        return self._part(("basis", *map(id, rows)), "item_basis.html", view, keep=_is_shared(item))

    def _cards(self, rows: tuple[Record, ...], item: Item) -> list[Basis]:
        found = (self._card(row, item) for row in rows)
        return [card for card in found if card is not None]

    def _card(self, row: Record, item: Item) -> Basis | None:
        source = self._index.source_id(row.text("source"))
        record = self._index.sources.get(source)
        if record is None:
            return None
        article = row.text("article")
        known = self._index.register.names.articles.get(source, {}).get(article)
        uses = self._matters.by_article.get((source, article), ())
        meta = [record.text("type"), record.text("issuer"), record.text("status")]
        if row.text("purpose"):
            meta.append(f"用途：{row.text('purpose')}")
        return Basis(
            title=f"{record.text('title')}　{article}{row.text('paragraph')}",
            path=f"sources/{source}/#{self._matters.anchors[source, article]}",
            meta="　".join(text for text in meta if text),
            gist=broken(known.text("gist")) if known is not None else "",
            uses=max(len(uses) - 1, 0),
            more=row_facts(self._index, row, item),
        )

    def _others(self, item: Item) -> Markup | str:
        base = item if item.head.nature == CATALOGUE else item.base
        if base is None or base.id not in self._index.shown or not self._index.adopters(base):
            return ""
        name = "own" if base is item else "other"

        def view() -> dict[str, object]:
            return {"siblings": siblings(self._index, base), "catalogue_page": base is item}

        return self._part(("others", name, base.id), "item_others.html", view, keep=True)

    def _history(self, item: Item) -> Markup | str:
        own = item.rows("changes") + item.rows("events")
        events = item.rows("events") + item.head.rows("events")
        rows = own + item.head.rows("events")
        if not rows:
            return ""
        local = any(row.text("org").startswith(OWN) for row in events)
        key = ("history", item.division if local else "", *map(id, rows))
        keep = not own or _is_shared(item)
        return self._part(key, "history.html", lambda: {"entries": item_history(self._index, item)}, keep=keep)

    def _part(self, key: object, template: str, view: Callable[[], dict[str, object]], *, keep: bool) -> Markup:
        """A piece of the page; kept where other pages share it."""
        part = self._parts.get(key)
        if part is None:
            part = self._frame.engine.part(template, view())
            if keep:
                self._parts[key] = part
        return part


def _is_shared(item: Item) -> bool:
    """Whether other places stand on the same records."""
    return item.base is not None or item.head.nature == CATALOGUE
