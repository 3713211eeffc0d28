"""P04, P05: where a power comes from: by law, or handed down by a delegation; what is the township's by law stays there.

In: items of kind power. Out: problems. A catalogue's powers are judged in the lists that adopt them, where it is
known what the township has received.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import CATALOGUE, EXTRACT, Item
from ..facts.bodies import HIGHER
from ..facts.delegated import Hindrance, date_of, hindrance, linked, listing, naming, unread_delegations
from ..facts.holders import LEAD, MAIN, by_role, holders, of_township
from ..facts.status import is_current, is_ended
from ..rule import QXG, SZ, Citation, Problem, Rule, Survey

STATUTORY = "法定"
HANDED_DOWN = ("下放", "授权", "委托")
RECALLED = "上级部门收回"
AGENCY = "派出机构"
# What 权力来源 says of a power that a delegation of this 方式 lists.
_ORIGIN_OF = {"委托执法": "委托", "内部放权": "下放"}


def check_origin(item: Item, survey: Survey) -> Iterator[Problem]:
    """A power is 下放, 授权 or 委托 just where a delegation in force for the township lists it (SZ 15 and 19)."""
    origin = item.text("origin")
    if origin == STATUTORY and not is_ended(item):
        yield from _listed(item, survey)
    elif origin in HANDED_DOWN and is_current(item) and item.head.nature != CATALOGUE and of_township(item.head):
        yield from _without_delegation(item, survey)


def _listed(item: Item, survey: Survey) -> Iterator[Problem]:
    for delegation in listing(item, survey):
        if not hindrance(delegation, item, survey):
            mode = delegation.text("mode")
            params = {"delegation": _words(delegation), "origin": _ORIGIN_OF.get(mode, mode) or "下放"}
            yield Problem(case="listed", location=item.at("origin"), other=delegation.at("powers"), params=params)


def _without_delegation(item: Item, survey: Survey) -> Iterator[Problem]:
    """The delegation that comes nearest says why it does not do; a link that leads nowhere is rule S02's."""
    link = linked(item, survey)
    reasons = [(delegation, hindrance(delegation, item, survey)) for delegation in naming(item, survey)]
    if any(not reason for _, reason in reasons) or (link is None and item.text("delegation")):
        return
    nearest = next(((found, reason) for found, reason in reasons if found is link or reason != "elsewhere"), None)
    params = {"origin": item.text("origin")}
    if nearest is not None:
        delegation, reason = nearest
        field = {"early": "valid_from", "over": "valid_to", "idle": "status"}.get(reason, "")
        place = item.at("delegation" if delegation is link else "origin")
        params |= _why(delegation, reason, item, survey)
        yield Problem(case=reason, location=place, other=delegation.at(field), params=params)
    elif not unread_delegations(item.division, survey):
        yield Problem(case="none", location=item.at("origin"), params=params)


def _why(delegation: Item, reason: Hindrance, item: Item, survey: Survey) -> dict[str, str]:
    """What the wording of a hindrance needs, and no more: equal findings of several townships become one."""
    params = {"delegation": _words(delegation)}
    match reason:
        case "elsewhere":
            params["place"] = survey.register.name_of("divisions", item.division)
        case "early":
            params |= {"date": date_of(item), "from": delegation.text("valid_from")}
        case "over":
            params |= {"date": date_of(item), "to": delegation.text("valid_to")}
    return params


def _words(delegation: Item) -> str:
    return f"“{delegation.text('title')}”（{delegation.id}）"


