"""S05: 统一社会信用代码 and 实施编码.

In: organisations and 办理指南. Out: problems with check characters and with the parts of a code. The code of
GB 32100 has 17 characters of a 31-letter alphabet and a check character; an 实施编码 is 18 + 1 + 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import CATALOGUE, Item, Record
from ..register import Register
from .rule import GB32100, Citation, Problem, Rule, Survey

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_USCI = re.compile(f"[{ALPHABET}]{{18}}")
_IMPLEMENTATION = re.compile(f"([{ALPHABET}]{{18}})([1-6])([0-9A-Z]{{12}})")
# The older form of one province: agency code, division, number, organisation, two counters.
_OLDER = re.compile("[0-9A-Z]{14}-[0-9]{12}-[0-9]{3}-[0-9A-Z]{18}-[0-9]-[0-9]{2}")
_LEVELS = {2: "2", 4: "3", 6: "4", 9: "5", 12: "6"}
_LEVEL_WORDS = {"1": "国家级", "2": "省级", "3": "市级", "4": "县级", "5": "乡级", "6": "村级"}


def check_character(first17: str) -> str:
    """The last character of a code, from the 17 before it (GB 32100)."""
    total = sum(_VALUES[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_usci(text: str) -> bool:
    """True for 18 characters of the alphabet of which the last is the right one."""
    return bool(_USCI.fullmatch(text)) and check_character(text[:17]) == text[17]


def check_codes(register: Register, _: Survey) -> Iterator[Problem]:
    """Check characters are right, and an 实施编码 fits the body and level of its item (advice)."""
    for record in register.references.get("organisations", {}).values():
        code = record.text("usci")
        if _USCI.fullmatch(code) and not is_usci(code):
            yield Problem(case="usci", location=record.at("usci"), params={"read": code})
    for entry in register.lists.values():
        for item in entry.items:
            guide = item.row("guides")
            if guide is not None and guide.text("impl_code"):
                yield from _implementation(register, item, guide)


def _implementation(register: Register, item: Item, guide: Record) -> Iterator[Problem]:
    code = guide.text("impl_code")
    place = guide.at("impl_code", item=item.id)
    found = _IMPLEMENTATION.fullmatch(code)
    if _OLDER.fullmatch(code):
        return
    if not found:
        yield Problem(case="impl_form", location=place, params={"read": code, "length": str(len(code))}, advice=True)
        return
    body, level, basic = found.groups()
    shared = item.head.nature == CATALOGUE
    bodies = set() if shared else {code for row in item.rows("parties") if (code := _usci(register, row, item))}
    stated = guide.text("basic_code")
    wanted = level if shared else _LEVELS.get(len(item.division), level)
    if not is_usci(body):
        yield Problem(case="impl_body", location=place, params={"body": body}, advice=True)
    elif bodies and body not in bodies:
        yield Problem(case="impl_other_body", location=place, params={"body": body}, advice=True)
    if level != wanted:
        params = {"level": _LEVEL_WORDS[level], "wanted": _LEVEL_WORDS[wanted], "digit": wanted}
        yield Problem(case="impl_level", location=place, params=params, advice=True)
    if stated and stated != basic:
        params = {"basic": basic, "stated": stated}
        yield Problem(case="impl_basic", location=place, other=guide.at("basic_code"), params=params, advice=True)


def _usci(register: Register, party: Record, item: Item) -> str:
    code = register.id_of("organisations", party.text("org"), item)
    record = register.references.get("organisations", {}).get(code)
    return record.text("usci") if record is not None else ""


RULES = (
    Rule(
        code="S05",
        title_zh="信用代码和实施编码",
        sentence_zh="统一社会信用代码的最后一位校验码要对；实施编码由信用代码、行使层级和基本编码连成，要和办理单位、层级对得上（提醒）。",
        scope="register",
        check=check_codes,
        structural=True,
        extracts=True,
        sources=(Citation(GB32100, ""),),
        texts={
            "usci": (
                "统一社会信用代码“{read}”的最后一位和前十七位对不上，一定有一位写错了。",
                "请照登记证书逐位核对。",
            ),
            "impl_form": (
                "实施编码“{read}”有 {length} 位，应该是 31 位：18 位信用代码、1 位层级、12 位基本编码。",
                "请照政务服务平台上的编码核对。",
            ),
            "impl_body": (
                "实施编码开头的 18 位“{body}”不是有效的统一社会信用代码。",
                "请照政务服务平台上的编码核对。",
            ),
            "impl_other_body": (
                "实施编码开头的 18 位“{body}”不是责任分工里任何一个单位的信用代码。",
                "请核对实施编码，或者核对机构登记里的统一社会信用代码。",
            ),
            "impl_level": (
                "实施编码第 19 位表示{level}，这个事项是{wanted}的。",
                "请核对，{wanted}事项的这一位应该是 {digit}。",
            ),
            "impl_basic": (
                "实施编码的后 12 位是 {basic}，基本编码写的是 {stated}。",
                "请核对两处，它们应该一样。",
            ),
        },
    ),
)
