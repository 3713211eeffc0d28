"""S03: the division of a list, and the table of divisions itself.

In: the divisions and the headers of lists. Out: problems with codes, levels, schemes, dates and 别码. Which codes exist
in the world is not known here; only what the table says is compared with itself. The code of the Ministry of Civil
Affairs (MCA) is the one that is used; that of the Bureau of Statistics (NBS) is another code of the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import ListHead, Record
from ...register import Register
from ..facts.dates import before
from ..rule import Problem, Rule, Survey

CIVIL_AFFAIRS, STATISTICS, INVENTED = "MCA", "NBS", "示例"
_LENGTHS = {
    "省": 2, "市": 4, "县(市、区)": 6,
    "乡": 9, "镇": 9, "民族乡": 9, "苏木": 9, "街道": 9, "村": 12, "社区": 12,
}  # fmt: skip
# The seventh digit of a code says what a township is (GB/T 10114).
_SEVENTH = {"街道": "0", "镇": "1", "乡": "23", "民族乡": "23", "苏木": "23"}
_SEVENTH_WORDS = {"0": "街道", "1": "镇", "2": "乡", "3": "乡"}


def check_divisions(register: Register, survey: Survey) -> Iterator[Problem]:
    """A list's division exists in its scheme and on the list's date, and every code begins with its parent's."""
    if not survey.complete("divisions"):
        return
    divisions = register.references.get("divisions", {})
    aliases = {alias: code for code, record in divisions.items() if (alias := record.text("alias_code"))}
    for entry in register.lists.values():
        yield from _list(register, entry.head, aliases)
    for code, record in divisions.items():
        yield from _code(code, record)
        parent = divisions.get(record.text("parent"))
        if parent is not None:
            yield from _below(code, record, parent)
        elif not record.text("parent"):
            yield from _alone(code, record, divisions)
        yield from _scheme(register, code, record)
        yield from _alias(code, record, divisions)


def _list(register: Register, head: ListHead, aliases: Mapping[str, str]) -> Iterator[Problem]:
    place = register.references.get("divisions", {}).get(head.division)
    if place is None:
        right = aliases.get(head.division, "")
        params = {"code": head.division, "right": right, "name": register.name_of("divisions", right)}
        yield Problem(case="alias_list" if right else "no_division", location=head.record.at(), params=params)
        return
    version = head.text("version")
    start, end = place.text("valid_from"), place.text("valid_to")
    params = {"name": place.text("name"), "code": head.division, "version": version}
    if before(version, start):
        yield Problem(
            case="not_yet",
            location=head.record.at("version"),
            other=place.at("valid_from"),
            params={**params, "date": start},
        )
    if before(end, version):
        now = "、".join(register.name_of("divisions", code) for code in place.texts("successors"))
        yield Problem(
            case="no_longer",
            location=head.record.at("version"),
            other=place.at("valid_to"),
            params={**params, "date": end, "now": now},
        )


def _code(code: str, record: Record) -> Iterator[Problem]:
    """The length of a code and its seventh digit fit the type (advice)."""
    kind = record.text("type")
    params = {"code": code, "name": record.text("name"), "type": kind}
    length = _LENGTHS.get(kind, len(code))
    if len(code) != length:
        yield Problem(case="length", location=record.at("code"), params={**params, "length": str(length)}, advice=True)
    elif kind in _SEVENTH and code[6] in _SEVENTH_WORDS and code[6] not in _SEVENTH[kind]:
        usual = _SEVENTH_WORDS[code[6]]
        yield Problem(case="seventh", location=record.at("type"), params={**params, "usual": usual}, advice=True)


def _below(code: str, record: Record, parent: Record) -> Iterator[Problem]:
    above = record.text("parent")
    params = {"code": code, "name": record.text("name"), "parent": above}
    if not code.startswith(above) or code == above:
        yield Problem(case="prefix", location=record.at("parent"), other=parent.at("code"), params=params)


def _alone(code: str, record: Record, divisions: Mapping[str, Record]) -> Iterator[Problem]:
    """A place without 上级 of which the table holds the place above (advice)."""
    above = next((code[:length] for length in (9, 6, 4, 2) if length < len(code) and code[:length] in divisions), "")
    if above:
        params = {"code": code, "name": record.text("name"), "parent": above}
        yield Problem(case="no_parent", location=record.at(), other=divisions[above].at(), params=params, advice=True)


