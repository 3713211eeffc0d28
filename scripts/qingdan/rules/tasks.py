"""T01: plans of tasks: somebody leads, and nobody is named twice.

In: items of kind task. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Item
from .holders import LEAD, Holder, holders, is_legible
from .rule import QXG, WN, Citation, Problem, Rule, Survey
from .status import is_ended


def check_task(item: Item, survey: Survey) -> Iterator[Problem]:
    """A task has a 牵头 or 责任 body, and names no body twice (the tasks of WN and QXG; WN 6 does)."""
    if is_ended(item):
        return
    parties = holders(item, survey)
    if not any(party.role in (LEAD, "责任") for party in parties) and is_legible(parties, survey):
        yield Problem(case="no_lead", location=item.at(), params={"title": item.text("title")})
    first: dict[str, Holder] = {}
    for party in parties:
        if party.body.key in first:
            known = first[party.body.key]
            params = {"name": party.name, "role": party.role, "first": known.role}
            case = "twice" if known.role == party.role else "two_roles"
            yield Problem(case=case, location=party.at(item), other=known.at(item), params=params)
        first.setdefault(party.body.key, party)


RULES = (
    Rule(
        code="T01",
        title_zh="任务有牵头不重名",
        sentence_zh="每项任务至少有一个牵头或者责任单位，同一个单位不写两次。",
        scope="item",
        check=check_task,
        extracts=True,
        kinds=("task",),
        sources=(Citation(WN, "二（二）6"), Citation(QXG, "（九）")),
        texts={
            "no_lead": ("“{title}”没有牵头单位，也没有责任单位。", "请在“责任分工”里写明由谁牵头或者负责。"),
            "twice": (
                "{name}写了两次，都是{role}。",
                "请只留一行；摘编的原文就是这样写的，可以保留。",
            ),
            "two_roles": (
                "{name}写了两次，一次是{first}，一次是{role}。",
                "请只留一行；摘编的原文就是这样写的，可以保留。",
            ),
        },
    ),
)
