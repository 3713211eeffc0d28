"""Approvals that a rule asks of an item: by whom they have to be, and which of those written are so.

In: an item and a rule with steps in the profiles. Out: `Approval` values, one a step. Other than a chain they leave
the wording to the rule: what needs the approval is often more to the point than which event is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Item
from ...profiles import Profile, Step
from ..rule import Survey
from .bodies import Body
from .chains import steps_of, who
from .events import Event, by_action, events, item_and_list_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A step of a profile for an item: the events that are it, and those of the same action by others.

    `advice` is True where the profile's word does not bind the list.
    """

    profile: Profile
    step: Step
    given: tuple[Event, ...]
    others: tuple[Event, ...]
    advice: bool

    @property
    def who(self) -> str:
        """By whom it has to be, in words; the bodies of one step stand in for each other."""
        return who(self.step).replace("、", "或者")

    @property
    def by_others(self) -> str:
        """Who has acted instead, "" when nobody has."""
        return "、".join(dict.fromkeys(event.body.name for event in self.others if event.body is not None))


def approvals(item: Item, survey: Survey, code: str) -> Iterator[Approval]:
    """What the profiles ask of an item under a rule, given or not."""
    for profile, step in steps_of(item, survey, code):
        found = by_action(events(item, survey) if step.own else item_and_list_events(item, survey), step.action)
        given = tuple(event for event in found if _fits(event.body, step))
        yield Approval(
            profile=profile,
            step=step,
            given=given,
            others=tuple(event for event in found if event not in given),
            advice=not survey.bindings.binds(profile, code, item.head),
        )


def _fits(body: Body | None, step: Step) -> bool:
    """A body that may, or one that is unknown (S02 says so)."""
    return body is not None and (not body.known or body.is_one_of(step.levels, step.bodies))
