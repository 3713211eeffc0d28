"""A01–A06: new duties and temporary tasks of townships: who agreed, with what support, in what form, until when.

In: items of kind admission. Out: problems. An application that was refused or is still pending owes nothing yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...model import FORMAL, Item
from ..facts.approvals import Approval, approvals
from ..facts.chains import EVENT_TEXTS, check_item_chain
from ..facts.dates import before, parse
from ..facts.status import is_current, is_ended
from ..rule import HLJ, SD, Citation, Problem, Rule, Survey
from .duties import BACK

NEW, TEMPORARY = "新增职责", "临时任务"
_REFUSED, _PENDING = ("不予准入", "不同意"), "待定"
_SUPPORT = {"support_funds": "经费", "support_staff": "人员", "support_technique": "技术", "support_training": "培训"}
# Types by which work is handed to a township, and the forms in which it may not be.
_HANDED = (NEW, TEMPORARY, "调整")
_SHIFTING = ("责任状", "指标", "考核验收")
_DUTIES = "duties by title"


def check_approved(item: Item, survey: Survey) -> Iterator[Problem]:
    """A temporary task is approved by the county's government before it begins (SD 4)."""
    if item.text("type") != TEMPORARY or not _is_granted(item):
        return
    yield from check_item_chain(item, survey, "A01")
    start = item.text("start")
    for approval in approvals(item, survey, "A01"):
        dated = sorted((event for event in approval.given if parse(event.date)), key=lambda event: event.date)
        if dated and before(start, dated[0].date):
            params = {"title": item.text("title"), "start": start, "date": dated[0].date}
            where, other = dated[0].at("date"), item.at("start")
            yield Problem(case="after_start", location=where, other=other, params=params, advice=approval.advice)


def check_support(item: Item, _: Survey) -> Iterator[Problem]:
    """A temporary task comes with money, staff, technical help and training (SD 4)."""
    if item.text("type") != TEMPORARY or not _is_granted(item) or not is_current(item):
        return
    missing = [title for name, title in _SUPPORT.items() if not item.text(name)]
    if missing:
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        yield Problem(case="support", location=item.at("type"), params=params)


def check_not_listed(item: Item, survey: Survey) -> Iterator[Problem]:
    """What is handed over as a temporary task is not a duty of that township already (SD 4)."""
    receiver = item.text("receiver")
    if item.text("type") != TEMPORARY or item.text("decision") in _REFUSED or is_ended(item) or not receiver:
        return
    start = item.text("start")
    for duty in _duties(survey).get(item.text("title").strip(), ()):
        # What became a duty after the task had begun was none when it was handed over.
        if duty.division.startswith(receiver) and not before(start, duty.text("effective_from")):
            place = survey.register.name_of("divisions", duty.division)
            params = {"title": item.text("title"), "place": place, "item": duty.id}
            yield Problem(case="listed", location=item.at("title"), other=duty.at("title"), params=params)
            return


def _duties(survey: Survey) -> Mapping[str, list[Item]]:
    """The duties that townships have, by title; what a department has taken back is none."""
    known = survey.kept.get(_DUTIES)
    if known is None:
        known = survey.kept[_DUTIES] = defaultdict(list)
        for entry in survey.register.lists.values():
            if entry.head.kind == "duty" and entry.head.nature == FORMAL:
                for item in entry.items:
                    if is_current(item) and item.text("role") != BACK:
                        known[item.text("title").strip()].append(item)
    found: Mapping[str, list[Item]] = known
    return found


def check_decided(item: Item, survey: Survey) -> Iterator[Problem]:
    """A new duty is decided by 党委 and 政府 together, not by a department alone (HLJ 3.2)."""
    if item.text("type") != NEW or not _is_granted(item) or not is_current(item):
        return
    by_profile: dict[str, list[Approval]] = {}
    for approval in approvals(item, survey, "A04"):
        by_profile.setdefault(approval.profile.code, []).append(approval)
    for asked in by_profile.values():
        missing = [approval for approval in asked if not approval.given]
        if missing:
            yield _undecided(item, asked, missing)


def _undecided(item: Item, asked: list[Approval], missing: list[Approval]) -> Problem:
    """Nobody who may has decided, or only one of those who have to."""
    given = "、".join(dict.fromkeys(event.body.name for one in asked for event in one.given if event.body is not None))
    others = missing[0].by_others
    case = "half" if given else "others" if others else "nobody"
    rest = missing[0].others
    params = {"title": item.text("title"), "who": _both(asked), "given": given, "others": others}
    params["lacking"] = _both(missing)
    where = rest[-1].at("org") if rest else item.at("decision")
    return Problem(case=case, location=where, params=params, advice=missing[0].advice)


def _both(asked: list[Approval]) -> str:
    """县级以上党委 and 县级以上政府 as 县级以上党委和政府."""
    first, *rest = asked
    short = ("或者".join(one.step.bodies) if one.step.levels == first.step.levels else "" for one in rest)
    return "和".join((first.who, *(name or one.who for name, one in zip(short, rest, strict=True))))


