"""N06, N07: what becomes of normative documents later: 清理 every two years, 后评估 after two.

In: lists and items of kind document. Out: problems, on a schedule only: both fall due with time. The terms are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...model import EXTRACT, FORMAL, Item, ItemList
from ...profiles import Step
from ...register import DRAFT
from ..facts.chains import concerns, steps_of
from ..facts.current import Lists, could_be_read, group_of
from ..facts.dates import before, months_before, parse
from ..facts.events import Event, by_action, events
from ..facts.status import is_current
from ..rule import SZ, Citation, Problem, Rule, Survey
from .normative import first_published, is_issued

CLEANED, CLEANING = "清理结果", "清理"
REPORT = "后评估报告"


def check_cleaning(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A place's 现行 规范性文件 are all gone through every two years, and the result is published (SZ 10)."""
    group = group_of(entry, survey) if entry.head.nature == FORMAL else ()
    if not group or not could_be_read(group, survey):
        return
    results = sorted(_results(group, survey), key=lambda found: (found.date, found.item.id))
    if results and is_current(results[-1].item) and not first_published(results[-1].item):
        newest = results[-1].item
        yield Problem(case="unpublished", location=newest.at(), params={"title": newest.text("title")})
    for _, step in steps_of(entry.head, survey, "N06"):
        if step.every_months:
            yield from _check_overdue(group, step, results, survey)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A document with a date: of a 清理结果 its own, of another when it was published or last gone through."""

    item: Item
    date: str


def _check_overdue(group: Lists, step: Step, results: list[_Dated], survey: Survey) -> Iterator[Problem]:
    heads = [event for entry in group for event in events(entry.head, survey)]
    last = max([found.date for found in results] + [event.date for event in _acts(heads, step)], default="")
    limit = months_before(survey.today, step.every_months).isoformat()
    items = [item for entry in group for item in entry.items if is_current(item) and concerns(step, item)]
    seen = [_Dated(item, max(last, _last_seen(item, step, survey))) for item in items]
    overdue = [found for found in seen if before(found.date, limit)]
    if not overdue:
        return
    oldest = min(overdue, key=lambda found: (found.date, found.item.id))
    params = {"title": oldest.item.text("title"), "date": oldest.date, "months": str(step.every_months)}
    params["count"] = str(len(overdue)) if len(overdue) > 1 else ""
    other = results[-1].item.at() if results else None
    case = "overdue" if last else "never"
    yield Problem(case=case, location=group[0].head.record.at(), other=other, params={**params, "last": last})


def _last_seen(item: Item, step: Step, survey: Survey) -> str:
    """When a document was last gone through by itself, else when it came out."""
    start = first_published(item) or item.text("effective_from")
    dates = [event.date for event in _acts(events(item, survey), step)]
    return max([*dates, start if parse(start) else ""])


def _results(group: Lists, survey: Survey) -> Iterator[_Dated]:
    """The 清理结果 of a place, by the day of the 清理, else of its coming out."""
    for entry in group:
        for item in entry.items:
            if item.text("doc_type") == CLEANED and item.text("status") != DRAFT:
                dates = [event.date for event in by_action(events(item, survey), CLEANING) if parse(event.date)]
                date = max(dates, default="") or first_published(item) or item.text("effective_from")
                yield _Dated(item, date if parse(date) else "")


def _acts(found: Iterable[Event], step: Step) -> list[Event]:
    return [event for event in by_action(found, step.action) if parse(event.date)]


def check_evaluated(item: Item, survey: Survey) -> Iterator[Problem]:
    """Two years after its 公布 a 规范性文件 on rights and duties has a 后评估 that is filed and published (SZ 11)."""
    if not is_issued(item) or survey.unread_below(item.head.path):
        return
    found = survey.bindings.number("post_evaluation_years", item.head)
    published = parse(first_published(item))
    if found is None or published is None:
        return
    years = found[1].value
    if published > months_before(survey.today, 12 * int(years.partition("-")[0])):
        return
    words = {"title": item.text("title"), "date": published.isoformat(), "years": years}
    for _, steps in survey.bindings.chains("N07", item.head):
        asked = sorted((step for step in steps if concerns(step, item)), key=lambda step: step.order)
        if asked:
            yield from _check_steps(item, asked, words, survey)


def _check_steps(item: Item, steps: list[Step], words: Mapping[str, str], survey: Survey) -> Iterator[Problem]:
    """The first step is the 后评估, in the document's own 过程 or as a report of its own; the others come after it."""
    evaluation, *later = steps
    own = events(item, survey)
    reports = _reports(item, survey)
    written = by_action(own, evaluation.action)
    if not written and not reports:
        yield Problem(case="missing", location=item.at(), params=words)
        return
    start = min((event.date for event in written if parse(event.date)), default="")
    after = [event for event in own if start and not before(event.date, start)]
    after += [event for report in reports for event in events(report, survey)]
    missing = [step.action for step in later if not any(_is(event, step) for event in after)]
    if missing:
        where = written[0].at() if written else reports[0].at()
        yield Problem(case="unfinished", location=where, params={**words, "missing": "和".join(missing)})


