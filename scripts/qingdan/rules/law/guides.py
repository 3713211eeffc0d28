"""P02, P06–P08: steps and guides of powers and services.

In: items of kinds power and service; terms wherever there is a guide. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item, Record
from ..facts.status import is_ended
from ..facts.terms import AT_ONCE, term
from ..rule import QXG, SD, WN, Citation, Problem, Rule, Survey


def check_steps(item: Item, _: Survey) -> Iterator[Problem]:
    """Every step has a post, and a rule or a limit (WN 8, QXG 5)."""
    if is_ended(item):
        return
    for row in item.rows("steps"):
        missing = [] if row.text("post") else ["岗位"]
        if not (row.text("rule") or row.text("limit") or row.text("limit_unit") == AT_ONCE):
            missing.append("规则（或者时限）")
        if missing:
            params = {"step": row.text("title"), "missing": "、".join(missing)}
            yield Problem(case="step", location=row.at("title", item=item.id), params=params)


def check_guide(item: Item, _: Survey) -> Iterator[Problem]:
    """A guide has its seven elements (依据 is C01's): 时限, 条件, 流程, 收费, 联系方式, 投诉渠道 (WN 9, QXG 6, SD 14)."""
    if is_ended(item):
        return
    guide = item.row("guides")
    if guide is not None:
        missing = "、".join(_missing(item, guide))
        if missing:
            params = {"title": item.text("title"), "missing": missing}
            yield Problem(case="elements", location=guide.at(item=item.id), params=params)
    elif item.text("on_application") == "是":
        yield Problem(case="no_guide", location=item.at("on_application"), params={"title": item.text("title")})


def _missing(item: Item, guide: Record) -> Iterator[str]:
    limits = ("promised_limit", "statutory_limit")
    at_once = guide.text("case_type") == "即办件" or AT_ONCE in (guide.text(f"{name}_unit") for name in limits)
    if not at_once and not any(guide.text(name) for name in limits):
        yield "承诺时限"
    if not guide.text("conditions"):
        yield "受理条件"
    if not item.rows("steps"):
        yield "步骤"
    if not guide.text("fee"):
        yield "是否收费"
    if not (guide.text("contact") or item.text("contact")):
        yield "咨询方式"
    if not guide.text("complaint"):
        yield "监督投诉"


def check_fee(item: Item, _: Survey) -> Iterator[Problem]:
    """Where a fee is taken, its standard and its basis are stated (WN 9)."""
    guide = item.row("guides")
    if guide is None or guide.text("fee") != "是":
        return
    missing = [
        title for name, title in (("fee_standard", "收费标准"), ("fee_basis", "收费依据")) if not guide.text(name)
    ]
    if missing:
        yield Problem(case="fee", location=guide.at("fee", item=item.id), params={"missing": "和".join(missing)})


def check_terms(item: Item, _: Survey) -> Iterator[Problem]:
    """承诺时限 is not longer than 法定时限, as far as the two units can be compared."""
    guide = item.row("guides")
    if guide is None or is_ended(item):
        return
    promised, statutory = term(guide, "promised_limit"), term(guide, "statutory_limit")
    if promised is not None and statutory is not None and promised.is_longer(statutory):
        params = {"promised": promised.words, "statutory": statutory.words}
        place, other = guide.at(promised.field, item=item.id), guide.at(statutory.field, item=item.id)
        case = "at_once" if statutory.unit == AT_ONCE else "longer"
        yield Problem(case=case, location=place, other=other, params=params)


RULES = (
    Rule(
        code="P02",
        title_zh="步骤有岗位有规则",
        sentence_zh="权责事项和公共服务事项的每一步都写明岗位，并写明规则或者时限。",
        scope="item",
        check=check_steps,
        kinds=("power", "service"),
        sources=(Citation(WN, "二（三）8"), Citation(QXG, "（五）")),
        texts={
            "step": ("步骤“{step}”没有写{missing}。", "请补上：谁来办，按什么规定办，或者最多办多久。"),
        },
    ),
    Rule(
        code="P06",
        title_zh="办理指南七要素",
        sentence_zh="办理指南写全七样：时限、条件、流程、收费、联系方式、投诉渠道，还有依据（由“有依据”一条管）。",
        scope="item",
        check=check_guide,
        kinds=("power", "service"),
        sources=(Citation(WN, "二（三）9"), Citation(QXG, "（六）"), Citation(SD, "第十四条")),
        texts={
            "elements": ("“{title}”的办理指南没有写{missing}。", "请补上，群众来办事之前要看得到这几样。"),
            "no_guide": ("“{title}”依申请办理，没有办理指南。", "请加上“办理指南”，写明条件、时限、收费、咨询和投诉。"),
        },
    ),
    Rule(
        code="P07",
        title_zh="收费有标准有依据",
        sentence_zh="收费的事项要写明收费标准和收费依据。",
        scope="item",
        check=check_fee,
        structural=True,
        kinds=("power", "service"),
        sources=(Citation(WN, "二（三）9"),),
        texts={
            "fee": ("这件事收费，没有写{missing}。", "请补上；不收费就把“是否收费”改成“否”。"),
        },
    ),
    Rule(
        code="P08",
        title_zh="承诺时限不超过法定",
        sentence_zh="承诺时限不比法定时限长；两个时限的单位不同、比不出来的不算。",
        scope="item",
        check=check_terms,
        structural=True,
        texts={
            "longer": (
                "承诺时限是 {promised}，比法定时限 {statutory}长。",
                "请核对两个时限和单位，承诺时限不能超过法定时限。",
            ),
            "at_once": (
                "法定时限是当场办结，承诺时限却是 {promised}。",
                "请核对两个时限和单位，承诺时限不能超过法定时限。",
            ),
        },
    ),
)
