"""What a publisher adopts of the profiles: which apply to a list, and how serious a breach is there.

In: the register with the publisher's 采用规则 and 自定从严, the profiles. Out: severities, chains, numbers and
channels for a list. It checks no list; unknown names in publisher.yaml are rule S02's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .finding import Severity
from .model import ListHead, Record
from .profiles import Number, Profile, Step
from .register import Register

STREET = "街道"
GENERAL_CHAIN = "C06"


@dataclass(frozen=True, kw_only=True)
class Bindings:
    """What the publisher of a register adopts, as questions about a list."""

    register: Register
    profiles: Mapping[str, Profile]
    _kept: dict[str, tuple[Profile, ...]] = field(default_factory=dict)

    def severity(self, code: str, head: ListHead) -> Severity:
        """错误 where an adopted profile or the publisher makes the rule binding, else 提醒."""
        binding = code in self._strict or any(self._binds(profile, code, head) for profile in self._adopted(head))
        return Severity.ERROR if binding else Severity.ADVICE

    def binds(self, profile: Profile, code: str, head: ListHead) -> bool:
        """Whether what this very profile says under the rule is binding for the list."""
        return code in self._strict or (profile in self._adopted(head) and self._binds(profile, code, head))

    def applying(self, head: ListHead) -> tuple[Profile, ...]:
        """The profiles whose chains and channels are asked of a list, drafts too: those its entry names.

        Without an entry those of the place itself: another province's order of events would be no advice.
        """
        known = self._kept.get(head.division)
        if known is None:
            known = self._kept[head.division] = self._applying(head.division)
        return known

    def chains(self, code: str, head: ListHead) -> Iterator[tuple[Profile, tuple[Step, ...]]]:
        """The steps of which a rule speaks, by profile.

        A rule of its own (not C06) advises everywhere: where no profile that applies has steps for it, the first does.
        """
        found = [(profile, steps) for profile in self.applying(head) if (steps := _steps(profile, code, head.kind))]
        if not found and code != GENERAL_CHAIN:
            every = ((profile, _steps(profile, code, head.kind)) for profile in self._ordered)
            found = [(profile, steps) for profile, steps in every if steps][:1]
        yield from found

    def number(self, name: str, head: ListHead) -> tuple[Profile, Number] | None:
        """The threshold with this id that holds for a list: of a profile that applies, else of the first that has it."""
        for profile in (*self.applying(head), *self._ordered):
            if name in profile.numbers:
                return profile, profile.numbers[name]
        return None

    def in_street(self, head: ListHead) -> bool:
        """True for the lists of a 街道, of what lies below one, and for catalogues made for 街道."""
        if head.text("scope") == STREET:
            return True
        places = self.register.references.get("divisions", {})
        codes = (head.division, *self.register.ancestors(head.division))
        return any(code in places and places[code].text("type") == STREET for code in codes)

    def _binds(self, profile: Profile, code: str, head: ListHead) -> bool:
        return code in profile.errors and not (code in profile.street_advice and self.in_street(head))

    def _adopted(self, head: ListHead) -> tuple[Profile, ...]:
        """The profiles that may bind a list: what its entry names, drafts only where 自愿."""
        return tuple(
            self.profiles[code]
            for row in self._rows(head.division)
            for code in row.texts("profiles")
            if code in self.profiles and (not self.profiles[code].draft or row.text("voluntary") == "是")
        )

    def _applying(self, division: str) -> tuple[Profile, ...]:
        rows = self._rows(division)
        if not rows:
            return tuple(p for p in self._ordered if p.division and division.startswith(p.division))
        named = (code for row in rows for code in row.texts("profiles"))
        return tuple(self.profiles[code] for code in dict.fromkeys(named) if code in self.profiles)

    def _rows(self, division: str) -> tuple[Record, ...]:
        """The entries of 采用规则 with the longest code above a division."""
        rows = [row for row in self._entries if division.startswith(row.text("division"))]
        longest = max((len(row.text("division")) for row in rows), default=0)
        return tuple(row for row in rows if len(row.text("division")) == longest)

    @cached_property
    def _ordered(self) -> tuple[Profile, ...]:
        return tuple(sorted(self.profiles.values(), key=lambda profile: (profile.draft, profile.code)))

    @cached_property
    def _entries(self) -> tuple[Record, ...]:
        return tuple(row for row in self.register.publisher.rows("adoptions") if row.text("division"))

    @cached_property
    def _strict(self) -> frozenset[str]:
        return frozenset(self.register.publisher.texts("strict"))


def _steps(profile: Profile, code: str, kind: str) -> tuple[Step, ...]:
    return tuple(step for step in profile.chains.get(kind, ()) if step.rule == code)
