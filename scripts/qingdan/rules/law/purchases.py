"""B01–B04: purchased services: the county's catalogue, the townships' yearly plans, and who judges what was bought.

In: items of kind purchase. Out: problems. References that lead nowhere are rule S02's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...finding import Location
from ...model import EXTRACT, Item
from ..facts.bodies import SELF_GOVERNING, TOWNSHIP, Body
from ..facts.holders import Holder, by_role, holders, is_legible
from ..facts.status import is_current, is_ended
from ..rule import QXG, SZ, WN, Citation, Problem, Rule, Survey

PLAN = "年度计划"
BUYER, PROVIDER, JUDGE = "购买主体", "承接主体", "评价方"
_ASKED: Mapping[str, str] = {"nature": "性质", "content": "内容", "method": "方式"}
_THREE: Mapping[str, str] = {"buyer": "购买主体", "served": "服务对象", "third": "第三方"}
_SERVED = ("公众", SELF_GOVERNING)
_INDEPENDENT = "社会力量"
# 进展 is free text: what says, in its first clause, that all of it is done (已完成, 服务期结束, 已通过验收并付款).
_FINISHED = re.compile(
    "(?:已|已经|均|都|全部|项目|服务|服务期|合同|合同期|期满|通过)*"
    "(?:完成|完毕|办结|完工|结束|期满|验收|履行完毕|实施完毕)"
    "(?:全部|服务|项目|实施|履行|验收|评价|付款|结算|合格|通过|完毕|并|和|及|了)*"
)
_CLAUSE = re.compile("[，。；;,、（(\\s]")


def check_catalogue_row(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 年度计划 refers to a 目录 row of its own county, or of the township itself (QXG 9, WN 6)."""
    if item.text("stage") != PLAN or is_ended(item):
        return
    named = item.text("catalogue_row")
    params = {"title": item.text("title"), "row": named}
    if not named:
        if is_current(item):
            yield Problem(case="missing", location=item.at("stage"), params=params)
        return
    row = survey.register.items.get(survey.register.id_of("items", named, item))
    case = _misled(item, row, survey) if row is not None else ""
    if case and row is not None:
        words = {**params, "found": row.text("title")}
        yield Problem(case=case, location=item.at("catalogue_row"), other=_other(row), params=words)


def _misled(item: Item, row: Item, survey: Survey) -> str:
    """What is wrong with the item that a plan names as its catalogue row, "" when nothing is."""
    if row.kind != item.kind:
        return "other_kind"
    if row.text("stage") == PLAN:
        return "plan"
    above = (item.division, *survey.register.ancestors(item.division))
    return "" if row.division in above else "elsewhere"


def _other(row: Item) -> Location:
    return row.at("stage" if row.text("stage") else "title")


def check_filled(item: Item, _: Survey) -> Iterator[Problem]:
    """A 现行 row says its 性质, 内容 and 方式 (SZ 7)."""
    missing = "、".join(title for name, title in _ASKED.items() if not item.text(name))
    if missing and is_current(item):
        yield Problem(case="missing", location=item.at(), params={"title": item.text("title"), "missing": missing})


def check_no_power(item: Item, survey: Survey) -> Iterator[Problem]:
    """What is bought is no administrative power: only three sorts of services are (SZ 7)."""
    title = item.text("title").strip()
    power = _powers(survey).find(title, item, survey) if title and not is_ended(item) else None
    if power is not None:
        yield Problem(case="power", location=item.at("title"), other=power.at("title"), params={"title": title})


@dataclass(frozen=True, slots=True)
class _Powers:
    """The powers by title and division: held there, or by a place below it."""

    held: dict[tuple[str, str], Item] = field(default_factory=dict)
    below: dict[tuple[str, str], Item] = field(default_factory=dict)

    def find(self, title: str, item: Item, survey: Survey) -> Item | None:
        """A power of that very title in the item's division, above it or below it."""
        for division in (item.division, *survey.register.ancestors(item.division)):
            if (title, division) in self.held:
                return self.held[title, division]
        return self.below.get((title, item.division))


def _powers(survey: Survey) -> _Powers:
    known: _Powers | None = survey.kept.get("powers by title")
    if known is None:
        known = survey.kept["powers by title"] = _Powers()
        for entry in survey.register.lists.values():
            if entry.head.kind == "power" and entry.head.nature != EXTRACT:
                above = tuple(survey.register.ancestors(entry.head.division))
                _index(known, (item for item in entry.items if not is_ended(item)), above)
    return known


