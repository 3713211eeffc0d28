"""The state of a repository on a day, for the people who keep its lists.

In: findings before exemptions, the register, a day. Out: `State`. It renders nothing; scores, ranks and counts by
place are left out on purpose (model.md 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..closed import Closed
from ..deadlines import Deadline, deadlines
from ..exemptions import Exemption, read_exemptions
from ..finding import Finding, blocks
from ..grouping import Bundle, by_list
from ..register import Register
from ..rules.facts.dates import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionState:
    """An exemption with what it does today; `days` are left until its last, None when that is mistyped."""

    exemption: Exemption
    used: bool
    days: int | None
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the pages tell. `register` shows drafts; `findings` are those of the check, `due` those of the calendar."""

    register: Register
    today: date
    findings: list[Finding]
    checked: list[Bundle]
    due: list[Bundle]
    coming: list[Deadline]
    exemptions: tuple[ExemptionState, ...]

    @property
    def blocked(self) -> bool:
        """True when there can be no draft site."""
        return blocks(self.findings)


def take_state(
    register: Register, findings: list[Finding], due: list[Finding], seen: Iterable[Finding], today: date
) -> State:
    """The state; `findings` and `due` are what is reported, `seen` is everything before exemptions took away."""
    closed = Closed(register)
    return State(
        register=closed.register,
        today=today,
        findings=findings,
        checked=by_list(findings, register, closed),
        due=by_list(due, register, closed),
        coming=[entry for entry in deadlines(register, today) if not closed.hides(entry.holder)],
        exemptions=tuple(_states(register, closed, seen, today)),
    )


def _states(register: Register, closed: Closed, seen: Iterable[Finding], today: date) -> Iterator[ExemptionState]:
    breaches = {(finding.code, finding.location.item) for finding in seen}
    for exemption in read_exemptions(register, today):
        until = parse(exemption.record.text("until"))
        item = register.items.get(exemption.record.text("item"))
        yield ExemptionState(
            exemption=exemption,
            used=exemption.problem is None and any((exemption.rule, key) in breaches for key in exemption.items),
            days=(until - today).days if until is not None else None,
            closed=item is not None and closed.hides(item),
        )
