"""Which items a rule looks at: what has ended is left in peace, what is 现行 has to be complete."""

from __future__ import annotations

from ...model import Item
from ...register import IN_FORCE

ENDED = ("停用", "废止")


def is_ended(item: Item) -> bool:
    """True for items that are 停用 or 废止."""
    return item.text("status") in ENDED


def is_current(item: Item) -> bool:
    """True for items that are 现行 in a list that is not itself a draft, a consultation or over."""
    return item.text("status") == IN_FORCE and item.head.text("status") == IN_FORCE