def _is(event: Event, step: Step) -> bool:
    """Whether an event is the step; who did it is asked only where that is written and known."""
    body = event.body
    right = body is None or not body.known or body.is_one_of(step.levels, step.bodies)
    return event.action == step.action and right


def _reports(item: Item, survey: Survey) -> list[Item]:
    """The 后评估报告 that name the document as their 相关文件, and the one that the document names."""
    found = list(_by_document(survey).get(item.id, ()))
    named = survey.register.items.get(survey.register.id_of("items", item.text("document"), item))
    if named is not None and named.text("doc_type") == REPORT and named not in found:
        found.append(named)
    return found


def _by_document(survey: Survey) -> Mapping[str, list[Item]]:
    """The 后评估报告 by the id of the document that they are about."""
    known: dict[str, list[Item]] | None = survey.kept.get("evaluations of documents")
    if known is None:
        known = survey.kept["evaluations of documents"] = {}
        for entry in survey.register.lists.values():
            if entry.head.kind == "document" and entry.head.nature != EXTRACT:
                for item in entry.items:
                    if item.text("doc_type") == REPORT and item.text("status") != DRAFT:
                        about = survey.register.id_of("items", item.text("document"), item)
                        known.setdefault(about, []).append(item)
    return known


RULES = (
    Rule(
        code="N06",
        title_zh="规范性文件定期清理",
        sentence_zh="现行的规范性文件每两年全面清理一次，清理结果向社会公布。",
        scope="list",
        calendar=check_cleaning,
        kinds=("document",),
        sources=(Citation(SZ, "第10项"),),
        texts={
            "overdue": (
                "上次清理规范性文件是 {last}，已经超过 {months} 个月，现行的“{title}”[[等 {count} 件]]还没有再清理。",
                "请全面清理一次，把结果登记成一份“清理结果”，并向社会公布。",
            ),
            "never": (
                "“{title}”从 {date} 到现在没有清理，已经超过 {months} 个月[[；这样的规范性文件有 {count} 件]]。",
                "请全面清理一次，把结果登记成一份“清理结果”，并向社会公布。",
            ),
            "unpublished": (
                "“{title}”的过程里没有“公布”。",
                "清理结果要向社会公布，请公布后补上日期、单位和渠道。",
            ),
        },
    ),
    Rule(
        code="N07",
        title_zh="规范性文件后评估",
        sentence_zh="涉及权利义务的规范性文件公布满两年要做后评估，后评估报告报县级法制机构备案，并向社会公开。",
        scope="item",
        calendar=check_evaluated,
        kinds=("document",),
        sources=(Citation(SZ, "第11项"),),
        texts={
            "missing": (
                "“{title}”涉及权利义务，{date} 公布，已经满 {years} 年，还没有后评估。",
                "重要的、直接关系群众利益的，请组织后评估，写进“过程”，或者另登记一份“后评估报告”，在它的“相关文件”里写这份文件的编号。",
            ),
            "unfinished": (
                "“{title}”做了后评估，还没有{missing}。",
                "后评估报告要报县级法制机构备案，并向社会公开，请办完后在“过程”里补上。",
            ),
        },
    ),
)
