"""The profiles (规则集): what one document demands, as data.

In: schemas/profiles/*.yaml and schemas/numbers.yaml. Out: `Profile` values: rules that bind, channels, chains of
events, numbers. Which of them a publisher adopts is bindings.py's; no list is checked here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .errors import ToolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a chain: an event that has to be there, by whom, and when.

    `action` is an 环节; 编制 is the making of the list and checked against 编制单位. `levels` and `bodies` are those
    of the body (empty: any). Steps of equal `order` have no sequence. `at` says whose 过程 it is; an item's is read
    together with its list's, unless the step is its `own` (each document is examined by itself). `when` limits the
    step to items with these values. `within_days` counts from the step before, `every_months` asks for it again and
    again. An `optional` step need not be there, but in order if it is. `rule` speaks of the step, C06 if none does.
    """

    action: str
    levels: tuple[str, ...]
    bodies: tuple[str, ...]
    order: int
    article: str
    at: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rule: str = "C06"
    within_days: int = 0
    every_months: int = 0
    optional: bool = False
    own: bool = False
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A threshold of a document; `value` is one number or two joined by a hyphen, `title` and `unit` say what of."""

    id: str
    op: str
    value: str
    article: str
    title: str
    unit: str

    def holds(self, measured: float) -> bool:
        """Whether a measured value satisfies the number."""
        low, _, high = self.value.partition("-")
        match self.op:
            case "≥":
                return measured >= float(low)
            case "≤":
                return measured <= float(low)
            case "=":
                return measured == float(low)
            case _:
                return float(low) <= measured <= float(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one document demands: rules it makes binding, channels and chains by kind, numbers by id.

    A draft binds nowhere unless a publisher adopts it 自愿. `street_advice` are the rules that do not bind 街道.
    `domain_field` is the column of the domains that maps them to the fields of this document.
    `topics` are the 公开主题 that a 主动公开目录 must have.
    """

    code: str
    title: str
    division: str
    source: str
    draft: bool
    domain_field: str
    errors: frozenset[str]
    street_advice: frozenset[str]
    channels: Mapping[str, tuple[str, ...]]
    chains: Mapping[str, tuple[Step, ...]]
    topics: tuple[str, ...]
    numbers: Mapping[str, Number]

    def named_rules(self) -> frozenset[str]:
        """Every rule code that the profile names anywhere."""
        steps = (step.rule for chain in self.chains.values() for step in chain)
        return self.errors | self.street_advice | frozenset(steps)


def load_profiles(folder: Path) -> dict[str, Profile]:
    """The profiles below `folder` by code; ToolError when one is malformed or names an unknown number."""
    meanings = folder.with_name("numbers.yaml")
    known: Mapping[str, Mapping[str, str]] = _read(meanings) if meanings.exists() else {}
    profiles: dict[str, Profile] = {}
    for path in sorted(folder.glob("*.yaml")):
        profile = _profile(path, known)
        if profile.code in profiles:
            raise ToolError(f"{path}: profile {profile.code} exists twice")
        profiles[profile.code] = profile
    return profiles


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ToolError(f"profile {path} cannot be read: {error}") from error


def _profile(path: Path, known: Mapping[str, Mapping[str, str]]) -> Profile:
    raw = _read(path)
    try:
        return Profile(
            code=str(raw["code"]),
            title=str(raw["title"]),
            division=str(raw["division"]),
            source=str(raw["source"]),
            draft=bool(raw["draft"]),
            domain_field=str(raw.get("domain_field", "")),
            errors=frozenset(raw["errors"]),
            street_advice=frozenset(raw.get("street_advice", ())),
            channels={kind: tuple(names) for kind, names in raw.get("channels", {}).items()},
            chains={kind: tuple(_step(step) for step in steps) for kind, steps in raw.get("chains", {}).items()},
            topics=tuple(raw.get("topics", ())),
            numbers={row["id"]: _number(row, known) for row in raw.get("numbers", ())},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ToolError(f"profile {path}: {error!r}") from error


def _step(raw: Mapping[str, Any]) -> Step:
    lists = {name: tuple(raw[name]) for name in ("levels", "bodies")}
    when = {name: tuple(values) for name, values in raw.get("when", {}).items()}
    return Step(**{**raw, **lists, "when": when})


def _number(raw: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> Number:
    if raw["id"] not in known:
        raise ValueError(f"unknown number {raw['id']}; known are those of schemas/numbers.yaml")
    return Number(**raw, **known[raw["id"]])


def check_codes(profiles: Mapping[str, Profile], known: Collection[str]) -> None:
    """ToolError when a profile names a rule that does not exist."""
    for profile in profiles.values():
        unknown = sorted(profile.named_rules().difference(known))
        if unknown:
            raise ToolError(f"profile {profile.code}: unknown rule {', '.join(unknown)}")
