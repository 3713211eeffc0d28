"""N01–N05: normative documents: who may make them, how they come about, what they may not do, filing, numbers.

In: items of kind document. Out: problems. Steps, terms and the number of papers are data of the profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import CATALOGUE, EXTRACT, Item, Record
from ...names import OWN
from ...register import DRAFT
from ..facts.bodies import RULING, TOWNSHIP, Body, body_of
from ..facts.chains import CHAIN_TEXTS, EVENT_TEXTS, check_item_chain, steps_of
from ..facts.dates import days_between, parse
from ..facts.events import PUBLISHED
from ..facts.holders import LEAD, MAIN, by_role, holders, is_legible, of_township
from ..facts.status import is_current, is_ended
from ..rule import SZ, Citation, Problem, Rule, Survey

NORMATIVE = "规范性文件"
FILED = "备案"
_MAKERS = ("责任", MAIN, LEAD)
_NOT_THERE = "missing"
_FORMAL_PAPER = "正式文件"
_NOTHING = "无"
# One number is one number, however its brackets are typed.
_BRACKETS = str.maketrans("〔［【〖（[(﹝〕］】〗）])﹞", "((((((((" + "))))))))")


def is_normative(item: Item) -> bool:
    """True for the 规范性文件 of townships, of which the rules here speak."""
    return item.text("doc_type") == NORMATIVE and of_township(item.head)


def is_issued(item: Item) -> bool:
    """True for a township's own 规范性文件 that is 现行; a common text in a catalogue is issued by who adopts it."""
    return is_normative(item) and is_current(item) and item.head.nature != CATALOGUE


