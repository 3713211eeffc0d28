"""S05: 统一社会信用代码, 基本编码 and 实施编码.

In: organisations and 办理指南. Out: problems with check characters and with the parts of a code. The code of
GB 32100 has 17 characters of a 31-letter alphabet and a check character; an 实施编码 is that, one digit for the level
and 12 characters of the 基本编码; two more make it a 业务办理项编码. Forms of before are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Location
from ...model import CATALOGUE, Item, Record
from ...register import Register
from ..rule import GB32100, Citation, Problem, Rule, Survey

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_USCI = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_BASIC = re.compile("[0-9A-Z]{12}")
_IMPLEMENTATION = re.compile("([0-9A-Z]{18})([0-9A-Z])([0-9A-Z]{12})(?:[0-9A-Z]{2})?")
# The older form of one province: agency code, division, number, organisation (also a code of nine), two counters.
_OLDER = re.compile("[0-9A-Z]{14}-[0-9]{12}-[0-9]{3}-[0-9A-Z]{9,18}-[0-9]-[0-9]{2}")
_LEVELS = {2: "2", 4: "3", 6: "4", 9: "5", 12: "6"}
_LEVEL_WORDS = {"1": "国家级", "2": "省级", "3": "市级", "4": "县级", "5": "乡级", "6": "村级"}


def check_character(first17: str) -> str:
    """The last character of a code, from the 17 before it (GB 32100)."""
    total = sum(_VALUES[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_usci(text: str) -> bool:
    """True for 18 characters of the alphabet, a division among them, of which the last is the right one."""
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
            if guide is not None:
                yield from _basic(item, guide)
                yield from _implementation(register, item, guide)


def _basic(item: Item, guide: Record) -> Iterator[Problem]:
    """A 基本编码 has twelve characters."""
    code = guide.text("basic_code")
    if code and not _BASIC.fullmatch(code):
        params = {"read": code, "length": str(len(code))}
        yield Problem(case="basic_form", location=guide.at("basic_code", item=item.id), params=params, advice=True)


def _implementation(register: Register, item: Item, guide: Record) -> Iterator[Problem]:
    code = guide.text("impl_code")
    place = guide.at("impl_code", item=item.id)
    found = _IMPLEMENTATION.fullmatch(code)
    if not code or _OLDER.fullmatch(code):
        return
    if not found:
        case = "impl_letters" if len(code) in (31, 33) else "impl_form"
        yield Problem(case=case, location=place, params={"read": code, "length": str(len(code))}, advice=True)
        return
    body, level, basic = found.groups()
    if not is_usci(body):
        yield Problem(case="impl_body", location=place, params={"body": body}, advice=True)
    elif body not in (bodies := _bodies(register, item)) and bodies:
        yield Problem(case="impl_other_body", location=place, params={"body": body}, advice=True)
    yield from _level(item, level, place)
    stated = guide.text("basic_code")
    if _BASIC.fullmatch(stated) and stated != basic:
        params = {"basic": basic, "stated": stated}
        yield Problem(case="impl_basic", location=place, other=guide.at("basic_code"), params=params, advice=True)


def _level(item: Item, level: str, place: Location) -> Iterator[Problem]:
    """The nineteenth character says on which level the matter is done."""
    wanted = "" if _is_shared(item) else _LEVELS.get(len(item.division), "")
    if level not in _LEVEL_WORDS:
        yield Problem(case="impl_digit", location=place, params={"read": level}, advice=True)
    elif wanted and level != wanted:
        params = {"level": _LEVEL_WORDS[level], "wanted": _LEVEL_WORDS[wanted], "digit": wanted}
        yield Problem(case="impl_level", location=place, params=params, advice=True)


def _is_shared(item: Item) -> bool:
    """True where the guide stands in a catalogue: one code cannot fit all who adopt it."""
    own = item.own is not None and "guides" in item.own.children
    return item.head.nature == CATALOGUE or not own


def _bodies(register: Register, item: Item) -> set[str]:
    """The codes of the bodies of 责任分工, as far as they are registered."""
    if _is_shared(item):
        return set()
    return {code for row in item.rows("parties") if (code := _usci(register, row, item))}


def _usci(register: Register, party: Record, item: Item) -> str:
    code = register.id_of("organisations", party.text("org"), item)
    record = register.references.get("organisations", {}).get(code)
    return record.text("usci") if record is not None else ""


RULES = (
    Rule(
        code="S05",
        title_zh="信用代码和实施编码",
        sentence_zh="统一社会信用代码的最后一位校验码要对；基本编码十二位，实施编码由信用代码、行使层级和基本编码连成，要和办理单位、层级对得上（提醒）。",
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
            "basic_form": (
                "基本编码“{read}”有 {length} 位，应该是 12 位，只有数字和大写字母。",
                "请照政务服务平台上的编码核对。",
            ),
            "impl_form": (
                "实施编码“{read}”有 {length} 位，应该是 31 位：18 位信用代码、1 位层级、12 位基本编码；业务办理项编码再多 2 位。",
                "请照政务服务平台上的编码核对。",
            ),
            "impl_letters": (
                "实施编码“{read}”里有小写字母、空格或者别的符号，应该只有数字和大写字母。",
                "请照政务服务平台上的编码核对，字母用大写。",
            ),
            "impl_digit": (
                "实施编码第 19 位是“{read}”，应该是 1 到 6，表示国家、省、市、县、乡、村。",
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
