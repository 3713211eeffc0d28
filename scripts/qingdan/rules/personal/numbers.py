"""Mobile numbers, identity numbers and bank cards, by their form, their grouping and their check digits.

In: plain text (characters.py). Out: hits. Amounts, coordinates, codes and numbers of documents are told apart by
what stands beside them. Every pattern begins with the characters it needs, so that a long text takes little time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..form.codes import is_usci
from .characters import NUMERALS, spoken
from .hit import Hit

_GAP = "[ .()/_:~?-]{1,3}"
_CLOSE = "[ ()-]{1,3}"

# A mobile number is written in one of these groupings: lengths, and what may stand between.
_GROUPINGS = (
    ((11,), _GAP), ((3, 4, 4), _GAP), ((3, 3, 5), _GAP), ((4, 3, 4), _GAP), ((3, 4, 2, 2), _GAP), ((3, 2, 2, 2, 2), _GAP),
    ((1,) * 11, _GAP), ((3, 8), _CLOSE), ((7, 4), _CLOSE),
)  # fmt: skip


def _groupings(second: str, digit: str) -> str:
    """All groupings of eleven digits, after the first of them; the second is of its own."""
    patterns = []
    for lengths, gap in _GROUPINGS:
        groups = [f"{digit}{{{length}}}" for length in lengths[1:]]
        if lengths[0] == 1:
            patterns.append(gap.join(["", second, *groups[1:]]))
        else:
            patterns.append(gap.join([f"{second}{digit}{{{lengths[0] - 2}}}", *groups]))
    return "|".join(patterns)


_UNITS = "万?元|亿|吨|公斤|千克|斤|平方|立方|亩|公?顷|公里|米|千瓦|人次|[株棵袋]"
_MOBILE = re.compile(
    rf"1(?<![1-57-9]1)(?:{_groupings('[3-9]', '[0-9]')})"
    rf"(?![0-9]|\.[0-9]| ?(?:{_UNITS})|(?!(?i:wx|vx|qq))[A-Za-z])"
)
_PREFIX = re.compile(r"(?:\(?(?:\+|00)?86\)?[ -]{0,3}|0)?\(?\Z")
# What may not stand before: letters and digits of a longer code, the point of a fraction, a sign of money.
_ATTACHED = re.compile(r"(?:[0-9][.:]|[0-9A-Za-z¥$])\Z")
_NAMED_MOBILE = re.compile(r"(?:wx|vx|tel|phone|mob|mobile)\Z", re.IGNORECASE)
_ONE, _NUMERAL = "1一幺壹", f"0-9{NUMERALS}"
_SPOKEN = re.compile(
    rf"[{_ONE}](?<![{_NUMERAL}第][{_ONE}])(?:{_groupings('[3-9三叁四肆五伍六陆七柒八捌九玖]', f'[{_NUMERAL}]')})"
    rf"(?![{_NUMERAL}十百千万亿年月日号])"
)
_IN_ADDRESS = re.compile(r"://[!-~]*[/_=-]\Z")
_NUMBERED = re.compile(r"[第〕］\])]\s?\Z")


def find_mobiles(text: str) -> Iterator[Hit]:
    """Mobile numbers, in digits or in numerals."""
    for found in _MOBILE.finditer(text):
        first = found.start()
        prefix = _PREFIX.search(text[max(first - 12, 0) : first])
        start = first - (len(prefix[0]) if prefix else 0)
        if not _belongs_to_more(text, start, found.end()):
            yield Hit("手机号码", start, found.end())
    for found in _SPOKEN.finditer(text):
        if spoken(found[0]) != found[0]:
            yield Hit("手机号码", *found.span())


def _belongs_to_more(text: str, start: int, end: int) -> bool:
    """Part of a code, a fraction, a sum or an address of the web; 第…号 and 〔2018〕…号 are numbers of documents."""
    before = text[max(start - 160, 0) : start]
    if _ATTACHED.search(before[-2:]) and not _NAMED_MOBILE.search(before[-6:]):
        return True
    if _IN_ADDRESS.search(before):
        return True
    return bool(_NUMBERED.search(before[-2:])) and text[end : end + 2].lstrip().startswith("号")


# Identity numbers

_G = r"[ .?\-]{0,3}"
_PROVINCES = ("[1-5]", "[1-3]", "[1-7]", "[1-6]", "[0-4]", "[1-5]", "1", "[1-3]")
_PROVINCE = "|".join(f"(?<={first}){_G}{second}" for first, second in enumerate(_PROVINCES, start=1))
_DAY = f"(?:0{_G}[1-9]|1{_G}[0-2]){_G}(?:0{_G}[1-9]|[12]{_G}[0-9]|3{_G}[01])"
_YEAR = f"(?:1{_G}9|2{_G}0){_G}[0-9]{_G}[0-9]"
_IDENTITY = re.compile(
    f"[1-8](?<![0-9A-Za-z].)(?:{_PROVINCE})(?:{_G}[0-9]){{4}}{_G}{_YEAR}{_G}{_DAY}(?:{_G}[0-9]){{3}}{_G}[0-9Xx]"
    "(?P<disabled>[1-7][1-4](?:[Bb][0-9])?)?(?![0-9A-Za-z])"
)
_IDENTITY_NAME = "(?:身份证|身份号码|证件号)"
_OLD_IDENTITY = re.compile(
    f"{_IDENTITY_NAME}[^0-9\n]{{0,8}}(?P<id>"
    "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{6}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3})(?![0-9A-Za-z])"
)
_NAMED_IDENTITY = re.compile(rf"{_IDENTITY_NAME}[^,。;\n]{{0,8}}\Z")
# Numbers of applications often consist of division, day and serial: eighteen digits too.
_NAMED_CASE = re.compile(
    "(?:受理|业务|流水|档案|案件|办件|工单|订单|许可|合同|项目|备案|登记|采购)[证书件]?(?:编?号|号码|代码|编码)[: ]*\\Z"
)
_FIRST_CASE_YEAR = 2015
# A 统一社会信用代码 of digits alone: department and kind of body, then its division.
_CREDIT = re.compile("(?:1[1-39]|5[1-39]|9[1-3])(?:1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])")


def find_identities(text: str) -> Iterator[Hit]:
    """Resident identity numbers (GB 11643), old ones where they are named, and 残疾人证 numbers built on them."""
    for found in _IDENTITY.finditer(text):
        suffix = found["disabled"] or ""
        digits = re.sub("[^0-9Xx]", "", found[0].removesuffix(suffix)).upper()
        if _is_identity(digits, text[max(found.start() - 16, 0) : found.start()]):
            yield Hit("证件号码" if suffix else "身份证号码", *found.span())
    for found in _OLD_IDENTITY.finditer(text):
        yield Hit("身份证号码", *found.span("id"))


def _is_identity(digits: str, before: str) -> bool:
    """A real day of birth and the right check character, or the name of the thing before it."""
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    if _NAMED_IDENTITY.search(before):
        return True
    if (_CREDIT.match(digits) and is_usci(digits)) or (born.year >= _FIRST_CASE_YEAR and _NAMED_CASE.search(before)):
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17]


# Bank cards

_CARD_GAP = r"[ .\-]{1,3}"
_CARD = re.compile(
    rf"[2-69](?<![0-9A-Za-z].)(?:[0-9]{{14,18}}|[0-9]{{3}}(?:{_CARD_GAP}[0-9]{{4}}){{3}}(?P<tail>{_CARD_GAP}[0-9]{{1,3}})?"
    rf"|[0-9]{{5}}{_CARD_GAP}[0-9]{{10,13}}|(?:{_CARD_GAP}[0-9]){{15,18}})(?![0-9A-Za-z])"
)
_NAMED_CARD = re.compile(
    r"(?:银行卡|卡号|一卡通|存折)(?:卡?号码?|账号|帐号)?[:为是 ]{0,3}(?P<card>[0-9](?:[ -]?[0-9]){13,22})(?![0-9A-Za-z])"
)
# 银联, Visa, Mastercard, JCB, American Express, and cards from before 银联.
_ISSUER = re.compile(
    "62[0-9]{14,17}|4(?:[0-9]{15}|[0-9]{18})|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    "|35[0-9]{14}|3[47][0-9]{13}|955[89][0-9]{15}|6[089][0-9]{14,17}"
)


def find_cards(text: str) -> Iterator[Hit]:
    """Bank cards: an issuer's first digits and Luhn's check digit, or the name of the thing before them."""
    for found in _CARD.finditer(text):
        start, end = found.span()
        if found["tail"] and not _is_card(found[0]):
            end = found.start("tail")
        if _is_card(text[start:end]) and text[max(start - 1, 0) : start] != ".":
            yield Hit("银行卡号", start, end)
    for found in _NAMED_CARD.finditer(text):
        yield Hit("银行卡号", *found.span("card"))


def _is_card(text: str) -> bool:
    digits = re.sub("[^0-9]", "", text)
    if not _ISSUER.fullmatch(digits):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
