"""Who holds which part of an item: the rows of 责任分工 with the bodies they name.

In: an item. Out: `Holder` values. In a catalogue, 本级 stands for whichever township adopts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..finding import Location
from ..model import CATALOGUE, Item, ListHead, Record
from ..names import OWN
from .rule import Survey

MAIN = "主体责任"
SUPPORT = "配合责任"
LEAD = "牵头"
# Levels above the township.
HIGHER = ("国家", "省", "市", "县")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A body with a role. `known` is False when the name leads to no single body: S02 says so, other rules are silent."""

    row: Record
    name: str
    role: str
    key: str
    own: bool
    known: bool
    level: str
    type: str

    @property
    def is_higher(self) -> bool:
        """A body above the township."""
        return self.level in HIGHER and not self.own

    def at(self, item: Item, field: str = "org") -> Location:
        """The place of the row's field."""
        return self.row.at(field, item=item.id)


def holders(item: Item, survey: Survey) -> tuple[Holder, ...]:
    """The parties of an item, in order; several rules ask, so the answer is kept."""
    known = survey.kept.get(item.id)
    if known is None:
        known = survey.kept[item.id] = tuple(_holder(row, item, survey) for row in item.rows("parties"))
    return known


def _holder(row: Record, item: Item, survey: Survey) -> Holder:
    register = survey.register
    name = row.text("org")
    shifting = item.head.nature == CATALOGUE and register.names.is_local("organisations", name)
    code = "" if shifting else register.id_of("organisations", name, item)
    record = register.references.get("organisations", {}).get(code)
    own = name == OWN or (code != "" and code == register.id_of("organisations", OWN, item))
    return Holder(
        row=row,
        name=name,
        role=row.text("role"),
        key=code or name,
        own=own,
        known=own or shifting or record is not None,
        level=record.text("level") if record is not None else "乡" if shifting else "",
        type=record.text("type") if record is not None else "",
    )


def by_role(parties: Iterable[Holder], role: str) -> tuple[Holder, ...]:
    """The parties in one role."""
    return tuple(party for party in parties if party.role == role)


def is_legible(parties: Iterable[Holder], survey: Survey) -> bool:
    """False while a name or a role in the rows is itself a mistake: then nothing more is said about them."""
    roles = survey.register.schemas["parties"].by_name["role"].enum
    return all(party.known and party.role in roles for party in parties)


def of_township(head: ListHead) -> bool:
    """True for lists of townships and sub-districts, and for the catalogues they adopt."""
    return head.nature == CATALOGUE or len(head.division) > 6
