"""Chains of events: the steps that profiles ask of a kind of list, and what is missing, by whom, or out of order.

In: an item or a list, and the rule whose steps are meant. Out: problems; what they say is `CHAIN_TEXTS`, used by
every rule that is a chain. Which steps there are is data (schemas/profiles); no province is named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...finding import Location
from ...model import CATALOGUE, Item, ItemList, ListHead
from ...profiles import Profile, Step
from ...register import IN_FORCE
from ..rule import SOURCE_TITLES, Problem, Survey, Text
from .bodies import HIGHER, RULING, TOWNSHIP, VILLAGE, Body, body_of
from .dates import before, days_between, parse
from .events import Event, by_action, events, item_and_list_events, states_events

MAKING = "编制"
_Done = tuple[Step, tuple[Event, ...]]

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
_RANKS = (*HIGHER, TOWNSHIP, VILLAGE)


def with_source(texts: Mapping[str, Text]) -> Mapping[str, Text]:
    """The texts of a chain with the document and article of the step, for a rule whose source is the profile's."""
    return {case: (wrong, f"{mend}见{{source}}{{article}}。") for case, (wrong, mend) in texts.items()}


def check_list_chain(entry: ItemList, survey: Survey, code: str) -> Iterator[Problem]:
    """Breaches of the steps that a rule asks of a list as a whole; only of lists that are 现行."""
    head = entry.head
    if head.text("status") != IN_FORCE:
        return
    for profile, steps in survey.bindings.chains(code, head):
        asked = [step for step in steps if step.at == "list" and _concerns_any(step, entry)]
        walk = _Walk(head, profile, advice=not survey.bindings.binds(profile, code, head))
        for step in asked:
            if step.action == MAKING:
                yield from walk.check_maker(step, head, survey)
        yield from walk.check([step for step in asked if step.action != MAKING], events(head, survey))


def check_item_chain(item: Item, survey: Survey, code: str) -> Iterator[Problem]:
    """Breaches of the steps that a rule asks of an item; only of items that are 现行."""
    if item.text("status") != IN_FORCE:
        return
    for profile, steps in survey.bindings.chains(code, item.head):
        asked = [step for step in steps if step.at == "item" and concerns(step, item)]
        if asked:
            walk = _Walk(item, profile, advice=not survey.bindings.binds(profile, code, item.head))
            yield from walk.check(asked, item_and_list_events(item, survey))


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
    """The body that has to act, in words: 县级政府, 省级编办, 乡镇（街道）; "" when anybody may."""
    if step.levels == (TOWNSHIP,) and set(step.bodies) <= set(RULING):
        return "乡镇（街道）"
    levels = (
        _PLURAL.get(step.levels)
        or _PLURAL.get(tuple(sorted(step.levels, key=_RANKS.index)))
        or "或者".join(level if level == "国家" else f"{level}级" for level in step.levels)
    )
    return levels + "、".join(step.bodies) if step.bodies else f"{levels}单位" if levels else ""


def document(profile: Profile) -> str:
    """The document of a profile, in its marks."""
    return f"《{SOURCE_TITLES.get(profile.source, profile.title)}》"


