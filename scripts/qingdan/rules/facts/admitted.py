"""What a township was given to do since the last version, and where that was admitted.

In: the register with that of the last version, the lists of kind admission. Out: problems of rule D08, whose row
stands in comparison.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model import EXTRACT, Item
from ...register import DRAFT, IN_FORCE, Register
from ..rule import Problem, Survey
from .holders import of_township
from .versions import ListPair, list_pairs, new_rows, place, plain, states, was_unread

_WITHDRAWN = "上级部门收回"
_NEW_DUTY = "新增职责"
_ADMITTED = "准入"
# Reasons for which no department asks a township to do something more.
_NO_ADMISSION = ("政策法规调整", "首次编制")
_DEPARTMENTS = "县级部门"
# Where the duty is a catalogue's, one of its townships may be meant.
_BELOW = "或者其中的乡镇（街道）"


class _Admission(NamedTuple):
    """A decision on a new duty: to whom, and the items it names, a catalogue's for its copies too."""

    item: Item
    receiver: str
    items: frozenset[str]

    def is_about(self, duty: Item) -> bool:
        """Whether it speaks of this duty of this place, or of one above or below it."""
        here = duty.division.startswith(self.receiver) or self.receiver.startswith(duty.division)
        return here and (duty.id in self.items or plain(self.item.text("title")) == plain(duty.text("title")))


def check_admitted(register: Register, survey: Survey) -> Iterator[Problem]:
    """A duty that is new to the township has an admission 准入, unless the law changed or the list is new (HLJ 3.2)."""
    gained = [found for pair in list_pairs(survey) for found in _gained(pair, survey)]
    admissions = list(_admissions(register)) if gained else []
    held = _held(survey) if gained else set()
    for item, field in gained:
        places = (item.division, *register.ancestors(item.division))
        if any((place, plain(item.text("title"))) in held for place in places):
            continue
        about = [entry for entry in admissions if entry.is_about(item)]
        if any(entry.item.text("decision") == _ADMITTED for entry in about):
            continue
        location, params = place(item, field), {"title": item.text("title"), "item": item.id}
        if not about:
            params |= {"division": item.division, "below": _BELOW if len(item.division) <= 6 else ""}
            yield Problem(case="missing", location=location, params=params, head=item.head)
            continue
        other = about[0].item
        params |= {"admission": other.id, "decision": other.text("decision")}
        yield Problem(case="not_admitted", location=location, other=other.at("decision"), params=params, head=item.head)


def _gained(pair: ListPair, survey: Survey) -> Iterator[tuple[Item, str]]:
    """The duties that a list of a township, or its catalogue, has more than in the last version, with the field that says so."""
    head = pair.now.head
    if head.kind != "duty" or not pair.in_force or not of_township(head) or head.text("scope") == _DEPARTMENTS:
        return
    then = {item.id: item for item in pair.then.items}
    for item in pair.now.items:
        before = then.get(item.id)
        field = _source(item, before)
        if not field or not _is_duty(item) or was_unread(item.id, survey):
            continue
        rows = new_rows(item, before) if before is not None else item.source.rows("changes")
        if not any(row.text("reason") in _NO_ADMISSION for row in rows):
            yield item, field


def _source(item: Item, before: Item | None) -> str:
    """The field of its own file that makes an item a duty, "" when it was one, or when the catalogue makes it one."""
    if before is None:
        return "title" if item.base is None else ""
    if item.own is before.own or _is_duty(before):
        return ""
    field = "role" if before.text("status") == IN_FORCE else "status"
    return field if item.base is None or states(field, item) else ""


def _held(survey: Survey) -> set[tuple[str, str]]:
    """The titles of the duties that each division had: one that moves to another file or list is not new."""
    items = survey.previous.items.values() if survey.previous is not None else ()
    return {(item.division, plain(item.text("title"))) for item in items if item.kind == "duty" and _is_duty(item)}


def _is_duty(item: Item) -> bool:
    """True for what the township has to do: in force, and not taken back by a department."""
    return item.text("status") == IN_FORCE and item.text("role") != _WITHDRAWN


def _admissions(register: Register) -> Iterator[_Admission]:
    for entry in register.lists.values():
        if entry.head.kind != "admission" or entry.head.nature == EXTRACT:
            continue
        for item in entry.items:
            if item.text("type") == _NEW_DUTY and item.text("status") != DRAFT:
                yield _Admission(item, item.text("receiver"), frozenset(_named(item.text("item"), register)))


def _named(item: str, register: Register) -> Iterator[str]:
    """The id and, for a copy of a catalogue's item, those under it."""
    found = register.items.get(item)
    if found is not None:
        yield from (layer.id for layer in found.stack())
    elif item:
        yield item
