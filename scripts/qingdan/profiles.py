"""The profiles (规则集): which document binds where, and what a publisher adopts of them.

In: schemas/profiles/*.yaml and the publisher's 采用规则 and 自定从严. Out: `Profile` values, and for a rule in a
division whether breaking it is an error. It checks no list; unknown names in publisher.yaml are rule S02's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .errors import ToolError
from .finding import Severity
from .model import ListHead, Record
from .register import Register

STREET = "街道"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one document demands, as data: rules it makes binding, channels, chains of events, numbers.

    A draft binds nowhere unless a publisher adopts it 自愿. `street_advice` are the rules that do not bind 街道.
    """

    code: str
    title: str
    division: str
    source: str
    draft: bool
    errors: frozenset[str]
    street_advice: frozenset[str]
    channels: Mapping[str, tuple[str, ...]]
    chains: Mapping[str, tuple[Mapping[str, Any], ...]]
    numbers: tuple[Mapping[str, str], ...]


def load_profiles(folder: Path) -> dict[str, Profile]:
    """The profiles below `folder` by code; ToolError when one is malformed."""
    profiles: dict[str, Profile] = {}
    for path in sorted(folder.glob("*.yaml")):
        profile = _profile(path)
        if profile.code in profiles:
            raise ToolError(f"{path}: profile {profile.code} exists twice")
        profiles[profile.code] = profile
    return profiles


def _profile(path: Path) -> Profile:
    try:
        raw = yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ToolError(f"profile {path} cannot be read: {error}") from error
    try:
        return Profile(
            code=str(raw["code"]),
            title=str(raw["title"]),
            division=str(raw["division"]),
            source=str(raw["source"]),
            draft=bool(raw["draft"]),
            errors=frozenset(raw["errors"]),
            street_advice=frozenset(raw.get("street_advice", ())),
            channels={kind: tuple(names) for kind, names in raw.get("channels", {}).items()},
            chains={kind: tuple(steps) for kind, steps in raw.get("chains", {}).items()},
            numbers=tuple(raw.get("numbers", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ToolError(f"profile {path}: {error!r}") from error


def check_codes(profiles: Mapping[str, Profile], known: Collection[str]) -> None:
    """ToolError when a profile names a rule that does not exist."""
    for profile in profiles.values():
        unknown = sorted((profile.errors | profile.street_advice).difference(known))
        if unknown:
            raise ToolError(f"profile {profile.code}: unknown rule {', '.join(unknown)}")


@dataclass(frozen=True, kw_only=True)
class Bindings:
    """What the publisher of a register adopts, as a question: how serious is rule X in the list Y."""

    register: Register
    profiles: Mapping[str, Profile]

    def severity(self, code: str, head: ListHead) -> Severity:
        """错误 where an adopted profile or the publisher makes the rule binding, else 提醒."""
        if code in self._strict or any(self._binds(profile, code, head) for profile in self.adopted(head.division)):
            return Severity.ERROR
        return Severity.ADVICE

    def _binds(self, profile: Profile, code: str, head: ListHead) -> bool:
        return code in profile.errors and not (code in profile.street_advice and self.in_street(head))

    def adopted(self, division: str) -> tuple[Profile, ...]:
        """The profiles that bind in a division: those of the longest matching entry, drafts only where 自愿."""
        rows = [row for row in self._entries if division.startswith(row.text("division"))]
        longest = max((len(row.text("division")) for row in rows), default=0)
        return tuple(
            self.profiles[code]
            for row in rows
            if len(row.text("division")) == longest
            for code in row.texts("profiles")
            if code in self.profiles and (not self.profiles[code].draft or row.text("voluntary") == "是")
        )

    def in_street(self, head: ListHead) -> bool:
        """True for the lists of a 街道, of what lies below one, and for catalogues made for 街道."""
        if head.text("scope") == STREET:
            return True
        places = self.register.references.get("divisions", {})
        codes = (head.division, *self.register.ancestors(head.division))
        return any(code in places and places[code].text("type") == STREET for code in codes)

    @cached_property
    def _entries(self) -> tuple[Record, ...]:
        return tuple(row for row in self.register.publisher.rows("adoptions") if row.text("division"))

    @cached_property
    def _strict(self) -> frozenset[str]:
        return frozenset(self.register.publisher.texts("strict"))
