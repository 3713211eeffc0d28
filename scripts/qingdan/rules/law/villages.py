"""V01, V02, V04, V07: what villages do by themselves, and what they only help with.

In: items of kind village. Out: problems. Money, agreements and letters of duty are village_agreements.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...model import CATALOGUE, EXTRACT, Item, ListHead
from ...register import Register
from ..facts.grassroots import is_government, is_village
from ..facts.holders import MAIN, by_role, holders, is_legible
from ..facts.sides import is_over
from ..facts.status import is_current
from ..facts.village_admission import is_admitted
from ..rule import QXG, SD, SZ, WN, Citation, Problem, Rule, Survey

OWN, ASSIST, GUIDANCE, MICRO, BOUGHT = "依法履职", "协助政府", "指导支持", "小微权力", "委托或购买"
GOVERNMENT_KINDS = ("duty", "power", "service")
# What a village may be in a matter of the government: it helps; looking on and having a say burden nobody.
_LIGHT_ROLES = ("协助", "检查监督", "意见方")
# Words around the matter itself.
_BEFORE, _AFTER = ("做好", "开展", "负责", "组织", "落实", "抓好", "承担"), ("工作", "事项")
_SHORTEST = 4
_DETAILS = (("content", "内容"), ("scope", "范围"), ("procedure", "程序"), ("form", "形式"))


class _Titles(NamedTuple):
    """The government's items of a place by title, and by the title without the words around the matter."""

    full: dict[str, Item]
    core: dict[str, Item]
    lengths: set[int]


def check_own_matter(item: Item, survey: Survey) -> Iterator[Problem]:
    """A 依法履职 item of a village is no duty, power or service of its township, by link or title (SD 24, 26, SZ 6)."""
    if item.text("role") != OWN or is_over(item):
        return
    register = survey.register
    linked = register.items.get(register.id_of("items", item.text("government_item"), item))
    title = item.text("title").strip()
    if linked is not None and linked.kind in GOVERNMENT_KINDS:
        params = {"title": title, "government": linked.text("title"), "kind": _kind(linked, register)}
        yield Problem(case="linked", location=item.at("government_item"), other=linked.at("title"), params=params)
        return
    titles = _titles(survey).get(_place(item.head, register))
    if titles is None or not title:
        return
    same = titles.full.get(title)
    if same is not None:
        params = {"title": title, "kind": _kind(same, register)}
        yield Problem(case="title", location=item.at("title"), other=same.at("title"), params=params)
    elif (near := _near(title, titles)) is not None:
        params = {"title": title, "government": near.text("title"), "kind": _kind(near, register)}
        yield Problem(case="near", location=item.at("title"), other=near.at("title"), params=params, advice=True)


def _kind(item: Item, register: Register) -> str:
    return str(register.schemas[item.kind].meta.get("short", "")) or register.schemas[item.kind].title


def _place(head: ListHead, register: Register) -> str:
    """The township that a list belongs to; for lists of a county its catalogues."""
    codes = (head.division, *register.ancestors(head.division))
    return next((code for code in codes if len(code) == 9), head.division)


def _titles(survey: Survey) -> Mapping[str, _Titles]:
    """By township, and by county for the catalogues that its townships adopt."""
    found: dict[str, _Titles] | None = survey.kept.get("titles of government")
    if found is None:
        found = survey.kept["titles of government"] = {}
        for entry in survey.register.lists.values():
            head = entry.head
            if head.kind not in GOVERNMENT_KINDS or head.nature == EXTRACT:
                continue
            if (len(head.division) == 9) == (head.nature == CATALOGUE):
                continue
            titles = found.setdefault(head.division, _Titles({}, {}, set()))
            for item in entry.items:
                title = item.text("title").strip()
                if title and not is_over(item):
                    titles.full.setdefault(title, item)
                    titles.core.setdefault(_core(title), item)
                    titles.lengths.add(len(title))
    return found


def _core(title: str) -> str:
    """A title without 做好……工作 around it."""
    for word in _BEFORE:
        title = title.removeprefix(word)
    for word in _AFTER:
        title = title.removesuffix(word)
    return title


def _near(title: str, titles: _Titles) -> Item | None:
    """The item whose whole title stands within this one, or differs in the words around the matter only."""
    core = _core(title)
    if len(core) >= _SHORTEST and core in titles.core:
        return titles.core[core]
    for length in sorted(titles.lengths, reverse=True):
        for start in range(len(title) - length + 1) if length >= _SHORTEST else ():
            if (found := titles.full.get(title[start : start + length])) is not None:
                return found
    return None


def check_assistance(item: Item, survey: Survey) -> Iterator[Problem]:
    """In a 协助政府 item a government body holds 主体责任, the village only helps, and the matter is named (SD 24)."""
    if item.text("role") != ASSIST or is_over(item):
        return
    yield from _matter(item, survey.register)
    parties = holders(item, survey)
    if not is_legible(parties, survey):
        return
    if not by_role(parties, MAIN) and is_current(item):
        yield Problem(case="no_main", location=item.at(), params={"title": item.text("title")})
    for party in parties:
        if is_village(party.body) and party.role not in _LIGHT_ROLES:
            params = {"name": party.name, "role": party.role}
            yield Problem(case="village", location=party.at(item, "role"), params=params)
        elif party.role == MAIN and not is_government(party.body):
            yield Problem(case="main", location=party.at(item), params={"name": party.name})


