"""An id means one matter for ever: what the last version called by it is still there and still the same.

In: the register with that of the last version. Out: problems of rule S01, whose row stands in structure.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Location
from ...model import EXTRACT, Item, ItemList
from ...register import DRAFT, Register
from ..facts.versions import new_rows, place, plain, states
from ..rule import Problem, Survey


def check_same_matter(register: Register, survey: Survey) -> Iterator[Problem]:
    """An id is never given to another matter: items stay, and a new title is explained by a 变更 row.

    What was still a draft was never published and may come and go.
    """
    previous = survey.previous.lists.values() if survey.previous is not None else ()
    there = {sighting.item for sighting in survey.records}
    for then in previous:
        now = register.lists.get(then.id)
        if then.head.text("status") in (DRAFT, ""):
            continue
        if now is None:
            yield from _list_gone(then, register, survey)
            continue
        yield from _switched(now, then)
        items = {item.id: item for item in now.items}
        for item in then.items:
            if item.text("status") in (DRAFT, ""):
                continue
            if item.id in items:
                yield from _renamed(items[item.id], item)
            elif item.own is not None and item.base is None and item.id not in there:
                yield from _gone(item, now, survey)


def _list_gone(then: ItemList, register: Register, survey: Survey) -> Iterator[Problem]:
    """A whole list may go with its division (rule S03 says where to); a header that cannot be read is reported."""
    head = then.head
    division = register.references.get("divisions", {}).get(head.division)
    if head.nature == EXTRACT or division is None or division.text("valid_to") or survey.unread_below(head.path):
        return
    location = Location(path=f"{head.path}/_list.yaml")
    yield Problem(case="list_gone", location=location, params={"title": head.text("title"), "list": head.id}, head=head)


def _gone(then: Item, now: ItemList, survey: Survey) -> Iterator[Problem]:
    # A file that is there but bears another suffix, or is a link, is reported already.
    stem = f"{now.head.path}/{then.serial}."
    excluded = any(entry.id == then.id for entry in now.excluded)
    if excluded or any(path.startswith(stem) for path in survey.unread):
        return
    params = {"serial": then.serial, "title": then.text("title")}
    yield Problem(case="gone", location=now.head.record.at(item=then.id), params=params, head=now.head)


def _renamed(now: Item, then: Item) -> Iterator[Problem]:
    if now.own is then.own or not (now.base is None or states("title", now, then)) or not _differ(now, then):
        return
    rows = new_rows(now, then) if now.own is not None else new_rows(now.head, then.head)
    if not rows:
        params = {"serial": now.serial, "title": now.text("title"), "was": then.text("title")}
        yield Problem(case="renamed", location=place(now, "title"), params=params, head=now.head)


def _switched(now: ItemList, then: ItemList) -> Iterator[Problem]:
    """A list that adopts another catalogue keeps its ids only where the new one numbers the same matters alike."""
    if now.head.adopts is None or then.head.adopts is None or now.head.adopts.id == then.head.adopts.id:
        return
    items = {item.id: item for item in now.items}
    moved = [
        (items[item.id], item)
        for item in then.items
        if item.id in items and not states("title", item, items[item.id]) and _differ(items[item.id], item)
    ]
    if moved and not new_rows(now.head, then.head):
        first, was = moved[0]
        params = {"catalogue": now.head.adopts.id, "count": str(len(moved)), "serial": first.serial}
        params |= {"title": first.text("title"), "was": was.text("title")}
        yield Problem(case="switched", location=place(now.head, "adopts"), params=params, head=now.head)


def _differ(now: Item, then: Item) -> bool:
    """Whether two titles name different matters; one that is missing is rule S04's."""
    after, before = plain(now.text("title")), plain(then.text("title"))
    return bool(after and before) and after != before
