"""C01, C02, C04: what every list of law needs: a basis, a basis in force, publication.

In: items and lists of any kind. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Item, ItemList, Record
from ..register import IN_FORCE
from .dates import before
from .events import states_events
from .rule import HLJ, SD, SZ, Citation, Problem, Rule, Survey
from .status import is_ended

# Which items must rest on something: the field that classifies the kind and its values (None: all).
_RESTING: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "duty": ("role", ("配合履职", "上级部门收回")),
    "power": ("", None),
    "service": ("", None),
    "delegation": ("", None),
    "village": ("role", ("协助政府",)),
}
_NOT_IN_FORCE = ("征求意见稿", "失效", "废止")


def check_has_basis(item: Item, _: Survey) -> Iterator[Problem]:
    """配合履职, 上级部门收回, power, service, delegation and 协助政府 items name a basis with its article.

    HLJ 2.4 and 4.2, SZ 16: no work without a basis.
    """
    field, values = _RESTING[item.kind]
    if is_ended(item) or (values is not None and item.text(field) not in values):
        return
    # A row without source or article is a mistake of its own (S04).
    if not item.rows("basis"):
        params = {"title": item.text("title")}
        yield Problem(case="missing", location=item.at(), params=params)


def check_basis_in_force(item: Item, survey: Survey) -> Iterator[Problem]:
    """The basis of a 现行 item is in force on the item's date (HLJ 2.3, SZ 10)."""
    if item.text("status") != IN_FORCE:
        return
    date = item.text("effective_from") or item.head.text("version")
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


def check_published(entry: ItemList, _: Survey) -> Iterator[Problem]:
    """A 现行 list has an event 公布 (SD 3, HLJ 4.3, SZ 16)."""
    head = entry.head
    if head.text("status") == IN_FORCE and not any(row.text("action") == "公布" for row in head.rows("events")):
        owner = states_events(head)
        yield Problem(case="missing", location=owner.record.at(), params={"title": owner.text("title")})


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
        code="C04",
        title_zh="清单已公布",
        sentence_zh="现行的清单要有“公布”这个环节。",
        scope="list",
        check=check_published,
        sources=(Citation(SD, "第三条"), Citation(HLJ, "四（三）"), Citation(SZ, "第16项")),
        texts={
            "missing": (
                "“{title}”的状态是现行，过程里却没有“公布”。",
                "请在封面的“过程”里补上公布的日期、单位和渠道；还没有公布的，把状态改回征求意见或者草案。",
            ),
        },
    ),
)