def _index(powers: _Powers, items: Iterable[Item], above: tuple[str, ...]) -> None:
    for item in items:
        title = item.text("title").strip()
        powers.held.setdefault((title, item.division), item)
        for division in above:
            powers.below.setdefault((title, division), item)


def check_judges(item: Item, survey: Survey) -> Iterator[Problem]:
    """A finished plan was judged by the buyer, by those it served and by a third party (SZ 7)."""
    if item.text("stage") != PLAN or is_ended(item) or not is_finished(item.text("progress")):
        return
    parties = holders(item, survey)
    if not is_legible(parties, survey):
        return
    sides = set(_sides(parties))
    missing = "、".join(name for side, name in _THREE.items() if side not in sides)
    if missing:
        params = {"title": item.text("title"), "progress": item.text("progress"), "missing": missing}
        yield Problem(case="missing", location=item.at("progress"), params=params)


def is_finished(progress: str) -> bool:
    """Whether 进展 says that all is done: 已完成, 验收合格; not 完成招标, 完成一半, 未完成."""
    return bool(_FINISHED.fullmatch(_CLAUSE.split(progress.strip(), maxsplit=1)[0]))


def _sides(parties: Iterable[Holder]) -> Iterator[str]:
    """Which of the three sides judged; who provides the service does not judge it."""
    held = tuple(parties)
    buyers = {party.body.key for party in by_role(held, BUYER)}
    providers = {party.body.key for party in by_role(held, PROVIDER)}
    for party in by_role(held, JUDGE):
        if party.body.key not in providers:
            yield "buyer" if party.body.key in buyers else _side(party.body)


def _side(body: Body) -> str:
    """The offices of a township judge for it; whoever is neither it nor served is a third party."""
    if body.type in _SERVED:
        return "served"
    return "buyer" if body.level == TOWNSHIP and body.type != _INDEPENDENT else "third"


RULES = (
    Rule(
        code="B01",
        title_zh="计划对得上目录",
        sentence_zh="年度购买计划的每一项都写明对应指导性目录的哪一项，目录是本县（市、区）的或者本乡镇（街道）自己的。",
        scope="item",
        check=check_catalogue_row,
        structural=True,
        kinds=("purchase",),
        sources=(Citation(QXG, "（九）"), Citation(WN, "二（二）6")),
        texts={
            "missing": (
                "“{title}”是年度计划，没有写对应目录里的哪一项。",
                "请在“目录事项”里写购买服务目录中那一项的编号；目录里没有的，先报请列入目录。",
            ),
            "other_kind": (
                "“目录事项”写的 {row} 是“{found}”，不是购买服务目录里的一项。",
                "请改成本县购买服务目录中那一项的编号。",
            ),
            "plan": (
                "“目录事项”写的 {row} 是年度计划“{found}”，不是目录里的一项。",
                "请改成本县购买服务目录中那一项的编号。",
            ),
            "elsewhere": (
                "“目录事项”写的 {row}“{found}”在别的地方的目录里，不是本县的。",
                "请改成本县购买服务目录中那一项的编号。",
            ),
        },
    ),
    Rule(
        code="B02",
        title_zh="性质内容方式写全",
        sentence_zh="现行的购买服务事项写明性质、内容和方式。",
        scope="item",
        check=check_filled,
        kinds=("purchase",),
        sources=(Citation(SZ, "第7项"),),
        texts={
            "missing": (
                "“{title}”没有写{missing}。",
                "请补上：买哪一类服务，具体买什么，用什么方式买。",
            ),
        },
    ),
    Rule(
        code="B03",
        title_zh="权力不能购买",
        sentence_zh="能购买的是公共服务、事务性管理和辅助性、技术性服务，权力清单里的事项不能购买。",
        scope="item",
        check=check_no_power,
        kinds=("purchase",),
        sources=(Citation(SZ, "第7项"),),
        texts={
            "power": (
                "“{title}”是权力清单里的事项，不能向社会购买。",
                "请从购买服务里删去；只买其中辅助性、技术性工作的，把名称和内容写成那项工作。",
            ),
        },
    ),
    Rule(
        code="B04",
        title_zh="三方评价",
        sentence_zh="做完的购买服务计划由购买主体、服务对象和第三方评价，承接的单位不评自己。",
        scope="item",
        check=check_judges,
        kinds=("purchase",),
        sources=(Citation(SZ, "第7项"),),
        texts={
            "missing": (
                "“{title}”的进展写着“{progress}”，评价方里没有{missing}。",
                "请在“责任分工”里给评价过的单位各写一行，角色填“评价方”；还没有评价的，评价以后补上。",
            ),
        },
    ),
)
