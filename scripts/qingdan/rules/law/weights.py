"""M01, M02, M07: what a township's word weighs when departments are assessed, and what an assessment may not do.

In: items and lists of assessments. Out: problems. The least weights are numbers of the profiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ...model import FORMAL, Item, ItemList, Record
from ..facts.bodies import Body
from ..facts.holders import Holder, by_role, holders
from ..facts.status import is_current, is_ended
from ..rule import QXG, SD, SZ, Citation, Problem, Rule, Survey, Text

ASSESSED, ASSESSOR, JUDGE, HEARD = "被考核方", "考核方", "评价方", "意见方"
MUTUAL, GENERAL, SPECIAL = "双向考核", "综合考核", "专项考核"
_HUNDRED = 100.0
# A quota of fines: the two words in one clause that forbids nothing.
_QUOTA = re.compile(
    "罚[没款][^，。；！？、]{0,6}(?:指标|任务|定额|基数|挂钩)|(?:指标|任务|定额)[^，。；！？、]{0,4}罚[没款]"
)
_CLAUSE = re.compile("[，。；！？\n]")
_NOT = ("不", "禁", "无", "没有", "未", "取消", "杜绝", "防止", "清理", "整治", "违规", "违法", "变相")


def check_department(item: Item, survey: Survey) -> Iterator[Problem]:
    """Where a county's department is assessed, what townships say of it counts 30 % at least (SD 18)."""
    yield from _weigh(item, survey, lambda body: body.is_county_department, "township_weight_dept")


def check_agency(item: Item, survey: Survey) -> Iterator[Problem]:
    """Where an agency in a township is assessed, what the township says of it counts 60 % at least (SD 18, QXG 2)."""
    yield from _weigh(item, survey, lambda body: body.is_agency, "township_weight_agency")


def _weigh(item: Item, survey: Survey, concerned: Callable[[Body], bool], name: str) -> Iterator[Problem]:
    """The weights of the townships among those who judge, together."""
    if item.text("type") not in (MUTUAL, GENERAL) or is_ended(item):
        return
    parties = holders(item, survey)
    target = next((party for party in by_role(parties, ASSESSED) if concerned(party.body)), None)
    number = survey.bindings.number(name, item.head)
    if target is None or number is None:
        return
    judges = by_role(parties, JUDGE, ASSESSOR)
    towns = [party for party in judges if party.body.is_township]
    params = {"name": target.name, "limit": number[1].value}
    if not towns:
        if is_current(item) and all(party.body.known for party in judges):
            yield Problem(case="no_township", location=target.at(item), params=params)
        return
    total = sum(weight_of(party.row) or 0.0 for party in towns)
    if number[1].holds(total):
        return
    bare = next((party for party in towns if not party.row.text("weight")), None)
    if bare is None and all(weight_of(party.row) is not None for party in towns):
        params["total"] = f"{total:g}"
        yield Problem(case="low", location=towns[0].at(item, "weight"), params=params)
    elif bare is not None and is_current(item):
        yield Problem(case="no_weight", location=bare.at(item), params={**params, "org": bare.name})


def weight_of(row: Record) -> float | None:
    """The weight of a row, None where it is missing or no percentage (S04 says so)."""
    try:
        weight = float(row.text("weight"))
    except ValueError:
        return None
    return weight if 0 <= weight <= _HUNDRED else None


