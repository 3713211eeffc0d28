"""T01, T02: plans of tasks: somebody leads, nobody is named twice, and what was due has been done.

In: items of kind task. Out: problems; whether a term is over is asked of the calendar only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item, ListHead
from ...register import CLOSED, IN_FORCE
from ..facts.dates import before
from ..facts.events import PUBLISHED
from ..facts.holders import LEAD, Holder, holders, is_legible
from ..facts.status import is_current, is_ended
from ..rule import HLJ, QXG, WN, Citation, Problem, Rule, Survey

DONE = "完成"
_UNDONE = ("未开始", "进行中", "逾期", "不详")
# What is a list in the words of 成果类型, and therefore published here or somewhere else.
_LISTS = ("清单", "目录")


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


def check_due(item: Item, survey: Survey) -> Iterator[Problem]:
    """A task whose term has passed is done, and the list that it had to give is published (WN, QXG 9, HLJ 4.4)."""
    due = item.text("due")
    if not is_current(item) or not before(due, survey.today.isoformat()):
        return
    title, progress = item.text("title"), item.text("progress")
    if progress in _UNDONE:
        params = {"title": title, "due": due, "progress": progress}
        yield Problem(case="undone", location=item.at("progress"), params=params)
    elif progress == DONE:
        yield from _check_deliverable(item, survey, {"title": title, "due": due})


def _check_deliverable(item: Item, survey: Survey, params: dict[str, str]) -> Iterator[Problem]:
    """What a finished task gave: only a list can be looked for, and an unknown one is rule S02's."""
    name, kind = item.text("deliverable"), item.text("deliverable_kind")
    if not name:
        published = any(row.text("action") == PUBLISHED for row in item.rows("events"))
        if kind.endswith(_LISTS) and not published:
            yield Problem(case="unnamed", location=item.at("deliverable_kind"), params={**params, "kind": kind})
        return
    entry = survey.register.lists.get(survey.register.id_of("lists", name, item))
    state = _unpublished(entry.head) if entry is not None else ""
    if entry is not None and state:
        words = {**params, "list": entry.head.text("title") or entry.id, "state": state}
        yield Problem(case="unpublished", location=item.at("deliverable"), other=entry.head.record.at(), params=words)


def _unpublished(head: ListHead) -> str:
    """Why the public does not see a list, "" when it does."""
    status = head.text("status")
    if status != IN_FORCE:
        return f"的状态是“{status}”" if status else "没有写状态"
    if head.text("openness") == CLOSED:
        return f"的公开属性是“{CLOSED}”"
    return "" if any(row.text("action") == PUBLISHED for row in head.rows("events")) else f"的过程里没有“{PUBLISHED}”"


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
    Rule(
        code="T02",
        title_zh="任务到期有成果",
        sentence_zh="时限已经过去的任务，进展是完成；成果是清单的，那份清单是现行的，并且已经公布。",
        scope="item",
        calendar=check_due,
        kinds=("task",),
        sources=(
            Citation(WN, "二（一）1"),
            Citation(WN, "二（一）4"),
            Citation(WN, "二（二）6"),
            Citation(QXG, "（九）"),
            Citation(HLJ, "四（四）"),
        ),
        texts={
            "undone": (
                "“{title}”的时限是 {due}，已经过了，进展写的是“{progress}”。",
                "已经做完的，把进展改成“完成”；没有做完的，在备注里写明原因和打算哪天做完。",
            ),
            "unnamed": (
                "“{title}”的时限是 {due}，成果是“{kind}”，没有写成果清单。",
                "已经在本站公布的，在“成果清单”里写清单编号；在别处公布的，在“过程”里写上公布的日期和渠道。",
            ),
            "unpublished": (
                "“{title}”的时限是 {due}，成果清单《{list}》{state}。",
                "请公布这份清单，并照实写明状态和过程；成果是另一份清单的，改正编号。",
            ),
        },
    ),
)
