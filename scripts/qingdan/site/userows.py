"""A matter as a row of a hub: its name, who leads, in which places it is.

In: uses of matters.py. Out: rows for the templates of sources, bodies and fields. Places stand in order of codes.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model import CATALOGUE
from .index import Ref, item_path
from .matters import Matters, Use
from .words import noun

# So many places are named; more are counted, and the catalogue's page names them all.
NAMED = 6


class UseRow(NamedTuple):
    """`places` are named with the item of each place; `more` says how many there are where they are not named."""

    ref: Ref
    words: str
    kind: str
    leads: str
    places: list[Ref]
    more: str


def use_row(matters: Matters, use: Use) -> UseRow:
    """The row of a use."""
    index = matters.index
    face = matters.face(use)
    members = [item for item in use.members if item.head.nature != CATALOGUE]
    places, more = [], ""
    if not members:
        more = "通用目录"
    elif len(members) <= NAMED:
        places = [Ref(index.division(item.division).text, item_path(item.id)) for item in members]
    else:
        more = f"{len(members)} {noun({index.division_type(item.division) for item in members})}"
    return UseRow(
        ref=Ref(face.text("title"), item_path(face.id)),
        words="、".join(use.words),
        kind=index.schemas[face.kind].short,
        leads=matters.lead_names(face),
        places=places,
        more=more,
    )
