"""Findings to text for people and programs: terminal, JSON, annotations of a code host.

In: merged findings and the register. Out: one string. Nothing is printed here, no finding is judged here; what is
written in files reaches the output only printable and escaped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from .finding import Finding, Severity
from .messages import Message, describe, printable
from .register import Register
from .rules.personal import mask

FORMATS = ("text", "json", "github")

_EXAMPLES = 5
_ANNOTATIONS = 10
_LEVELS = {Severity.ERROR: "error", Severity.ADVICE: "warning"}


def render(findings: list[Finding], register: Register, form: str) -> str:
    """The findings in one of `FORMATS`, ending in a newline."""
    return _RENDERERS[form](findings, register)


def summary(findings: list[Finding]) -> str:
    """必须改正 n 处，提醒 m 处."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return f"必须改正 {errors} 处，提醒 {len(findings) - errors} 处"


# For a person at a terminal


def _render_text(findings: list[Finding], register: Register) -> str:
    ordered = sorted(findings, key=_place)
    repeated = {key for key, group in _by_kind(ordered).items() if len(group) > _EXAMPLES}
    lines: list[str] = []
    for path, here in groupby((f for f in ordered if _kind(f) not in repeated), key=lambda f: f.location.path):
        lines.append(_shown(path))
        for finding in here:
            lines += _entry(finding, register)
        lines.append("")
    for key, group in _by_kind(ordered).items():
        if key in repeated:
            lines += [*_repeats(group, register), ""]
    if repeated:
        lines += ["同样的问题只列前几处，要看全部请运行 qingdan check --format json。", ""]
    return "\n".join([*lines, summary(findings)]) + "\n"


def _place(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.location
    return (place.path, place.line, place.column, finding.code)


def _kind(finding: Finding) -> tuple[str, str, str, Severity]:
    return (finding.code, finding.case, finding.location.field, finding.severity)


def _by_kind(findings: list[Finding]) -> Mapping[tuple[str, str, str, Severity], list[Finding]]:
    groups: dict[tuple[str, str, str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_kind(finding), []).append(finding)
    return groups


def _entry(finding: Finding, register: Register) -> Iterator[str]:
    message = describe(finding, register.schemas)
    where = f"第 {finding.location.line} 行" if finding.location.line else "整个文件"
    yield f"  {where}  {finding.severity.value} {finding.code} {message.title}"
    yield f"    {message.text}"
    yield from (f"    {line}" for line in _notes(finding, message, register))


def _notes(finding: Finding, message: Message, register: Register) -> Iterator[str]:
    """The second place, the places concerned, the description of the field, the source."""
    if finding.other is not None:
        yield f"另一处：{_shown(finding.other.path)} 第 {finding.other.line} 行"
    if len(finding.divisions) > 1 or _is_elsewhere(finding):
        names = [register.name_of("divisions", code) for code in finding.divisions[:_EXAMPLES]]
        more = f"等 {len(finding.divisions)} 处" if len(finding.divisions) > _EXAMPLES else ""
        yield f"涉及：{_shown('、'.join(names))}{more}"
    if message.help:
        yield message.help
    if message.source:
        yield f"出处：{message.source}"
    yield f"规则：{_address(message, register)}"


def _is_elsewhere(finding: Finding) -> bool:
    """True when what stands in one place's file is wrong in another: a catalogue's item in one township."""
    return any(f"/{code}/" not in finding.location.path for code in finding.divisions)


def _address(message: Message, register: Register) -> str:
    """Where the rule is explained: on the site of the publisher, or where that will be."""
    base = register.publisher.text("url")
    return _shown(f"{base.rstrip('/')}/{message.page}") if base else f"网站的 {message.page} 页"


def _repeats(group: list[Finding], register: Register) -> Iterator[str]:
    """Many findings of one kind: how many, and the first five."""
    first = describe(group[0], register.schemas)
    severity, code = group[0].severity.value, group[0].code
    yield f"{severity} {code} {first.title}：同样的问题有 {len(group)} 处，前 {_EXAMPLES} 处是"
    for finding in group[:_EXAMPLES]:
        where = f" 第 {finding.location.line} 行" if finding.location.line else ""
        yield f"  {_shown(finding.location.path)}{where}"
        yield f"    {describe(finding, register.schemas).text}"
    if first.help:
        yield f"  {first.help}"
    if first.source:
        yield f"  出处：{first.source}"
    yield f"  规则：{_address(first, register)}"


def _shown(text: str) -> str:
    return mask(printable(text))


# For programs


def _render_json(findings: list[Finding], register: Register) -> str:
    rows = [_row(finding, register) for finding in sorted(findings, key=_order)]
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    result = {"findings": rows, "errors": errors, "advice": len(findings) - errors}
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding, register: Register) -> dict[str, object]:
    message = describe(finding, register.schemas)
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": _shown(place.path),
        "line": place.line,
        "column": place.column,
        "item": _shown(place.item),
        "field": place.field,
        "message": message.text,
        "source": message.source,
        "count": finding.count,
        "divisions": [_shown(code) for code in finding.divisions],
        "page": message.page,
    }


def _order(finding: Finding) -> tuple[object, ...]:
    return (*_place(finding), finding.case, finding.location.field, str(sorted(finding.params.items())))


# For the annotations of a pull request


def _render_github(findings: list[Finding], register: Register) -> str:
    lines = []
    for severity in Severity:
        group = [finding for finding in sorted(findings, key=_order) if finding.severity is severity]
        lines += [_annotation(finding, register) for finding in group[:_ANNOTATIONS]]
    hidden = len(findings) - len(lines)
    if hidden:
        lines.append(f"另有 {hidden} 处没有标出来，请看完整的检查结果。")
    return "\n".join([*lines, summary(findings)]) + "\n"


def _annotation(finding: Finding, register: Register) -> str:
    """A workflow command; its properties and data are escaped as the host demands."""
    message = describe(finding, register.schemas)
    place = finding.location
    properties = {"file": _shown(place.path), "line": str(place.line or 1), "title": f"{finding.code} {message.title}"}
    if place.column:
        properties["col"] = str(place.column)
    data = (
        message.text
        + (f"\n出处：{message.source}" if message.source else "")
        + f"\n规则：{_address(message, register)}"
    )
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {joined}::{_data(data)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_RENDERERS: Mapping[str, Callable[[list[Finding], Register], str]] = {
    "text": _render_text,
    "json": _render_json,
    "github": _render_github,
}
