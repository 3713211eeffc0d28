"""K01–K05: major decisions: examined and discussed, heard and explained, filed every year, and looked at again.

In: items and lists of kind decision. Out: problems. Which 触发情形 asks for which step is data of the profiles.
A matter that is only planned has not gone its way yet: the steps are asked of what has been decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...finding import Location
from ...model import FORMAL, Item, ItemList, Record
from ...profiles import Number
from ...register import IN_FORCE
from ..facts.chains import EVENT_TEXTS, check_item_chain, check_list_chain, steps_of
from ..facts.current import is_township
from ..facts.dates import parse
from ..facts.events import APPROVED, PUBLISHED
from ..facts.holders import of_township
from ..facts.status import is_current, is_ended
from ..rule import SD, SZ, Citation, Problem, Rule, Survey

HEARING, ANSWER, REPORT = "听证", "意见反馈", "听证报告"
EVALUATIONS = ("评估", "后评估")
_DECIDED = (APPROVED, "印发", PUBLISHED)


def is_decided(item: Item) -> bool:
    """A 现行 decision that has been taken: approved, issued or published, or already judged."""
    return is_current(item) and bool(item.text("outcome") or _acts(item, *_DECIDED))


def _acts(item: Item, *actions: str) -> list[Record]:
    """The rows of the item's own 过程 that are one of the actions."""
    return [row for row in item.rows("events") if row.text("action") in actions]


def check_examined(item: Item, survey: Survey) -> Iterator[Problem]:
    """合法性审查 and 集体讨论 come before a decision is approved or published (SZ 12)."""
    if of_township(item.head) and is_decided(item):
        yield from check_item_chain(item, survey, "K01")


def check_heard(item: Item, survey: Survey) -> Iterator[Problem]:
    """The 触发情形 ask for a 听证 with its report, and for 专家论证 of technical matters (SZ 12)."""
    if not of_township(item.head) or not is_decided(item):
        return
    yield from _said_once(item, survey, "K02", "K01")
    hearings = _acts(item, HEARING)
    if not hearings or any(row.text("doc_no") for row in hearings) or _has_report(item, survey):
        return
    asked = [profile for profile, step in steps_of(item, survey, "K02") if step.action == HEARING]
    if asked:
        advice = not any(survey.bindings.binds(profile, "K02", item.head) for profile in asked)
        params = {"title": item.text("title")}
        yield Problem(case="no_report", location=hearings[-1].at("action", item=item.id), params=params, advice=advice)


def _said_once(item: Item, survey: Survey, code: str, *others: str) -> Iterator[Problem]:
    """The chain of a rule, but for the date that is out of order under another rule already."""
    for problem in check_item_chain(item, survey, code):
        if problem.case != "order" or problem.location not in _disordered(item, survey, *others):
            yield problem


def _disordered(item: Item, survey: Survey, *codes: str) -> list[Location]:
    chains = (problem for code in codes for problem in check_item_chain(item, survey, code))
    return [problem.location for problem in chains if problem.case == "order"]


def _has_report(item: Item, survey: Survey) -> bool:
    """Whether a 听证报告 is linked from either side; a link that leads nowhere is another rule's (S02)."""
    register = survey.register
    named = item.text("document")
    found = register.items.get(register.id_of("items", named, item))
    if named and found is None:
        return True
    return (found is not None and found.text("doc_type") == REPORT) or item.id in _heard(survey)


def _heard(survey: Survey) -> frozenset[str]:
    """The ids of what the registered 听证报告 are about."""
    known: frozenset[str] | None = survey.kept.get("matters with a report of a hearing")
    if known is None:
        register = survey.register
        lists = (entry for entry in register.lists.values() if entry.head.kind == "document")
        reports = (item for entry in lists for item in entry.items if item.text("doc_type") == REPORT)
        found = frozenset(register.id_of("items", item.text("document"), item) for item in reports)
        known = survey.kept["matters with a report of a hearing"] = found
    return known


def check_answered(item: Item, survey: Survey) -> Iterator[Problem]:
    """The 触发情形 ask for 征求意见 and 意见反馈, and every answer says what was taken up and why (SZ 12, SD 11)."""
    if not is_decided(item):
        return
    # The steps are those of townships; a county too gives its reasons to the townships that it asked (SD 11).
    township = of_township(item.head)
    if township:
        yield from _said_once(item, survey, "K03", "K01", "K02")
    answers = _acts(item, ANSWER)
    if not answers or item.text("opinion_note") or any(row.text("result") or row.text("note") for row in answers):
        return
    asked = [profile for profile, step in steps_of(item, survey, "K03") if township and step.action == ANSWER]
    advice = not any(survey.bindings.binds(profile, "K03", item.head) for profile in asked)
    if asked or not township:
        params = {"title": item.text("title")}
        yield Problem(case="no_reasons", location=answers[-1].at("action", item=item.id), params=params, advice=advice)


