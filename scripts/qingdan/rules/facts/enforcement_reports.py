"""Reports on enforcement (执法报告) by township: when the last one went to whom.

In: the documents of the register. Out: the day of the last report of a township to those who entrusted it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model import EXTRACT, Item
from ..rule import Survey
from .bodies import Body
from .dates import parse
from .events import events
from .holders import holders
from .sides import Sides, sides

REPORT = "执法报告"
_KEPT = "reports on enforcement"


class _Reports(NamedTuple):
    """By township: the reports with the bodies they name; and every body that entrusts anything."""

    by_division: dict[str, list[tuple[str, frozenset[str]]]]
    givers: frozenset[str]


def last_report(receiver: Body, both: Sides, survey: Survey) -> str:
    """The day of the last report that counts, "" when there is none.

    It names one of the givers, or nobody who entrusts: then it is a report on everything.
    """
    found = _reports(survey)
    givers = {giver.body.key for giver in both.givers}
    days = (
        day for day, named in found.by_division.get(receiver.division, ()) if named & givers or not named & found.givers
    )
    return max(days, default="")


def _reports(survey: Survey) -> _Reports:
    known = survey.kept.get(_KEPT)
    if known is None:
        known = survey.kept[_KEPT] = _collect(survey)
    found: _Reports = known
    return found


def _collect(survey: Survey) -> _Reports:
    by_division: dict[str, list[tuple[str, frozenset[str]]]] = {}
    givers: set[str] = set()
    for entry in survey.register.lists.values():
        if entry.head.nature == EXTRACT or entry.head.kind not in ("document", "delegation"):
            continue
        for item in entry.items:
            if entry.head.kind == "delegation":
                givers.update(giver.body.key for giver in sides(item, survey).givers)
            elif item.text("doc_type") == REPORT:
                for division in _divisions(item, survey):
                    by_division.setdefault(division, []).append((_day(item), frozenset(_named(item, survey))))
    return _Reports(by_division, frozenset(givers))


def _bodies(item: Item, survey: Survey) -> Iterator[Body]:
    yield from (party.body for party in holders(item, survey))
    yield from (event.body for event in events(item, survey) if event.body is not None)


def _named(item: Item, survey: Survey) -> Iterator[str]:
    return (body.key for body in _bodies(item, survey))


def _divisions(item: Item, survey: Survey) -> set[str]:
    """The townships that report: the list's own, or in a county's list those that the report names."""
    if len(item.division) >= 9:
        return {item.division[:9]}
    return {body.division for body in _bodies(item, survey) if len(body.division) == 9}


def _day(item: Item) -> str:
    """The last day that the report's record tells of."""
    days = [item.text("effective_from"), *(row.text("date") for row in item.rows("events"))]
    return max((day for day in days if parse(day) is not None), default="")
