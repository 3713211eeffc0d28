"""I01: the numbers of the documents: what a place recorded, against the threshold, and whether the year has its record.

In: lists of kind indicator. Out: problems, on a schedule only: a year that is not over may still be made good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from ...model import CATALOGUE, EXTRACT, Item, ItemList, ListHead, Record
from ...profiles import Number
from ...register import DRAFT
from ..facts.status import is_current
from ..rule import QXG, SD, SZ, Citation, Problem, Rule, Survey

_YEARLY = "年度"
_BETWEEN = "区间"
_SAID: Mapping[str, str] = {"≥": "不少于", "≤": "不多于", "=": "等于"}
Years = Mapping[int, tuple[ItemList, ...]]


def check_numbers(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A recorded number reaches its threshold, and a year that is over has its records (SZ 4, 10, 13, 18, 25, 28)."""
    year = _year(entry.head)
    for item in entry.items:
        if is_current(item):
            yield from _check_value(item, year, survey)
    if year is not None and entry.head.nature != CATALOGUE:
        yield from _check_year(entry, year, survey)


def _check_value(item: Item, year: int | None, survey: Survey) -> Iterator[Problem]:
    indicator = _indicator(item, survey)
    number = _number(item.head, indicator, survey) if indicator is not None else None
    if indicator is None or number is None:
        return
    yearly = indicator.text("period") == _YEARLY
    over = not yearly or year is None or year < survey.today.year
    params = {"title": item.text("title"), "year": str(year) if yearly and year is not None else ""}
    if not item.text("value"):
        if yearly and over and year is not None:
            yield Problem(case="no_value", location=item.at(), params=params)
        return
    measured = _float(item.text("value"))
    if measured is None or number.holds(measured):
        return
    case = "missed" if over or not _may_rise(number, measured) else "short"
    unit = indicator.text("unit")
    words = {"value": _with_unit(item.text("value"), unit), "wanted": _wanted(number, unit)}
    yield Problem(case=case, location=item.at("value"), params={**params, **words})


def _number(head: ListHead, indicator: Record, survey: Survey) -> Number | None:
    """The threshold of a profile that applies to the list, else the indicator's own; None when it is illegible (S04)."""
    code = indicator.text("code")
    found = survey.bindings.number(code, head)
    if found is not None and found[0] in survey.bindings.applying(head):
        return found[1]
    value, op = indicator.text("threshold"), indicator.text("op")
    ends = value.split("-") if op == _BETWEEN else [value]
    if (op != _BETWEEN and op not in _SAID) or len(ends) != (2 if op == _BETWEEN else 1) or None in map(_float, ends):
        return None
    title, unit = indicator.text("title"), indicator.text("unit")
    return Number(id=code, op=op, value=value, article=indicator.text("article"), title=title, unit=unit)


def _may_rise(number: Number, measured: float) -> bool:
    """Whether the rest of the year can still bring the number up to the threshold."""
    low = float(number.value.partition("-")[0])
    return number.op in ("≥", _BETWEEN) and measured < low


def _wanted(number: Number, unit: str) -> str:
    """The threshold in words: 不少于 40 学时, 7 到 9 个."""
    low, _, high = number.value.partition("-")
    return (
        f"{_SAID[number.op]} {_with_unit(low, unit)}" if number.op in _SAID else f" {low} 到 {_with_unit(high, unit)}"
    )


def _with_unit(value: str, unit: str) -> str:
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}".rstrip()


def _float(text: str) -> float | None:
    with suppress(ValueError):
        return float(text)
    return None


def _indicator(item: Item, survey: Survey) -> Record | None:
    """The indicator that an item records, None when the name leads to no single one (S02)."""
    code = survey.register.names.one("indicators", item.text("indicator"))
    return survey.register.references.get("indicators", {}).get(code)


# The record of the year


def _check_year(entry: ItemList, year: int, survey: Survey) -> Iterator[Problem]:
    """What the place recorded in its last year before has a record in the year that is over; said in one place."""
    years = _years(survey).get(entry.head.division, {})
    last = survey.today.year - 1
    earlier = max((known for known in years if known < last), default=None)
    if earlier is None or year != (last if last in years else earlier) or entry is not years[year][0]:
        return
    wanted = _recorded(years[earlier], survey)
    there = _recorded(years.get(last, ()), survey)
    params = {"year": str(last), "earlier": str(earlier)}
    if last not in years and wanted:
        names = "、".join(title for title in wanted.values())
        yield Problem(case="no_year", location=entry.head.record.at("year"), params={**params, "names": names})
    elif last in years:
        for title in (title for code, title in wanted.items() if code not in there):
            yield Problem(case="no_record", location=entry.head.record.at(), params={**params, "indicator": title})


def _recorded(entries: tuple[ItemList, ...], survey: Survey) -> dict[str, str]:
    """The yearly indicators of these lists by code, with their titles, in the order of the lists."""
    found: dict[str, str] = {}
    for entry in entries:
        for item in entry.items:
            indicator = _indicator(item, survey)
            if indicator is not None and indicator.text("period") == _YEARLY and item.text("status") != DRAFT:
                found[indicator.text("code")] = indicator.text("title")
    return found


def _years(survey: Survey) -> Mapping[str, Years]:
    """The yearly indicator lists of each division by year; read once a run."""
    known: Mapping[str, Years] | None = survey.kept.get("indicator years")
    if known is None:
        found: dict[str, dict[int, tuple[ItemList, ...]]] = {}
        for _, entry in sorted(survey.register.lists.items()):
            head = entry.head
            year = _year(head)
            if head.kind == "indicator" and year is not None and head.nature not in (CATALOGUE, EXTRACT):
                years = found.setdefault(head.division, {})
                years[year] = (*years.get(year, ()), entry)
        known = survey.kept["indicator years"] = found
    return known


def _year(head: ListHead) -> int | None:
    """The year of a yearly list: 年度, else the end of its key."""
    text = head.text("year") or head.key.rpartition("-")[2]
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


RULES = (
    Rule(
        code="I01",
        title_zh="指标达到要求",
        sentence_zh="记下的数值达到文件要求的数；按年度记的指标，上一年记过、一年过完还要有记录。",
        scope="list",
        calendar=check_numbers,
        kinds=("indicator",),
        sources=(
            Citation(SZ, "第4项"),
            Citation(SZ, "第10项"),
            Citation(SZ, "第13项"),
            Citation(SZ, "第18项"),
            Citation(SZ, "第25项"),
            Citation(SZ, "第28项"),
            Citation(SD, "第十八条"),
            Citation(QXG, "（十）"),
        ),
        texts={
            "missed": (
                "“{title}”[[{year} 年]]记的是 {value}，要求{wanted}。",
                "请核对数值；确实没有达到的，在备注里写明原因和补救的办法。",
            ),
            "short": (
                "“{title}”到现在记的是 {value}，{year} 年全年要求{wanted}。",
                "请在年底前补足，再更新数值。",
            ),
            "no_value": (
                "“{title}”没有写数值，{year} 年已经过完。",
                "请补上“数值”；这一年没有做的，写 0 并在备注里说明。",
            ),
            "no_record": (
                "{year} 年已经过完，还没有“{indicator}”的记录，{earlier} 年记过。",
                "请加一个事项写上数值；不再记这个指标的，补记最后一次并在备注里说明。",
            ),
            "no_year": (
                "{year} 年已经过完，还没有这一年的指标记录；{earlier} 年记过{names}。",
                "请建立这一年的指标清单，逐个写上数值。",
            ),
        },
    ),
)
