"""Circles of delegations: a matter that is handed on until it comes back to where it started.

In: all delegations of the register. Out: for each circle its steps in order. What is the same matter: the same power,
or the very same title or 委托事项. A circle is broken at its last step once it is found, so the search always ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import NamedTuple

from ...model import EXTRACT, Item
from ...names import OWN
from ...register import Register
from ..rule import Survey
from .holders import Holder
from .sides import is_over, side_key, sides

# More circles of one matter than these nobody reads.
_MOST = 20
_RANKS = ("国家", "省", "市", "县", "乡", "村")


class Step(NamedTuple):
    """One hand-over of a delegation."""

    item: Item
    giver: Holder
    receiver: Holder
    start: str
    end: str


def find_circles(survey: Survey) -> Iterator[tuple[Step, ...]]:
    """Each circle of the register once, beginning with the highest body."""
    seen: set[frozenset[tuple[str, str, str]]] = set()
    for steps in _by_matter(survey).values():
        for circle in islice(_circles(steps), _MOST):
            name = frozenset((step.item.id, step.start, step.end) for step in circle)
            if name not in seen:
                seen.add(name)
                yield circle


def _by_matter(survey: Survey) -> dict[str, list[Step]]:
    """The hand-overs of each matter, only between bodies that both give and receive something."""
    items = tuple(_delegations(survey.register))
    both = {key for item in items for key in _keys(item, sides(item, survey).givers)}
    both &= {key for item in items for key in _keys(item, sides(item, survey).receivers)}
    found: dict[str, list[Step]] = {}
    for item in items if both else ():
        for step in _steps(item, survey):
            if step.start in both and step.end in both:
                for matter in _matters(item, survey.register):
                    found.setdefault(matter, []).append(step)
    return found


def _delegations(register: Register) -> Iterator[Item]:
    for entry in register.lists.values():
        if entry.head.kind == "delegation" and entry.head.nature != EXTRACT:
            yield from (item for item in entry.items if not is_over(item))


def _keys(item: Item, parties: tuple[Holder, ...]) -> Iterator[str]:
    return (side_key(party.body, item) for party in parties if party.body.known)


def _steps(item: Item, survey: Survey) -> Iterator[Step]:
    """Who hands to whom; handing to oneself is no circle but a mistake of its own."""
    givers, receivers = sides(item, survey)
    for giver in givers:
        for receiver in receivers:
            start, end = side_key(giver.body, item), side_key(receiver.body, item)
            if start != end and giver.body.known and receiver.body.known:
                yield Step(item, giver, receiver, start, end)


def _matters(item: Item, register: Register) -> Iterable[str]:
    """What is handed over: powers by the id of the catalogue's item under them, and by title."""
    words = [item.text("title").strip(), item.text("matter").strip()]
    for text in item.texts("powers"):
        power = register.items.get(text)
        for layer in power.stack() if power is not None else ():
            words += [layer.id, layer.text("title").strip()]
    return dict.fromkeys(word for word in words if word)


def _circles(steps: Iterable[Step]) -> Iterator[tuple[Step, ...]]:
    left: dict[tuple[str, str], Step] = {}
    for step in steps:
        left.setdefault((step.start, step.end), step)
    while pairs := _one_circle(left):
        circle = _from_the_top([left[pair] for pair in pairs])
        yield circle
        del left[circle[-1].start, circle[-1].end]


def _one_circle(steps: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for start, end in steps:
        graph.add(end, start)
    try:
        graph.prepare()
    except CycleError as error:
        nodes: list[str] = error.args[1]
        return list(pairwise(nodes))
    return []


def _from_the_top(circle: list[Step]) -> tuple[Step, ...]:
    first = min(range(len(circle)), key=lambda number: (_rank(circle[number]), circle[number].item.id))
    return (*circle[first:], *circle[:first])


def _rank(step: Step) -> int:
    level = step.giver.body.level
    return _RANKS.index(level) if level in _RANKS else len(_RANKS)


def in_words(circle: tuple[Step, ...], register: Register) -> str:
    """The circle by the names of its bodies: 甲→乙→甲."""
    names = [_name(step.giver, step.item, register) for step in circle]
    return "→".join((*names, names[0]))


def _name(party: Holder, item: Item, register: Register) -> str:
    """The name as written; 本级 of an own item by its full name, since other lists are in the circle too."""
    if party.name.partition("/")[0] != OWN or item.base is not None:
        return party.name
    return register.name_of("organisations", party.body.key)
