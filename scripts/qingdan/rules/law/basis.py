"""C01–C03, C12: what an item rests on: a basis with its article, in force, published, and meant for the place.

In: items and lists of any kind. Out: problems. Names of documents that lead nowhere are rule S02's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item, ItemList, ListHead, Record
from ...register import IN_FORCE, Register
from ..facts.dates import before
from ..facts.events import PUBLISHED, by_action, events
from ..facts.status import is_ended
from ..rule import HLJ, SZ, Citation, Problem, Rule, Survey

# Which items must rest on something: the field that classifies the kind and its values (None: all).
_RESTING: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "duty": ("role", ("配合履职", "上级部门收回")),
    "power": ("", None),
    "service": ("", None),
    "delegation": ("", None),
    "village": ("role", ("协助政府",)),
}
_NOT_IN_FORCE = ("征求意见稿", "失效", "废止")


def must_rest(item: Item) -> bool:
    """Whether an item is of those that cannot do without a basis."""
    field, values = _RESTING.get(item.kind, ("", ()))
    return not is_ended(item) and (values is None or item.text(field) in values)


def check_has_basis(item: Item, _: Survey) -> Iterator[Problem]:
    """配合履职, 上级部门收回, power, service, delegation and 协助政府 items name a basis with its article.

    HLJ 2.4 and 4.2, SZ 16: no work without a basis.
    """
    # A row without source or article is a mistake of its own (S04).
    if must_rest(item) and not item.rows("basis"):
        params = {"title": item.text("title")}
        yield Problem(case="missing", location=item.at(), params=params)


def check_basis_in_force(item: Item, survey: Survey) -> Iterator[Problem]:
    """The basis of a 现行 item is in force on the item's date (HLJ 2.3, SZ 10)."""
    if item.text("status") != IN_FORCE:
        return
    date = _date(item)
    sources = survey.register.references.get("sources", {})
    for row in item.rows("basis"):
        source = sources.get(survey.register.id_of("sources", row.text("source"), item))
        if source is not None:
            yield from _force(row, source, date, item)


def _force(row: Record, source: Record, date: str, item: Item) -> Iterator[Problem]:
    status = source.text("status")
    place = row.at("source", item=item.id)
    title, start, end = source.text("title"), source.text("effective_from"), source.text("expired_on")
    if status in _NOT_IN_FORCE:
        params = {"source": title, "status": status, "end": end}
        yield Problem(case="not_in_force", location=place, other=source.at("status"), params=params)
    elif status == "已修改":
        yield Problem(case="amended", location=place, other=source.at("status"), params={"source": title}, advice=True)
    elif before(date, start):
        params = {"source": title, "start": start, "date": date}
        yield Problem(case="not_yet", location=place, other=source.at("effective_from"), params=params)
    elif before(end, date) or (end and end == date):
        params = {"source": title, "end": end, "date": date}
        yield Problem(case="expired", location=place, other=source.at("expired_on"), params=params)


def _date(item: Item) -> str:
    """The day on which an item took effect, that of its list's version if it gives none."""
    return item.text("effective_from") or item.head.text("version")


def check_own_document(item: Item, survey: Survey) -> Iterator[Problem]:
    """A registered normative document is a basis only from the day of its 公布 (SZ 10)."""
    if item.text("status") != IN_FORCE:
        return
    documents = _normative_documents(survey)
    for row in item.rows("basis") if documents else ():
        document = documents.get(survey.register.names.one("sources", row.text("source")))
        if document is not None:
            yield from _publication(row, document, item, survey)


def _publication(row: Record, document: Item, item: Item, survey: Survey) -> Iterator[Problem]:
    place = row.at("source", item=item.id)
    published = by_action(events(document, survey), PUBLISHED)
    if not published:
        params = {"source": row.text("source"), "document": document.id}
        yield Problem(case="unpublished", location=place, other=document.at(), params=params)
        return
    first = min(published, key=lambda event: event.date)
    if before(_date(item), first.date):
        params = {"source": row.text("source"), "published": first.date, "date": _date(item)}
        yield Problem(case="later", location=place, other=first.at("date"), params=params)


def _normative_documents(survey: Survey) -> dict[str, Item]:
    """The documents registered as 规范性文件, by the id of the source that they are."""
    known: dict[str, Item] | None = survey.kept.get("normative documents")
    if known is None:
        register = survey.register
        sources = register.references.get("sources", {}).items()
        named = ((code, register.items.get(source.text("document"))) for code, source in sources)
        known = {code: item for code, item in named if item is not None and _is_normative(item)}
        survey.kept["normative documents"] = known
    return known


def _is_normative(item: Item) -> bool:
    return item.kind == "document" and item.text("doc_type") == "规范性文件"


