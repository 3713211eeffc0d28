"""YAML text to nodes: every scalar stays the text that was typed, with line and column.

In: the bytes of one file. Out: its node tree, or the findings that say why there is none.
Refused: other encodings than UTF-8, aliases, anchors, tags, second documents, doubled keys, depth, size.
Types, field names and values are the business of bind.py and conform.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from .finding import Finding, Location
from .model import Node

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000
MAX_DOUBLED = 100

_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- )?([^\s:：#'\"|>-][^:：]{0,30})：")
# What YAML forbids, and the line separators of Unicode, which shift the lines that follow.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_INVISIBLE_INDENT = re.compile("^[ ]*[\u00a0\u3000\u200b\ufeff]")
_TAB_INDENT = re.compile(r"^ *\t")
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)")
# Where what was opened is never closed, the parser stops far below; the clerk needs the place of the opening.
_OPENED = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping")


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds: `node` is None when it could not be read, then `findings` says why; `text` as typed."""

    node: Node | None
    findings: tuple[Finding, ...] = ()
    text: str = ""


def read_document(data: bytes, path: str, size: int = 0) -> Document:
    """The nodes of a file; `path` only names it in findings, `size` is the file's where `data` is its beginning."""
    if len(data) > MAX_BYTES:
        size = max(size, len(data))
        return _refuse(path, "too_big", size=f"{size / 1_000_000:.1f}", limit=f"{MAX_BYTES // 1_000_000}")
    text, finding = _decode(data, path)
    if text is None:
        return Document(None, (finding,)) if finding else Document(None)
    try:
        document = _Builder(text, path).build()
    except yaml.MarkedYAMLError as error:
        return Document(None, (_explain(text, path, error),))
    if document.node is not None and isinstance(document.node.value, str):
        return Document(None, (_not_mapping(text, path),))
    return Document(document.node, document.findings, text)


