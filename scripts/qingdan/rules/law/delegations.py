"""G02–G04, G08: who hands down to whom: in whose name, with whose consent, under which agreement, never in a circle.

In: items of kind delegation. Out: problems. What a delegation has to state is delegation_terms.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...model import CATALOGUE, Item
from ..facts.bodies import SELF_GOVERNING, TOWNSHIP, Body
from ..facts.chains import steps_of
from ..facts.circles import find_circles, in_words
from ..facts.dates import before
from ..facts.events import by_action, item_and_list_events
from ..facts.holders import Holder, by_role, holders, is_legible
from ..facts.sides import (
    ENFORCE,
    GIVER,
    IN_NAME,
    INTERNAL,
    ITEM_CHAIN_TEXTS,
    LIABLE,
    RECEIVER,
    Sides,
    check_agreed_chain,
    check_own_chain,
    doubtful_giver,
    is_over,
    side_key,
    sides,
)
from ..facts.status import is_current
from ..rule import QXG, SD, SZ, Citation, Problem, Rule, Survey

CONSENT = "征求意见"
_NO_AUTHORITY = (SELF_GOVERNING, "社会力量", "公众")


def check_name(item: Item, survey: Survey) -> Iterator[Problem]:
    """Entrusted enforcement is done in the name of the county department that entrusts it, and at its liability (SD 8)."""
    parties = holders(item, survey)
    if item.text("mode") != ENFORCE or is_over(item) or not is_legible(parties, survey):
        return
    missing = "、".join(role for role in (GIVER, IN_NAME, LIABLE) if not by_role(parties, role))
    if missing and is_current(item):
        params = {"title": item.text("title"), "missing": missing}
        yield Problem(case="missing", location=item.at("mode"), params=params)
    doubt = doubtful_giver(item, survey)
    if doubt is not None:
        giver, agreed = doubt
        params = {"name": giver.name, "agreed": agreed.name}
        yield Problem(case="giver_other", location=giver.at(item), other=agreed.at(item), params=params)
        return
    givers, _ = both = sides(item, survey)
    for giver in givers:
        if giver.body.level and giver.body.type and not giver.body.is_county_department:
            yield Problem(case="giver", location=giver.at(item), params={"name": giver.name})
    if givers:
        yield from _names(item, both, by_role(parties, IN_NAME), by_role(parties, LIABLE))


def _names(item: Item, both: Sides, named: tuple[Holder, ...], liable: tuple[Holder, ...]) -> Iterator[Problem]:
    """名义方 and 法律责任方 are the givers, and the same of several givers."""
    keys = {giver.body.key for giver in both.givers}
    others = [party for party in (*named, *liable) if party.body.key not in keys]
    for party in others:
        params = {"role": party.role, "name": party.name, "givers": both.names}
        yield Problem(case="other", location=party.at(item), other=both.givers[0].at(item), params=params)
    if named and liable and not others and {p.body.key for p in named} != {p.body.key for p in liable}:
        params = {name: "、".join(p.name for p in found) for name, found in (("named", named), ("liable", liable))}
        yield Problem(case="apart", location=liable[0].at(item), other=named[0].at(item), params=params)


def check_consent(item: Item, survey: Survey) -> Iterator[Problem]:
    """The townships are asked, then the county government approves, then the delegation is published (SD 8, QXG 4)."""
    for problem in check_own_chain(item, survey, "G03"):
        if problem.params["action"] == CONSENT and problem.case in ("missing", "body", "no_body"):
            case = "not_asked" if problem.case == "missing" else "asked_whom"
            yield replace(problem, case=case)
        else:
            yield problem
    if is_current(item):
        for profile, step in steps_of(item, survey, "G03"):
            if step.action == CONSENT and step.at == "item":
                advice = not survey.bindings.binds(profile, "G03", item.head)
                yield from _left_out(item, survey, step.levels, advice)


def _left_out(item: Item, survey: Survey, levels: tuple[str, ...], advice: bool) -> Iterator[Problem]:
    """Receivers whose consent nothing tells of, where that of others is told."""
    written = by_action(item_and_list_events(item, survey), CONSENT)
    asked = [event.body for event in written if event.body is not None]
    if any(not body.known for body in asked) or not any(body.is_one_of(levels, ()) for body in asked):
        return
    for receiver in sides(item, survey).receivers:
        body = receiver.body
        if body.known and body.is_one_of(levels, ()) and not any(_speaks_for(one, body) for one in asked):
            params = {"title": item.text("title"), "name": receiver.name}
            yield Problem(case="left_out", location=receiver.at(item), params=params, advice=advice)


def _speaks_for(asked: Body, receiver: Body) -> bool:
    """The receiver itself, its township, or all townships of the county."""
    if asked.level != receiver.level:
        return False
    return asked.key == receiver.key or (bool(asked.division) and receiver.division.startswith(asked.division))


def check_agreement(item: Item, survey: Survey) -> Iterator[Problem]:
    """An agreement on what is entrusted is signed, filed with the county's legal office and published (SZ 15)."""
    # A catalogue is adopted by those who sign; it has signed nothing itself.
    if item.head.nature != CATALOGUE:
        yield from check_agreed_chain(item, survey, "G04")


