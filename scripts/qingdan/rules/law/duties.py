"""D01–D06: the lists of duties: who holds 主体责任, who 配合责任. D07: domains.py.

In: items of kind duty. Out: problems. Names that lead nowhere are rule S02's; here they are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import CATALOGUE, EXTRACT, Item
from ...register import Register
from ..facts.bodies import HIGHER
from ..facts.delegated import covering
from ..facts.holders import LEAD, MAIN, SUPPORT, Holder, by_role, holders, is_legible, of_township
from ..facts.status import is_ended
from ..rule import HLJ, SD, SZ, Citation, Problem, Rule, Survey

SELF_GOVERNING = "自治组织"
BASIC, ASSIST, BACK = "基本履职", "配合履职", "上级部门收回"


def check_parties(item: Item, survey: Survey) -> Iterator[Problem]:
    """配合履职 and 收回 items have a 主体责任, one of several leads, and every party says what it does (SD 4)."""
    if item.text("role") not in (ASSIST, BACK) or is_ended(item):
        return
    parties = holders(item, survey)
    mains = by_role(parties, MAIN)
    if not mains and is_legible(parties, survey):
        yield Problem(case="no_main", location=item.at(), params=_title(item))
    # Of those that should not be there at all rule D03 speaks.
    fitting = [party for party in mains if party.body.is_higher]
    if len(fitting) > 1 and not by_role(parties, LEAD):
        names = "、".join(party.name for party in fitting)
        yield Problem(case="no_lead", location=fitting[1].at(item, "role"), params={"names": names}, advice=True)
    for party in parties:
        if not party.row.text("duty") and not party.row.derived:
            yield Problem(case="no_duty", location=party.at(item), params={"name": party.name, "role": party.role})


def check_one_side(item: Item, survey: Survey) -> Iterator[Problem]:
    """Nobody holds both 主体责任 and 配合责任 in an item (SD 4)."""
    if is_ended(item):
        return
    mains = {party.body.key: party for party in by_role(holders(item, survey), MAIN)}
    for party in by_role(holders(item, survey), SUPPORT):
        if party.body.key in mains:
            other = mains[party.body.key].at(item)
            yield Problem(case="both", location=party.at(item), other=other, params={"name": party.name})


def check_role(item: Item, survey: Survey) -> Iterator[Problem]:
    """主体责任 lies with 本级 in 基本履职, with a department in 配合履职 and 收回 (SD 4)."""
    if is_ended(item) or not of_township(item.head):
        return
    parties = holders(item, survey)
    if not parties or not is_legible(parties, survey):
        return
    mains = by_role(parties, MAIN)
    check = {BASIC: _basic, ASSIST: _assist, BACK: _back}.get(item.text("role"))
    if check is not None:
        yield from check(item, parties, mains)


def _basic(item: Item, _: tuple[Holder, ...], mains: tuple[Holder, ...]) -> Iterator[Problem]:
    if not any(party.body.own for party in mains):
        yield Problem(case="basic_own", location=item.at("role"), params=_title(item))
    for party in mains:
        if party.body.is_higher:
            yield Problem(case="basic_higher", location=party.at(item), params={"name": party.name})


def _assist(item: Item, parties: tuple[Holder, ...], mains: tuple[Holder, ...]) -> Iterator[Problem]:
    for party in mains:
        if party.body.own:
            yield Problem(case="assist_own", location=party.at(item), params={"name": party.name})
        elif not party.body.is_higher and party.body.type != SELF_GOVERNING:
            yield Problem(case="assist_level", location=party.at(item), params={"name": party.name})
    if not any(party.body.own for party in by_role(parties, SUPPORT)):
        yield Problem(case="assist_support", location=item.at("role"), params=_title(item))


def _back(item: Item, _: tuple[Holder, ...], mains: tuple[Holder, ...]) -> Iterator[Problem]:
    for party in mains:
        if party.body.own:
            yield Problem(case="back_own", location=party.at(item), params={"name": party.name})
        elif not party.body.is_higher and party.body.type != SELF_GOVERNING:
            yield Problem(case="back_level", location=party.at(item), params={"name": party.name})
    if not item.text("work_mode"):
        yield Problem(case="back_mode", location=item.at("role"), params=_title(item))


def check_self_governing(item: Item, survey: Survey) -> Iterator[Problem]:
    """自治组织 never hold 主体责任 of a duty of a township (SD 24, SZ 6)."""
    if is_ended(item):
        return
    for party in by_role(holders(item, survey), MAIN):
        if party.body.type == SELF_GOVERNING:
            yield Problem(case="self_governing", location=party.at(item), params={"name": party.name})


def check_statutory_owner(item: Item, survey: Survey) -> Iterator[Problem]:
    """Where a county body is 法定承担单位, 本级 has no 主体责任 unless a delegation in force covers it (SD 4, 26)."""
    owner = item.text("statutory_owner")
    # In 配合履职 and 收回 the same row is rule D03's.
    if not owner or item.text("role") in (ASSIST, BACK) or is_ended(item) or not of_township(item.head):
        return
    register = survey.register
    record = register.references.get("organisations", {}).get(register.id_of("organisations", owner, item))
    if record is None or record.text("level") not in HIGHER:
        return
    own = next((party for party in by_role(holders(item, survey), MAIN) if party.body.own), None)
    if own is not None and next(covering(item, survey), None) is None:
        place = item.at("role") if own.row.derived else own.at(item)
        yield Problem(case="passed_down", location=place, other=item.at("statutory_owner"), params={"owner": owner})


def check_one_role(register: Register, _: Survey) -> Iterator[Problem]:
    """One title has one 履职类型 in a division (SD 4, HLJ 3.1)."""
    first: dict[tuple[str, str], Item] = {}
    for entry in register.lists.values():
        head = entry.head
        if head.kind != "duty" or head.nature == EXTRACT:
            continue
        # A county's catalogues for 乡镇 and for 街道 differ on purpose; its own lists must not.
        scope = head.id if head.nature == CATALOGUE else head.division
        for item in entry.items:
            title = item.text("title").strip()
            if not title or is_ended(item):
                continue
            known = first.setdefault((scope, title), item)
            if known.text("role") != item.text("role") and known.text("role") and item.text("role"):
                params = {"title": title, "role": item.text("role"), "other": known.text("role"), "item": known.id}
                yield Problem(
                    case="two_roles",
                    location=item.at("role"),
                    other=known.at("role"),
                    params=params,
                    divisions=(item.division,),
                )


def _title(item: Item) -> dict[str, str]:
    return {"title": item.text("title")}


RULES = (
    Rule(
        code="D01",
        title_zh="责任分清",
        sentence_zh="配合履职和上级部门收回的事项至少有一个主体责任单位，有几个的要定一个牵头（提醒），每个单位都写明职责。",
        scope="item",
        check=check_parties,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "no_main": ("“{title}”没有主体责任单位。", "请在“责任分工”里写明由上级哪个部门负主体责任。"),
            "no_lead": (
                "{names}都负主体责任，没有写哪个牵头。",
                "请再写一行，角色填“牵头”，单位填其中牵头的那个。",
            ),
            "no_duty": ("{name}（{role}）没有写职责。", "请在“职责”里用一句话写清它具体做什么。"),
        },
    ),
    Rule(
        code="D02",
        title_zh="主体和配合不重叠",
        sentence_zh="同一个事项里，一个单位不能既负主体责任又负配合责任。",
        scope="item",
        check=check_one_side,
        structural=True,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "both": ("{name}在这件事里既负主体责任又负配合责任。", "请只留一行，或者把其中一行改成真正负责的单位。"),
        },
    ),
    Rule(
        code="D03",
        title_zh="履职类型和责任相符",
        sentence_zh="基本履职由本级负主体责任；配合履职由上级部门负主体责任、本级负配合责任；收回的事项由上级部门负主体责任，并写明工作方式。",
        scope="item",
        check=check_role,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"),),
        texts={
            "basic_own": (
                "“{title}”是基本履职，主体责任却不在本级。",
                "请写一行“单位: 本级”“角色: 主体责任”；本来归上级部门管的，把履职类型改成配合履职。",
            ),
            "basic_higher": (
                "这件事是基本履职，{name}却负主体责任。",
                "请把{name}的角色改成协助等，或者把履职类型改成配合履职。",
            ),
            "assist_own": (
                "这件事是配合履职，主体责任却写给了{name}，也就是乡镇（街道）自己。",
                "请把主体责任写给上级部门，本级写“配合责任”。",
            ),
            "assist_level": (
                "这件事是配合履职，负主体责任的{name}不是上级部门。",
                "请把主体责任写给县级以上的部门。",
            ),
            "assist_support": (
                "“{title}”是配合履职，没有写本级的配合责任。",
                "请写一行“单位: 本级”“角色: 配合责任”，并写明职责。",
            ),
            "back_own": (
                "这件事已由上级部门收回，主体责任却写给了{name}，也就是乡镇（街道）自己。",
                "请把主体责任写给承接的上级部门。",
            ),
            "back_level": (
                "这件事已由上级部门收回，负主体责任的{name}不是上级部门。",
                "请把主体责任写给承接的上级部门。",
            ),
            "back_mode": ("“{title}”已由上级部门收回，没有写以后怎么做。", "请在“工作方式”里写明承接部门怎样履职。"),
        },
    ),
    Rule(
        code="D04",
        title_zh="自治组织不负主体责任",
        sentence_zh="村（居）民自治组织不负乡镇（街道）职责的主体责任。",
        scope="item",
        check=check_self_governing,
        structural=True,
        kinds=("duty",),
        sources=(Citation(SD, "第二十四条"), Citation(SZ, "第6项")),
        texts={
            "self_governing": (
                "{name}是自治组织，不能负乡镇（街道）职责的主体责任。",
                "请把主体责任写给本级或者上级部门；依法要村（社区）帮忙的，角色写“协助”。",
            ),
        },
    ),
    Rule(
        code="D05",
        title_zh="部门职责不下转",
        sentence_zh="法定承担单位是县级以上部门的事项，本级不负主体责任，除非有有效的下放、授权或者委托。",
        scope="item",
        check=check_statutory_owner,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"), Citation(SD, "第二十六条")),
        texts={
            "passed_down": (
                "法定承担单位是{owner}，主体责任却在本级，也没有找到有效的下放、授权或者委托。",
                "请把主体责任写给{owner}；确实下放了的，先在下放、赋权与委托目录里登记。",
            ),
        },
    ),
    Rule(
        code="D06",
        title_zh="一件事一种履职类型",
        sentence_zh="同一个地方、同一个事项名称只有一种履职类型。",
        scope="register",
        check=check_one_role,
        structural=True,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"), Citation(HLJ, "三（一）")),
        texts={
            "two_roles": (
                "“{title}”在这里是{role}，在 {item} 里是{other}。",
                "请核对是哪一种，两处写成一样；不是同一件事就把名称写得能分清。",
            ),
        },
    ),
)