def text_of(data: bytes) -> str:
    """What a person would read in a file of any kind, "" when it is no text; `data` may end within a character."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:
            return data[: error.start].decode("utf-8-sig")
    return "" if b"\0" in data else data.decode("gb18030", "replace")


def _refuse(path: str, case: str, line: int = 0, column: int = 0, **params: str) -> Document:
    return Document(None, (_finding(path, case, line, column, **params),))


def _finding(path: str, case: str, line: int = 0, column: int = 0, **params: str) -> Finding:
    return Finding(
        code="F02" if line else "F01", case=case, location=Location(path=path, line=line, column=column), params=params
    )


def _decode(data: bytes, path: str) -> tuple[str | None, Finding | None]:
    """UTF-8 text, or the finding that names the encoding it is more likely in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, _finding(path, "encoding", name="UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, _finding(path, "encoding", name=_guess(data), at=str(line))
    found = _INVISIBLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        return None, _finding(path, "invisible", line, column, code=_code(found[0]))
    return text, None


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _guess(data: bytes) -> str:
    if b"\0" in data:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "不明"
    return "GBK"


class _RefusedError(Exception):
    """Carries the finding for something YAML allows and we do not."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.case)
        self.finding = finding


class _Builder:
    """Turns the event stream into nodes; several doubled keys are all reported."""

    def __init__(self, text: str, path: str) -> None:
        self._next: Callable[[], Any] = CParser(text).get_event
        self._escapes = "\\" in text
        self._path = path
        self._count = 0
        self._findings: list[Finding] = []

    def build(self) -> Document:
        try:
            node = self._document()
            if self._escapes:
                self._findings += _unescaped(node, self._path)
        except _RefusedError as refused:
            return Document(None, (*self._findings, refused.finding))
        return Document(node if not self._findings else None, tuple(self._findings))

    def _document(self) -> Node:
        self._next()
        event = self._next()
        if type(event) is yaml.StreamEndEvent:
            raise _RefusedError(_finding(self._path, "empty"))
        node = self._node(self._next(), 1)
        self._next()
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            self._fail("second_document", event)
        return node

    def _node(self, event: Any, depth: int, line: int = 0, column: int = 0) -> Node:
        """One value; `line` and `column` are its key's, where it has one."""
        cls = type(event)
        mark = event.start_mark
        if cls is yaml.AliasEvent or event.anchor is not None:
            self._fail("alias", event)
        if event.tag is not None:
            self._fail("tag", event, tag=str(event.tag))
        if cls is yaml.ScalarEvent:
            return Node(event.value, mark.line + 1, mark.column + 1)
        if depth > MAX_DEPTH:
            self._fail("too_deep", event, limit=str(MAX_DEPTH))
        line, column = (line, column) if line else (mark.line + 1, mark.column + 1)
        if cls is yaml.MappingStartEvent:
            return Node(self._mapping(depth), line, column)
        return Node(self._sequence(depth), line, column)

    def _sequence(self, depth: int) -> list[Node]:
        entries: list[Node] = []
        advance = self._next
        while type(event := advance()) is not yaml.SequenceEndEvent:
            entries.append(self._node(event, depth + 1))
        self._add(len(entries), event)
        return entries

    def _mapping(self, depth: int) -> dict[str, Node]:
        cells: dict[str, Node] = {}
        advance = self._next
        while type(key := advance()) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent or key.anchor is not None or key.tag is not None:
                self._fail("key", key)
            mark: Any = key.start_mark
            value = advance()
            if type(value) is yaml.ScalarEvent and value.anchor is None and value.tag is None:
                place: Any = value.start_mark
                node = Node(value.value, place.line + 1, place.column + 1)
            else:
                node = self._node(value, depth + 1, mark.line + 1, mark.column + 1)
            name = key.value
            if name in cells:
                self._double(name, cells[name], mark)
            else:
                cells[name] = node
        self._add(len(cells), key)
        return cells

    def _add(self, nodes: int, event: Any) -> None:
        self._count += nodes
        if self._count > MAX_NODES:
            self._fail("too_many", event, limit=str(MAX_NODES))

    def _double(self, name: str, first: Node, mark: Any) -> None:
        params = {"key": name, "first": str(first.line)}
        location = Location(path=self._path, line=mark.line + 1, column=mark.column + 1)
        other = Location(path=self._path, line=first.line, column=first.column)
        self._findings.append(Finding(code="S04", case="double_key", location=location, other=other, params=params))
        if len(self._findings) >= MAX_DOUBLED:
            raise _RefusedError(self._findings.pop())

    def _fail(self, case: str, event: Any, **params: str) -> None:
        mark = event.start_mark
        raise _RefusedError(_finding(self._path, case, mark.line + 1, mark.column + 1, **params))


def _unescaped(node: Node, path: str) -> Iterator[Finding]:
    """Characters that the text itself may not hold, brought in by an escape such as "\\x07"."""
    value = node.value
    texts = (value,) if isinstance(value, str) else value if isinstance(value, dict) else ()
    for text in texts:
        found = _INVISIBLE.search(text)
        if found:
            yield _finding(path, "invisible", node.line, node.column, code=_code(found[0]))
    if not isinstance(value, str):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _unescaped(entry, path)


def _explain(text: str, path: str, error: yaml.MarkedYAMLError) -> Finding:
    """The clerk's mistake behind a parser error: a known cause near the parser's place, else the place itself."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    last = min(mark.line + 1 if mark else len(lines), len(lines))
    context = min(error.context_mark.line + 1, len(lines)) if error.context_mark else last
    suspects = [*range(last, max(last - 3, 0), -1), context, *range(1, last)]
    for number in suspects:
        case, params = _cause(lines[number - 1], near=number in suspects[:4])
        if case:
            return _finding(path, case, number, 1, read=lines[number - 1].strip(), **params)
    place = error.context_mark if error.context in _OPENED else mark
    line, column = (place.line + 1, place.column + 1) if place else (last, 1)
    return _finding(path, "syntax", min(line, len(lines)), column, read=lines[min(line, len(lines)) - 1].strip())


def _cause(line: str, *, near: bool) -> tuple[str, dict[str, str]]:
    """The known cause that this line shows; prose may hold a full-width colon, so that counts only `near` the error."""
    if _CONFLICT.match(line):
        return "conflict", {}
    if _TAB_INDENT.match(line):
        return "tab", {}
    if _INVISIBLE_INDENT.match(line):
        return "wide_indent", {}
    found = _FULL_WIDTH_COLON.match(line) if near else None
    if found:
        key, rest = found[1], line[found.end() :].strip()
        return "wide_colon", {"key": key, "fixed": f"{key}: {rest}"}
    return "", {}


def _not_mapping(text: str, path: str) -> Finding:
    """The file is one piece of text: mostly every colon is full-width."""
    for number, line in enumerate(text.split("\n"), start=1):
        case, params = _cause(line, near=True)
        if case:
            return _finding(path, case, number, 1, read=line.strip(), **params)
    return _finding(path, "no_fields", 1, 1, read=text.strip())
