"""A quick look at a text as it was typed: may it hold something personal at all?

In: any text, a whole file too. Out: False for most texts, so that nearly all of them are never looked at closely; True
for everything in which a pattern of numbers.py, accounts.py or homes.py could match. Lines may be folded.
"""

from __future__ import annotations

import re

from .accounts import CAR_PROVINCES
from .characters import ANY_DIGIT, ANY_GAP, NUMERALS, written
from .homes import ESTATES, STREETS

_GAP = rf"[{ANY_GAP}\n]{{0,24}}"
_BLANK = rf"[{written(' ')}\n]"
_WIDE = "Ａ-Ｚａ-ｚ"
_ONE = f"{written('1')}一幺壹"
_HIGH = f"{written('3456789')}三叁四肆五伍六陆七柒八捌九玖"
_COUNT = f"{ANY_DIGIT}一二三四五六七八九十百零〇两"
_NAMED = f"\n号账帐同名是为\"“'‘A-Za-z{_WIDE}{ANY_DIGIT}{written(' :=([')}"

_STREET_NUMBERS = "|".join(f"(?<=[{STREETS}{written(' ')}\n][{_COUNT}]{{{length}}}号)" for length in range(1, 5))

# Each begins with a class of a few characters, and looks behind where the first one is a frequent one.
_LONG = re.compile(
    rf"[{_ONE}{ANY_DIGIT}](?:(?<=[{_ONE}]){_GAP}[{_HIGH}](?:{_GAP}[{ANY_DIGIT}{NUMERALS}]){{9}}"
    rf"|(?<=[{ANY_DIGIT}])(?<![{ANY_DIGIT}].)(?:{_GAP}[{ANY_DIGIT}]){{13}})"
)
_LETTERS = re.compile(
    f"[A-Zcnwvq{_WIDE}](?:(?<=[Cc])(?:[Nn]|[Oo][Mm])|(?<=[Nn])[Ee][Tt]|(?<=[Ww])(?:[Xx]|[Ee][CcIi])|(?<=[Vv])[Xx]"
    f"|(?<=[Qq])[Qq号](?!群)|(?<=加[QqVv])|(?<=[Vv])[{written(':')}]|(?<=[Qq])[{written(':')}]|(?<=[{_WIDE}])|(?<=[{CAR_PROVINCES}][A-Z]))"
)
_WORDS = re.compile(
    f"[信微扣证卡照籍单号](?:(?<=[微薇威Vv]信)[{_NAMED}]|(?<=加微)(?!信)|(?<=扣)扣|(?<=单)元"
    f"|(?<=护照)|(?<=[证卡照籍])(?:卡号|编号|号|证号|[{written(':(')}])"
    f"|(?<={_BLANK}号)|(?<=[{_COUNT}]号)(?:{_STREET_NUMBERS}))"
)
_HOME = re.compile(f"(?:{ESTATES})[^。]{{0,8}}[{_COUNT}A-Za-z甲乙丙丁]")


def is_suspect(text: str) -> bool:
    """False for most texts: a quick look that lets nothing personal pass. Escapes of YAML may hide anything."""
    return "\\" in text or any(pattern.search(text) for pattern in (_LONG, _LETTERS, _WORDS, _HOME))