def check_sides(item: Item, survey: Survey) -> Iterator[Problem]:
    """A delegation goes to a body of a township, not to its giver, and does not come back in a circle (SZ 15)."""
    if is_over(item):
        return
    both = sides(item, survey)
    if is_current(item) and is_legible(holders(item, survey), survey):
        yield from _missing_sides(item, both)
    circles = _circles(survey).get(item.id, [])
    told = [problem.location for problem in circles]
    givers = {side_key(giver.body, item): giver for giver in both.givers if giver.body.known}
    for receiver in both.receivers:
        giver = givers.get(side_key(receiver.body, item))
        if receiver.body.known and giver is not None:
            yield Problem(case="same", location=receiver.at(item), other=giver.at(item), params={"name": receiver.name})
        elif receiver.body.level and not _is_of_township(receiver.body, item) and receiver.at(item) not in told:
            yield Problem(case="receiver", location=receiver.at(item), params={"name": receiver.name})
    yield from circles


def _missing_sides(item: Item, both: Sides) -> Iterator[Problem]:
    """Advice: no rule of law asks for the two sides, but nothing else can be read without them."""
    missing = [] if both.givers or item.text("mode") == ENFORCE else [GIVER]
    missing += [] if both.receivers else [RECEIVER]
    if missing:
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        yield Problem(case="missing", location=item.at(), params=params, advice=True)


def _is_of_township(body: Body, item: Item) -> bool:
    """A body of a township; within a department also its office there."""
    if item.text("mode") == INTERNAL and body.is_agency:
        return len(body.division) > 6
    return body.level == TOWNSHIP and body.type not in _NO_AUTHORITY


def _circles(survey: Survey) -> Mapping[str, list[Problem]]:
    """The circles of the register by the item whose step closes them; found once."""
    kept: dict[str, list[Problem]] | None = survey.kept.get("circles of delegations")
    if kept is None:
        kept = survey.kept["circles of delegations"] = {}
        for circle in find_circles(survey):
            first, last = circle[0], circle[-1]
            words = in_words(circle, survey.register)
            problem = Problem(
                case="circle",
                location=last.receiver.at(last.item),
                other=first.receiver.at(first.item),
                params={"title": first.item.text("title"), "circle": words, "first": words.partition("→")[0]},
            )
            kept.setdefault(last.item.id, []).append(problem)
    return kept


def check_expired(item: Item, survey: Survey) -> Iterator[Problem]:
    """A delegation past its 截止 is no longer 现行 (SZ 15)."""
    end = item.text("valid_to")
    if is_current(item) and before(end, survey.today.isoformat()):
        params = {"title": item.text("title"), "end": end}
        yield Problem(case="expired", location=item.at("valid_to"), other=item.at("status"), params=params)


