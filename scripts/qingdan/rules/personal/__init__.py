"""Personal data in text: identity numbers, mobile numbers, bank cards, mailboxes, accounts, papers, cars, homes.

In: any text. Out: where such a thing stands, and the text with it masked. Landlines, 12345, document numbers, codes
and amounts are not meant. Other digits, blanks and signs between digits do not hide a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from .accounts import find_accounts, find_mailboxes, find_papers, find_plates
from .characters import plain, without_enumerators
from .hit import Hit
from .homes import find_homes
from .numbers import find_cards, find_identities, find_mobiles
from .suspicion import is_suspect

__all__ = ["Hit", "find", "is_suspect", "mask", "masked", "masked_start"]

_FINDERS = (
    find_mobiles, find_identities, find_cards, find_mailboxes, find_accounts, find_papers, find_plates, find_homes,
)  # fmt: skip
# No single thing is written longer, even with a sign between all its characters.
_LONGEST = 120


def find(text: str) -> tuple[Hit, ...]:
    """What is personal in the text, in order, without overlaps."""
    if not is_suspect(text):
        return ()
    # ① may be a digit, or number the things of a list.
    readings = {plain(text), plain(without_enumerators(text))}
    found = [hit for look in _FINDERS for read in readings for hit in look(read)]
    hits: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
        elif hit.end > hits[-1].end:
            hits[-1] = Hit(hits[-1].kind, hits[-1].start, hit.end)
    return tuple(hits)


def mask(text: str) -> str:
    """The text with all but the first two characters of each hit replaced by ＊."""
    return _masked(text, find(text))


def masked_start(text: str, longest: int) -> str:
    """The masked text, not longer than `longest`; no cut goes through a thing, of which a part would be left."""
    if len(text) <= longest:
        return mask(text)
    hits = find(text[: longest + _LONGEST])
    end = min((hit.start for hit in hits if hit.start < longest - 1 < hit.end), default=longest - 1)
    return _masked(text[:end], [hit for hit in hits if hit.end <= end]) + "…"


def masked(value: str) -> str:
    """A value of which only the first two characters can be read."""
    return value[:2] + "＊" * min(max(len(value) - 2, 1), 12)


def _masked(text: str, hits: Sequence[Hit]) -> str:
    parts, last = [], 0
    for hit in hits:
        parts += [text[last : hit.start], masked(text[hit.start : hit.end])]
        last = hit.end
    return "".join([*parts, text[last:]])