def check_sound(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """Weights of one assessment are 100 at most; townships judge back (SD 18); there is no quota of fines (SZ 16)."""
    for item in entry.items:
        if not is_ended(item):
            yield from _sum(item, survey)
            yield from _quota(item)
    yield from _one_way(entry, survey)


def _sum(item: Item, survey: Survey) -> Iterator[Problem]:
    """All that judge one body; where two sides judge each other, the side with the lesser sum counts."""
    parties = holders(item, survey)
    judges = [party for party in by_role(parties, JUDGE, ASSESSOR, HEARD) if weight_of(party.row)]
    if not judges:
        return
    assessed = {party.body.key for party in by_role(parties, ASSESSED)} or {""}
    sides = [[party for party in judges if party.body.key != key] for key in sorted(assessed)]
    total, side = min(((sum(_weights(side)), side) for side in sides), key=lambda pair: pair[0])
    if total > _HUNDRED + 1e-6:
        words = "＋".join(f"{weight:g}" for weight in _weights(side))
        params = {"title": item.text("title"), "sum": words, "total": f"{total:g}"}
        yield Problem(case="over", location=side[-1].at(item, "weight"), params=params)


def _weights(side: list[Holder]) -> list[float]:
    return [weight_of(party.row) or 0.0 for party in side]


def _quota(item: Item) -> Iterator[Problem]:
    """The title, the summary, the indicator, and what the parties look at."""
    for record, name, item_id in _texts(item):
        clause = next((part for part in _CLAUSE.split(record.text(name)) if _is_quota(part)), "")
        if clause:
            params = {"title": item.text("title"), "text": clause.strip()[:40]}
            yield Problem(case="quota", location=record.at(name, item=item_id), params=params)
            return


def _texts(item: Item) -> Iterator[tuple[Record, str, str]]:
    for name in ("title", "summary", "indicator"):
        found = item.cell(name)
        if found is not None:
            yield found[0], name, item.id
    for child, name in (("parties", "duty"), ("steps", "rule")):
        yield from ((row, name, item.id) for row in item.rows(child))


def _is_quota(clause: str) -> bool:
    return bool(_QUOTA.search(clause)) and not any(word in clause for word in _NOT)


def _one_way(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """Townships are assessed, and nowhere in the county do they judge departments."""
    head = entry.head
    first = next((item for item in entry.items if is_current(item) and _assesses_townships(item, survey)), None)
    if first is None:
        return
    if not any(head.division.startswith(code) or code.startswith(head.division) for code in _both_ways(survey)):
        params = {"title": head.text("title"), "item": first.text("title")}
        yield Problem(case="one_way", location=first.at("type"), params=params, advice=True)


def _assesses_townships(item: Item, survey: Survey) -> bool:
    return item.text("type") in (MUTUAL, GENERAL, SPECIAL) and assesses_township(item, survey)


def assesses_township(item: Item, survey: Survey) -> bool:
    """Whether a township is among the 被考核方."""
    return any(party.body.is_township for party in by_role(holders(item, survey), ASSESSED))


def _both_ways(survey: Survey) -> frozenset[str]:
    """The divisions in whose lists townships judge departments or their agencies."""
    known: frozenset[str] | None = survey.kept.get("two-way assessments")
    if known is None:
        lists = (entry for entry in survey.register.lists.values() if entry.head.kind == "assessment")
        items = (item for entry in lists if entry.head.nature == FORMAL for item in entry.items)
        known = frozenset(item.division for item in items if not is_ended(item) and _judges_back(item, survey))
        survey.kept["two-way assessments"] = known
    return known


def _judges_back(item: Item, survey: Survey) -> bool:
    parties = holders(item, survey)
    judged = any(party.body.is_county_department or party.body.is_agency for party in by_role(parties, ASSESSED))
    return judged and any(party.body.is_township for party in by_role(parties, JUDGE, ASSESSOR))


_WEIGHT_TEXTS: Mapping[str, Text] = {
    "low": (
        "考核{name}时，乡镇（街道）评价的权重是 {total}%，不到 {limit}%。",
        "请核对权重；乡镇（街道）分几行写的，合起来算。确实不到的，要修改考核办法。",
    ),
    "no_weight": (
        "考核{name}时，{org}的评价没有写权重，应当不低于 {limit}%。",
        "请在这一行补上“权重”。",
    ),
    "no_township": (
        "考核{name}，没有乡镇（街道）作评价方。",
        "请写一行：单位填乡镇（街道），角色填“评价方”，权重不低于 {limit}%。",
    ),
}

RULES = (
    Rule(
        code="M01",
        title_zh="考核部门听乡镇的",
        sentence_zh="考核县级部门，乡镇（街道）的评价占规定的权重以上。",
        scope="item",
        check=check_department,
        kinds=("assessment",),
        sources=(Citation(SD, "第十八条"),),
        texts=_WEIGHT_TEXTS,
    ),
    Rule(
        code="M02",
        title_zh="考核派出机构听乡镇的",
        sentence_zh="考核部门派在乡镇（街道）的机构，乡镇（街道）的评价占规定的权重以上。",
        scope="item",
        check=check_agency,
        kinds=("assessment",),
        sources=(Citation(SD, "第十八条"), Citation(QXG, "（二）")),
        texts=_WEIGHT_TEXTS,
    ),
    Rule(
        code="M07",
        title_zh="考核合理",
        sentence_zh="一项考核的权重加起来不超过100%；考核乡镇（街道）的，乡镇（街道）也评价部门（提醒）；不下达罚没款指标。",
        scope="list",
        check=check_sound,
        structural=True,
        profiled=("quota",),
        kinds=("assessment", "indicator"),
        sources=(Citation(SD, "第十八条"), Citation(SZ, "第16项")),
        texts={
            "over": (
                "“{title}”的权重加起来是 {sum}＝{total}%，超过 100%。",
                "请核对各行的权重；互相考核的两个方向，分成两个事项写。",
            ),
            "quota": (
                "“{title}”写了“{text}”，这是给罚没款下指标，或者和经费挂钩。",
                "罚没款不能下指标，也不能和经费、待遇挂钩，请删去；不是这个意思的，换一个说法。",
            ),
            "one_way": (
                "“{item}”考核乡镇（街道），没有找到乡镇（街道）评价部门的项目。",
                "请加一项双向考核：被考核方写县级部门和派出机构，评价方写乡镇（街道），并写权重。",
            ),
        },
    ),
)
