"""H01, H02: where people turn to, and how departments work together with a township.

In: lists and items of kind channel. Out: problems. On which channels a procedure is made known is data of profiles.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item, ItemList, ListHead
from ...register import IN_FORCE
from ..facts.bodies import body_of
from ..facts.events import PUBLISHED, states_events
from ..facts.holders import holders, is_legible
from ..facts.status import is_current
from ..facts.terms import AT_ONCE
from ..rule import HLJ, SD, WN, Citation, Problem, Rule, Survey

COMPLAINTS = "群众诉求反馈"
JOINT = "部门联动"


def check_complaints(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """Each step of 群众诉求反馈 has a post and a limit; the procedure is made known at the 便民服务中心 (WN 7)."""
    found = [item for item in entry.items if item.text("type") == COMPLAINTS and is_current(item)]
    for item in found:
        yield from _steps(item)
    if found and entry.head.text("status") == IN_FORCE:
        yield from _publication(entry.head, survey)


def _steps(item: Item) -> Iterator[Problem]:
    steps = item.rows("steps")
    if not steps:
        yield Problem(case="no_steps", location=item.at(), params={"title": item.text("title")})
    for row in steps:
        missing = [] if row.text("post") else ["岗位"]
        missing += [] if row.text("limit") or row.text("limit_unit") == AT_ONCE else ["时限"]
        if missing:
            params = {"step": row.text("title"), "missing": "和".join(missing)}
            yield Problem(case="step", location=row.at("title", item=item.id), params=params)


def _publication(head: ListHead, survey: Survey) -> Iterator[Problem]:
    """That there is a 公布 at all is rule C04's."""
    owner = states_events(head)
    published = [row for row in owner.rows("events") if row.text("action") == PUBLISHED]
    used = {channel for row in published for channel in row.texts("channels")}
    missing = [channel for channel in _asked(head, survey) if channel not in used]
    if published and missing:
        params = {"title": owner.text("title"), "missing": "、".join(missing)}
        yield Problem(case="channel", location=published[-1].at("channels"), params=params)


def _asked(head: ListHead, survey: Survey) -> tuple[str, ...]:
    """The channels of the first profile that has some, unless one that applies does: then rule C05 asks for them."""
    if any(profile.channels.get(head.kind) for profile in survey.bindings.applying(head)):
        return ()
    ordered = sorted(survey.profiles.values(), key=lambda profile: (profile.draft, profile.code))
    return next((profile.channels[head.kind] for profile in ordered if profile.channels.get(head.kind)), ())


def check_joint(item: Item, survey: Survey) -> Iterator[Problem]:
    """部门联动 says which department acts, and by when (SD 5, HLJ 3.3)."""
    if item.text("type") != JOINT or not is_current(item):
        return
    params = {"title": item.text("title")}
    parties, steps = holders(item, survey), item.rows("steps")
    names = [text for row in steps if (text := row.text("org"))]
    bodies = [*(party.body for party in parties), *(body_of(name, item, survey) for name in names)]
    legible = is_legible(parties, survey) and all(body.known for body in bodies)
    if legible and not any(body.is_higher for body in bodies):
        yield Problem(case="no_department", location=item.at(), params=params)
    if not any(row.text("limit") or row.text("limit_unit") == AT_ONCE for row in steps):
        yield Problem(case="no_limit", location=item.at(), params=params)


RULES = (
    Rule(
        code="H01",
        title_zh="诉求反馈有岗位有时限",
        sentence_zh="群众诉求反馈的每一步写明岗位和时限；流程公布的渠道里有便民服务中心。",
        scope="list",
        check=check_complaints,
        kinds=("channel",),
        sources=(Citation(WN, "二（二）7"),),
        texts={
            "no_steps": ("“{title}”没有写步骤。", "请在“步骤”里一步一行写明岗位和时限，让群众知道诉求办到哪一步。"),
            "step": ("步骤“{step}”没有写{missing}。", "请补上：由哪个岗位办，最多办多久。"),
            "channel": (
                "“{title}”公布的渠道里没有{missing}。",
                "请把流程张贴在{missing}，再在“公布”的渠道里补上。",
            ),
        },
    ),
    Rule(
        code="H02",
        title_zh="联动有部门有时限",
        sentence_zh="部门联动的流程写明县级以上的哪个部门处理，最多办多久。",
        scope="item",
        check=check_joint,
        kinds=("channel",),
        sources=(Citation(SD, "第五条"), Citation(HLJ, "三（三）")),
        texts={
            "no_department": (
                "“{title}”是部门联动，没有写由上级哪个部门处理。",
                "请在“责任分工”或者步骤的“单位”里补上。",
            ),
            "no_limit": ("“{title}”是部门联动，哪一步都没有写时限。", "请在“步骤”里写明部门多久应答、多久办结。"),
        },
    ),
)