def check_kept(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 法定 power of a township is not taken back by a department above, nor led by one (QXG 4)."""
    if item.text("origin") != STATUTORY or is_ended(item) or item.text("level") in HIGHER:
        return
    if not of_township(item.head):
        return
    if item.head.nature != CATALOGUE:
        for duty in _recalled(item, survey):
            params = {"title": item.text("title"), "duty": duty.id}
            yield Problem(case="recalled", location=item.at("origin"), other=duty.at("role"), params=params)
    for party in by_role(holders(item, survey), MAIN, LEAD):
        if party.body.known and party.body.is_higher and party.body.type != AGENCY:
            params = {"name": party.name, "role": party.role}
            yield Problem(case="led", location=party.at(item), other=item.at("origin"), params=params)


def _recalled(item: Item, survey: Survey) -> Iterator[Item]:
    """The duties with the power's title that the division, or one above it, states as taken back."""
    found: dict[tuple[str, str], Item] | None = survey.kept.get("recalled")
    if found is None:
        found = survey.kept["recalled"] = {
            (duty.division, duty.text("title")): duty
            for entry in survey.register.lists.values()
            if entry.head.kind == "duty" and entry.head.nature not in (CATALOGUE, EXTRACT)
            for duty in entry.items
            if duty.text("role") == RECALLED and not is_ended(duty)
        }
    title = item.text("title")
    for division in (item.division, *survey.register.ancestors(item.division)) if title else ():
        if (division, title) in found:
            yield found[division, title]


RULES = (
    Rule(
        code="P04",
        title_zh="权力来源有凭据",
        sentence_zh="权力来源是下放、授权或者委托的，在下放、赋权与委托目录里有一项对本地有效的；目录里列了的权力，权力来源不写法定。",
        scope="item",
        check=check_origin,
        structural=True,
        kinds=("power",),
        sources=(Citation(SZ, "第15项"), Citation(SZ, "第19项")),
        texts={
            "none": (
                "权力来源是{origin}，没有找到把它交给这里的下放、授权或者委托。",
                "请先在下放、赋权与委托目录里登记，再在“委托下放事项”里写它的编号；法律法规直接规定由乡镇（街道）行使的，权力来源改成法定。",
            ),
            "kind": (
                "权力来源是{origin}，“委托下放事项”写的是{delegation}，不是下放、赋权与委托目录里的事项。",
                "请改写成目录里那一项的编号。",
            ),
            "elsewhere": (
                "权力来源是{origin}，但{delegation}没有交给{place}。",
                "请核对编号和那一项的承接方；没有交给{place}的，它的清单里不能有这项权力，采用通用目录的写进“不适用”。",
            ),
            "idle": (
                "权力来源是{origin}，但{delegation}不是现行的。",
                "请核对那一项的状态；已经停止的，这项权力也要停用。",
            ),
            "early": (
                "权力来源是{origin}，但{delegation}从 {from} 起才有效，这里的日期是 {date}。",
                "请核对两个日期；还没有开始的权力先写成草案。",
            ),
            "over": (
                "权力来源是{origin}，但{delegation}到 {to} 为止，这里的日期是 {date}。",
                "请核对两个日期；续期了的更新截止日期，没有续期的停用这项权力。",
            ),
            "listed": (
                "权力来源写的是法定，{delegation}却列了这项权力。",
                "请核对：是上级交下来的，把权力来源改成{origin}；本来就是法定的，从那一项的“涉及权力”里去掉。",
            ),
        },
    ),
    Rule(
        code="P05",
        title_zh="法定权力不上收",
        sentence_zh="法定由乡镇（街道）行使的权力，不写进上级部门收回的事项，也不由上级部门主责或者牵头。",
        scope="item",
        check=check_kept,
        kinds=("power",),
        sources=(Citation(QXG, "（四）"),),
        texts={
            "recalled": (
                "“{title}”是法定由乡镇（街道）行使的权力，履职清单的 {duty} 却写成上级部门收回。",
                "法律法规规定由乡镇（街道）实施的，上级部门不能收回；请核对权力来源和履职类型。",
            ),
            "led": (
                "这是法定由乡镇（街道）行使的权力，{role}却写给了{name}。",
                "请写给本级；确实由{name}负责的，核对权力来源和行使层级。",
            ),
        },
    ),
)
