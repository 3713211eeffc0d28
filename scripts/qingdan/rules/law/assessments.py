"""M03–M06: what townships may be assessed on, who agrees to it, and who is heard. M01, M02, M07: weights.py.

In: items of kind assessment. Out: problems. Assessments of villages or departments are not meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item
from ..facts.approvals import Approval, approvals
from ..facts.bodies import SELF_GOVERNING
from ..facts.chains import EVENT_TEXTS, check_item_chain
from ..facts.holders import Holder, by_role, holders, is_legible
from ..facts.status import is_current, is_ended
from ..rule import HLJ, SD, SZ, WN, Citation, Problem, Rule, Survey
from .duties import ASSIST, BACK
from .weights import ASSESSED, GENERAL, HEARD, JUDGE, MUTUAL, SPECIAL, assesses_township

VETO, CONTEST, MODEL = "一票否决", "评比达标", "示范创建"


def check_veto(item: Item, survey: Survey) -> Iterator[Problem]:
    """一票否决 is approved by the centre or the province, with a document (SD 19, HLJ 3.2, WN 14)."""
    if item.text("type") != VETO or not _concerns_townships(item, survey):
        return
    yield from check_item_chain(item, survey, "M03")
    if not is_current(item) or item.text("document"):
        return
    for approval in approvals(item, survey, "M03"):
        if approval.given and not any(event.row.text("doc_no") for event in approval.given):
            event = approval.given[-1]
            params = {"title": item.text("title"), "name": event.body.name if event.body is not None else ""}
            yield Problem(case="no_document", location=event.at(), params=params, advice=approval.advice)


def check_own_duty(item: Item, survey: Survey) -> Iterator[Problem]:
    """A township is assessed on what is its own; on what it only supports, where that was approved (SD 19, SZ 23)."""
    if is_ended(item) or not assesses_township(item, survey):
        return
    title, text = item.text("title"), item.text("duty_item")
    if not text:
        if item.text("type") in (SPECIAL, VETO) and is_current(item):
            yield Problem(case="no_duty", location=item.at("type"), params={"title": title})
        return
    duty = survey.register.items.get(survey.register.id_of("items", text, item))
    if duty is None or duty.kind != "duty":
        return
    params = {"title": title, "duty": duty.text("title"), "item": duty.id}
    if duty.text("role") == BACK:
        yield Problem(case="taken_back", location=item.at("duty_item"), other=duty.at("role"), params=params)
    elif duty.text("role") == ASSIST:
        for approval in _lacking(item, survey, "M04"):
            words = {**params, "who": approval.who, "others": approval.by_others}
            place, other = item.at("duty_item"), duty.at("role")
            yield Problem(case="supports", location=place, other=other, params=words, advice=approval.advice)


def check_ranking(item: Item, survey: Survey) -> Iterator[Problem]:
    """Ranking townships, and 评比达标 among them, is approved (SD 19, 27); 示范创建 too, as advice."""
    ranked, kind = item.text("ranking") == "是", item.text("type")
    if not (ranked or kind in (CONTEST, MODEL)) or not _concerns_townships(item, survey):
        return
    case = "ranking" if ranked else "contest"
    for approval in _lacking(item, survey, "M05"):
        words = {"title": item.text("title"), "type": kind, "who": approval.who, "others": approval.by_others}
        lower = approval.advice or (kind == MODEL and not ranked)
        place = item.at("ranking") if ranked else item.at("type")
        yield Problem(case=case, location=place, params=words, advice=lower)


def _lacking(item: Item, survey: Survey, code: str) -> Iterator[Approval]:
    """The approvals that nobody has given; only of items that are 现行."""
    if is_current(item):
        yield from (approval for approval in approvals(item, survey, code) if not approval.given)


def check_heard(item: Item, survey: Survey) -> Iterator[Problem]:
    """Who assesses a township hears departments, 自治组织, residents, and enterprises and institutions (SD 18)."""
    if item.text("type") not in (MUTUAL, GENERAL, SPECIAL) or not is_current(item):
        return
    parties = holders(item, survey)
    if not assesses_township(item, survey) or not is_legible(parties, survey):
        return
    missing = [name for name, heard in _hearing(parties) if not heard]
    if missing:
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        yield Problem(case="not_heard", location=item.at("type"), params=params)


def _hearing(parties: tuple[Holder, ...]) -> Iterator[tuple[str, bool]]:
    """Each group and whether it is heard; who judges is heard, but a hired 第三方 is no enterprise of the place."""
    asked = [party.body for party in by_role(parties, HEARD)]
    heard = [*asked, *(party.body for party in by_role(parties, JUDGE))]
    yield "县级部门", any(body.is_county_department for body in heard)
    yield "自治组织", any(body.type == SELF_GOVERNING for body in heard)
    yield "居民", any(body.type == "公众" for body in heard)
    yield "企业事业单位", any(body.type == "社会力量" for body in asked)


def _concerns_townships(item: Item, survey: Survey) -> bool:
    """False where it is stated that others are assessed."""
    assessed = by_role(holders(item, survey), ASSESSED)
    return not assessed or any(party.body.is_township or not party.body.known for party in assessed)


RULES: tuple[Rule, ...] = (
    Rule(
        code="M03",
        title_zh="一票否决经批准",
        sentence_zh="对乡镇（街道）的一票否决，只有国家或者省里批准的才能设，并写明批准的文件。",
        scope="item",
        check=check_veto,
        kinds=("assessment",),
        sources=(Citation(SD, "第十九条"), Citation(HLJ, "三（二）"), Citation(WN, "三14")),
        texts={
            **{name: EVENT_TEXTS[name] for name in ("missing", "body", "no_body")},
            "no_document": (
                "“{title}”写了{name}批准，没有写批准的文件。",
                "请在这个环节补上“文号”，或者在“相关文件”里写上登记的文件。",
            ),
        },
    ),
    Rule(
        code="M04",
        title_zh="只考自己的职责",
        sentence_zh="考核乡镇（街道），要对应清单里的基本履职事项；考核配合履职的事项，要经上级批准；收回的事项不考核。",
        scope="item",
        check=check_own_duty,
        kinds=("assessment",),
        sources=(Citation(SD, "第十九条"), Citation(SZ, "第23项")),
        texts={
            "no_duty": (
                "“{title}”考核乡镇（街道），没有写考的是哪项职责。",
                "请在“对应职责”里写上清单里的事项编号；清单里没有的事不能考核。",
            ),
            "supports": (
                "“{title}”考核“{duty}”（{item}），这在清单里是配合履职，没有写{who}的批准[[（写的是{others}批准）]]。",
                "请换成基本履职的事项；确实批准过的，在“过程”里补上批准的日期和单位。",
            ),
            "taken_back": (
                "“{title}”考核“{duty}”（{item}），这件事已由上级部门收回。",
                "收回的事不能再考核乡镇（街道），请换成基本履职的事项，或者停用这项考核。",
            ),
        },
    ),
    Rule(
        code="M05",
        title_zh="排名评比经批准",
        sentence_zh="对乡镇（街道）排名通报、搞评比达标的，要经批准；示范创建也一样（提醒）。",
        scope="item",
        check=check_ranking,
        kinds=("assessment",),
        sources=(Citation(SD, "第十九条"), Citation(SD, "第二十七条")),
        texts={
            "ranking": (
                "“{title}”要排名通报，没有写{who}的批准[[（写的是{others}批准）]]。",
                "确实批准过的，在“过程”里补上批准的日期和单位；没有批准的，不能排名通报，改成“否”。",
            ),
            "contest": (
                "“{title}”是{type}活动，没有写{who}的批准[[（写的是{others}批准）]]。",
                "确实批准过的，在“过程”里补上批准的日期和单位；没有批准的，停用这项活动。",
            ),
        },
    ),
    Rule(
        code="M06",
        title_zh="考核乡镇听各方意见",
        sentence_zh="考核乡镇（街道），要听县级部门、自治组织、居民、企业事业单位的意见。",
        scope="item",
        check=check_heard,
        kinds=("assessment",),
        sources=(Citation(SD, "第十八条"),),
        texts={
            "not_heard": (
                "“{title}”考核乡镇（街道），没有写听取{missing}的意见。",
                "请在“责任分工”里各写一行，角色填“意见方”；还没有征求的，先征求再考核。",
            ),
        },
    ),
)
