"""Who holds which part of an item: the rows of 责任分工 with the bodies they name.

In: an item. Out: `Holder` values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...finding import Location
from ...model import CATALOGUE, Item, ListHead, Record
from ..rule import Survey
from .bodies import Body, body_of

MAIN = "主体责任"
SUPPORT = "配合责任"
LEAD = "牵头"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A body with a role, and the row that says so."""

    row: Record
    role: str
    body: Body

    @property
    def name(self) -> str:
        """The name as it is written."""
        return self.body.name

    def at(self, item: Item, field: str = "org") -> Location:
        """The place of the row's field."""
        return self.row.at(field, item=item.id)


def holders(item: Item, survey: Survey) -> tuple[Holder, ...]:
    """The parties of an item, in order; several rules ask, so the answer is kept."""
    known = survey.kept.get(item.id)
    if known is None:
        known = survey.kept[item.id] = tuple(_holder(row, item, survey) for row in item.rows("parties"))
    found: tuple[Holder, ...] = known
    return found


def _holder(row: Record, item: Item, survey: Survey) -> Holder:
    return Holder(row=row, role=row.text("role"), body=body_of(row.text("org"), item, survey))


def by_role(parties: Iterable[Holder], *roles: str) -> tuple[Holder, ...]:
    """The parties in one of the roles."""
    return tuple(party for party in parties if party.role in roles)


def is_legible(parties: Iterable[Holder], survey: Survey) -> bool:
    """False while a name or a role in the rows is itself a mistake: then nothing more is said about them."""
    roles = survey.register.schemas["parties"].by_name["role"].enum
    return all(party.body.known and party.role in roles for party in parties)


def of_township(head: ListHead) -> bool:
    """True for lists of townships and sub-districts, and for the catalogues they adopt."""
    return head.nature == CATALOGUE or len(head.division) > 6
