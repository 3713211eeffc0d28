"""P01, P03, P12: what the list of powers says of each power, and how grave decisions of enforcement are taken.

In: items of kind power; documents of type 重大执法决定. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Item
from ..facts.chains import EVENT_TEXTS, check_item_chain
from ..facts.dates import before
from ..facts.events import APPROVED, PUBLISHED, Event, by_action, events
from ..facts.holders import of_township
from ..facts.status import is_current
from ..rule import QXG, SZ, WN, Citation, Problem, Rule, Survey

DECISION = "重大执法决定"
_RESPONSIBILITY = (("duty_items", "责任事项"), ("target", "责任对象"), ("accountability", "追责情形"))
_EXERCISE = (("post", "岗位"), ("scope", "职责权限"), ("supervision", "监督方式"))
_REVIEWS = ("合法性审查", "集体讨论")
_DECIDING = ("印发", PUBLISHED, APPROVED)
_SHOWING = "公示"
_FILING = "备案"


def check_responsibility(item: Item, _: Survey) -> Iterator[Problem]:
    """A power in force says 责任事项, 责任对象 and 追责情形 (SZ 16, QXG 5, WN 8)."""
    missing = _missing(item, _RESPONSIBILITY)
    if missing and is_current(item):
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        yield Problem(case="missing", location=item.at(), params=params)


def check_exercise(item: Item, _: Survey) -> Iterator[Problem]:
    """A power in force says who exercises it, at which post, how far, and how that is supervised (SZ 16, QXG 5).

    Its basis is asked for by rule C01.
    """
    bodies = [] if item.rows("parties") else ["责任分工"]
    missing = [*bodies, *_missing(item, _EXERCISE)]
    if missing and is_current(item):
        params = {"title": item.text("title"), "missing": "、".join(missing)}
        yield Problem(case="missing", location=item.at(), params=params)


def _missing(item: Item, fields: Iterable[tuple[str, str]]) -> list[str]:
    return [title for name, title in fields if not item.text(name)]


def check_decision(item: Item, survey: Survey) -> Iterator[Problem]:
    """重大执法决定 come after 合法性审查 and 集体讨论 (SZ 16); they are shown in public and filed (WN 8)."""
    if item.text("doc_type") != DECISION or not is_current(item) or not of_township(item.head):
        return
    yield from check_item_chain(item, survey, "P12")
    own = events(item, survey)
    yield from _reviewed_late(item, own)
    done = {event.action for event in own}
    missing = [] if done & {_SHOWING, PUBLISHED} else [_SHOWING]
    missing += [] if _FILING in done else [_FILING]
    if missing:
        params = {"title": item.text("title"), "missing": "和".join(missing)}
        yield Problem(case="open", location=item.at(), params=params, advice=True)


def _reviewed_late(item: Item, own: tuple[Event, ...]) -> Iterator[Problem]:
    """A review counts by its first date, the decision by the first day on which it was there."""
    dates = [(item.text("effective_from"), item.at("effective_from"))]
    dates += [(event.date, event.at("date")) for event in by_action(own, *_DECIDING)]
    decided, place = min(
        ((date, place) for date, place in dates if date), key=lambda dated: dated[0], default=("", None)
    )
    for action in _REVIEWS:
        first = min(by_action(own, action), key=lambda event: event.date, default=None)
        if first is not None and before(decided, first.date):
            params = {"action": action, "date": first.date, "decided": decided}
            yield Problem(case="after", location=first.at("date"), other=place, params=params)


RULES = (
    Rule(
        code="P01",
        title_zh="权力对应责任",
        sentence_zh="现行的权力写明责任事项、责任对象和追责情形。",
        scope="item",
        check=check_responsibility,
        kinds=("power",),
        sources=(Citation(SZ, "第16项"), Citation(QXG, "（五）"), Citation(WN, "二（三）8")),
        texts={
            "missing": ("“{title}”没有写{missing}。", "请补上：行使这项权力必须做到什么，对谁，做错了怎么追究。"),
        },
    ),
    Rule(
        code="P03",
        title_zh="权力要素齐全",
        sentence_zh="现行的权力写明承办的单位、岗位、职责权限和监督方式；依据由“有依据”一条管。",
        scope="item",
        check=check_exercise,
        kinds=("power",),
        sources=(Citation(SZ, "第16项"), Citation(QXG, "（五）")),
        texts={
            "missing": (
                "“{title}”没有写{missing}。",
                "请补上：由哪个单位、哪个岗位行使，可以做到哪一步，怎么监督。",
            ),
        },
    ),
    Rule(
        code="P12",
        title_zh="重大执法决定先审核后讨论",
        sentence_zh="重大执法决定作出以前，先合法性审查，再集体讨论；作出以后公示和备案（提醒）。",
        scope="item",
        check=check_decision,
        kinds=("document",),
        sources=(Citation(SZ, "第16项"), Citation(WN, "二（三）8")),
        texts={
            **EVENT_TEXTS,
            "after": (
                "“{action}”是 {date}，晚于作出决定的 {decided}。",
                "请核对日期；没有审核、讨论就作出的决定，要重新办。",
            ),
            "open": ("“{title}”的过程里没有{missing}。", "请补上日期和单位；还没有办的，尽快办。"),
        },
    ),
)
