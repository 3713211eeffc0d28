"""Personal data in text: identity numbers, mobile numbers, bank cards, private mailboxes and accounts, home addresses.

In: any text. Out: where such a thing stands, and the text with it masked. Landlines, 12345, document numbers,
codes and amounts are not meant. Full-width digits, blanks and dashes between digits do not hide a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..codes import is_usci

_PLAIN = str.maketrans(
    "０１２３４５６７８９Ｘｘ＠．－—–‐·\u3000\u00a0\u200b\u200c\u200d\ufeff", "0123456789Xx@.-----      "
)
_GAP = r"[ -]?"
_PRIVATE_HOSTS = (
    "qq|foxmail|163|126|yeah|188|sina|sohu|tom|139|189|wo|21cn|aliyun|gmail|hotmail|outlook|live|icloud|yahoo|msn"
)
_NUMERAL = "0-9A-Za-z一二三四五六七八九十百零〇两甲乙丙丁"
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_CHINESE_DIGITS = "一二三四五六七八九零〇○幺两壹贰叁肆伍陆柒捌玖"

# Only a text with one of these is looked at closely: a quick look that lets most texts pass.
_ANY_DIGIT = "[0-9０-９]"
_ANY_GAP = "[ \\-－—–‐·\u3000\u00a0\u200b-\u200d\ufeff]?"
SUSPECT = re.compile(
    f"[1１]{_ANY_GAP}[3-9３-９](?:{_ANY_GAP}{_ANY_DIGIT}){{9}}|{_ANY_DIGIT}(?:{_ANY_GAP}{_ANY_DIGIT}){{15}}"
    f"|[@＠]|[Qq][Qq]|微信|单元|[{_CHINESE_DIGITS}]{{11}}"
)
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])[1-8](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(rf"(?<![0-9A-Za-z])[3-69](?:{_GAP}[0-9]){{15,18}}(?![0-9A-Za-z])")
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9]\.)(?:(?:\+|00)?86{_GAP}|0)?(1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})"
    r"(?![0-9A-Za-z]|\.[0-9]| ?(?:万?元|亿|吨|公斤|千克|平方|亩|公里|人次))"
)
_NUMBERED = re.compile(r"[第〕］】\])）]\s?$")
_SPOKEN = re.compile(
    rf"(?<![{_CHINESE_DIGITS}])[一幺壹][三四五六七八九叁肆伍陆柒捌玖][{_CHINESE_DIGITS}]{{9}}(?![{_CHINESE_DIGITS}])"
)
_MAILBOX = re.compile(
    rf"[A-Za-z0-9][A-Za-z0-9._+-]{{0,63}} ?@ ?(?:vip\.)?(?:{_PRIVATE_HOSTS})\.(?:com\.cn|com|cn|net|me)(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?i:(?<![A-Za-z@.])qq)(?:号码?)?\s*[:：是为]?\s*[1-9][0-9]{4,10}(?![0-9])"
    r"|微信(?:号码?|账号|(?i:id))?\s*[:：是为]\s*[A-Za-z][A-Za-z0-9_-]{5,19}"
)
_HOME = re.compile(
    rf"(?:[{_NUMERAL}]{{1,5}}\s?(?:号楼|号院|号|栋|幢|楼|座)\s?-?\s?)?[{_NUMERAL}]{{1,3}}\s?单元\s?-?\s?"
    rf"(?:[{_NUMERAL}]{{1,6}}\s?(?:室|号|户|房)|[0-9]{{3,4}}(?![0-9]))"
)
_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (3, 3, 5), (4, 3, 4), (7, 4), (3, 4, 2, 2), (1,) * 11})


class Hit(NamedTuple):
    """Something personal in a text: what kind of thing, and where."""

    kind: str
    start: int
    end: int


def find(text: str) -> tuple[Hit, ...]:
    """What is personal in the text, in order, without overlaps."""
    if not SUSPECT.search(text):
        return ()
    hits: list[Hit] = []
    for hit in sorted(_find(text.translate(_PLAIN)), key=lambda hit: (hit.start, -hit.end)):
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
    return tuple(hits)


def mask(text: str) -> str:
    """The text with all but the first two characters of each hit replaced by ＊."""
    for hit in reversed(find(text)):
        text = f"{text[: hit.start]}{masked(text[hit.start : hit.end])}{text[hit.end :]}"
    return text


def masked(value: str) -> str:
    """A value of which only the first two characters can be read."""
    return value[:2] + "＊" * min(max(len(value) - 2, 1), 12)


def _find(text: str) -> Iterator[Hit]:
    for found in _IDENTITY.finditer(text):
        if _is_identity(_digits(found[0])):
            yield Hit("身份证号码", *found.span())
    for found in _CARD.finditer(text):
        if _is_card(found[0]):
            yield Hit("银行卡号", *found.span())
    for found in _MOBILE.finditer(text):
        if _grouped(found[1]) in _GROUPS and not _is_number_of_document(text, found):
            yield Hit("手机号码", *found.span())
    for pattern, kind in _SIMPLE:
        for found in pattern.finditer(text):
            yield Hit(kind, *found.span())


_SIMPLE = ((_SPOKEN, "手机号码"), (_MAILBOX, "个人邮箱"), (_ACCOUNT, "个人账号"), (_HOME, "家庭住址"))


def _digits(text: str) -> str:
    return re.sub("[ -]", "", text).upper()


def _grouped(text: str) -> tuple[int, ...]:
    return tuple(len(part) for part in re.split("[ -]", text))


def _is_identity(digits: str) -> bool:
    """A resident identity number (GB 11643): province, a possible date of birth, check character."""
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if digits[:2] not in _PROVINCES or not 1900 <= year <= 2099 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17] and not is_usci(digits)


def _is_card(text: str) -> bool:
    """A bank card: an issuer's first digits, written whole or in groups of four, and Luhn's check digit."""
    groups = _grouped(text)
    digits = _digits(text)
    if len(groups) > 1 and any(length != 4 for length in groups[:-1]):
        return False
    if not re.match("6[0-9]|4|5[1-5]|35|9558", digits) or is_usci(digits):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_number_of_document(text: str, found: re.Match[str]) -> bool:
    """第…号 and 〔2018〕…号 are numbers of documents."""
    before = text[max(found.start() - 2, 0) : found.start()]
    after = text[found.end() : found.end() + 2]
    return bool(_NUMBERED.search(before)) and after.lstrip().startswith("号")
