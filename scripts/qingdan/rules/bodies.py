"""The bodies that rows name: which body a name means in an item or a header, its level and type.

In: a name and the item or header it stands in. Out: `Body` values. In a catalogue, 本级 stands for whichever
township adopts it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import CATALOGUE, Item, ListHead, Record
from ..names import OWN
from .rule import Survey

# Levels above the township.
HIGHER = ("国家", "省", "市", "县")
TOWNSHIP = "乡"
VILLAGE = "村"
# 本级 is the division's own 党委和政府 (model.md 1): it may be registered as either.
RULING = ("党委", "政府")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body by the name that a row gives it. `key` is its id, the name itself when that is unknown.

    `own` is 本级, by whatever name. `known` is False when the name leads to no single body: S02 says so, other rules are silent.
    """

    name: str
    key: str
    own: bool
    known: bool
    level: str
    type: str
    division: str

    @property
    def is_higher(self) -> bool:
        """A body above the township."""
        return self.level in HIGHER

    def is_one_of(self, levels: tuple[str, ...], bodies: tuple[str, ...]) -> bool:
        """Whether the body is of one of the levels and types; empty means any."""
        types = (self.type, *RULING) if self.own else (self.type,)
        return (not levels or self.level in levels) and (not bodies or any(kind in bodies for kind in types))


def body_of(name: str, holder: Item | ListHead, survey: Survey) -> Body:
    """The body that a name means in an item or a header; the answer is kept."""
    head = holder.head if isinstance(holder, Item) else holder
    shifting = head.nature == CATALOGUE and survey.register.names.is_local("organisations", name)
    key = f"body {head.division} {shifting} {name}"
    known = survey.kept.get(key)
    if known is None:
        known = survey.kept[key] = _body(name, head.division, shifting, survey)
    found: Body = known
    return found


def _body(name: str, division: str, shifting: bool, survey: Survey) -> Body:
    names = survey.register.names
    code = "" if shifting else names.one("organisations", name, division)
    record = survey.register.references.get("organisations", {}).get(code)
    return Body(
        name=name,
        key=code or name,
        own=name == OWN or (record is not None and _is_own(record, code, division, survey)),
        known=name == OWN or shifting or record is not None,
        level=record.text("level") if record is not None else TOWNSHIP if shifting else "",
        type=record.text("type") if record is not None else "",
        division=record.text("division") if record is not None else "" if shifting else division,
    )


def _is_own(record: Record, code: str, division: str, survey: Survey) -> bool:
    """The body that is registered as 本级, or a township's 党委 or 政府 under its own name."""
    if code == survey.register.names.one("organisations", OWN, division):
        return True
    here = record.text("division") == division and record.text("level") == TOWNSHIP
    return here and record.text("type") in RULING
