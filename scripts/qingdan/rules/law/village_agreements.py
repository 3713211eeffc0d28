"""V03, V05, V06: what villages do for the government is paid and agreed on, not laid upon them by letters of duty.

In: items of kinds village and document. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import CATALOGUE, Item
from ...register import IN_FORCE
from ..facts.bodies import body_of
from ..facts.grassroots import is_government, is_village
from ..facts.holders import holders, is_legible
from ..facts.sides import ITEM_CHAIN_TEXTS, agreement, check_agreed_chain, is_over
from ..facts.status import is_current
from ..rule import QXG, SD, SZ, Citation, Problem, Rule, Survey
from .villages import ASSIST, BOUGHT

LETTER = "行政责任书"
TAKER = "承接主体"
# What 法定要求 may rest on. An invented source does not say whether it is law.
_STATUTES = ("法律", "行政法规", "地方性法规", "部门规章", "政府规章")
_MONEY = (("funding_payer", "经费承担"), ("funding_note", "经费说明"))


def check_paid(item: Item, survey: Survey) -> Iterator[Problem]:
    """What a village does for the government is paid by a government body, and it is said how (SD 24, SZ 6)."""
    if item.text("role") not in (ASSIST, BOUGHT) or is_over(item):
        return
    missing = "、".join(title for name, title in _MONEY if not item.text(name))
    if missing and is_current(item):
        yield Problem(case="missing", location=item.at(), params={"title": item.text("title"), "missing": missing})
    payer = item.text("funding_payer")
    if payer:
        body = body_of(payer, item, survey)
        if body.known and not is_government(body):
            params = {"title": item.text("title"), "name": payer}
            yield Problem(case="payer", location=item.at("funding_payer"), params=params)


def check_agreement(item: Item, survey: Survey) -> Iterator[Problem]:
    """What a village is paid for is agreed on in writing, with the part of both sides, signed and published (QXG 3)."""
    if item.text("role") != BOUGHT or is_over(item):
        return
    parties = holders(item, survey)
    if is_current(item) and is_legible(parties, survey) and agreement(item, survey) is None:
        said = {is_village(party.body) or party.role == TAKER for party in parties if party.row.text("duty")}
        missing = [
            words for taking, words in ((False, "政府一方的职责"), (True, "承接一方的职责")) if taking not in said
        ]
        if missing:
            params = {"title": item.text("title"), "missing": "、".join(missing)}
            yield Problem(case="no_agreement", location=item.at("role"), params=params)
    # A catalogue is adopted by those who sign; it has signed nothing itself.
    if item.head.nature != CATALOGUE:
        yield from check_agreed_chain(item, survey, "V05")


def check_letter(item: Item, survey: Survey) -> Iterator[Problem]:
    """No 行政责任书 with a village is in force without a basis in law (SZ 5, QXG 3)."""
    if item.text("doc_type") != LETTER or item.text("status") != IN_FORCE or is_over(item):
        return
    villages = [party for party in holders(item, survey) if party.body.known and is_village(party.body)]
    if villages and not _may_be_statutory(item, survey):
        place, other = item.at("status"), villages[0].at(item)
        params = {"title": item.text("title"), "name": villages[0].name}
        yield Problem(case="letter", location=place, other=other, params=params)


def _may_be_statutory(item: Item, survey: Survey) -> bool:
    """True with a law or rule of government among the basis, or a source that cannot be found (S02 says so)."""
    sources = survey.register.references.get("sources", {})
    for row in item.rows("basis"):
        source = sources.get(survey.register.id_of("sources", row.text("source"), item))
        if source is None or source.text("type") in _STATUTES:
            return True
    return False


RULES = (
    Rule(
        code="V03",
        title_zh="协助和委托，政府出钱",
        sentence_zh="协助政府、委托或购买的事项由政府一方承担经费，并写明经费说明。",
        scope="item",
        check=check_paid,
        kinds=("village",),
        sources=(Citation(SD, "第二十四条"), Citation(SZ, "第6项")),
        texts={
            "missing": ("“{title}”没有写{missing}。", "要村里做事就要给经费：请写明由政府哪个单位出、怎么算、怎么拨。"),
            "payer": (
                "“{title}”是替政府做的事，经费却由{name}承担。",
                "请把“经费承担”改成政府一方的单位，费随事转。",
            ),
        },
    ),
    Rule(
        code="V05",
        title_zh="委托和购买有协议",
        sentence_zh="委托或购买的事项登记协议，或者写清双方的权、责、费；协议签订以后公布。",
        scope="item",
        check=check_agreement,
        kinds=("village",),
        sources=(Citation(QXG, "（三）"),),
        texts={
            **ITEM_CHAIN_TEXTS,
            "no_agreement": (
                "“{title}”没有登记协议，也没有写{missing}。",
                "请在“相关文件”里写协议的登记编号，或者在“责任分工”里写清双方各做什么。",
            ),
        },
    ),
    Rule(
        code="V06",
        title_zh="不再签行政责任书",
        sentence_zh="乡镇（街道）和村（社区）之间没有现行的行政责任书，法律、法规、规章要求的除外。",
        scope="item",
        check=check_letter,
        kinds=("document",),
        sources=(Citation(SZ, "第5项"), Citation(QXG, "（三）")),
        texts={
            "letter": (
                "“{title}”是和{name}签的行政责任书，还在执行，依据里没有法律、法规或者规章。",
                "请废止它，改签委托或者购买服务的协议；法律、法规、规章要求签的，在“依据”里写上。",
            ),
        },
    ),
)
