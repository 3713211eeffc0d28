"""A repository in which everything that must stay hidden carries a marked word of its own: the canaries.

In: the schemas; every field and nested row that a hidden record may hold is filled, dates and names too. Out: files
for tests.helpers, what each canary stands for, and the ids that are hidden. Public records refer to the hidden ones
wherever a field lets them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qingdan.schema import Field, Table
from tests.helpers import (
    COUNTY,
    OTHER_TOWN,
    TOWN,
    Fields,
    base_files,
    dump,
    make_head,
    make_item,
    make_organisation,
    schemas,
)

# Letters only, so that no search index takes a word apart.
MARK = "qkzvw"
OPEN = "opxjvw"
# What cannot hold a word.
_NUMBERS = ("integer", "number", "boolean")
Files = dict[str, Any]
CLOSED: Fields = {"公开属性": "不予开放", "状态": "现行"}
OPENED: Fields = {"公开属性": "无条件开放", "状态": "现行"}
DRAFT: Fields = {"公开属性": "无条件开放", "状态": "草案"}


class Canaries:
    """Fills records with words of their own; `places` says where each was put."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, place: str) -> str:
        """A new marked word."""
        number = f"{len(self.places):04d}"
        word = MARK + number.translate(str.maketrans("0123456789", "abcdefghij"))
        self.places[word] = place
        return word

    def fill(self, table: Table, place: str, **kept: Any) -> Fields:
        """A record of a table with a canary in every field but numbers, a row in every nested table; then `kept`."""
        fields = (field for field in table.inputs if field.type not in _NUMBERS)
        record: Fields = {field.title: self._value(field, f"{place} {field.title}") for field in fields}
        for title, child in schemas().nested(table).items():
            row = self.fill(child, f"{place} {title}")
            record[title] = row if child.single else [row]
        return {**record, **kept}

    def _value(self, field: Field, place: str) -> Any:
        return [self.word(place), self.word(place)] if field.many else self.word(place)


def hidden_repository(canaries: Canaries) -> Files:
    """The files; what is public in them is valid."""
    files = base_files()
    head = schemas()["lists"]
    secret = canaries.fill(schemas()["sources"], "sources", 公开属性="不予开放")
    files["reference/sources/mi.yaml"] = secret
    files["reference/organisations/990101-slj.yaml"] = _open_body(secret, canaries)
    files["reference/indicators.yaml"] = [_open_indicator(secret, canaries)]
    files["exemptions.yaml"] = [canaries.fill(schemas()["exemptions"], "exemptions")]
    files[f"{TOWN}/duty/5001.yaml"] = f"# {canaries.word('a comment')}\n" + dump(_open_duty(secret, canaries))
    for kind in schemas().kinds:
        name = kind.name
        files[f"{TOWN}/{name}/_list.yaml"] = _open_head(secret, canaries)
        files[f"{TOWN}/{name}/5011.yaml"] = canaries.fill(kind, f"closed {name}", **_kept(kind), **CLOSED)
        files[f"{TOWN}/{name}/5012.yaml"] = canaries.fill(kind, f"draft {name}", **_kept(kind), **DRAFT)
        files[f"{TOWN}/{name}/5013.yaml"] = _open_item(kind, secret, canaries)
        if kind.words("public") == "counts":
            files[f"{TOWN}/{name}/5014.yaml"] = canaries.fill(kind, f"open {name}", **_kept(kind), **OPENED)
        for state, kept in _hidden_heads().items():
            folder = f"{TOWN}/{name}-{MARK}{state}"
            files[f"{folder}/_list.yaml"] = canaries.fill(head, f"{state} list {name}", **kept)
            files[f"{folder}/5001.yaml"] = canaries.fill(kind, f"in a {state} list {name}", **_kept(kind), 状态="现行")
        files |= _adopted(kind, canaries)
    return files


def hidden_ids() -> Iterator[str]:
    """The ids of hidden items in public lists; those in hidden lists bear the mark."""
    for kind in schemas().kinds:
        yield from (f"{TOWN}-{kind.name}-5011", f"{TOWN}-{kind.name}-5012", f"{OTHER_TOWN}-{kind.name}-0001")
        if kind.words("public") == "counts":
            yield from (f"{TOWN}-{kind.name}-5013", f"{TOWN}-{kind.name}-5014")


