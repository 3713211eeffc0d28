"""The pages of the state: 检查结果, 规则豁免, 期限, and the page that leads to them.

In: the state, the frame, the draft site's index (None when there is none to link into). Out: pages. Everything is
sorted by division code or by date; nothing is scored or counted by place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..closed import WITHHELD
from ..deadlines import DAYS, Deadline
from ..grouping import Bundle, Note, shown
from ..messages import page_of, title_of
from ..model import Item, ListHead
from ..register import DEMO_NATURE, FORMAL_NATURE
from ..report import summary
from ..rules import TABLE
from ..site.frame import Frame, Sheet
from ..site.index import Index, Ref, item_path, list_path
from ..site.page import Page
from .state import ExemptionState, State

TEMPLATES = Path(__file__).with_name("templates")
HUB = Ref("内部稿", "internal/")
FINDINGS = Ref("检查结果", f"{HUB.path}findings/")
EXEMPTIONS = Ref("规则豁免", f"{HUB.path}exemptions/")
DEADLINES = Ref("期限", f"{HUB.path}deadlines/")
PAGES = (FINDINGS, EXEMPTIONS, DEADLINES)
_NO_PROBLEM = "用到"
_PROBLEMS = {"expired": "已经过期", "unknown_rule": "没有这条规则", "structural": "这条规则不能豁免"}


class FindingRow(NamedTuple):
    """A finding in a table."""

    severity: str
    rule: Ref
    item: Ref
    place: str
    text: str
    other: str
    divisions: str


class Group(NamedTuple):
    """The findings of a list, under the name of its division."""

    division: str
    title: Ref
    rows: list[FindingRow]


class StatePages:
    """Renders the state of a day."""

    def __init__(self, state: State, frame: Frame, index: Index | None) -> None:
        self._state = state
        self._frame = frame
        self._index = index

    def pages(self) -> Iterator[Page]:
        """All of them."""
        yield self.hub(HUB.path)
        yield self._findings()
        yield self._exemptions()
        yield self._deadlines()

    def hub(self, path: str) -> Page:
        """The way to the pages; also the home page where there is no draft site."""
        return self._page("internal_hub.html", Ref(HUB.text, path), {"blocked": self._state.blocked}, crumbs=())

    def missing(self, path: str) -> Page:
        """What stands in the place of a hub of the draft site while it cannot be built."""
        return self._page("internal_missing.html", Ref("这一页没有生成", path), {})

    def _page(self, template: str, ref: Ref, view: dict[str, object], crumbs: tuple[Ref, ...] = (HUB,)) -> Page:
        lists = self._state.register.lists.values()
        demo = any(self._state.register.list_nature(entry.head) == DEMO_NATURE for entry in lists)
        sheet = Sheet(
            path=ref.path,
            title=ref.text,
            description=f"内部稿，不得公开：{ref.text}",
            section="internal",
            crumbs=(Ref("首页"), *crumbs) if crumbs else (),
            natures={DEMO_NATURE, FORMAL_NATURE} if demo else frozenset(),
        )
        common = {"today": self._state.today.isoformat(), "pages": PAGES}
        return self._frame.page(template, sheet, {**common, **view})

    # 检查结果

    def _findings(self) -> Page:
        view = {
            "blocked": self._state.blocked,
            "summary": summary(self._state.findings),
            "groups": [self._group(bundle) for bundle in self._state.checked],
        }
        return self._page("internal_findings.html", FINDINGS, view)

    def _group(self, bundle: Bundle) -> Group:
        name = self._division(bundle.division) if bundle.division else ""
        return Group(name, self._list(bundle), [self._row(note) for note in bundle.notes])

    def _row(self, note: Note) -> FindingRow:
        finding = note.finding
        return FindingRow(
            severity=finding.severity.value,
            rule=Ref(f"{finding.code} {note.title}", page_of(finding.code)),
            item=self._item(finding.location.item) if note.text != WITHHELD else Ref(""),
            place=note.place,
            text=note.text,
            other=note.other,
            divisions=shown("、".join(note.divisions)) if len(note.divisions) > 1 else "",
        )

    # 规则豁免

    def _exemptions(self) -> Page:
        ordered = sorted(
            self._state.exemptions,
            key=lambda entry: (entry.exemption.record.text("until"), entry.exemption.record.text("item")),
        )
        return self._page("internal_exemptions.html", EXEMPTIONS, {"rows": [self._exemption(e) for e in ordered]})

    def _exemption(self, entry: ExemptionState) -> dict[str, object]:
        record, rule = entry.exemption.record, entry.exemption.rule
        known = rule in TABLE
        return {
            "rule": Ref(f"{rule} {title_of(rule)}" if known else shown(rule), page_of(rule) if known else ""),
            "item": Ref("不予开放的事项") if entry.closed else self._item(record.text("item"), named=True),
            "id": "" if entry.closed else shown(record.text("item")),
            "reason": "" if entry.closed else shown(record.text("reason")),
            "approver": shown(record.text("approver")),
            "until": shown(record.text("until")),
            "left": _left(entry.days) if entry.days is not None else "",
            "state": _state_of(entry),
        }

    # 期限

    def _deadlines(self) -> Page:
        view = {
            "days": DAYS,
            "groups": [self._group(bundle) for bundle in self._state.due],
            "coming": [self._due(entry) for entry in self._state.coming],
        }
        return self._page("internal_deadlines.html", DEADLINES, view)

    def _due(self, entry: Deadline) -> dict[str, object]:
        return {
            "day": entry.day.isoformat(),
            "left": _left(entry.days),
            "words": entry.words,
            "holder": self._holder(entry.holder),
            "division": self._division(entry.head.division),
        }

    # Names and addresses

    def _division(self, code: str) -> str:
        return shown(self._state.register.name_of("divisions", code))

    def _list(self, bundle: Bundle) -> Ref:
        return self._head(bundle.head, bundle.title) if bundle.head is not None else Ref(bundle.title)

    def _head(self, head: ListHead, title: str) -> Ref:
        linked = self._index is not None and head.id in self._index.lists
        return Ref(title, list_path(head) if linked else "")

    def _holder(self, holder: Item | ListHead) -> Ref:
        if isinstance(holder, Item):
            return self._item(holder.id, named=True)
        return self._head(holder, shown(holder.text("title") or holder.id))

    def _item(self, key: str, *, named: bool = False) -> Ref:
        """An item by its id, or by its title; linked where the draft site has a page for it."""
        item = self._state.register.items.get(key)
        title = item.text("title") if named and item is not None else ""
        linked = self._index is not None and key in self._index.shown
        return Ref(shown(title or key), item_path(key) if linked else "")


def _left(days: int) -> str:
    if days == 0:
        return "今天"
    return f"还有 {days} 天" if days > 0 else f"过了 {-days} 天"


def _state_of(entry: ExemptionState) -> str:
    problem = entry.exemption.problem
    if problem is not None:
        return _PROBLEMS.get(problem.case, "不起作用")
    return _NO_PROBLEM if entry.used else "没有用到"
