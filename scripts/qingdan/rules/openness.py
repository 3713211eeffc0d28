"""C11: what is 不予开放 or 草案 reaches no public output.

In: the register. Out: advice on a consultation that cannot be shown yet, and for the test of the built site the
ids and texts that must not occur in any of its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..finding import Location
from ..model import Item, ItemList, Node, Record
from ..register import CLOSED, CONSULTING, Register
from .rule import Problem, Rule, Survey

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
)
