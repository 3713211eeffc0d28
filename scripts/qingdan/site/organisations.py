"""Bodies: what each leads, took back, handed down, supports and carries out; and the hub of all bodies.

In: the index and its matters. Out: pages. Counts are numbers of matters in lists, never a measure of work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from ..model import Record
from ..register import DEMO_NATURE
from .cells import Plan
from .engine import broken
from .frame import Frame, Sheet
from .index import Index, Ref
from .matters import Matters, Use
from .page import Page
from .parties import tel
from .userows import UseRow, use_row
from .words import ASSIST, BACK, DO, DOWN, LEAD, role

OTHER = "other"
PARTS = (LEAD, BACK, DOWN, ASSIST, DO, OTHER)
_PLACED = frozenset({"name", "division", "type", "former_names", "generic", "phone"})


class Duty(NamedTuple):
    """One matter of a body: what the body does, and what the other side does."""

    row: UseRow
    does: str | Markup
    others: list[tuple[str, str | Markup]]


class Section(NamedTuple):
    """The matters of a body in one part."""

    part: str
    duties: list[Duty]


class DomainRow(NamedTuple):
    """Numbers by field: one for each part, the sum, and the bar in percent."""

    domain: Ref
    numbers: list[int]
    total: int
    bar: int


class OrganisationPages:
    """Renders bodies and their hub."""

    def __init__(self, index: Index, matters: Matters, frame: Frame) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._plan = Plan(index.schemas["organisations"].inputs, _PLACED)

    def page(self, key: str, record: Record) -> Page:
        """The page of a body."""
        name = record.text("name")
        uses = self._matters.by_body.get(key, {})
        nature = self._index.register.reference_nature(record)
        division = self._index.division(record.text("division"))
        phone = record.text("phone")
        sheet = Sheet(
            path=f"organisations/{key}/",
            title=name,
            description=f"{name}：负总责的事、配合的事、收回和放下去的事。",
            section="organisations",
            crumbs=(Ref("首页"), Ref("部门和单位", "organisations/")),
            natures={nature},
            number=key,
        )
        parts = [part for part in PARTS if uses.get(part)]
        view = {
            "division": division,
            "kind": record.text("type"),
            "former": "、".join(record.texts("former_names")),
            "generic": record.text("generic") == "是",
            "phone": phone,
            "tel": tel(phone) if nature != DEMO_NATURE else "",
            "sections": [Section(part, self._duties(uses[part])) for part in parts],
            "numbers": {part: len(uses.get(part, ())) for part in PARTS},
            "parts": parts,
            "domains": self._domains(uses, parts),
            "facts": self._plan.facts(self._index, record, None),
        }
        return self._frame.page("organisation.html", sheet, view)

    def _duties(self, uses: tuple[Use, ...]) -> list[Duty]:
        return [self._duty(use) for use in uses]

    def _duty(self, use: Use) -> Duty:
        face = self._matters.face(use)
        row = use.row
        others = [
            (self._index.ref("organisations", other.text("org"), face).text, broken(other.text("duty")))
            for other in face.rows("parties")
            if other is not row and other.text("duty") and role(other.text("role")).part in (LEAD, ASSIST, DOWN, DO)
        ]
        return Duty(use_row(self._matters, use), broken(row.text("duty")) if row is not None else "", others)

    def _domains(self, uses: Mapping[str, tuple[Use, ...]], parts: list[str]) -> list[DomainRow]:
        counts: dict[str, list[int]] = {}
        for place, part in enumerate(parts):
            for use in uses[part]:
                domain = use.members[0].text("domain")
                counts.setdefault(domain, [0] * len(parts))[place] += 1
        counts.pop("", None)
        order = self._index.domain_codes
        names = sorted(counts, key=lambda name: order.get(name, "~"))
        most = max((sum(numbers) for numbers in counts.values()), default=1)
        return [
            DomainRow(
                Ref(name, f"domains/{order[name]}/" if name in order else ""),
                counts[name],
                sum(counts[name]),
                round(100 * sum(counts[name]) / most),
            )
            for name in names
        ]

    def hub(self) -> Page:
        """All bodies by place, the invented ones last."""
        register = self._index.register
        records = self._index.records("organisations")
        groups: dict[str, list[tuple[Ref, str, int]]] = {}
        for key, record in sorted(records.items()):
            groups.setdefault(record.text("division"), []).append(
                (Ref(record.text("name"), f"organisations/{key}/"), record.text("type"), self._number(key))
            )
        codes = sorted(groups, key=lambda code: (register.is_demo(code), code))
        sheet = Sheet(
            path="organisations/",
            title="部门和单位",
            description="每个部门和单位负什么责、配合什么、收回了什么。",
            section="organisations",
            crumbs=(Ref("首页"),),
            natures={register.reference_nature(record) for record in records.values()},
        )
        view = {"groups": [(code, self._index.division(code).text, groups[code]) for code in codes]}
        return self._frame.page("organisations.html", sheet, view)

    def _number(self, key: str) -> int:
        parts = self._matters.by_body.get(key, {})
        return len({self._matters.face(use).id for uses in parts.values() for use in uses})
