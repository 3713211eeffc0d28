"""The characters that hide personal data: other digits, other signs, other blanks.

In: any text. Out: a text of the same length in plain digits, letters and signs, so that places stay the same;
and the members of the classes of characters that may stand for a digit or between two digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

# Ranges in which Unicode has digits that people use to write a number otherwise: circled, raised, mathematical …
_DIGIT_RANGES = (
    (0x00B2, 0x00BA), (0x0660, 0x066A), (0x06F0, 0x06FA), (0x2070, 0x208A), (0x2460, 0x2469), (0x24EA, 0x2500),
    (0x2776, 0x2794), (0xFF10, 0xFF1A), (0x1D7CE, 0x1D800),
)  # fmt: skip
_BLANKS = "\t\u00a0\u00ad\u180e\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\uff61"
_FULL_WIDTH = range(0xFF01, 0xFF5F)

NUMERALS = "零〇○幺一壹二两贰三叁四肆五伍六陆七柒八捌九玖"
_SPOKEN = dict(zip(NUMERALS, "00011122233445566778899", strict=True))


def _plain() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in _FULL_WIDTH}
    for first, end in _DIGIT_RANGES:
        digits = {code: unicodedata.digit(chr(code), -1) for code in range(first, end)}
        table |= {code: str(digit) for code, digit in digits.items() if digit >= 0}
    table |= {ord(char): " " for char in _BLANKS} | {ord(char): "-" for char in _DASHES}
    return table | {ord(char): "." for char in _DOTS} | {0xFFE5: "¥"}


_PLAIN = _plain()


def written(plain_chars: str) -> str:
    """Everything that is read as one of these characters, as members of a class of a pattern."""
    return _members({*map(ord, plain_chars), *(code for code, char in _PLAIN.items() if char in plain_chars)})


def _members(codes: Set[int]) -> str:
    """Ranges, for which patterns are fast."""
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    pairs = zip(starts, ends, strict=True)
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" if a < b else re.escape(chr(a)) for a, b in pairs)


ANY_DIGIT = written("0123456789")
ANY_GAP = written(" .()/_:~?-")
# ①, ❶: signs that also number the things of a list.
_ENUMERATORS = re.compile(r"[\u2460-\u2468\u24ea-\u24ff\u2776-\u2793]")
_ODD = re.compile(f"[{_members(_PLAIN.keys())}]")


def plain(text: str) -> str:
    """The text with every disguised character as the plain one, place by place."""
    return _ODD.sub(lambda odd: _PLAIN[ord(odd[0])], text)


def without_enumerators(text: str) -> str:
    """The text with a blank for every sign that may number the things of a list."""
    return _ENUMERATORS.sub(" ", text)


def spoken(text: str) -> str:
    """Numerals as digits, place by place."""
    return "".join(_SPOKEN.get(char, char) for char in text)