def _matter(item: Item, register: Register) -> Iterator[Problem]:
    """What of the government it helps with; an id that leads nowhere is reported as such."""
    linked = register.items.get(register.id_of("items", item.text("government_item"), item))
    if not item.text("government_item"):
        if is_current(item):
            yield Problem(case="no_item", location=item.at(), params={"title": item.text("title")})
    elif linked is not None and linked.kind == "village":
        yield Problem(case="village_item", location=item.at("government_item"), params={"name": linked.text("title")})


def check_guidance(item: Item, _: Survey) -> Iterator[Problem]:
    """指导支持 items state what is done, how far, by what procedure and in what form (WN 4)."""
    if item.text("role") != GUIDANCE or not is_current(item):
        return
    missing = "、".join(title for name, title in _DETAILS if not item.text(name))
    if missing:
        yield Problem(case="missing", location=item.at(), params={"title": item.text("title"), "missing": missing})


def check_admitted(item: Item, survey: Survey) -> Iterator[Problem]:
    """What a village helps with has been admitted (QXG 3); what it decides by itself has its steps (WN 4)."""
    if not is_current(item):
        return
    if item.text("role") == ASSIST and not is_admitted(item, survey):
        yield Problem(case="not_admitted", location=item.at("role"), params={"title": item.text("title")})
    if item.text("role") == MICRO and not item.rows("steps"):
        yield Problem(case="no_steps", location=item.at("role"), params={"title": item.text("title")})


RULES = (
    Rule(
        code="V01",
        title_zh="政府的事不算村里自己的事",
        sentence_zh="村（社区）依法履职的事项，不对应乡镇（街道）的履职、权责和公共服务事项，名称也不和它们相同；名称相近的提醒。",
        scope="item",
        check=check_own_matter,
        structural=True,
        kinds=("village",),
        sources=(Citation(SD, "第二十四条"), Citation(SD, "第二十六条"), Citation(SZ, "第6项")),
        texts={
            "linked": (
                "“{title}”写成村里依法履职的事，对应的却是{kind}里的“{government}”。",
                "政府的事不能交给村里承担：要村里帮忙的，把事项类型改成“协助政府”；确实是村里自己的事，去掉“对应政府事项”。",
            ),
            "title": (
                "“{title}”写成村里依法履职的事，{kind}里有同名的事项。",
                "政府的事不能交给村里承担：要村里帮忙的，把事项类型改成“协助政府”；不是同一件事，请把名称写得能分清。",
            ),
            "near": (
                "“{title}”写成村里依法履职的事，名称和{kind}里的“{government}”相近。",
                "请核对是不是同一件事；是的话把事项类型改成“协助政府”，不是可以不管。",
            ),
        },
    ),
    Rule(
        code="V02",
        title_zh="协助政府，政府负责",
        sentence_zh="协助政府的事项写明对应哪个政府事项，主体责任在政府一方，村（社区）只是协助。",
        scope="item",
        check=check_assistance,
        kinds=("village",),
        sources=(Citation(SD, "第二十四条"),),
        texts={
            "no_item": (
                "“{title}”没有写对应政府事项。",
                "请写上它协助的政府事项编号；没有这样的政府事项，就不能要村里协助。",
            ),
            "village_item": (
                "“对应政府事项”写的是村（社区）事项“{name}”。",
                "请改成政府一方的事项编号，在履职事项、权责或者公共服务清单里找。",
            ),
            "no_main": ("“{title}”没有写哪个单位负主体责任。", "请在“责任分工”里写明政府哪个单位负主体责任。"),
            "village": (
                "这件事是协助政府，村（社区）一方的{name}却写成“{role}”。",
                "请把{name}的角色改成“协助”，主体责任和承办写给政府单位。",
            ),
            "main": (
                "这件事是协助政府，负主体责任的{name}不是政府一方的单位。",
                "请把主体责任写给乡镇（街道）或者上级部门。",
            ),
        },
    ),
    Rule(
        code="V04",
        title_zh="指导支持写明四样",
        sentence_zh="乡镇（街道）指导、支持村（社区）的事项写明内容、范围、程序、形式。",
        scope="item",
        check=check_guidance,
        kinds=("village",),
        sources=(Citation(WN, "二（一）4"),),
        texts={
            "missing": ("“{title}”是指导支持，没有写{missing}。", "请补上：做什么、到哪里为止、怎么办、用什么形式。")
        },
    ),
    Rule(
        code="V07",
        title_zh="进村先准入，小微权力有步骤",
        sentence_zh="协助政府的事项先经准入，或者经上级审核、批准；村级小微权力写明步骤。",
        scope="item",
        check=check_admitted,
        kinds=("village",),
        sources=(Citation(QXG, "（三）"), Citation(WN, "二（一）4")),
        texts={
            "not_admitted": (
                "“{title}”要村里协助，没有找到准入记录，过程里也没有上级的审核或者批准。",
                "请先办准入，在职责准入登记里写上这个事项；已经审核、批准过的，在“过程”里补上。",
            ),
            "no_steps": ("“{title}”是小微权力，没有写步骤。", "请在“步骤”里一步一步写明谁来办、按什么规定办。"),
        },
    ),
)