RULES = (
    Rule(
        code="G02",
        title_zh="以委托部门的名义",
        sentence_zh="委托执法由县级部门委托，以它的名义开展，法律责任由它承担：授出方、名义方、法律责任方是同一个单位。",
        scope="item",
        check=check_name,
        kinds=("delegation",),
        sources=(Citation(SD, "第八条"),),
        texts={
            "missing": (
                "“{title}”是委托执法，责任分工里没有写{missing}。",
                "请补上；授出方、名义方、法律责任方都是委托执法的县级部门。",
            ),
            "giver": (
                "委托执法的授出方写的是{name}，不是县级政府的部门。",
                "请写委托执法的县级部门；不是部门委托的，请核对“方式”。",
            ),
            "giver_other": (
                "授出方写的是{name}，名义方、法律责任方、培训方却都是{agreed}。",
                "委托执法由谁委托，就以谁的名义开展、由谁负责和培训，请核对授出方；是{agreed}委托的，把授出方改成{agreed}。",
            ),
            "other": (
                "{role}写的是{name}，授出方却是{givers}。",
                "委托执法以授出方的名义开展，法律责任由授出方承担，请把{role}改成{givers}。",
            ),
            "apart": (
                "名义方是{named}，法律责任方却是{liable}。",
                "以谁的名义执法，就由谁承担法律责任，请改成同样的单位。",
            ),
        },
    ),
    Rule(
        code="G03",
        title_zh="先征求乡镇意见再批准",
        sentence_zh="委托执法先征求承接的乡镇（街道）意见，再由县级政府批准，然后公布。",
        scope="item",
        check=check_consent,
        kinds=("delegation",),
        sources=(Citation(SD, "第八条"), Citation(QXG, "（四）")),
        texts={
            **ITEM_CHAIN_TEXTS,
            "not_asked": (
                "“{title}”的过程里没有征求乡镇（街道）的意见。",
                "请在“过程”里补上“征求意见”，单位写被征求意见的乡镇（街道），结果写它的意见。",
            ),
            "asked_whom": (
                "“{title}”的“征求意见”看不出征求了哪个乡镇（街道）的意见[[，写的单位是{name}]]。",
                "请把“单位”写成被征求意见的乡镇（街道）；由谁去征求的写在“说明”里。",
            ),
            "left_out": (
                "{name}承接“{title}”，过程里没有征求它的意见。",
                "请补上征求{name}意见的日期和结果；没有征求过的，先征求意见。",
            ),
        },
    ),
    Rule(
        code="G04",
        title_zh="委托有协议、备案、公布",
        sentence_zh="委托和委托执法要签订书面协议，报县级法制机构备案，并向社会公布。",
        scope="item",
        check=check_agreement,
        kinds=("delegation",),
        sources=(Citation(SZ, "第15项"),),
        texts=ITEM_CHAIN_TEXTS,
    ),
    Rule(
        code="G08",
        title_zh="交给乡镇，不转圈，不过期",
        sentence_zh="承接方是乡镇（街道）的单位，不和授出方是同一个；同一件事不能转一圈又交回来；过了截止日期的不再是现行；授出方、承接方没有写的提醒。",
        scope="item",
        check=check_sides,
        calendar=check_expired,
        structural=True,
        kinds=("delegation",),
        sources=(Citation(SZ, "第15项"),),
        texts={
            "missing": (
                "“{title}”的责任分工里没有写{missing}，看不出谁交给谁。",
                "请在“责任分工”里写明授出方和承接方。",
            ),
            "same": ("{name}既是承接方，又是授出方。", "请核对两行，授出方写上级部门，承接方写乡镇（街道）。"),
            "receiver": (
                "承接方{name}不是乡镇（街道）的单位。",
                "请写承接的乡镇（街道）；交给村（社区）办的事登记在村（社区）事项清单里，部门之间的委托不在这里登记。",
            ),
            "circle": (
                "“{title}”转了一圈又交回{first}：{circle}。",
                "请核对每一步的授出方和承接方，删掉不对的一步；要收回的，把原来的下放、委托改成停用。",
            ),
            "expired": (
                "“{title}”到 {end} 截止，已经过期，状态还是现行。",
                "续签了的请改“截止”；不再委托的把状态改成停用，写上失效日期。",
            ),
        },
    ),
)
