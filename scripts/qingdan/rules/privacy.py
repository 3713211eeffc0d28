"""S06: no personal data in any text or file name below lists/.

In: every record that was read, and the paths of the files. Out: problems; the value itself is masked in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Location
from ..model import Node, Record
from ..register import Register
from .personal import SUSPECT, find, masked
from .rule import Problem, Rule, Survey


def check_personal(_: Register, survey: Survey) -> Iterator[Problem]:
    """Nothing that is written in lists/, names of files included, is personal data of a natural person."""
    for record, item in survey.records:
        texts: list[str] = []
        places: list[tuple[Record, str, Node]] = []
        _collect(record, texts, places)
        if SUSPECT.search("\n".join(texts)):
            for row, name, node in places:
                yield from _hits(row, name, node, item)
    for path in sorted({record.path for record, _ in survey.records} | survey.unread):
        for part in path.split("/"):
            for hit in find(part):
                params = {"kind": hit.kind, "read": masked(part[hit.start : hit.end])}
                yield Problem(case="file_name", location=Location(path=path), params=params)


def _collect(record: Record, texts: list[str], places: list[tuple[Record, str, Node]]) -> None:
    """Every text of a record and its rows, and where it stands: row, field, node."""
    for name, node in record.cells.items():
        if isinstance(node.value, str):
            texts.append(node.value)
            places.append((record, name, node))
        else:
            for entry in node.value:
                if isinstance(entry, Node) and isinstance(entry.value, str):
                    texts.append(entry.value)
                    places.append((record, name, entry))
    for rows in record.children.values():
        for row in rows:
            _collect(row, texts, places)


def _hits(row: Record, name: str, node: Node, item: str) -> Iterator[Problem]:
    text = str(node.value)
    for hit in find(text):
        place = Location(path=row.path, line=node.line, column=node.column, item=item, field=f"{row.table}.{name}")
        params = {"kind": hit.kind, "read": masked(text[hit.start : hit.end])}
        yield Problem(case="personal", location=place, params=params)


RULES = (
    Rule(
        code="S06",
        title_zh="个人信息",
        sentence_zh="任何地方都不写身份证号码、银行卡号、手机号码、个人邮箱、个人账号和家庭住址，文件名里也不写。",
        scope="register",
        check=check_personal,
        structural=True,
        extracts=True,
        texts={
            "personal": (
                "这里有一个{kind}（{read}），公开出去会侵害个人信息。",
                "请删掉它；要留联系方式，就写办公室的座机、12345 或者单位的公共邮箱。已经提交过的，还要请管理员清理历史。",
            ),
            "file_name": (
                "文件名里有一个{kind}（{read}），文件名也会公开。",
                "请给文件另取名称，只用编号或者单位的拼音缩写；已经提交过的，还要请管理员清理历史。",
            ),
        },
    ),
)
