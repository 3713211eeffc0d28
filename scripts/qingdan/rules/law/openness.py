"""C11, C13: what is 不予开放 or 草案, and documents that are 不予开放, reach no public output.

In: the register. Out: what stays hidden, or would not, and for the test of the built site the ids and texts that
must not occur in any of its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...finding import Location
from ...model import Item, ItemList, Node, Record
from ...register import CLOSED, CONSULTING, IN_FORCE, Register
from ..rule import Problem, Rule, Survey
from .basis import must_rest

# Shorter texts occur anywhere by chance.
_TELLING = 6


def check_consultation(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A list in 征求意见 is shown only with an event that says until when and to whom opinions go."""
    head = entry.head
    if head.text("status") != CONSULTING or head.text("openness") == CLOSED or survey.register.is_public_list(head):
        return
    event = next((row for row in head.rows("events") if row.text("action") == CONSULTING), None)
    location = event.at("action") if event is not None else head.record.at("status")
    missing = [] if event is not None else ["“征求意见”这个环节"]
    if event is None or not event.text("until"):
        missing.append("截止日期")
    if event is None or not event.text("org"):
        missing.append("收意见的单位")
    params = {"title": head.text("title"), "missing": "、".join(missing)}
    yield Problem(case="consultation", location=location, params=params, advice=True)


def check_closed_sources(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """What is public rests on some document that is public too, and names no other in its texts."""
    closed = _closed_titles(survey)
    if not closed or not survey.register.is_public_list(entry.head):
        return
    yield from _named(entry.head.record, "", closed, survey)
    for item in entry.items:
        if survey.register.is_public(item):
            yield from _hidden_rows(item, survey)
            for layer in item.layers():
                yield from _named(layer, item.id, closed, survey)


def _closed_titles(survey: Survey) -> Mapping[str, tuple[str, ...]]:
    """The names of the documents that are not public, each with the names of public ones of which it is a part."""
    known: Mapping[str, tuple[str, ...]] | None = survey.kept.get("closed titles")
    if known is None:
        sources = survey.register.references.get("sources", {}).values()
        shown = [source.text("title") for source in sources if not _is_closed(source)]
        closed = (source.text("title") for source in sources if _is_closed(source))
        known = {title: tuple(longer for longer in shown if title in longer) for title in closed if title}
        survey.kept["closed titles"] = known
    return known


def _hidden_rows(item: Item, survey: Survey) -> Iterator[Problem]:
    """The rows of 依据 that are left out; an error where an item cannot do without and none remains."""
    rows = item.rows("basis")
    hidden = [row for row in rows if not survey.register.is_open("sources", row.text("source"), item.division)]
    bare = len(hidden) == len(rows) and must_rest(item) and item.text("status") == IN_FORCE
    for row in hidden[:1] if bare else hidden:
        params = {"title": item.text("title"), "source": row.text("source")}
        where = row.at("source", item=item.id)
        yield Problem(case="bare" if bare else "hidden", location=where, params=params, advice=not bare)


def _named(record: Record, item: str, closed: Mapping[str, tuple[str, ...]], survey: Survey) -> Iterator[Problem]:
    """Documents that are not public, in what was written freely."""
    for text, place in _texts(survey.register, record):
        for title, longer in closed.items():
            if title in text and title in _cut(text, longer):
                yield Problem(case="named", location=replace(place, item=item), params={"source": title})


def _cut(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def must_not_appear(register: Register) -> Iterator[tuple[str, Location]]:
    """Each id and each telling text of what is not public, with its place; what is public elsewhere is left out."""
    shown = "\n".join(text for record in _public_records(register) for text, _ in _texts(register, record))
    lists = "\n".join(entry.id for entry in register.public_lists)
    seen: set[str] = set()
    for key, location in _hidden_ids(register):
        if key not in lists:
            yield key, location
    for record in _hidden_records(register):
        for text, location in _texts(register, record):
            if len(text) >= _TELLING and text not in seen and text not in shown:
                seen.add(text)
                yield text, location


def _hidden_ids(register: Register) -> Iterator[tuple[str, Location]]:
    for entry in register.lists.values():
        if not register.is_public_list(entry.head):
            yield entry.id, entry.head.record.at()
        for item in entry.items:
            if not register.is_public(item):
                yield item.id, item.at()


def _is_closed(record: Record) -> bool:
    return record.text("openness") == CLOSED


def _public_records(register: Register) -> Iterator[Record]:
    yield register.publisher
    for records in register.references.values():
        yield from (record for record in records.values() if not _is_closed(record))
    for entry in register.public_lists:
        yield entry.head.record
        yield from (excluded.row for excluded in entry.excluded)
        for item in entry.items:
            if register.is_public(item):
                yield from item.layers()


def _hidden_records(register: Register) -> Iterator[Record]:
    for records in register.references.values():
        yield from (record for record in records.values() if _is_closed(record))
    for entry in register.lists.values():
        if not register.is_public_list(entry.head):
            yield entry.head.record
        yield from _own(item for item in entry.items if not register.is_public(item))


def _own(items: Iterable[Item]) -> Iterator[Record]:
    for item in items:
        yield from item.layers()


def _texts(register: Register, record: Record) -> Iterator[tuple[str, Location]]:
    """What was written freely: no names of other records, no dates or numbers, no words of a closed list."""
    fields = register.schemas[record.table].by_name
    for name, node in record.cells.items():
        field = fields[name]
        if field.ref or field.enum or field.type not in ("string", "list"):
            continue
        for entry in node.value if isinstance(node.value, list) else (node,):
            if isinstance(entry, Node) and isinstance(entry.value, str):
                yield entry.value, record.at(name)
    for rows in record.children.values():
        for row in rows:
            yield from _texts(register, row)


RULES = (
    Rule(
        code="C11",
        title_zh="不公开的不外露",
        sentence_zh="不予开放的内容和草案不进入任何公开页面、数据、搜索和历史；征求意见的清单，写明截止日期和收意见的单位才公开。",
        scope="list",
        check=check_consultation,
        structural=True,
        texts={
            "consultation": (
                "“{title}”正在征求意见，但是没有写{missing}，所以还不会公开。",
                "要公开征求意见，就在“过程”里写全这个环节：日期、截止日期和单位。",
            ),
        },
    ),
    Rule(
        code="C13",
        title_zh="不公开的文件不外露",
        sentence_zh="不予开放的文件不在公开内容里出现：用它作依据的那一行不显示，必须有依据的事项至少另有一条公开的依据。",
        scope="list",
        check=check_closed_sources,
        structural=True,
        texts={
            "bare": (
                "“{title}”的依据《{source}》不予开放，公开的页面上就没有依据了。",
                "请补一条可以公开的依据；文件可以公开的，改正它的公开属性；都不行的，把事项的公开属性改成不予开放。",
            ),
            "hidden": (
                "依据《{source}》不予开放，“{title}”公开的时候不显示这一行。",
                "不用改；文件其实可以公开的，改正依据文件的公开属性。",
            ),
            "named": (
                "这段文字提到《{source}》，这个文件不予开放。",
                "请删掉文件名；文件其实可以公开的，改正依据文件的公开属性。",
            ),
        },
    ),
)