def check_maker(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 规范性文件 is made by a township or 街道 that the county has named as 制定主体 (SZ 9)."""
    if not is_normative(item) or is_ended(item) or item.head.nature == CATALOGUE:
        return
    if not survey.complete("organisations"):
        return
    parties = by_role(holders(item, survey), *_MAKERS)
    if not is_legible(parties, survey):
        return
    makers = [(party.body, party.at(item)) for party in parties] or [(body_of(OWN, item, survey), item.at("doc_type"))]
    if any(body.is_higher or _may_make(body, item, survey) for body, _ in makers):
        return
    body, place = makers[0]
    record = survey.register.references.get("organisations", {}).get(body.key)
    params = {"title": item.text("title"), "name": record.text("name") if record is not None else body.name}
    other = record.at("normative_maker") if record is not None else None
    yield Problem(case="maker", location=place, other=other, params=params)


def _may_make(body: Body, item: Item, survey: Survey) -> bool:
    """Registered as 制定主体; 本级, which is 党委和政府, where its 政府 is."""
    makers = _makers(survey)
    if body.joint or body.name == OWN:
        return item.division in makers.values()
    return body.key in makers


def _makers(survey: Survey) -> Mapping[str, str]:
    """The bodies that are 制定主体, with their division where they are a township's own."""
    known: Mapping[str, str] | None = survey.kept.get("makers of normative documents")
    if known is None:
        records = survey.register.references.get("organisations", {})
        found = {code: _own_place(record) for code, record in records.items() if record.text("normative_maker") == "是"}
        known = survey.kept["makers of normative documents"] = found
    return known


def _own_place(record: Record) -> str:
    own = record.text("level") == TOWNSHIP and record.text("type") in RULING
    return record.text("division") if own else ""


def check_course(item: Item, survey: Survey) -> Iterator[Problem]:
    """征求意见, 合法性审查 and 集体讨论 come before the 公布 of a 规范性文件 (SZ 9, 10)."""
    if is_issued(item):
        yield from check_item_chain(item, survey, "N02")


def check_content(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 规范性文件 on rights and duties is a 正式文件, and none creates 许可, 处罚 or 强制 (SZ 9)."""
    if not is_normative(item) or is_ended(item):
        return
    words = survey.register.schemas["document"].by_name
    title, form, creates = (item.text(name) for name in ("title", "form", "creates"))
    on_rights = item.text("affects_rights") == "是"
    if on_rights and form != _FORMAL_PAPER and form in words["form"].enum:
        yield Problem(case="form", location=item.at("form"), params={"title": title, "form": form})
    if creates != _NOTHING and creates in words["creates"].enum:
        yield Problem(case="creates", location=item.at("creates"), params={"title": title, "creates": creates})
    missing = "和".join(name for name, value in (("形式", form), ("创设", creates)) if not value)
    if on_rights and missing and is_current(item):
        params = {"title": title, "missing": missing}
        yield Problem(case="missing", location=item.at("affects_rights"), params=params)


def check_filing(item: Item, survey: Survey) -> Iterator[Problem]:
    """The 备案 of a 规范性文件 is with the county's 政府 within 15 days of 公布, and with four papers (SZ 10)."""
    if not is_issued(item):
        return
    # Its absence is a matter of time; the term runs from the 公布, which another rule misses where there is none.
    silent = (_NOT_THERE,) if first_published(item) else (_NOT_THERE, "late")
    yield from (problem for problem in check_item_chain(item, survey, "N04") if problem.case not in silent)
    found = survey.bindings.number("filing_papers", item.head)
    filings = [row for row in item.rows("events") if row.text("action") == FILED]
    # What is not filed has no papers yet; check_unfiled says when it should have them.
    if found is None or not filings:
        return
    papers = tuple(dict.fromkeys(item.texts("filing_papers")))
    if not found[1].holds(len(papers)):
        params = {"title": item.text("title"), "papers": "、".join(papers), "count": str(len(papers))}
        case, place = (
            ("papers", item.at("filing_papers")) if papers else ("no_papers", filings[0].at("action", item=item.id))
        )
        yield Problem(case=case, location=place, params={**params, "wanted": found[1].value})


def check_unfiled(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 规范性文件 is filed by the end of the 15 days after its 公布 (SZ 10)."""
    if not is_issued(item):
        return
    term = max((step.within_days for _, step in steps_of(item, survey, "N04")), default=0)
    days = days_between(first_published(item), survey.today.isoformat())
    if days is not None and days > term:
        yield from (problem for problem in check_item_chain(item, survey, "N04") if problem.case == _NOT_THERE)


def first_published(item: Item) -> str:
    """The date of the item's own first 公布, "" while it has none that can be read."""
    dates = (row.text("date") for row in item.rows("events") if row.text("action") == PUBLISHED)
    return min((date for date in dates if parse(date)), default="")


def check_numbers(item: Item, survey: Survey) -> Iterator[Problem]:
    """Each 文号 stands once in a division, and a 现行 规范性文件 says until when it is valid (SZ 10)."""
    first = _by_number(survey).get((item.division, _plain(item.text("doc_no"))))
    if first is not None and first.id != item.id and not _is_same(first, item):
        params = {"number": item.text("doc_no").strip(), "title": first.text("title"), "item": first.stack()[-1].id}
        yield Problem(case="twice", location=item.at("doc_no"), other=first.at("doc_no"), params=params)
    if is_current(item) and is_normative(item) and not item.text("valid_until"):
        yield Problem(case="no_end", location=item.at(), params={"title": item.text("title")})


def check_over(item: Item, survey: Survey) -> Iterator[Problem]:
    """A document whose 有效期 is over is not 现行 (SZ 10)."""
    end = parse(item.text("valid_until"))
    if is_current(item) and end is not None and end < survey.today:
        params = {"title": item.text("title"), "end": item.text("valid_until")}
        yield Problem(case="over", location=item.at("status"), other=item.at("valid_until"), params=params)


def _by_number(survey: Survey) -> Mapping[tuple[str, str], Item]:
    """The first document with each number in each division."""
    known: dict[tuple[str, str], Item] | None = survey.kept.get("documents by number")
    if known is None:
        known = survey.kept["documents by number"] = {}
        for _, entry in sorted(survey.register.lists.items()):
            if entry.head.kind != "document" or entry.head.nature == EXTRACT:
                continue
            for item in entry.items:
                number = _plain(item.text("doc_no"))
                if number and item.text("status") != DRAFT:
                    known.setdefault((item.division, number), item)
    return known


def _plain(number: str) -> str:
    return "".join(number.split()).translate(_BRACKETS)


def _is_same(first: Item, item: Item) -> bool:
    """Copies of one catalogue's document, a draft, or one document that another entry carries on."""
    if item.text("status") == DRAFT or first.stack()[-1] is item.stack()[-1] or (is_ended(first) and is_ended(item)):
        return True
    return item.id in first.texts("successors") or first.id in item.texts("successors")


RULES = (
    Rule(
        code="N01",
        title_zh="规范性文件有制定资格",
        sentence_zh="规范性文件由县级政府公布过的制定主体制定，没有公布过的乡镇（街道）和别的单位不能制定。",
        scope="item",
        check=check_maker,
        kinds=("document",),
        sources=(Citation(SZ, "第9项"),),
        texts={
            "maker": (
                "“{title}”由{name}制定，这个单位没有登记为规范性文件制定主体。",
                "县级政府公布过它的资格的，在机构里写“规范性文件制定主体: 是”；没有公布过的，不能制定规范性文件。",
            ),
        },
    ),
    Rule(
        code="N02",
        title_zh="规范性文件制定程序",
        sentence_zh="规范性文件先公开征求意见，再合法性审查，再集体讨论，然后公布。",
        scope="item",
        check=check_course,
        kinds=("document",),
        sources=(Citation(SZ, "第9项"), Citation(SZ, "第10项")),
        texts={
            **EVENT_TEXTS,
            "missing": (
                EVENT_TEXTS["missing"][0],
                "请在“过程”里补上{action}的日期和单位；还没有{action}的，文件不能写成现行。",
            ),
        },
    ),
    Rule(
        code="N03",
        title_zh="不越权不变相发文",
        sentence_zh="涉及权利义务的规范性文件用正式文件制发，不用会议纪要和抄告单；规范性文件不创设许可、处罚和强制。",
        scope="item",
        check=check_content,
        kinds=("document",),
        sources=(Citation(SZ, "第9项"),),
        texts={
            "form": (
                "“{title}”涉及权利义务，却用{form}制发。",
                "请改用正式文件，走完征求意见、合法性审查和集体讨论；不涉及权利义务的，核对“涉及权利义务”。",
            ),
            "creates": (
                "“{title}”创设了{creates}，乡镇（街道）的文件不能创设许可、处罚和强制。",
                "请修改或者废止这份文件；其实没有创设的，写“创设: 无”。",
            ),
            "missing": (
                "“{title}”涉及权利义务，没有写{missing}。",
                "请核对文件后补上：用正式文件制发的写“形式: 正式文件”，没有创设许可、处罚、强制的写“创设: 无”。",
            ),
        },
    ),
    Rule(
        code="N04",
        title_zh="规范性文件备案",
        sentence_zh="规范性文件公布以后 15 天以内报县级政府备案，并且交齐四样材料。",
        scope="item",
        check=check_filing,
        calendar=check_unfiled,
        kinds=("document",),
        sources=(Citation(SZ, "第10项"),),
        texts={
            **EVENT_TEXTS,
            "missing": (
                EVENT_TEXTS["missing"][0],
                "请在“过程”里补上{action}的日期和单位；公布以后还没有报送{action}的，马上报送。",
            ),
            "late": CHAIN_TEXTS["late"],
            "papers": (
                "“{title}”的备案材料写了 {count} 样：{papers}，应当有 {wanted} 样。",
                "请对照备案报告、正式文本、制定说明、制定依据补齐。",
            ),
            "no_papers": (
                "“{title}”已经备案，没有写备案材料，应当有 {wanted} 样。",
                "请在“备案材料”里一行一样写上交过的材料。",
            ),
        },
    ),
    Rule(
        code="N05",
        title_zh="文号不重、有效期写明",
        sentence_zh="同一个地方一个文号只给一份文件；现行的规范性文件写明有效期至哪一天，过了有效期的文件不再是现行。",
        scope="item",
        check=check_numbers,
        calendar=check_over,
        structural=True,
        profiled=("no_end",),
        kinds=("document",),
        sources=(Citation(SZ, "第10项"),),
        texts={
            "twice": (
                "文号“{number}”已经给了“{title}”（{item}）。",
                "请核对文号，改正写错的一处；同一份文件登记了两次的，只留一处。",
            ),
            "no_end": (
                "“{title}”没有写有效期至哪一天。",
                "请照文件写上“有效期至”；文件里没有写有效期的，请制定单位补定。",
            ),
            "over": (
                "“{title}”的有效期到 {end} 为止，已经过了，状态还是现行。",
                "请把状态改成停用或者废止；已经续签或者重新公布的，改“有效期至”。",
            ),
        },
    ),
)
