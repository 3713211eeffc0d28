"""S01, S04, S07, S08: ids, dates in order, the stated total, titles.

In: the register. Out: problems of structure that no single cell shows. File names are judged in folder.py, single
values in conform.py; both report under the same codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...model import CATALOGUE, EXTRACT, Item, ItemList, ListHead, Record
from ...register import IN_FORCE, Register
from ...resolve import FIRST_OWN
from ..facts.dates import before
from ..facts.status import is_ended
from ..rule import Problem, Rule, Survey
from .identity import check_same_matter

_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Pairs of dates of one record, the earlier first.
ORDERED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "items": (("effective_from", "effective_to"),),
    "admission": (("start", "end"),),
    "delegation": (("valid_from", "valid_to"),),
    "request": (("asked", "due"), ("asked", "answered")),
    "lists": (("dated", "published_on"),),
    "events": (("date", "until"),),
    "sources": (("adopted_on", "effective_from"), ("effective_from", "expired_on"), ("adopted_on", "expired_on")),
    "organisations": (("founded_on", "dissolved_on"),),
    "divisions": (("valid_from", "valid_to"),),
}
# The others are items, whose dates may come from two files.
_WHOLE = ("lists", "sources", "organisations", "divisions")


def check_ids(register: Register, survey: Survey) -> Iterator[Problem]:
    """Serials lie in the range of their list, yearly lists end in their 年度, articles of a source are unique."""
    for entry in register.lists.values():
        yield from _year(entry.head)
        if not entry.head.lacks_base:
            for item in entry.items:
                yield from _serial(item)
    for record, _ in survey.records:
        if record.table == "sources":
            yield from _articles(record)


def starts_own(head: ListHead) -> bool:
    """True for the lists whose own items number from 5001: township, sub-district and village lists."""
    return len(head.division) > 6 and head.nature not in (CATALOGUE, EXTRACT)


def _serial(item: Item) -> Iterator[Problem]:
    if item.own is None or item.base is not None or not item.head.record.line:
        return
    params = {"serial": item.serial}
    if item.serial == "0000":
        yield Problem(case="zero", location=item.own.at(item=item.id), params=params)
    elif starts_own(item.head) and item.serial < FIRST_OWN:
        yield Problem(case="own_serial", location=item.own.at(item=item.id), params=params)
    elif not starts_own(item.head) and item.serial >= FIRST_OWN:
        yield Problem(case="county_serial", location=item.own.at(item=item.id), params=params)


def _year(head: ListHead) -> Iterator[Problem]:
    """A list whose folder ends in a year bears that 年度, and the other way round."""
    last = head.key.rpartition("-")[2]
    named = last if _YEAR.fullmatch(last) else ""
    year = head.text("year")
    params = {"folder": head.key, "year": year, "named": named}
    if not head.record.line or named == year:
        return
    if named:
        yield Problem(case="year" if year else "no_year", location=head.record.at("year"), params=params)
    elif _YEAR.fullmatch(year):
        yield Problem(case="year_folder", location=head.record.at("year"), params=params)


def _articles(source: Record) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for row in source.rows("articles"):
        text = row.text("article")
        if text and text in first:
            params = {"read": text, "first": str(first[text].at("article").line)}
            yield Problem(
                case="article_twice", location=row.at("article"), other=first[text].at("article"), params=params
            )
        first.setdefault(text, row)


def check_date_order(register: Register, survey: Survey) -> Iterator[Problem]:
    """An earlier date does not stand after a later one: 施行 and 失效, 起始 and 截止, 开始 and 结束."""
    for entry in register.lists.values():
        for item in entry.items:
            yield from _item_dates(register, item)
    for sighting in survey.records:
        if sighting.record.table in _WHOLE:
            yield from _record_dates(register, sighting.record, "")
        for row in sighting.record.rows("events"):
            yield from _record_dates(register, row, sighting.item)


def _item_dates(register: Register, item: Item) -> Iterator[Problem]:
    for first, second in (*ORDERED["items"], *ORDERED.get(item.kind, ())):
        early, late = item.text(first), item.text(second)
        if before(late, early):
            params = _date_params(register, item.kind, first, second, early, late)
            yield Problem(case="date_order", location=item.at(second), other=item.at(first), params=params)


def _record_dates(register: Register, record: Record, item: str) -> Iterator[Problem]:
    for first, second in ORDERED[record.table]:
        early, late = record.text(first), record.text(second)
        if before(late, early):
            params = _date_params(register, record.table, first, second, early, late)
            place, other = record.at(second, item=item), record.at(first, item=item)
            yield Problem(case="date_order", location=place, other=other, params=params)


def _date_params(register: Register, table: str, first: str, second: str, early: str, late: str) -> dict[str, str]:
    fields = register.schemas[table].by_name
    return {"first": fields[first].title, "second": fields[second].title, "early": early, "late": late}


def check_total(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """载明总数 equals the number of resolved items in 现行."""
    head = entry.head
    stated = head.record.text("stated_total")
    if not re.fullmatch("[0-9]{1,9}", stated) or head.lacks_base:
        return
    if any(survey.unread_below(layer.path) for layer in head.stack()):
        return
    count = sum(item.text("status") == IN_FORCE for item in entry.items)
    if int(stated) != count:
        params = {"stated": stated, "count": str(count)}
        yield Problem(case="total", location=head.record.at("stated_total"), params=params)


def check_titles(entry: ItemList, _: Survey) -> Iterator[Problem]:
    """No title stands twice in a list."""
    first: dict[str, Item] = {}
    for item in entry.items:
        title = item.text("title").strip()
        if not title or is_ended(item):
            continue
        if title in first:
            params = {"title": title, "first": first[title].serial}
            yield Problem(case="title_twice", location=item.at("title"), other=first[title].at("title"), params=params)
        first.setdefault(title, item)


RULES = (
    Rule(
        code="S01",
        title_zh="编号和文件名",
        sentence_zh="文件夹和文件按规定取名，事项编号四位、不重复；编号用过就不改给别的事项，文件不删除，改名称要在变更里说明；通用目录、县级清单和文件摘编从 0001 起，乡镇、街道和村（社区）自己的事项从 5001 起。",
        scope="register",
        check=check_ids,
        since=check_same_matter,
        structural=True,
        extracts=True,
        texts={
            "zero": ("编号 {serial} 不能用。", "请从 0001 起编号，改文件名。"),
            "own_serial": (
                "乡镇、街道和村（社区）自己的事项从 5001 起编号，这一项是 {serial}。",
                "请把文件名改成 5001 以后还没有用过的编号；要改写通用目录的事项，先在封面里写“采用”。",
            ),
            "county_serial": (
                "通用目录、县级清单和文件摘编的编号在 0001 到 5000 之间，这一项是 {serial}。",
                "请把文件名改成 5000 以前还没有用过的编号。",
            ),
            "year": (
                "清单文件夹“{folder}”以 {named} 结尾，封面里的年度是“{year}”。",
                "请让两处一致：封面写“年度: '{named}'”，或者改文件夹名。",
            ),
            "no_year": (
                "清单文件夹“{folder}”以 {named} 结尾，封面里没有写年度。",
                "请在封面写“年度: '{named}'”；不是按年编的清单就改文件夹名。",
            ),
            "year_folder": (
                "封面里的年度是 {year}，清单文件夹“{folder}”却不以年份结尾。",
                "请把文件夹改名，让它以“-{year}”结尾；不是按年编的清单就删掉年度。",
            ),
            "article_twice": ("条款“{read}”登记了两次，前一次在第 {first} 行。", "请合并成一条。"),
            "renamed": (
                "编号 {serial} 原来是“{was}”，现在是“{title}”，“变更”里没有新加一行说明。",
                "是同一件事改了名称，请在“变更”里加一行；换成了另一件事，请恢复原来的名称，另用没有用过的编号建一个文件。",
            ),
            "gone": (
                "{serial} 号事项“{title}”的文件不见了，编号用过就要一直留着。",
                "请恢复这个文件；事项不用了，就把状态改成废止，在“变更”里写明。",
            ),
            "list_gone": (
                "清单“{title}”（{list}）整个不见了，编号用过就要一直留着。",
                "请恢复这个文件夹；清单不用了，就把封面的状态改成废止。",
            ),
            "switched": (
                "改为采用“{catalogue}”以后，有 {count} 个编号换了事项，例如 {serial} 号原来是“{was}”，现在是“{title}”。",
                "请让新目录沿用原来的编号；只是改了名称的，在封面的“变更”里加一行说明。",
            ),
        },
    ),
    Rule(
        code="S04",
        title_zh="字段和日期",
        sentence_zh="字段名、类型和取值要符合字段说明，字段不认识或者写了两遍不行，日期要真有这一天，先后不能颠倒。",
        scope="register",
        check=check_date_order,
        structural=True,
        extracts=True,
        texts={
            "date_order": (
                "“{second}”是 {late}，比“{first}”{early} 还早。",
                "请核对这两个日期，“{second}”不能在“{first}”之前。",
            ),
        },
    ),
    Rule(
        code="S07",
        title_zh="载明总数",
        sentence_zh="封面里的载明总数等于清单里现行事项的数目。",
        scope="list",
        check=check_total,
        structural=True,
        texts={
            "total": (
                "封面写着一共 {stated} 项，清单里现行的事项有 {count} 项。",
                "请核对是不是漏录、多录，或者有事项的状态没有改；核对无误就把载明总数改成 {count}。",
            ),
        },
    ),
    Rule(
        code="S08",
        title_zh="事项重名",
        sentence_zh="一份清单里没有两个名称相同的事项。",
        scope="list",
        check=check_titles,
        texts={
            "title_twice": (
                "“{title}”和本清单 {first} 号事项重名。",
                "是同一件事就删掉一个，不是就把名称写得能分清。",
            ),
        },
    ),
)
