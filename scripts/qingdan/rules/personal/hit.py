"""What is found: the kind of a thing, and where it stands in a text."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """Something personal in a text."""

    kind: str
    start: int
    end: int