def check_yearly(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """The year's catalogue of decisions is filed with the county's 政府 and published (SZ 12)."""
    if of_township(entry.head):
        yield from check_list_chain(entry, survey, "K04")


def check_followed(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """In each year one or two decisions are evaluated, and the evaluation has an outcome (SZ 13)."""
    head = entry.head
    year = head.text("year")
    asked = head.nature == FORMAL and year == str(survey.today.year - 1) and is_township(head.division, survey)
    if not asked or _first_of_year(survey).get((head.division, year)) is not entry or survey.unread_below(head.path):
        return
    evaluated = _evaluated(survey).get((head.division, year), [])
    for item in evaluated:
        if not item.text("outcome") and not is_ended(item):
            params = {"title": item.text("title"), "year": year}
            yield Problem(
                case="no_outcome", location=_acts(item, *EVALUATIONS)[-1].at("action", item=item.id), params=params
            )
    found = survey.bindings.number("decisions_evaluated", head)
    if found is not None and len(evaluated) < _least(found[1]) and entry.items:
        params = {"year": year, "count": str(len(evaluated)), "wanted": found[1].value.replace("-", "～")}
        yield Problem(case="few", location=head.record.at(), params=params)


def _least(number: Number) -> float:
    """The lower end: whoever looks at more than is asked does nothing wrong."""
    return 0 if number.op == "≤" else float(number.value.partition("-")[0])


def _first_of_year(survey: Survey) -> Mapping[tuple[str, str], ItemList]:
    """The first catalogue of each place and year; an old one may be 停用."""
    known: dict[tuple[str, str], ItemList] | None = survey.kept.get("decisions by year")
    if known is None:
        known = survey.kept["decisions by year"] = {}
        for entry in _catalogues(survey):
            if entry.head.text("status") in (IN_FORCE, "停用"):
                known.setdefault((entry.head.division, entry.head.text("year")), entry)
    return known


def _evaluated(survey: Survey) -> Mapping[tuple[str, str], list[Item]]:
    """The decisions that each place evaluated in each year, in whichever year's catalogue they stand."""
    known: dict[tuple[str, str], list[Item]] | None = survey.kept.get("decisions evaluated")
    if known is None:
        known = survey.kept["decisions evaluated"] = {}
        for entry in _catalogues(survey):
            for item in entry.items:
                dates = {row.text("date") for row in _acts(item, *EVALUATIONS)}
                for year in {date[:4] for date in dates if parse(date)}:
                    known.setdefault((item.division, year), []).append(item)
    return known


def _catalogues(survey: Survey) -> list[ItemList]:
    lists = sorted(survey.register.lists.items())
    return [entry for _, entry in lists if entry.head.kind == "decision" and entry.head.nature == FORMAL]


RULES = (
    Rule(
        code="K01",
        title_zh="决策经审查和集体讨论",
        sentence_zh="重大行政决策先合法性审查，再集体讨论，然后批准、公布。",
        scope="item",
        check=check_examined,
        kinds=("decision",),
        sources=(Citation(SZ, "第12项"),),
        texts=EVENT_TEXTS,
    ),
    Rule(
        code="K02",
        title_zh="决策听证和论证",
        sentence_zh="法定应当听证的决策、涉及重大公共利益和群众切身利益的决策，要听证并形成听证报告；专业性、技术性强的决策要专家论证。",
        scope="item",
        check=check_heard,
        kinds=("decision",),
        sources=(Citation(SZ, "第12项"),),
        texts={
            **EVENT_TEXTS,
            "no_report": (
                "“{title}”听证了，没有写听证报告。",
                "请把听证报告登记到文件登记，在“相关文件”里写它的编号；也可以在“听证”这一环节写报告的文号。",
            ),
        },
    ),
    Rule(
        code="K03",
        title_zh="决策征求意见并反馈",
        sentence_zh="涉及重大公共利益和群众切身利益的决策，要向社会征求意见，并反馈采纳情况和理由；县级决策征求了意见的，也要说明理由。",
        scope="item",
        check=check_answered,
        kinds=("decision",),
        sources=(Citation(SZ, "第12项"), Citation(SD, "第十一条")),
        texts={
            **EVENT_TEXTS,
            "no_reasons": (
                "“{title}”反馈了意见，没有写采纳了哪些、没有采纳的理由。",
                "请在“意见采纳”里写明收到多少意见、采纳多少，没有采纳的写理由。",
            ),
        },
    ),
    Rule(
        code="K04",
        title_zh="决策目录备案公布",
        sentence_zh="每年的重大行政决策事项目录报县级政府备案，并且公布。",
        scope="list",
        check=check_yearly,
        kinds=("decision",),
        sources=(Citation(SZ, "第12项"),),
        texts={
            "missing": (
                EVENT_TEXTS["missing"][0],
                "请在封面的“过程”里补上{action}的日期和单位；今年还没有{action}的，尽快报送。",
            ),
            "body": EVENT_TEXTS["body"],
            "no_body": EVENT_TEXTS["no_body"],
        },
    ),
    Rule(
        code="K05",
        title_zh="决策重点评估",
        sentence_zh="每年重点评估一到两件重大行政决策，评估以后写明继续实施、调整还是停止实施。",
        scope="list",
        calendar=check_followed,
        kinds=("decision",),
        sources=(Citation(SZ, "第13项"),),
        texts={
            "few": (
                "{year} 年评估的重大行政决策不够：应当重点评估 {wanted} 件，写明评估过的有 {count} 件。",
                "评估过的，请在那件决策的“过程”里写上“评估”的日期和结果；没有评估的，今年补上。",
            ),
            "no_outcome": (
                "“{title}”在 {year} 年评估了，没有写评估以后怎么定。",
                "请在“结果”里写继续实施、调整或者停止实施。",
            ),
        },
    ),
)