def _alias(code: str, record: Record, divisions: Mapping[str, Record]) -> Iterator[Problem]:
    """别码 is another code of the same place, and the code of the Bureau of Statistics where there are two."""
    alias = record.text("alias_code")
    params = {"code": code, "name": record.text("name"), "alias": alias}
    twin = divisions.get(alias)
    if alias and alias == code:
        yield Problem(case="alias_same", location=record.at("alias_code"), params=params)
    elif twin is not None and _same_place(record, twin):
        yield Problem(case="alias_twice", location=twin.at("code"), other=record.at("alias_code"), params=params)
    elif alias and record.text("scheme") == STATISTICS:
        params["scheme"] = CIVIL_AFFAIRS
        yield Problem(case="alias_swapped", location=record.at("code"), other=record.at("alias_code"), params=params)


def _same_place(one: Record, other: Record) -> bool:
    return one.text("name") == other.text("name") and one.text("parent") == other.text("parent")


def _scheme(register: Register, code: str, record: Record) -> Iterator[Problem]:
    """Invented codes, and only they, have the scheme 示例."""
    scheme = record.text("scheme")
    if not register.publisher.path or scheme not in (CIVIL_AFFAIRS, STATISTICS, INVENTED):
        return
    params = {"code": code, "name": record.text("name"), "scheme": scheme}
    if register.is_demo(code) and scheme != INVENTED:
        yield Problem(case="demo", location=record.at("scheme"), params=params)
    elif not register.is_demo(code) and scheme == INVENTED:
        yield Problem(case="not_demo", location=record.at("scheme"), params=params)


RULES = (
    Rule(
        code="S03",
        title_zh="区划代码",
        sentence_zh="清单所在的地方要登记在行政区划里，用民政部的代码，不用别码；清单的版本日期要在代码启用期间，下级代码以上级代码开头；第七位数字和类型对不上的提醒。",
        scope="register",
        check=check_divisions,
        structural=True,
        extracts=True,
        texts={
            "no_division": (
                "行政区划里没有代码 {code}。",
                "请核对清单所在文件夹的名称；代码没有错，就在 lists/reference/divisions.yaml 里登记它。",
            ),
            "alias_list": (
                "{code} 是{name}的别码，登记的代码是 {right}。",
                "请把文件夹 {code} 改名为 {right}，统计局的代码只写在行政区划的“别码”里。",
            ),
            "not_yet": (
                "{name}（{code}）的代码 {date} 才启用，这份清单的版本是 {version}。",
                "请核对版本日期和启用日期。",
            ),
            "no_longer": (
                "{name}（{code}）的代码 {date} 已经停用，这份清单的版本是 {version}。",
                "[[现在由 {now} 接续，]]请核对版本日期，或者把清单移到新的代码下。",
            ),
            "length": (
                "{name}的类型是“{type}”，代码应该有 {length} 位，写的是 {code}。",
                "请核对代码和类型。",
            ),
            "seventh": (
                "{name}（{code}）的第七位数字通常表示{usual}，类型写的是“{type}”。",
                "请核对代码和类型，没有写错可以不管。",
            ),
            "prefix": (
                "{name}的代码 {code} 不以上级的代码 {parent} 开头。",
                "请核对两个代码，下级的代码要以上级的代码开头。",
            ),
            "no_parent": (
                "{name}（{code}）没有写上级。",
                "请写上“上级: '{parent}'”，通用目录、依据和规则集都按上级查找。",
            ),
            "alias_same": ("{name}的别码和代码一样，都是 {code}。", "两套编码不一样时才写别码，请删掉它或者改正。"),
            "alias_twice": (
                "{name}登记了两次：{alias} 是 {code} 的别码，又单独登记了一条。",
                "请只留代码 {code} 的那一条，并把写着 {alias} 的地方都改成 {code}。",
            ),
            "alias_swapped": (
                "{name}用的是统计局的代码 {code}，它还有别码 {alias}。",
                "请用民政部的代码：代码写 {alias}，编码体系写 {scheme}，别码写 {code}；民政部没有它的代码，就删掉别码。",
            ),
            "demo": (
                "{code} 在演示区划之内，{name}的编码体系写的是 {scheme}。",
                "虚构的代码请把编码体系写成“示例”；是真代码就从 publisher.yaml 的演示区划里去掉。",
            ),
            "not_demo": (
                "{name}（{code}）的编码体系是“示例”，但它不在 publisher.yaml 的演示区划里。",
                "虚构的代码请加进演示区划，这样页面和数据才会注明是示例。",
            ),
        },
    ),
)
