"""Delegations in force: what has been handed down to a division, and by whom.

In: the register. Out: for an item, the delegation that covers it on its date. Whether the delegation itself is
lawful is the business of the rules on delegations.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import CATALOGUE, EXTRACT, Item
from ..register import IN_FORCE
from .dates import before
from .rule import Survey


def covering(item: Item, survey: Survey) -> Iterator[Item]:
    """The delegations of the division or of one above it that name the item, or its title, on the item's date."""
    register = survey.register
    date = item.text("effective_from") or item.head.text("version")
    codes = {item.division, *register.ancestors(item.division)}
    for entry in register.lists.values():
        head = entry.head
        if head.kind != "delegation" or head.division not in codes or head.nature in (CATALOGUE, EXTRACT):
            continue
        for delegation in entry.items:
            if _in_force(delegation, date) and _names(delegation, item):
                yield delegation


def _in_force(delegation: Item, date: str) -> bool:
    if delegation.text("status") != IN_FORCE:
        return False
    return not before(date, delegation.text("valid_from")) and not before(delegation.text("valid_to"), date)


def _names(delegation: Item, item: Item) -> bool:
    """By id (a catalogue's id means the division's own copy) or by the very title."""
    layers = {layer.id for layer in _stack(item)}
    if layers.intersection(delegation.texts("powers")):
        return True
    return item.text("title") in (delegation.text("title"), delegation.text("matter"))


def _stack(item: Item | None) -> Iterator[Item]:
    while item is not None:
        yield item
        item = item.base
