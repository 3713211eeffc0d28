"""P09–P11: where a service is done, by whom it may be handed in, for whom it is.

In: lists and items of kind service; for the centre of a township all its lists. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item, ItemList
from ..facts.current import Lists, could_be_read, group_of, is_township, lacking, lists_in_force
from ..facts.status import is_current, is_ended
from ..rule import QXG, SZ, WN, Citation, Problem, Rule, Survey

CENTRE = "便民服务中心"
RELIEF = "扶贫济困"
_NOBODY_ELSE = "不得代办"
# The list at which a missing centre is reported, if the division has it.
_SPEAKING = {"service": 0, "power": 1}


def check_places(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """Each service with a guide says where it is done (QXG 6, WN 10), each township has a 便民服务中心 (SZ 8).

    Powers on application are done at that centre; they have no field for it.
    """
    if entry.head.kind == "service":
        for item in entry.items:
            if is_current(item) and item.row("guides") is not None and not item.texts("places"):
                yield Problem(case="no_place", location=item.at(), params={"title": item.text("title")})
    head = entry.head
    if _speaks(entry, survey) and head.division not in _with_centre(survey):
        params = {"name": survey.register.name_of("divisions", head.division)}
        yield Problem(case="no_centre", location=head.record.at(), params=params)


def _speaks(entry: ItemList, survey: Survey) -> bool:
    lists = lists_in_force(entry.head.division, survey)
    if not lists or not is_township(entry.head.division, survey) or not survey.complete("places"):
        return False
    return min(lists, key=lambda found: (_SPEAKING.get(found.head.kind, len(_SPEAKING)), found.id)) is entry


def _with_centre(survey: Survey) -> frozenset[str]:
    found: frozenset[str] | None = survey.kept.get("centres")
    if found is None:
        places = survey.register.references.get("places", {}).values()
        centres = (place.text("division") for place in places if place.text("type") == CENTRE)
        found = survey.kept["centres"] = frozenset(centres)
    return found


def check_agency(item: Item, survey: Survey) -> Iterator[Problem]:
    """What the state wants done in person is 不得代办 (QXG 6)."""
    if item.text("in_person_only") != "是" or is_ended(item):
        return
    agency = item.text("agency")
    words = survey.register.schemas["service"].by_name["agency"].enum
    if agency == _NOBODY_ELSE or (agency and agency not in words):
        return
    params = {"title": item.text("title"), "agency": agency}
    case, place = ("allowed", item.at("agency")) if agency else ("silent", item.at("in_person_only"))
    yield Problem(case=case, location=place, other=item.at("in_person_only") if agency else None, params=params)


def check_services(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A service says for whom it is and what is asked of it; a list of services has 扶贫济困 (WN 1)."""
    for item in entry.items:
        if is_current(item):
            missing = [] if item.texts("audience") else ["服务对象"]
            missing += [] if item.text("requirement") else ["服务要求"]
            if missing:
                params = {"title": item.text("title"), "missing": "和".join(missing)}
                yield Problem(case="missing", location=item.at(), params=params)
    group = group_of(entry, survey)
    if group and _without_relief(group) and could_be_read(group, survey):
        head = lacking(group, _without_relief, survey)
        yield Problem(case="no_relief", location=head.record.at(), params={"title": head.text("title")})


def _without_relief(group: Lists) -> tuple[str, ...]:
    items = (item for entry in group for item in entry.items if is_current(item))
    return () if any(item.text("category") == RELIEF for item in items) else (RELIEF,)


RULES = (
    Rule(
        code="P09",
        title_zh="办事有地点",
        sentence_zh="有办理指南的公共服务事项写明办理地点；每个乡镇（街道）都登记便民服务中心，依申请的权责事项也在那里办。",
        scope="list",
        check=check_places,
        sources=(Citation(QXG, "（六）"), Citation(WN, "二（三）10"), Citation(SZ, "第8项")),
        texts={
            "no_place": ("“{title}”没有写办理地点。", "请在“办理地点”里写上去哪里办，比如“本级/便民服务中心”。"),
            "no_centre": (
                "{name}没有登记便民服务中心。",
                "请在 lists/reference/places 里登记，类型写“便民服务中心”，写明地址和办公时间。",
            ),
        },
    ),
    Rule(
        code="P10",
        title_zh="本人办理不得代办",
        sentence_zh="国家规定由本人直接办理的事项，代办写“不得代办”。",
        scope="item",
        check=check_agency,
        kinds=("service",),
        sources=(Citation(QXG, "（六）"),),
        texts={
            "allowed": (
                "国家规定由本人办理，“代办”写的却是“{agency}”。",
                "请改成“不得代办”；国家没有这样规定的，把“国家规定本人办理”改成“否”。",
            ),
            "silent": ("“{title}”国家规定由本人办理，没有写能不能代办。", "请在“代办”里写“不得代办”。"),
        },
    ),
    Rule(
        code="P11",
        title_zh="服务对象和要求",
        sentence_zh="现行的公共服务事项写明服务对象和服务要求；每份公共服务事项清单都有扶贫济困的事项。",
        scope="list",
        check=check_services,
        kinds=("service",),
        sources=(Citation(WN, "二（一）1"),),
        texts={
            "missing": ("“{title}”没有写{missing}。", "请补上：谁可以来办，服务要做到什么程度。"),
            "no_relief": (
                "“{title}”里没有扶贫济困的事项。",
                "请补上防止返贫、困难帮扶等事项，服务类别写“扶贫济困”；已经有的，核对它的服务类别和状态。",
            ),
        },
    ),
)
