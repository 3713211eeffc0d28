"""G01, G05–G07, G09: what a delegation has to state and to carry with it: terms, powers, money, training, reports.

In: items of kind delegation. Out: problems. Who hands down to whom is delegations.py's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Location
from ...model import Item, Record
from ...names import OWN
from ..facts.bodies import TOWNSHIP, Body
from ..facts.dates import before, months_before
from ..facts.enforcement_reports import last_report
from ..facts.holders import by_role, holders, is_legible
from ..facts.sides import ENFORCE, ENTRUSTED, TRAINER, doubtful_giver, is_over, sides
from ..facts.status import is_current
from ..rule import QXG, SD, SZ, WN, Citation, Problem, Rule, Survey

PILOT = "行政管理体制改革试点镇"
_TERMS = (
    ("matter", "委托事项"),
    ("authority", "权限"),
    ("valid_from", "起始"),
    ("valid_to", "截止"),
    ("rights_duties", "权利义务"),
    ("liability", "法律责任"),
)


def check_terms(item: Item, _: Survey) -> Iterator[Problem]:
    """What is entrusted states its matter, limits, term, rights and duties, and liability (SZ 15)."""
    if item.text("mode") not in ENTRUSTED or not is_current(item):
        return
    missing = "、".join(title for name, title in _TERMS if not item.text(name))
    if missing:
        params = {"title": item.text("title"), "mode": item.text("mode"), "missing": missing}
        yield Problem(case="missing", location=item.at("mode"), params=params)


def check_reserved(item: Item, survey: Survey) -> Iterator[Problem]:
    """No power that the law reserves for the county and above is handed down (WN 2, SZ 15)."""
    found = item.cell("powers")
    if found is None or is_over(item):
        return
    register = survey.register
    for text, node in found[0].entries("powers"):
        power = register.items.get(register.id_of("items", text, item)) or register.items.get(text)
        if power is not None and power.text("reserved_by_law") == "是":
            label = f"{found[0].table}.powers"
            place = Location(path=found[0].path, line=node.line, column=node.column, item=item.id, field=label)
            params = {"title": power.text("title"), "power": text}
            yield Problem(case="reserved", location=place, other=power.at("reserved_by_law"), params=params)


def check_support(item: Item, survey: Survey) -> Iterator[Problem]:
    """Money comes with what is handed down, and the giver trains (SD 8, 13); outside 委托执法 training is advice (QXG 4)."""
    if is_over(item):
        return
    title = item.text("title")
    if item.text("funding") == "否":
        yield Problem(case="no_funding", location=item.at("funding"), params={"title": title})
    elif not item.text("funding") and is_current(item):
        yield Problem(case="funding_unsaid", location=item.at(), params={"title": title})
    parties = holders(item, survey)
    both = sides(item, survey)
    if not both.givers or not is_legible(parties, survey):
        return
    trainers = by_role(parties, TRAINER)
    advice = item.text("mode") != ENFORCE
    params = {"title": title, "givers": both.names}
    if not trainers and is_current(item):
        yield Problem(case="no_trainer", location=item.at(), params=params, advice=advice)
    elif doubtful_giver(item, survey) is not None:
        return  # The giver is wrong, not who trains (G02).
    elif trainers and not {party.body.key for party in trainers} & {giver.body.key for giver in both.givers}:
        place, other = trainers[0].at(item), both.givers[0].at(item)
        params["name"] = trainers[0].name
        yield Problem(case="other_trainer", location=place, other=other, params=params, advice=advice)


def check_pilot(item: Item, survey: Survey) -> Iterator[Problem]:
    """Powers meant for pilot towns go to divisions that are such a pilot (SZ 19)."""
    if item.text("pilot_only") != "是" or is_over(item):
        return
    receivers = sides(item, survey).receivers
    for receiver in receivers:
        body = receiver.body
        if body.level != TOWNSHIP or _is_pilot(body, survey):
            continue
        if receiver.name == OWN:
            yield from _no_pilot(item, receiver.at(item), survey)
        else:
            params = {"name": receiver.name}
            yield Problem(case="receiver", location=receiver.at(item), other=item.at("pilot_only"), params=params)
    if not receivers:
        yield from _no_pilot(item, item.at("pilot_only"), survey)


def _no_pilot(item: Item, location: Location, survey: Survey) -> Iterator[Problem]:
    """The township itself, which may have adopted the item from a catalogue."""
    place = _division(item.division, survey)
    if len(item.division) == 9 and place is not None and PILOT not in place.texts("pilots"):
        yield Problem(case="division", location=location, params={"name": place.text("name")})


def _is_pilot(body: Body, survey: Survey) -> bool:
    """A body of a pilot town, a general name for such towns, or one of whose place nothing is known."""
    place = _division(body.division[:9], survey)
    if place is None:
        return True
    if len(body.division) < 9:
        return "试点" in body.name
    return PILOT in place.texts("pilots")


def _division(code: str, survey: Survey) -> Record | None:
    return survey.register.references.get("divisions", {}).get(code)


def check_reports(item: Item, survey: Survey) -> Iterator[Problem]:
    """A township reports on what it enforces for others at least once a year (SZ 15 says regularly)."""
    limit = survey.bindings.number("enforcement_report_months", item.head)
    if limit is None or not limit[1].value.isdigit() or not is_current(item) or not _is_enforcement(item):
        return
    months = int(limit[1].value)
    due = months_before(survey.today, months).isoformat()
    # What began later has nothing to report yet.
    start = item.text("valid_from") or item.text("effective_from")
    both = sides(item, survey)
    over = before(item.text("valid_to"), survey.today.isoformat())
    if not before(start, due) or over or not both.givers:
        return
    late = [
        receiver.name
        for receiver in both.receivers
        if receiver.body.level == TOWNSHIP
        and len(receiver.body.division) == 9
        and last_report(receiver.body, both, survey) < due
    ]
    if late:
        params = {"title": item.text("title"), "names": "、".join(late), "months": str(months), "givers": both.names}
        yield Problem(case="none", location=item.at("mode"), params=params)


def _is_enforcement(item: Item) -> bool:
    """委托执法, and 委托 that hands over powers; other errands are no enforcement to report on."""
    return item.text("mode") == ENFORCE or (item.text("mode") in ENTRUSTED and bool(item.texts("powers")))


RULES = (
    Rule(
        code="G01",
        title_zh="委托内容齐全",
        sentence_zh="委托和委托执法写明委托事项、权限、期限（起始和截止）、权利义务、法律责任。",
        scope="item",
        check=check_terms,
        kinds=("delegation",),
        sources=(Citation(SZ, "第15项"),),
        texts={
            "missing": ("“{title}”的方式是{mode}，没有写{missing}。", "请照委托协议补上；协议里没有的，先和对方写明。"),
        },
    ),
    Rule(
        code="G05",
        title_zh="法律保留的不下放",
        sentence_zh="法律规定必须由县级以上行使的权力（法律保留）不下放、不授权、不委托。",
        scope="item",
        check=check_reserved,
        kinds=("delegation",),
        sources=(Citation(WN, "二（一）2"), Citation(SZ, "第15项")),
        texts={
            "reserved": (
                "“{title}”（{power}）在权责清单里写着法律保留，只能由县级以上行使，不能交给乡镇（街道）。",
                "请从“涉及权力”里去掉它；确实可以下放、委托的，先核对权责清单里的“法律保留”。",
            ),
        },
    ),
    Rule(
        code="G06",
        title_zh="给经费，授出方培训",
        sentence_zh="下放、委托的事项有经费保障；委托执法由授出方负责培训，其他方式没有写培训的提醒。",
        scope="item",
        check=check_support,
        kinds=("delegation",),
        sources=(Citation(SD, "第八条"), Citation(SD, "第十三条"), Citation(QXG, "（四）")),
        texts={
            "no_funding": (
                "“{title}”的经费保障写着“否”。",
                "事权交给乡镇（街道），财力也要跟着给，请落实经费，再改成“是”并写明经费说明。",
            ),
            "funding_unsaid": ("“{title}”没有写经费保障。", "请写“经费保障: 是”，并在经费说明里写明给多少、怎么给。"),
            "no_trainer": (
                "“{title}”没有写由谁培训。",
                "谁下放、谁委托，谁负责培训：请写一行“单位: {givers}”“角色: 培训方”，并写明怎么培训。",
            ),
            "other_trainer": (
                "“{title}”的授出方是{givers}，培训方写的却是{name}。",
                "谁下放、谁委托，谁负责培训，请把培训方改成{givers}，或者再补一行。",
            ),
        },
    ),
    Rule(
        code="G07",
        title_zh="试点权限只给试点镇",
        sentence_zh="试点权限只能给登记为行政管理体制改革试点镇的地方。",
        scope="item",
        check=check_pilot,
        kinds=("delegation",),
        sources=(Citation(SZ, "第19项"),),
        texts={
            "receiver": (
                "这是试点权限，承接方{name}不是行政管理体制改革试点镇。",
                "请去掉这个承接方；确实是试点镇的，先在行政区划里登记它的“试点”；不限试点镇的，把“试点权限”改成“否”。",
            ),
            "division": (
                "这是试点权限，{name}不是行政管理体制改革试点镇。",
                "请删掉这个事项，采用目录的在封面里声明“不适用”；确实是试点镇的，先在行政区划里登记它的“试点”。",
            ),
        },
    ),
    Rule(
        code="G09",
        title_zh="委托执法有报告",
        sentence_zh="受委托执法的乡镇（街道）每年至少向委托部门报告一次执法情况，并登记执法报告。",
        scope="item",
        calendar=check_reports,
        kinds=("delegation",),
        sources=(Citation(SZ, "第15项"),),
        texts={
            "none": (
                "{names}承接“{title}”，最近 {months} 个月没有登记向{givers}的执法报告。",
                "请在文件登记里补登执法报告，写明报给哪个部门；还没有报告的，先写报告。",
            ),
        },
    ),
)
