"""O01–O03: what is published on own initiative: how each matter is published, which topics there are, how soon.

In: lists and items of kind disclosure. Out: problems. Which topics must appear is data of the profiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...model import CATALOGUE, Item, ItemList, ListHead
from ..facts.current import Lists, could_be_read, group_of, lacking, lists_in_force
from ..facts.holders import holders
from ..facts.status import is_current, is_ended
from ..facts.terms import AT_ONCE, DAYS, HOURS, WORKDAYS, term
from ..rule import SZ, WN, Citation, Problem, Rule, Survey

GUIDE = "主动公开指南"
SUPERVISION = "检查监督"
ON_APPLICATION = "依申请"
# How many work days a unit of time makes, a week having five.
_WORKDAYS = {WORKDAYS: 1.0, DAYS: 5 / 7, HOURS: 5 / 7 / 24, AT_ONCE: 0.0}
_ELEMENTS = (
    ("content", "内容"),
    ("when", "时间"),
    ("limit", "时限"),
    ("place", "地点"),
    ("method", "方式"),
    ("procedure", "程序"),
)


_SUPERVISOR = "检查监督的单位"


def check_elements(item: Item, survey: Survey) -> Iterator[Problem]:
    """A matter of 主动公开 has 内容, 时间, 时限, 地点, 方式, 程序, and a body that supervises (WN 9)."""
    if not is_current(item):
        return
    missing = [title for name, title in _ELEMENTS if not item.text(name)]
    if item.text("limit_unit") == AT_ONCE and "时限" in missing:
        missing.remove("时限")
    roles = {party.role for party in holders(item, survey)}
    # A role that is no word of the list is a mistake of its own (S04).
    if SUPERVISION not in roles and roles.issubset(survey.register.schemas["parties"].by_name["role"].enum):
        missing.append(_SUPERVISOR)
    if missing:
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        params["body"] = SUPERVISION if _SUPERVISOR in missing else ""
        yield Problem(case="missing", location=item.at(), params=params)


def check_topics(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A township's 主动公开目录 has the topics that WN 9 and SZ 24 name, and a 主动公开指南 belongs to it (SZ 24)."""
    group = group_of(entry, survey)
    if not group or not could_be_read(group, survey):
        return
    without = partial(_without, topics=topics_for(entry.head, survey))
    missing = without(group)
    if missing:
        head = lacking(group, without, survey)
        params = {"title": head.text("title"), "topics": "、".join(missing)}
        yield Problem(case="topics", location=head.record.at(), params=params)
    if entry.head.nature != CATALOGUE and not _has_guide(entry.head.division, survey):
        params = {"name": survey.register.name_of("divisions", entry.head.division)}
        yield Problem(case="no_guide", location=entry.head.record.at(), params=params)


def topics_for(head: ListHead, survey: Survey) -> tuple[str, ...]:
    """The topics that the profiles of a list ask for; where none of them does, those of the first that does."""
    applying = [topic for profile in survey.bindings.applying(head) for topic in profile.topics]
    ordered = sorted(survey.profiles.values(), key=lambda profile: (profile.draft, profile.code))
    return tuple(dict.fromkeys(applying)) or next((profile.topics for profile in ordered if profile.topics), ())


def _without(group: Lists, topics: tuple[str, ...]) -> tuple[str, ...]:
    there = {item.text("topic") for entry in group for item in entry.items if is_current(item)}
    return tuple(topic for topic in topics if topic not in there)


def _has_guide(division: str, survey: Survey) -> bool:
    """Whether a guide that has not ended is registered; a register with an unread file may hold it."""
    registers = lists_in_force(division, survey, "document")
    if not could_be_read(registers, survey):
        return True
    documents = (item for entry in registers for item in entry.items if not is_ended(item))
    return any(item.text("doc_type") == GUIDE for item in documents)


def check_limit(item: Item, survey: Survey) -> Iterator[Problem]:
    """What is published on own initiative is published within 20 work days (practice; model.md 6)."""
    limit = term(item, "limit")
    found = survey.bindings.number("disclosure_workdays", item.head)
    if limit is None or found is None or is_ended(item) or item.text("method") == ON_APPLICATION:
        return
    _, number = found
    if not number.holds(limit.number * _WORKDAYS[limit.unit]):
        params = {"limit": limit.words, "most": number.value}
        yield Problem(case="late", location=item.at("limit"), params=params)


RULES = (
    Rule(
        code="O01",
        title_zh="公开要素齐全",
        sentence_zh="主动公开的事项写明内容、时间、时限、地点、方式、程序和检查监督的单位。",
        scope="item",
        check=check_elements,
        kinds=("disclosure",),
        sources=(Citation(WN, "二（三）9"),),
        texts={
            "missing": (
                "“{title}”没有写{missing}。",
                "请补上[[；检查监督的单位写在“责任分工”里，角色填“{body}”]]。",
            ),
        },
    ),
    Rule(
        code="O02",
        title_zh="公开主题齐全",
        sentence_zh="主动公开目录包括文件要求的各个公开主题，并且登记了主动公开指南。",
        scope="list",
        check=check_topics,
        kinds=("disclosure",),
        sources=(Citation(WN, "二（三）9"), Citation(SZ, "第24项")),
        texts={
            "topics": (
                "“{title}”里没有这些主题的事项：{topics}。",
                "请补上；已经有的，核对它的“公开主题”和状态；当地没有这类事情的，可以不管。",
            ),
            "no_guide": (
                "{name}有主动公开目录，没有登记主动公开指南。",
                "请在文件登记里加上指南，文件类型写“主动公开指南”；还没有编的，先编出来公布。",
            ),
        },
    ),
    Rule(
        code="O03",
        title_zh="公开时限",
        sentence_zh="主动公开的时限一般不超过 20 个工作日。",
        scope="item",
        check=check_limit,
        kinds=("disclosure",),
        texts={
            "late": (
                "主动公开的时限是 {limit}，超过了 {most} 个工作日。",
                "请核对；法律法规另有规定的，可以不管。",
            ),
        },
    ),
)
