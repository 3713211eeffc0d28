"""What the calendar makes of the lists, for the people who keep them: at a terminal, or as the body of one issue.

In: calendar findings and the register. Out: one string; "" in Markdown when nothing is due. What is written in files
reaches Markdown only as plain text: no markup, no HTML, no mention, no link, and not more than a host takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from .closed import Closed
from .finding import Finding
from .grouping import Bundle, Note, by_list, shown
from .register import Register
from .report import render

# GitHub takes 65,536 characters in an issue; an astral character may count twice.
LONGEST = 60_000
# Markup anywhere, and what would begin a list, a heading or a rule at the beginning of a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#!|~&@$^]|^[-+=])")
_NUMBERED = re.compile(r"^(\d+)([.])")
# What hosts turn into mentions, references and links, once markup is escaped: cut by a blank of no width.
_LINKED = re.compile(r"([@#$%~!&]|://|www|GH-)", re.IGNORECASE)
_CUT = "\u200b"


def render_schedule(findings: list[Finding], register: Register, today: date, faults: int, form: str) -> str:
    """The findings in one of `FORMS`; `faults` is how much of the repository could not be read rightly."""
    return _RENDERERS[form](findings, register, today, faults)


# At a terminal


def _text(findings: list[Finding], register: Register, today: date, faults: int) -> str:
    lines = [f"按 {today.isoformat()} 算，{_number(findings)}。", *_faults(faults), ""]
    for bundle in _bundles(findings, register):
        lines.append(_heading(bundle, register))
        for note in bundle.notes:
            lines.append(f"  {note.finding.severity.value} {note.finding.code} {note.title}　{note.place}")
            lines += [f"    {line}" for line in (note.text, *_more(note))]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _number(findings: list[Finding]) -> str:
    return f"有 {len(findings)} 处到期或者没有达到要求" if findings else "没有到期的，也没有不达标的"


def _faults(faults: int) -> list[str]:
    return [f"清单里另有 {faults} 处写错或者读不了，没有算进去，请先运行 qingdan check。"] if faults else []


def _bundles(findings: list[Finding], register: Register) -> list[Bundle]:
    return by_list(findings, register, Closed(register)) if findings else []


def _heading(bundle: Bundle, register: Register) -> str:
    if not bundle.division:
        return bundle.title
    return f"{shown(register.name_of('divisions', bundle.division))}　{bundle.title}"


def _more(note: Note) -> Iterator[str]:
    if note.other:
        yield f"另一处：{note.other}"
    if len(note.divisions) > 1:
        yield f"涉及：{shown('、'.join(note.divisions))}"


# As the body of an issue


def _markdown(findings: list[Finding], register: Register, today: date, faults: int) -> str:
    if not findings:
        return ""
    head = f"按 {today.isoformat()} 的日期算，{_number(findings)}。改好以后这里会自动更新，全部改好会自动关闭。\n"
    head += "".join(f"\n{line}\n" for line in _faults(faults))
    parts, size, left = [head], len(head), len(findings)
    for bundle in _bundles(findings, register):
        heading = f"\n### {plain(_heading(bundle, register))}\n\n"
        for note in bundle.notes:
            part = heading + _entry(note)
            if size + _length(part) > LONGEST:
                return "".join([*parts, f"\n还有 {left} 处没有列出，请在仓库里运行 `qingdan calendar` 看全部。\n"])
            parts.append(part)
            size, left, heading = size + _length(part), left - 1, ""
    return "".join(parts)


def _entry(note: Note) -> str:
    lines = (note.place, note.text, *_more(note))
    return (
        f"- **{note.finding.code} {plain(note.title)}**  \n" + "  \n".join(f"  {plain(line)}" for line in lines) + "\n"
    )


def plain(text: str) -> str:
    """Text that Markdown shows as it is, and in which a host finds nobody to tell and nothing to link."""
    escaped = _MARKUP.sub(r"\\\1", _LINKED.sub(rf"\1{_CUT}", text.strip()))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def _length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _json(findings: list[Finding], register: Register, _: date, __: int) -> str:
    return render(findings, register, "json")


_RENDERERS: Mapping[str, Callable[[list[Finding], Register, date, int], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
FORMS = tuple(_RENDERERS)
