"""Chains of events: the steps that profiles ask of a kind of list, and what is missing, by whom, or out of order.

In: an item or a list, and the rule whose steps are meant. Out: problems; what they say is `CHAIN_TEXTS`, used by
every rule that is a chain. Which steps there are is data (schemas/profiles); no province is named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..finding import Location
from ..model import Item, ItemList, ListHead
from ..profiles import Profile, Step
from ..register import IN_FORCE
from .bodies import Body, body_of
from .dates import before, days_between
from .events import Event, by_action, events, item_and_list_events, states_events
from .rule import Problem, Survey, Text

MAKING = "编制"

CHAIN_TEXTS: Mapping[str, Text] = {
    "missing": (
        "“{title}”的过程里没有“{action}”[[，应当由{who}{action}]]。",
        "请在“过程”里补上{action}的日期和单位；还没有{action}的，先办完这一步再公布。",
    ),
    "body": (
        "“{title}”的“{action}”写的单位是{name}，应当由{who}{action}。",
        "请核对单位；确实不是{who}{action}的，要重新办这一步。",
    ),
    "no_body": ("“{title}”的“{action}”没有写单位，应当由{who}{action}。", "请在这个环节里补上“单位”。"),
    "order": (
        "“{title}”的“{action}”是 {date}，早于“{before}”的 {first}。",
        "应当先{before}、后{action}，请核对两个日期。",
    ),
    "late": (
        "“{title}”的“{action}”是 {date}，离“{before}”的 {first} 有 {days} 天，应当在 {limit} 天以内。",
        "请核对两个日期；确实晚了的，在说明里写明原因。",
    ),
    "maker": (
        "“{title}”的编制单位是{name}，应当由{who}编制。",
        "请核对“编制单位”；确实不是{who}编制的，要按规定重新编制。",
    ),
    "no_maker": ("“{title}”没有写编制单位，应当由{who}编制。", "请在封面里补上“编制单位”。"),
}
# The cases of a chain of items without 编制 and without a term.
EVENT_TEXTS: Mapping[str, Text] = {name: CHAIN_TEXTS[name] for name in ("missing", "body", "no_body", "order")}

_PLURAL = {("国家", "省", "市", "县"): "县级以上", ("国家", "省"): "国家或者省级", ("省", "市", "县"): "县级以上"}


def check_list_chain(entry: ItemList, survey: Survey, code: str) -> Iterator[Problem]:
    """Breaches of the steps that a rule asks of a list as a whole; only of lists that are 现行."""
    head = entry.head
    if head.text("status") != IN_FORCE:
        return
    for profile, steps in survey.bindings.chains(code, head):
        asked = [step for step in steps if step.at == "list" and _concerns_any(step, entry)]
        advice = not survey.bindings.binds(profile, code, head)
        for step in asked:
            if step.action == MAKING:
                yield from _check_maker(step, head, survey, advice)
        walk = _Walk(head, events(head, survey), advice)
        yield from walk.check([step for step in asked if step.action != MAKING])


def check_item_chain(item: Item, survey: Survey, code: str) -> Iterator[Problem]:
    """Breaches of the steps that a rule asks of an item; only of items that are 现行."""
    if item.text("status") != IN_FORCE:
        return
    for profile, steps in survey.bindings.chains(code, item.head):
        asked = [step for step in steps if step.at == "item" and concerns(step, item)]
        if asked:
            advice = not survey.bindings.binds(profile, code, item.head)
            yield from _Walk(item, item_and_list_events(item, survey), advice).check(asked)


def steps_of(holder: Item | ListHead, survey: Survey, code: str) -> Iterator[tuple[Profile, Step]]:
    """The single steps of a rule for an item (those that concern it) or for a list, with their profile."""
    head = holder.head if isinstance(holder, Item) else holder
    for profile, steps in survey.bindings.chains(code, head):
        for step in steps:
            if not isinstance(holder, Item) or concerns(step, holder):
                yield profile, step


def concerns(step: Step, item: Item) -> bool:
    """Whether the item has the values to which the step is limited."""
    return all(_has(item, name, values) for name, values in step.when.items())


def _has(item: Item, name: str, values: tuple[str, ...]) -> bool:
    return item.text(name) in values or any(text in values for text in item.texts(name))


def _concerns_any(step: Step, entry: ItemList) -> bool:
    if not step.when:
        return True
    return any(item.text("status") == IN_FORCE and concerns(step, item) for item in entry.items)


def who(step: Step) -> str:
    """The body that has to act, in words: 县级政府, 省级编办; "" when anybody may."""
    levels = (
        _PLURAL.get(step.levels)
        or _PLURAL.get(tuple(sorted(step.levels, key=_rank)))
        or "或者".join(level if level == "国家" else f"{level}级" for level in step.levels)
    )
    return levels + "、".join(step.bodies) if step.bodies else f"{levels}单位" if levels else ""


def _rank(level: str) -> int:
    return ("国家", "省", "市", "县", "乡", "村").index(level)


def _check_maker(step: Step, head: ListHead, survey: Survey, advice: bool) -> Iterator[Problem]:
    """编制单位 of the list, or of the catalogue that it adopts."""
    origin = head
    while origin.adopts is not None:
        origin = origin.adopts
    name = origin.text("maker")
    params = {"title": origin.text("title"), "who": who(step)}
    if not name:
        yield Problem(case="no_maker", location=origin.record.at(), params=params, advice=advice)
        return
    body = body_of(name, origin, survey)
    if body.known and not body.is_one_of(step.levels, step.bodies):
        where = origin.record.at("maker")
        yield Problem(case="maker", location=where, params={**params, "name": name}, advice=advice)


class _Walk:
    """Goes through the steps asked of one item or list with the events that are there."""

    def __init__(self, holder: Item | ListHead, found: tuple[Event, ...], advice: bool) -> None:
        self._title = holder.text("title")
        self._place = holder.at() if isinstance(holder, Item) else states_events(holder).record.at()
        self._found = found
        self._advice = advice

    def check(self, steps: Iterable[Step]) -> Iterator[Problem]:
        """What is missing or by the wrong body; then what is out of order or late."""
        done: list[tuple[Step, tuple[Event, ...]]] = []
        for step in sorted(steps, key=lambda step: step.order):
            written = by_action(self._found, step.action)
            if not written:
                if not step.optional:
                    yield self._problem("missing", self._place, action=step.action, who=who(step))
                continue
            right = tuple(event for event in written if _is_right(event.body, step))
            if not right:
                yield self._wrong_body(step, written[-1])
            done.append((step, right or written))
        yield from self._order(done)

    def _wrong_body(self, step: Step, event: Event) -> Problem:
        if event.body is None:
            return self._problem("no_body", event.at(), action=step.action, who=who(step))
        return self._problem("body", event.at("org"), action=step.action, who=who(step), name=event.body.name)

    def _order(self, done: list[tuple[Step, tuple[Event, ...]]]) -> Iterator[Problem]:
        """Each step against the nearest one of a lower order; a repeated event counts by what fits best."""
        for number, (step, found) in enumerate(done):
            earlier = [pair for pair in done[:number] if pair[0].order < step.order]
            if not earlier:
                continue
            previous, firsts = earlier[-1]
            first, last = min(firsts, key=_dated), max(found, key=_dated)
            words = {"action": step.action, "before": previous.action, "date": last.date, "first": first.date}
            if before(last.date, first.date):
                yield self._problem("order", last.at("date"), first.at("date"), **words)
            elif step.within_days:
                days = days_between(max(firsts, key=_dated).date, last.date)
                if days is not None and days > step.within_days:
                    words |= {"days": str(days), "limit": str(step.within_days)}
                    yield self._problem("late", last.at("date"), None, **words)

    def _problem(self, case: str, location: Location, other: Location | None = None, /, **params: str) -> Problem:
        words = {"title": self._title, **params}
        return Problem(case=case, location=location, other=other, params=words, advice=self._advice)


def _dated(event: Event) -> str:
    return event.date


def _is_right(body: Body | None, step: Step) -> bool:
    """A body that fits, or one that is unknown (S02 says so); without a body only where anybody may."""
    if body is None:
        return not step.levels and not step.bodies
    return not body.known or body.is_one_of(step.levels, step.bodies)
