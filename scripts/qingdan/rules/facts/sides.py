"""The two sides of a delegation: who hands a matter down and who takes it over, and the agreement between them.

In: items of kind delegation (and village, for the agreement). Out: parties by side, the registered agreement, and
the chain of events of both together. The township's 党委 and 政府 count as one body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ...model import Item
from ..rule import Problem, Survey, Text
from .bodies import RULING, TOWNSHIP, Body
from .chains import EVENT_TEXTS, check_item_chain
from .holders import Holder, by_role, holders
from .status import ENDED, is_current, is_ended

GIVER, RECEIVER = "授出方", "承接方"
IN_NAME, LIABLE, TRAINER = "名义方", "法律责任方", "培训方"
ENTRUST, ENFORCE, INTERNAL = "委托", "委托执法", "内部放权"
# Work of the giver that is done under an agreement with it.
ENTRUSTED = (ENTRUST, ENFORCE)
AGREEMENTS = ("协议", "委托书")

# What the chain of an item says, with the case that its list went a step ahead of it.
ITEM_CHAIN_TEXTS: Mapping[str, Text] = {
    **EVENT_TEXTS,
    "list_ahead": (
        "“{title}”的“{before}”是 {first}，整份清单 {date} 就已经{action}。",
        "请核对两个日期；清单后来又{action}过的，在封面的“过程”里补上那一次。",
    ),
}


class Sides(NamedTuple):
    """The giving and the receiving parties of a delegation."""

    givers: tuple[Holder, ...]
    receivers: tuple[Holder, ...]

    @property
    def names(self) -> str:
        """The givers, in words."""
        return "、".join(party.name for party in self.givers)


def sides(item: Item, survey: Survey) -> Sides:
    """The parties that hand over and those that take over."""
    parties = holders(item, survey)
    return Sides(by_role(parties, GIVER), by_role(parties, RECEIVER))


def is_over(item: Item) -> bool:
    """True for what has ended, or stands in a list that has."""
    return is_ended(item) or item.head.text("status") in ENDED


def doubtful_giver(item: Item, survey: Survey) -> tuple[Holder, Holder] | None:
    """The giver of entrusted enforcement, and the department that all the other roles name in its place; else None."""
    parties = holders(item, survey)
    givers = by_role(parties, GIVER)
    named = [by_role(parties, role) for role in (IN_NAME, LIABLE, TRAINER)]
    others = {party.body.key for found in named for party in found}
    if item.text("mode") != ENFORCE or not givers or not all(named) or len(others) != 1:
        return None
    agreed = named[0][0]
    if not agreed.body.is_county_department or any(giver.body.key in others for giver in givers):
        return None
    return givers[0], agreed


def side_key(body: Body, item: Item) -> str:
    """What a body counts as: a township's 党委 and 政府 are one; 本级 of a catalogue is one for each catalogue."""
    if body.key == body.name:
        return f"{item.head.id} {body.name}"
    return body.division if body.level == TOWNSHIP and body.type in RULING else body.key


def agreement(item: Item, survey: Survey) -> Item | None:
    """The 协议 or 委托书 that the item names as 相关文件, unless that has ended."""
    text = item.text("document")
    found = survey.register.items.get(survey.register.id_of("items", text, item)) if text else None
    if found is None or found.text("doc_type") not in AGREEMENTS or is_over(found):
        return None
    return found


def check_own_chain(item: Item, survey: Survey, code: str) -> Iterator[Problem]:
    """The chain of a current item, said of the item even where the later step is its list's."""
    for problem in check_item_chain(item, survey, code) if is_current(item) else ():
        place, other = problem.location, problem.other
        if other is not None and other.item and not place.item:
            words = {**problem.params, "title": item.text("title")}
            yield replace(problem, case="list_ahead", location=other, other=place, params=words)
        else:
            yield problem


def check_agreed_chain(item: Item, survey: Survey, code: str) -> Iterator[Problem]:
    """The chain of an item whose agreement may be registered by itself: what its record states is not missing here."""
    registered = agreement(item, survey)
    stated = {row.text("action") for row in registered.rows("events")} if registered is not None else set()
    for problem in check_own_chain(item, survey, code):
        if problem.case != "missing" or problem.params["action"] not in stated:
            yield problem
