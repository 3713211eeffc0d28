"""Whether a matter was admitted before it went into a village: by a record of admission, or by approval from above.

In: an item of a village. Out: yes or no. What an admission itself has to be is admissions.py's business.
"""

from __future__ import annotations

from typing import NamedTuple

from ...model import EXTRACT, Item
from ..rule import Survey
from .events import APPROVED, by_action, events
from .grassroots import is_village

_GRANTED = ("准入", "同意")
_ACTS = (APPROVED, "审核")
# Two records belong together when they are of one county.
_COUNTY = 6


class _Admissions(NamedTuple):
    """What was admitted: the titles by county, joined, and the ids that admissions name."""

    titles: dict[str, str]
    items: frozenset[str]


def is_admitted(item: Item, survey: Survey) -> bool:
    """By an admission that names it, or bears its title; or 审核 or 批准 of the item or of the list it comes from."""
    if any(_approved(layer, survey) for layer in item.stack()):
        return True
    known = _admissions(survey)
    title = item.text("title").strip()
    near = known.titles.get(item.division[:_COUNTY], "")
    return any(layer.id in known.items for layer in item.stack()) or bool(title and title in near)


def _approved(layer: Item, survey: Survey) -> bool:
    """By anybody but the village itself."""
    found = by_action((*events(layer, survey), *events(layer.head, survey)), *_ACTS)
    return any(event.body is None or not is_village(event.body) for event in found)


def _admissions(survey: Survey) -> _Admissions:
    known: _Admissions | None = survey.kept.get("admissions into villages")
    if known is None:
        known = survey.kept["admissions into villages"] = _collect(survey)
    return known


def _collect(survey: Survey) -> _Admissions:
    titles: dict[str, list[str]] = {}
    items: set[str] = set()
    for entry in survey.register.lists.values():
        if entry.head.kind != "admission" or entry.head.nature == EXTRACT:
            continue
        for item in entry.items:
            if item.text("decision") in _GRANTED:
                titles.setdefault(item.division[:_COUNTY], []).append(item.text("title"))
                items.add(item.text("item"))
    return _Admissions({county: "\n".join(words) for county, words in titles.items()}, frozenset(items - {""}))
