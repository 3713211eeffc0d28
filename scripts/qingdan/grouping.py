"""Findings by list, in the order of division codes: how reports for several people are laid out.

In: findings and the register. Out: `Bundle` values. No list is counted or compared with another (model.md 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .closed import WITHHELD, Closed
from .finding import Finding
from .messages import describe, printable, title_of
from .model import ListHead
from .register import Register
from .rules.personal import mask

REFERENCES, SETTINGS = "单位、文件、场所等登记", "发布设置和豁免"
# Behind every division code.
_LAST = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding in words that may be shown: rule, place, what is wrong and how to put it right."""

    finding: Finding
    title: str
    text: str
    place: str
    other: str
    divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The findings of one list; `division` is a code, "" for what belongs to no list, `head` None if unreadable."""

    division: str
    title: str
    head: ListHead | None
    notes: tuple[Note, ...]


def by_list(findings: Iterable[Finding], register: Register, closed: Closed) -> list[Bundle]:
    """The findings by list, sorted by division code, list key, file and line; words on closed records left out."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding.location.path), []).append(finding)
    return [_bundle(key, group, register, closed) for key, group in sorted(groups.items())]


def shown(text: str) -> str:
    """A text from a file as it may be shown: on one line, printable, without personal data."""
    return mask(printable(text))


def _key(path: str) -> tuple[str, str]:
    """Division code and list key of a file; files of no list come last."""
    parts = path.split("/")
    if len(parts) > 2 and parts[1].isascii() and parts[1].isdigit():
        return parts[1], parts[2]
    return _LAST, REFERENCES if parts[1:2] == ["reference"] else SETTINGS


def _bundle(key: tuple[str, str], group: list[Finding], register: Register, closed: Closed) -> Bundle:
    notes = tuple(_notes(sorted(group, key=_order), register, closed))
    division, name = key
    if division == _LAST:
        return Bundle(division="", title=name, head=None, notes=notes)
    entry = register.lists.get(f"{division}-{name}")
    head = entry.head if entry is not None else None
    open_head = head if head is not None and not closed.hides(head) else None
    title = open_head.text("title") if open_head is not None else ""
    return Bundle(division=division, title=shown(title or name), head=open_head, notes=notes)


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    place = finding.location
    return (place.path, place.line, place.column, finding.code, finding.case, str(finding.params))


def _notes(group: list[Finding], register: Register, closed: Closed) -> Iterator[Note]:
    for finding in group:
        text = describe(finding, register.schemas).text
        yield Note(
            finding=finding,
            title=title_of(finding.code),
            text=WITHHELD if closed.withholds(finding, text) else text,
            place=_place(finding.location.path, finding.location.line),
            other=_place(finding.other.path, finding.other.line) if finding.other is not None else "",
            divisions=tuple(register.name_of("divisions", code) for code in finding.divisions),
        )


def _place(path: str, line: int) -> str:
    return f"{shown(path)} 第 {line} 行" if line else shown(path)
