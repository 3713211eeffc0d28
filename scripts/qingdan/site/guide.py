"""办理指南, 材料 and 步骤 of an item as answers: can I, what to bring, where, how often, how long, how much, whom to ask.

In: an item and the index. Out: views for the templates. What the record does not say is not answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from ..model import Item, Record
from .cells import Fact, Plan, row_facts
from .engine import broken
from .index import NOWHERE, Index, Ref
from .parties import tel
from .words import duration

# What the answers say; the rest of 办理指南 is listed below them.
ANSWERED = frozenset(
    {
        "conditions",
        "visits",
        "home_service",
        "statutory_limit",
        "statutory_limit_unit",
        "promised_limit",
        "promised_limit_unit",
        "fee",
        "fee_standard",
        "fee_basis",
        "contact",
        "complaint",
        "online_url",
    }
)
# Fields of the item that the answers say too.
ANSWERED_ITEM = frozenset({"places", "agency", "agency_terms"})
_NOT_YET, _NOT_NEEDED, _NO_AGENCY = "容缺", "非必要", "无"


class Window(NamedTuple):
    """A place to go to."""

    name: str
    address: str
    hours: str
    phone: str
    tel: str


class Material(NamedTuple):
    """One thing to bring; `need` is 必要, 容缺 or 非必要."""

    name: str
    need: str
    form: str
    origin: str
    copies: str
    sample: str
    more: list[Fact]


class Step(NamedTuple):
    """One step; `time` with its unit."""

    title: str
    time: str
    post: str
    org: Ref
    rule: str | Markup
    next: str
    more: list[Fact]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a guide; texts are "" where nothing is said."""

    conditions: str | Markup
    audience: str
    must: list[str]
    later: list[str]
    windows: list[Window]
    visits: str
    agency: str
    agency_terms: str | Markup
    home_service: str
    promised: str
    statutory: str
    free: bool
    fee: bool
    fee_standard: str
    fee_basis: str
    contact: str | Markup
    complaint: str | Markup
    online: str
    more: list[Fact]

    @property
    def alone(self) -> str:
        """The narrow cell that has no neighbour and takes the whole width, "" when they pair up."""
        cells = {
            "where": bool(self.windows),
            "visits": bool(self.visits or self.agency or self.home_service),
            "time": bool(self.promised or self.statutory),
            "money": bool(self.free or self.fee or self.fee_standard),
        }
        shown = [name for name, there in cells.items() if there]
        return shown[-1] if len(shown) % 2 else ""


def rest_plan(index: Index) -> Plan:
    """The fields of 办理指南 that the answers leave out."""
    return Plan(index.schemas["guides"].inputs, ANSWERED)


def answers(index: Index, item: Item, rest: Plan, *, links: bool) -> Answers | None:
    """The answers of an item with 办理指南, None when it has none; `rest` is rest_plan."""
    row = item.row("guides")
    if row is None:
        return None
    materials = item.rows("materials")
    fee = row.text("fee")
    agency = item.text("agency")
    return Answers(
        conditions=broken(row.text("conditions")),
        audience="、".join(dict.fromkeys((*item.texts("groups"), *item.texts("audience")))),
        must=[line.text("name") for line in materials if line.text("need") not in (_NOT_YET, _NOT_NEEDED)],
        later=[line.text("name") for line in materials if line.text("need") == _NOT_YET],
        windows=windows(index, item, links=links),
        visits=row.text("visits"),
        agency=agency if agency != _NO_AGENCY else "",
        agency_terms=broken(item.text("agency_terms")),
        home_service=row.text("home_service"),
        promised=duration(row.text("promised_limit"), row.text("promised_limit_unit")),
        statutory=duration(row.text("statutory_limit"), row.text("statutory_limit_unit")),
        free=fee == "否",
        fee=fee == "是",
        fee_standard=row.text("fee_standard"),
        fee_basis=row.text("fee_basis"),
        contact=broken(row.text("contact")),
        complaint=broken(row.text("complaint")),
        online=row.text("online_url"),
        more=rest.facts(index, row, item),
    )


def windows(index: Index, item: Item, *, links: bool) -> list[Window]:
    """The places where the item is handled; a general name of a catalogue has no address."""
    found = []
    for text in item.texts("places"):
        record = index.place(text, item)
        if record is None:
            found.append(Window(index.ref("places", text, item).text, "", "", "", ""))
        else:
            phone = record.text("phone")
            found.append(
                Window(
                    record.text("name"),
                    record.text("address"),
                    record.text("hours"),
                    phone,
                    tel(phone) if links else "",
                )
            )
    return found


def materials(index: Index, item: Item) -> list[Material]:
    """What to bring, in the order of the record."""
    return [
        Material(
            name=row.text("name"),
            need=row.text("need"),
            form=row.text("form"),
            origin=row.text("origin"),
            copies=row.text("copies"),
            sample=web_address(row.text("sample_url")),
            more=row_facts(index, row, item),
        )
        for row in item.rows("materials")
    ]


def steps(index: Index, item: Item) -> list[Step]:
    """The steps in order."""
    return [_step(index, item, row) for row in item.rows("steps")]


def _step(index: Index, item: Item, row: Record) -> Step:
    org = row.text("org")
    return Step(
        title=row.text("title"),
        time=duration(row.text("limit"), row.text("limit_unit")),
        post=row.text("post"),
        org=index.ref("organisations", org, item) if org else NOWHERE,
        rule=broken(row.text("rule")),
        next="、".join(row.texts("next")),
        more=row_facts(index, row, item),
    )


def web_address(text: str) -> str:
    """The text when it is an address that a link may lead to, else ""."""
    return text if text.startswith(("https://", "http://")) else ""