class _Walk:
    """Goes through the steps that one profile asks of one item or list."""

    def __init__(self, holder: Item | ListHead, profile: Profile, *, advice: bool) -> None:
        self._list = states_events(holder.head if isinstance(holder, Item) else holder)
        self._holder = holder if isinstance(holder, Item) else self._list
        self._place = holder.at() if isinstance(holder, Item) else self._list.record.at()
        self._profile = profile
        self._advice = advice

    def check(self, steps: Iterable[Step], found: tuple[Event, ...]) -> Iterator[Problem]:
        """What is missing or by the wrong body; then what is out of order or late."""
        done: list[_Done] = []
        for step in sorted(steps, key=lambda step: step.order):
            written = _written(step, found)
            if not written:
                if not step.optional:
                    yield self._problem("missing", step, self._place)
                continue
            right = tuple(event for event in written if _is_right(event.body, step))
            if not right:
                yield self._wrong_body(step, _nearest_miss(step, written))
            done.append((step, _own_first(right or written)))
        for number, (step, acts) in enumerate(done):
            yield from self._order(step, acts, done[:number] or self._earlier(step, found))

    def check_maker(self, step: Step, head: ListHead, survey: Survey) -> Iterator[Problem]:
        """编制单位 of the list, or of a catalogue that it adopts: one of them has to be the right one."""
        if step.levels == (TOWNSHIP,) and head.nature == CATALOGUE:
            return  # The townships that adopt it make their own lists out of it.
        heads = head.stack()
        makers = [body_of(each.text("maker"), each, survey) for each in heads if each.text("maker")]
        if any(_is_right(body, step) for body in makers):
            return
        asked = head if step.levels == (TOWNSHIP,) else heads[-1]
        name, title = asked.text("maker"), asked.text("title")
        case, where = ("maker", asked.record.at("maker")) if name else ("no_maker", asked.record.at())
        yield self._problem(case, step, where, title=title, name=name)

    def _wrong_body(self, step: Step, event: Event) -> Problem:
        if event.body is None:
            return self._about(event, "no_body", step, event.at())
        return self._about(event, "body", step, event.at("org"), name=event.body.name)

    def _earlier(self, step: Step, found: tuple[Event, ...]) -> list[_Done]:
        """The steps before one with a term, of which another rule speaks."""
        if not step.within_days or not isinstance(self._holder, Item):
            return []
        chain = self._profile.chains[self._holder.kind]
        steps = [other for other in chain if other.at == step.at and other.order < step.order]
        done = ((other, _own_first(_written(other, found))) for other in steps if concerns(other, self._holder))
        return [(other, acts) for other, acts in done if acts]

    def _order(self, step: Step, acts: tuple[Event, ...], done: list[_Done]) -> Iterator[Problem]:
        """Each step against those of the nearest lower order."""
        nearest = max((other.order for other, _ in done if other.order < step.order), default=0)
        for other, firsts in done:
            if other.order == nearest:
                yield from self._pair(step, _dated(acts), other.action, _dated(firsts))

    def _pair(self, step: Step, acts: list[Event], action: str, firsts: list[Event]) -> Iterator[Problem]:
        """Two steps by their dates; a repeated event counts by what fits best."""
        if not acts or not firsts:
            return
        first, start, last = firsts[0], firsts[-1], acts[-1]
        if before(last.date, first.date):
            words = {"before": action, "date": last.date, "first": first.date}
            yield self._about(last, "order", step, last.at("date"), first.at("date"), **words)
            return
        soonest = next((act for act in acts if not before(act.date, start.date)), None)
        days = days_between(start.date, soonest.date) if soonest is not None else None
        if soonest is not None and days is not None and 0 < step.within_days < days:
            words = {"before": action, "date": soonest.date, "first": start.date}
            words |= {"days": str(days), "limit": str(step.within_days)}
            yield self._about(soonest, "late", step, soonest.at("date"), **words)

    def _about(
        self, event: Event, case: str, step: Step, location: Location, other: Location | None = None, /, **params: str
    ) -> Problem:
        """A problem of an event, named after the item or the list in whose file it stands."""
        holder = self._holder if event.item else self._list
        return self._problem(case, step, location, other, title=holder.text("title"), **params)

    def _problem(
        self, case: str, step: Step, location: Location, other: Location | None = None, /, **params: str
    ) -> Problem:
        words = {"title": self._holder.text("title"), "action": step.action, "who": who(step)}
        words |= {"source": document(self._profile), "article": step.article, **params}
        return Problem(case=case, location=location, other=other, params=words, advice=self._advice)


def _written(step: Step, found: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events that are the step: those of the list too, unless each item needs its own."""
    return tuple(event for event in by_action(found, step.action) if event.item or not step.own)


def _own_first(found: tuple[Event, ...]) -> tuple[Event, ...]:
    """What an item says of itself; what its list says of all items only where the item is silent."""
    return tuple(event for event in found if event.item) or found


def _nearest_miss(step: Step, written: tuple[Event, ...]) -> Event:
    """Of several events by wrong bodies the last of the right kind of body, at the wrong level; else the last."""
    own = _own_first(written)
    near = [event for event in own if event.body is not None and event.body.is_one_of((), step.bodies)]
    return near[-1] if near else own[-1]


def _dated(found: Iterable[Event]) -> list[Event]:
    """The events whose date can be read, earliest first; one that ends before it begins has no date (S04 says so)."""
    read = (event for event in found if parse(event.date) and not before(event.row.text("until"), event.date))
    return sorted(read, key=lambda event: event.date)


def _is_right(body: Body | None, step: Step) -> bool:
    """A body that fits, or one that is unknown (S02 says so); without a body only where anybody may."""
    if body is None:
        return not step.levels and not step.bodies
    return not body.known or body.is_one_of(step.levels, step.bodies)
