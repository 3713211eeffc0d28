"""S06: no personal data in any text, comment, stray file or file name below lists/.

In: every file as it was typed, every record that was read, and the paths. Out: problems; the value itself is masked
in them. What a field holds is reported at the field, what no field holds at its line, and nothing twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ...finding import Location
from ...model import Node
from ...register import Register
from ..personal import Hit, find, is_suspect, masked
from ..personal.characters import plain
from ..rule import Problem, Rule, Sighting, Survey

# A name list in a stray file is one mistake, not thousands.
_MOST = 100
# Where an address is that of an office by the meaning of the field.
_OFFICES = frozenset({"places.address"})
_CASES = {"手机号码": "mobile", "个人邮箱": "mailbox", "个人账号": "account", "家庭住址": "home"}


def check_personal(_: Register, survey: Survey) -> Iterator[Problem]:
    """Nothing that is written in lists/, comments and names of files included, is personal data of a natural person."""
    texts = {path: text for path, text in survey.texts.items() if is_suspect(text)}
    records: dict[str, list[Sighting]] = {path: [] for path in texts}
    for sighting in survey.records:
        if sighting.record.path in texts:
            records[sighting.record.path].append(sighting)
    for path, text in sorted(texts.items()):
        yield from _in_file(path, text, records[path])
    yield from _in_names(survey.names)


class _Typed(NamedTuple):
    """A hit in a file, and its place there."""

    hit: Hit
    line: int
    column: int


def _in_file(path: str, text: str, records: Iterable[Sighting]) -> Iterator[Problem]:
    """The hits of the fields, each at the line where it was typed, then those that no field holds."""
    spare: dict[str, deque[_Typed]] = {}
    for typed in _typed(text):
        spare.setdefault(_essence(text[typed.hit.start : typed.hit.end]), deque()).append(typed)
    left: list[_Typed] = []
    for label, node, item in sorted(_fields(records), key=lambda field: (field[1].line, field[1].column)):
        value = str(node.value)
        for hit in find(value) if is_suspect(value) else ():
            shown = value[hit.start : hit.end]
            line, column = node.line, node.column
            waiting = spare.get(_essence(shown), deque())
            while waiting and waiting[0].line < node.line:
                left.append(waiting.popleft())
            if waiting:
                _, line, column = waiting.popleft()
            if label not in _OFFICES or hit.kind != "家庭住址":
                place = Location(path=path, line=line, column=column, item=item, field=label)
                yield _problem(hit.kind, shown, place)
    left += [typed for waiting in spare.values() for typed in waiting]
    for hit, line, column in islice(sorted(left), _MOST):
        yield _problem(hit.kind, text[hit.start : hit.end], Location(path=path, line=line, column=column))


def _typed(text: str) -> Iterator[_Typed]:
    hits = find(text)
    ends = [found.start() for found in re.finditer("\n", text)] if hits else []
    for hit in hits:
        line = bisect_right(ends, hit.start)
        yield _Typed(hit, line + 1, hit.start - (ends[line - 1] if line else -1))


def _essence(text: str) -> str:
    """What is the same however a value is quoted, folded or spaced."""
    return re.sub(r"[\W_]", "", plain(text)).lower()


def _fields(records: Iterable[Sighting]) -> Iterator[tuple[str, Node, str]]:
    """Every text of the records and their rows: the field, the node, the item."""
    for record, item in records:
        for name, node in record.cells.items():
            label = f"{record.table}.{name}"
            if isinstance(node.value, str):
                yield label, node, item
            else:
                yield from ((label, entry, item) for entry in node.value if isinstance(entry, Node))
        for rows in record.children.values():
            yield from _fields(Sighting(row, item) for row in rows)


def _problem(kind: str, value: str, place: Location) -> Problem:
    return Problem(case=_CASES.get(kind, "number"), location=place, params={"kind": kind, "read": masked(value)})


def _in_names(names: Iterable[str]) -> Iterator[Problem]:
    """Each folder and file whose own name holds something."""
    known: dict[str, tuple[Hit, ...]] = {}
    for path in names:
        name = path.rpartition("/")[2]
        if name not in known:
            known[name] = find(name)
        for hit in known[name]:
            params = {"kind": hit.kind, "read": masked(name[hit.start : hit.end])}
            yield Problem(case="file_name", location=Location(path=path), params=params)


_CLEAN = "已经提交过的，还要请管理员清理历史。"

RULES = (
    Rule(
        code="S06",
        title_zh="个人信息",
        sentence_zh="任何地方都不写身份证号码、银行卡号、证件号码、手机号码、个人邮箱、个人账号、车牌号码和家庭住址，注释、放错地方的文件和文件名里也不写。",
        scope="register",
        check=check_personal,
        structural=True,
        extracts=True,
        texts={
            "number": (
                "这里有一个{kind}（{read}），公开出去会侵害个人信息。",
                f"请删掉它，清单里用不着。{_CLEAN}",
            ),
            "mobile": (
                "这里有一个手机号码（{read}），公开出去会侵害个人信息。",
                f"请换成办公室的座机或者 12345，值班用的手机也一样。{_CLEAN}",
            ),
            "mailbox": (
                "这里有一个个人邮箱（{read}）：谁都能在那家网站开邮箱，看不出是个人的还是办公室的。",
                f"请换成单位的工作邮箱；办公室一直在用这个邮箱的，先请单位开通工作邮箱，开通以前只写座机或者 12345。{_CLEAN}",
            ),
            "account": (
                "这里有一个个人账号（{read}），公开出去会侵害个人信息。",
                f"请删掉它；单位的公众号写成“微信公众号：名称”，工作群写“请到村里扫码进群”。{_CLEAN}",
            ),
            "home": (
                "这里像是一个家庭住址（{read}），公开出去会侵害个人信息。",
                f"请删掉它，写到村（社区）为止；如果是办公地点，把单位名称写在地址前面。{_CLEAN}",
            ),
            "file_name": (
                "文件名里有一个{kind}（{read}），文件名也会公开。",
                f"请给文件另取名称，只用编号或者单位的拼音缩写。{_CLEAN}",
            ),
        },
    ),
)