def _hidden_heads() -> Mapping[str, Fields]:
    return {
        "closed": {"公开属性": "不予开放", "状态": "现行", "性质": "正式清单"},
        "draft": {"公开属性": "无条件开放", "状态": "草案", "性质": "正式清单"},
        "opinion": {"公开属性": "无条件开放", "状态": "征求意见", "性质": "正式清单"},
        "catalogue": {"公开属性": "无条件开放", "状态": "草案", "性质": "通用目录"},
    }


def _kept(kind: Table) -> Fields:
    """What is counted in public although the item is hidden: requests, by type and year."""
    return {"类型": "处理请求", "提出日期": "2026-02-01"} if kind.words("public") == "counts" else {}


def _adopted(kind: Table, canaries: Canaries) -> Files:
    """A catalogue whose item one town has closed, with words of its own; the other item it shows."""
    catalogue = {"性质": "通用目录", "清单名称": f"示例县{kind.title}通用目录"}
    return {
        f"{COUNTY}/{kind.name}/_list.yaml": make_head(**catalogue),
        f"{COUNTY}/{kind.name}/0001.yaml": {"事项名称": "目录里的事项", "状态": "现行", **_classified(kind)},
        f"{COUNTY}/{kind.name}/0002.yaml": {"事项名称": "目录里的另一件事项", "状态": "现行", **_classified(kind)},
        f"{OTHER_TOWN}/{kind.name}/_list.yaml": make_head(采用=f"{COUNTY}-{kind.name}", 清单名称="示例河镇清单"),
        f"{OTHER_TOWN}/{kind.name}/0001.yaml": canaries.fill(kind, f"override {kind.name}", **_kept(kind), **CLOSED),
    }


def _classified(kind: Table) -> Fields:
    """The required fields of a kind besides 事项名称 and 状态, with the first word that is allowed."""
    return {field.title: field.enum[0] for field in kind.fields if field.required and field.enum and not field.computed}


def _closed_row(secret: Fields, canaries: Canaries) -> Fields:
    """A row of 依据 of a public record that rests on the closed document: all of it stays hidden."""
    words = {title: canaries.word(f"a row on a closed document, {title}") for title in ("条款", "款项")}
    return {"文件": secret["名称"], "用途": "设定", **words}


def _open_head(secret: Fields, canaries: Canaries) -> Fields:
    """A public header that refers to the closed document and to a closed list."""
    refers: Fields = {"摘自": secret["名称"], "代替": f"{TOWN}-duty-{MARK}closed"}
    return make_head(依据=[_closed_row(secret, canaries)], 备注=f"{OPEN}head", **refers)


def _open_item(kind: Table, secret: Fields, canaries: Canaries) -> Fields:
    """A public item whose every reference to an item or a document leads to something hidden."""
    item: Fields = {"事项名称": f"示例事项{OPEN}title", "状态": "现行", **_classified(kind), "备注": f"{OPEN}remark"}
    targets = {"items": f"{TOWN}-{kind.name}-5011", "sources": secret["名称"]}
    for field in kind.inputs:
        if field.ref in targets:
            item[field.title] = [targets[field.ref]] if field.many else targets[field.ref]
    return {**item, "依据": [_closed_row(secret, canaries)]} if "basis" in kind.children else item


def _open_duty(secret: Fields, canaries: Canaries) -> Fields:
    """A public item with one row on a public document and one on the closed one."""
    rows = [*make_item()["依据"], _closed_row(secret, canaries)]
    return make_item(依据=rows, 俗称=[f"{OPEN}alias"], 接续事项=[f"{TOWN}-duty-5011", f"{TOWN}-duty-5012"])


def _open_body(secret: Fields, canaries: Canaries) -> Fields:
    """A public body that a closed document set up."""
    return make_organisation(名称="示例县水利局", 依据文件=secret["名称"], 依据条款=canaries.word("article of a body"))


def _open_indicator(secret: Fields, canaries: Canaries) -> Fields:
    """A public number that a closed document states."""
    fields = {"代码": "kan", "名称": "示例指标", "单位": "次", "比较": "≥", "阈值": "4", "周期": "年度"}
    return {**fields, "依据文件": secret["名称"], "依据条款": canaries.word("article of an indicator")}