def check_applies(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """Each basis is a document for the place, and no invented one outside the demo.

    What a catalogue cites is looked at in the catalogue alone: its adopters lie within its place.
    """
    head = entry.head
    for row in head.record.rows("basis"):
        yield from _place(row, head, "", survey)
    for item in entry.items:
        if item.own is not None and not is_ended(item):
            for row in item.own.rows("basis"):
                yield from _place(row, head, item.id, survey)


def _place(row: Record, head: ListHead, item: str, survey: Survey) -> Iterator[Problem]:
    register = survey.register
    code = register.names.one("sources", row.text("source"))
    source = register.references.get("sources", {}).get(code)
    if source is None:
        return
    params = {"source": source.text("title"), "place": register.name_of("divisions", head.division)}
    where = row.at("source", item=item)
    if not _covers(source.text("applies_to"), head.division, register):
        params["area"] = register.name_of("divisions", source.text("applies_to"))
        yield Problem(case="elsewhere", location=where, other=source.at("applies_to"), params=params)
    elif "虚构" in (source.text("type"), source.text("status")) and not register.is_demo(head.division):
        yield Problem(case="invented", location=where, other=source.at("status"), params=params)


def _covers(area: str, division: str, register: Register) -> bool:
    """Whether a document for the area, "" for the whole country, is one for the division."""
    known = area in register.references.get("divisions", {})
    return not known or division.startswith(area) or area in register.ancestors(division)


RULES = (
    Rule(
        code="C01",
        title_zh="有依据",
        sentence_zh="配合履职、上级部门收回、权责、公共服务、下放委托和协助政府的事项，至少写一条依据，并且写到条款。",
        scope="item",
        check=check_has_basis,
        extracts=True,
        kinds=tuple(_RESTING),
        sources=(Citation(HLJ, "二（四）"), Citation(HLJ, "四（二）"), Citation(SZ, "第16项")),
        texts={
            "missing": (
                "“{title}”没有写依据。",
                "请在“依据”里写上文件和条款；找不到依据的工作不能交给乡镇（街道）和村（社区）。",
            ),
        },
    ),
    Rule(
        code="C02",
        title_zh="依据有效",
        sentence_zh="现行事项的依据在事项施行的那天有效；征求意见稿、失效和废止的文件不能作依据，已修改的文件提醒核对。",
        scope="item",
        check=check_basis_in_force,
        sources=(Citation(HLJ, "二（三）"), Citation(SZ, "第10项")),
        texts={
            "not_in_force": (
                "依据《{source}》的效力是“{status}”[[（{end}）]]，不能作现行事项的依据。",
                "请换成有效的文件，或者把事项的状态改成停用、废止。",
            ),
            "amended": ("依据《{source}》已经修改过。", "请照修改后的文本核对条款，再更新依据文件的登记。"),
            "not_yet": (
                "依据《{source}》{start} 才施行，事项（或清单版本）的日期是 {date}。",
                "请核对两个日期，或者换成当时有效的文件。",
            ),
            "expired": (
                "依据《{source}》{end} 已经失效，事项（或清单版本）的日期是 {date}。",
                "请核对两个日期，或者换成有效的文件。",
            ),
        },
    ),
    Rule(
        code="C03",
        title_zh="依据的文件已公布",
        sentence_zh="本地规范性文件先公布、后作依据：作依据的规范性文件在文件登记里要有“公布”，日期不晚于事项施行的那天。",
        scope="item",
        check=check_own_document,
        sources=(Citation(SZ, "第10项"),),
        texts={
            "unpublished": (
                "依据《{source}》是本地的规范性文件，文件登记里没有公布的记录。",
                "没有公布的规范性文件不能作依据；已经公布的，请在事项 {document} 的“过程”里补上“公布”。",
            ),
            "later": (
                "依据《{source}》是本地的规范性文件，{published} 才公布，事项（或清单版本）的日期是 {date}。",
                "请核对两个日期；确实没有公布就用作依据的，要换成当时已经公布的文件。",
            ),
        },
    ),
    Rule(
        code="C12",
        title_zh="依据适用于本地",
        sentence_zh="依据的适用区划包含本地，没有写适用区划的文件全国适用，虚构的文件只能用在演示清单里；文件摘编不核对。",
        scope="list",
        check=check_applies,
        structural=True,
        texts={
            "elsewhere": (
                "依据《{source}》只适用于{area}，这份清单是{place}的。",
                "请换成适用于{place}的文件；适用区划登记错了的，改正依据文件的登记。",
            ),
            "invented": (
                "依据《{source}》是虚构的文件，{place}不是演示区划。",
                "请换成真实的文件；登记错了的，改正依据文件的类别和效力。",
            ),
        },
    ),
)
