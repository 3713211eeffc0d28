"""Which bodies are the village's own and which are the government's.

In: a body as an item or a header names it. Out: answers. In a catalogue for villages 本级 is the village that adopts it.
"""

from __future__ import annotations

from .bodies import SELF_GOVERNING, VILLAGE, Body

# Neither government nor the village: they may take part in anything.
_PRIVATE = ("社会力量", "公众")


def is_village(body: Body) -> bool:
    """The village committee and what belongs to it, general names for them too."""
    return body.type == SELF_GOVERNING or (body.level == VILLAGE and body.type not in _PRIVATE)


def is_government(body: Body) -> bool:
    """Party, government and what they run or pay, 群团 too."""
    return body.type not in _PRIVATE and not is_village(body)
