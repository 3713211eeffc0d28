"""The bodies that rows name: which body a name means in an item or a header, its level and type.

In: a name and the item or header it stands in. Out: `Body` values. In a catalogue, 本级 stands for whichever
township (or village, by 适用范围) adopts it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model import CATALOGUE, Item, ListHead, Record
from ...names import OWN
from ..rule import Survey
from .current import VILLAGES

# Levels above the township.
HIGHER = ("国家", "省", "市", "县")
COUNTY = "县"
TOWNSHIP = "乡"
VILLAGE = "村"
# 本级 is the division's own 党委和政府 (model.md 1): it may be registered as either.
RULING = ("党委", "政府")
SELF_GOVERNING = "自治组织"
AGENCY = "派出机构"
# What is a department of a government; the 司法局 is registered as 法制机构.
DEPARTMENTS = ("工作部门", "法制机构")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body by the name that a row gives it. `key` is its id, the name itself when that is unknown.

    `own` is 本级, by whatever name; `joint` is registered as the 本级 of some place, and so its 党委 and its 政府 at once.
    `known` is False when the name leads to no single body: S02 says so, other rules are silent.
    """

    name: str
    key: str
    own: bool
    known: bool
    level: str
    type: str
    division: str
    joint: bool = False

    @property
    def is_higher(self) -> bool:
        """A body above the township."""
        return self.level in HIGHER

    @property
    def is_township(self) -> bool:
        """A township or 街道 itself, or townships in general: no station, office or agency in one."""
        return self.level == TOWNSHIP and (self.own or self.type in RULING)

    @property
    def is_county_department(self) -> bool:
        """A department of a county's government, or such departments in general."""
        return self.level == COUNTY and self.type in DEPARTMENTS

    @property
    def is_agency(self) -> bool:
        """What a department keeps in a township; registered with the level of either."""
        return self.type == AGENCY

    def is_one_of(self, levels: tuple[str, ...], bodies: tuple[str, ...]) -> bool:
        """Whether the body is of one of the levels and types; empty means any."""
        ruling = (self.own or self.joint) and self.type != SELF_GOVERNING
        types = (self.type, *RULING) if ruling else (self.type,)
        return (not levels or self.level in levels) and (not bodies or any(kind in bodies for kind in types))


def body_of(name: str, holder: Item | ListHead, survey: Survey) -> Body:
    """The body that a name means in an item or a header; the answer is kept."""
    head = holder.head if isinstance(holder, Item) else holder
    adopter = _adopter(head) if survey.register.names.is_local("organisations", name) else ""
    key = f"body {head.division} {adopter} {name}"
    known = survey.kept.get(key)
    if known is None:
        known = survey.kept[key] = _body(name, head.division, adopter, survey)
    found: Body = known
    return found


def _adopter(head: ListHead) -> str:
    """The level of what adopts a catalogue, "" for other lists."""
    if head.nature != CATALOGUE:
        return ""
    return VILLAGE if head.text("scope") == VILLAGES else TOWNSHIP


def _body(name: str, division: str, adopter: str, survey: Survey) -> Body:
    names = survey.register.names
    code = "" if adopter else names.one("organisations", name, division)
    record = survey.register.references.get("organisations", {}).get(code)
    if record is None:
        return _unseen(name, division, adopter)
    return Body(
        name=name,
        key=code,
        own=name == OWN or _is_own(record, code, division, survey),
        known=True,
        level=record.text("level"),
        type=record.text("type"),
        division=record.text("division"),
        joint=record.text("common_name") == OWN and record.text("type") in RULING,
    )


def _unseen(name: str, division: str, adopter: str) -> Body:
    """A name without a record: what each adopter of a catalogue fills in, or a mistake."""
    own = name == OWN
    kind = SELF_GOVERNING if own and adopter == VILLAGE else ""
    place = "" if adopter else division
    return Body(
        name=name, key=name, own=own, known=own or bool(adopter), level=adopter, type=kind, division=place, joint=False
    )


def _is_own(record: Record, code: str, division: str, survey: Survey) -> bool:
    """The body that is registered as 本级, or a township's 党委 or 政府 under its own name."""
    if code == survey.register.names.one("organisations", OWN, division):
        return True
    here = record.text("division") == division and record.text("level") == TOWNSHIP
    return here and record.text("type") in RULING