def check_instrument(item: Item, _: Survey) -> Iterator[Problem]:
    """Work is not shifted to townships by 责任状, by handing down targets or by 考核验收 (HLJ 3.2)."""
    if item.text("type") not in _HANDED or is_ended(item) or item.text("decision") in _REFUSED:
        return
    instrument = item.text("instrument")
    if instrument in _SHIFTING:
        params = {"title": item.text("title"), "instrument": instrument}
        yield Problem(case="shifting", location=item.at("instrument"), params=params)


def check_has_end(item: Item, _: Survey) -> Iterator[Problem]:
    """A temporary task has an end (SD 4)."""
    if item.text("type") == TEMPORARY and _is_granted(item) and is_current(item) and not _end(item):
        yield Problem(case="no_end", location=item.at("type"), params={"title": item.text("title")})


def check_over(item: Item, survey: Survey) -> Iterator[Problem]:
    """A temporary task is not 现行 past its end (SD 4)."""
    if item.text("type") != TEMPORARY or not _is_granted(item) or not is_current(item):
        return
    end = _end(item)
    if before(end, survey.today.isoformat()):
        name = "end" if item.text("end") else "effective_to"
        yield Problem(case="over", location=item.at(name), params={"title": item.text("title"), "end": end})


def _end(item: Item) -> str:
    return item.text("end") or item.text("effective_to")


def _is_granted(item: Item) -> bool:
    """False while nobody has agreed; an agreement that is only left unwritten counts as one."""
    return item.text("decision") not in (*_REFUSED, _PENDING)


RULES: tuple[Rule, ...] = (
    Rule(
        code="A01",
        title_zh="临时任务先批准",
        sentence_zh="清单以外的临时任务，开始之前要由县级政府批准。",
        scope="item",
        check=check_approved,
        kinds=("admission",),
        sources=(Citation(SD, "第四条"),),
        texts={
            **{name: EVENT_TEXTS[name] for name in ("missing", "body", "no_body")},
            "after_start": (
                "“{title}”{start} 就开始了，{date} 才批准。",
                "请核对两个日期；确实没有批准就交办的，要停下来，批准以后再开始。",
            ),
        },
    ),
    Rule(
        code="A02",
        title_zh="临时任务有保障",
        sentence_zh="交给乡镇（街道）的临时任务，经费、人员、技术、培训四样保障都要写明。",
        scope="item",
        check=check_support,
        kinds=("admission",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "support": (
                "“{title}”是临时任务，没有写{missing}。",
                "请补上给了什么；确实用不着的，写一句为什么不用。",
            ),
        },
    ),
    Rule(
        code="A03",
        title_zh="临时任务不在清单里",
        sentence_zh="乡镇（街道）清单里已经有的职责，不能再作为临时任务交办。",
        scope="item",
        check=check_not_listed,
        structural=True,
        kinds=("admission",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "listed": (
                "“{title}”作为临时任务交办，{place}的清单里却已经有这项职责（{item}）。",
                "清单里有的照清单办，不用再交办；不是同一件事，就把名称写得能分清。",
            ),
        },
    ),
    Rule(
        code="A04",
        title_zh="新增职责由党委和政府定",
        sentence_zh="给乡镇（街道）新增职责，要由县级以上党委和政府统一决定，部门不能自己定。",
        scope="item",
        check=check_decided,
        kinds=("admission",),
        sources=(Citation(HLJ, "三（二）"),),
        texts={
            "nobody": (
                "“{title}”新增给乡镇（街道），过程里没有写是谁批准的，应当由{who}批准。",
                "请在“过程”里写上批准的日期和单位；还没有批准的，把决定改成“待定”。",
            ),
            "others": (
                "“{title}”新增给乡镇（街道），批准的单位写的是{others}，应当由{who}批准。",
                "部门不能自己把事情交给乡镇（街道）：请核对单位，没有报过的先报批，把决定改成“待定”。",
            ),
            "half": (
                "“{title}”新增给乡镇（街道），只有{given}批准，还缺{lacking}批准。",
                "请在“过程”里补上{lacking}的批准；联合批准的，各写一行，或者单位写党委和政府合在一起的名称。",
            ),
        },
    ),
    Rule(
        code="A05",
        title_zh="不用责任状转嫁职责",
        sentence_zh="上级部门不能用责任状、下达指标、考核验收的办法把工作交给乡镇（街道）。",
        scope="item",
        check=check_instrument,
        kinds=("admission",),
        sources=(Citation(HLJ, "三（二）"),),
        texts={
            "shifting": (
                "“{title}”用“{instrument}”交给乡镇（街道）。",
                "不能用这种办法转嫁工作责任：请按程序批准，用文件或者批复交办，再改“载体”。",
            ),
        },
    ),
    Rule(
        code="A06",
        title_zh="临时任务有期限",
        sentence_zh="临时任务写明哪天结束；到期以后，状态不再是现行（到期每天核对）。",
        scope="item",
        check=check_has_end,
        calendar=check_over,
        kinds=("admission",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "no_end": ("“{title}”是临时任务，没有写哪天结束。", "请补上“结束”；长期要做的，按新增职责走准入程序。"),
            "over": (
                "“{title}”{end} 已经到期，状态还是现行。",
                "已经结束的，把状态改成停用，写上失效日期；确实要延长的，重新报批以后再改“结束”。",
            ),
        },
    ),
)
