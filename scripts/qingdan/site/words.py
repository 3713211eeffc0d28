"""Small tables of words: which seal a role bears, what a place is called, how a time limit is said.

In: words of the schemas. Out: words and the classes of site.css. A word that no table knows is shown as it is,
without a seal, so that a new value of a schema needs no change here.
"""

from __future__ import annotations

from typing import NamedTuple

LEAD, ASSIST, BACK, DO, DOWN = "lead", "assist", "back", "do", "down"


class Seal(NamedTuple):
    """A word with its sign; `look` is the class in site.css (lead, assist, back, do), "" for none."""

    word: str
    mark: str = ""
    look: str = ""


class Role(NamedTuple):
    """What a 角色 of 责任分工 means for the page: its seal and its place in the order of the page."""

    seal: Seal
    part: str


_ROLES = {
    "主体责任": ("主", LEAD, LEAD),
    "责任": ("责", LEAD, LEAD),
    "牵头": ("牵", LEAD, LEAD),
    "法律责任方": ("法", "", LEAD),
    "名义方": ("名", "", ""),
    "购买主体": ("购", LEAD, LEAD),
    "提出方": ("提", "", ""),
    "配合责任": ("配", ASSIST, ASSIST),
    "协助": ("协", ASSIST, ASSIST),
    "参与": ("参", ASSIST, ASSIST),
    "承办": ("办", DO, DO),
    "承接主体": ("承", DO, DO),
    "承接方": ("承", DO, DO),
    "授出方": ("授", DO, DOWN),
}
_CLASSES = {
    "基本履职": ("主", LEAD),
    "配合履职": ("配", ASSIST),
    "上级部门收回": ("收", BACK),
    "协助政府": ("协", ASSIST),
    "不得进入": ("禁", BACK),
}
_ORDER = {LEAD: 0, ASSIST: 1, DO: 2, DOWN: 3, "": 4}
_HERE = {
    "镇": "镇里",
    "乡": "乡里",
    "民族乡": "乡里",
    "乡镇": "镇里",
    "苏木": "苏木",
    "街道": "街道",
    "村": "村里",
    "社区": "社区",
    "村(社区)": "村里",
    "县(市、区)": "县里",
    "市": "市里",
    "省": "省里",
}
_TOWNS = frozenset({"乡", "镇", "民族乡", "苏木", "街道"})
_VILLAGES = frozenset({"村", "社区"})
_PIECES = frozenset({"工作日"})
_ENDED = frozenset({"停用", "废止", "失效"})
_DRAFTS = frozenset({"草案", "征求意见", "征求意见稿"})


def role(word: str) -> Role:
    """Seal and part of a role; a role that has none stands last."""
    mark, look, part = _ROLES.get(word, ("", "", ""))
    return Role(Seal(word, mark if look else "", look), part)


def order(part: str) -> int:
    """The place of a part on the page: who leads comes first."""
    return _ORDER[part]


def class_seal(word: str) -> Seal:
    """The seal of the word that classifies an item."""
    mark, look = _CLASSES.get(word, ("", ""))
    return Seal(word, mark, look)


def here(kind: str) -> str:
    """How people call the authority of a place of this type: 镇里, 街道."""
    return _HERE.get(kind, "本级")


def everywhere(scope: str, office: str) -> str:
    """A body that each adopting place has: 各乡镇, 各乡镇农业综合服务中心."""
    return f"各{scope.replace('(', '（').replace(')', '）') or '地'}{office}"


def ours(kind: str) -> str:
    """How a place speaks of itself: 本镇, 本街道, 本村."""
    return f"本{kind}" if kind in ("镇", "乡", "街道", "村", "社区", "苏木") else "本地"


def is_grassroots(kind: str) -> bool:
    """True for a township, a sub-district, a village, and for the scope of a catalogue made for them."""
    return kind in _TOWNS or kind in _VILLAGES or kind in ("乡镇", "村(社区)")


def noun(types: set[str]) -> str:
    """What several places of these types are counted as."""
    if types and types <= _TOWNS:
        return "个乡镇（街道）"
    return "个村（社区）" if types and types <= _VILLAGES else "个地方"


def status_look(status: str) -> str:
    """The class of a status beside qd-status: ended, draft or none."""
    if status in _ENDED:
        return "ended"
    return "draft" if status in _DRAFTS else ""


def duration(limit: str, unit: str) -> str:
    """A time limit as it is said: 20 个工作日, 2 小时, 当场."""
    if not limit:
        return unit
    return f"{limit} {'个' if unit in _PIECES else ''}{unit}"


def full_date(date: str) -> str:
    """2026-01-15 as 2026年1月15日; anything else as it is."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return date
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日"
