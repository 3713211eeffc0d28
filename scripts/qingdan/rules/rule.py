"""What a rule is, what it yields, and what it may look at.

A rule is a small generator over an item, a list or the whole register; it yields problems and prints nothing.
Its docstring says in one sentence what must hold and where that is written; the row of the table beside it holds
the same sentence in Chinese for the rules page, and the wording of each case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ..bindings import Bindings
from ..finding import Location
from ..model import CATALOGUE, EXTRACT, FORMAL, ItemList, ListHead, Record
from ..profiles import Profile
from ..read import Loaded
from ..register import Register

Scope = Literal["item", "list", "register"]
# What is wrong, and how to put it right; {name} is a parameter, [[…]] is left out when a parameter in it is empty.
Text = tuple[str, str]

SD = "sd-xiangzhen-2020"
HLJ = "hlj-zhize-2021"
SZ = "sz-2015-12"
QXG = "qxg-fuwu-draft"
WN = "wn-fuwu-draft"
GB32100 = "gb-32100-2015"

SOURCE_TITLES: Mapping[str, str] = {
    SD: "山东省乡镇人民政府工作条例",
    HLJ: "关于推行乡镇（街道）职责清单的指导意见（试行）",
    SZ: "关于进一步加强乡镇政府、街道办事处依法行政工作的意见",
    QXG: "关于加强乡镇政府服务能力建设的实施意见（征求意见稿）",
    WN: "关于加强乡镇政府服务能力建设的实施细则（征求意见稿）",
    GB32100: "法人和其他组织统一社会信用代码编码规则（GB 32100—2015）",
}


class Citation(NamedTuple):
    """A source by its id in lists/reference/sources, and the article as it is registered there."""

    source: str
    article: str

    @property
    def words(self) -> str:
        """《title》article."""
        return f"《{SOURCE_TITLES[self.source]}》{self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One breach: `case` picks the wording, `advice` lowers it whatever binds.

    Rules over the register give `divisions`, and `head` where the severity depends on a list; the runner knows both for items and lists.
    """

    case: str
    location: Location
    other: Location | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    advice: bool = False
    divisions: tuple[str, ...] = ()
    head: ListHead | None = None


class Sighting(NamedTuple):
    """A record of a file with the id of the item it states, "" for headers, references and settings."""

    record: Record
    item: str


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What rules look at: the register, every record that was read, and what is known to be missing from it.

    `unread` are paths of files that gave no record: what they hold is not to be missed a second time. `bindings`
    answer which chains, channels and numbers apply to a list. `today` is there for calendar checks only, `previous`
    (the register of the last version) for comparisons only. `kept` is for answers that several rules ask for.
    `texts` is what every file below lists/ holds as it was typed, `names` are the paths there.
    """

    register: Register
    records: tuple[Sighting, ...]
    unread: frozenset[str]
    profiles: Mapping[str, Profile]
    codes: frozenset[str]
    bindings: Bindings
    today: date = date.min
    previous: Register | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)

    def complete(self, table: str) -> bool:
        """False when a file of the reference table could not be read."""
        return table not in self._broken_tables

    def unread_below(self, folder: str) -> bool:
        """True when a file in the folder could not be read."""
        return any(path.startswith(f"{folder}/") for path in self.unread)

    @cached_property
    def _broken_tables(self) -> frozenset[str]:
        homes = {name: table.words("location") for name, table in self.register.schemas.tables.items()}
        return frozenset(
            name for name, home in homes.items() if home and any(p.startswith(f"lists/{home}") for p in self.unread)
        )


Check = Callable[[Any, Survey], Iterable[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the table of rules.

    `check` looks at what is written, `calendar` at what today makes of it (on a schedule, never for a pull request),
    `since` at what has changed from the last version. `structural` rules are errors everywhere, but for the
    cases in `profiled`, which the profiles decide. `extracts` rules run on 文件摘编 too; `kinds` limits an item or
    list rule to kinds of lists (empty: all).
    """

    code: str
    title_zh: str
    sentence_zh: str
    scope: Scope
    texts: Mapping[str, Text]
    check: Check | None = None
    calendar: Check | None = None
    since: Check | None = None
    sources: tuple[Citation, ...] = ()
    structural: bool = False
    profiled: tuple[str, ...] = ()
    extracts: bool = False
    kinds: tuple[str, ...] = ()

    def covers(self, entry: ItemList) -> bool:
        """Whether the rule has anything to say about a list of this kind and nature."""
        nature = entry.head.nature
        if nature == EXTRACT and not self.extracts:
            return False
        # A list without a readable nature is already reported; what the law asks of it nobody can say.
        if nature not in (FORMAL, CATALOGUE, EXTRACT) and not self.structural:
            return False
        return not self.kinds or entry.head.kind in self.kinds


def survey(
    register: Register,
    loaded: Loaded,
    bindings: Bindings,
    codes: Iterable[str],
    *,
    today: date = date.min,
    previous: Register | None = None,
) -> Survey:
    """The survey of a repository; a finding on a whole file means that the file was left out."""
    left_out = {finding.location.path for finding in loaded.findings if not finding.location.line}
    return Survey(
        register=register,
        records=tuple(_sightings(loaded)),
        unread=loaded.broken | left_out,
        profiles=bindings.profiles,
        codes=frozenset(codes),
        bindings=bindings,
        today=today,
        previous=previous,
        texts=loaded.texts,
        names=loaded.names,
    )


def _sightings(loaded: Loaded) -> Iterable[Sighting]:
    for records in loaded.settings.values():
        yield from (Sighting(record, "") for record in records)
    for references in loaded.references.values():
        yield from (Sighting(record, "") for record in references.values())
    for key, entry in sorted(loaded.lists.items()):
        if entry.header is not None:
            yield Sighting(entry.header, "")
        for serial, record in sorted(entry.items.items()):
            yield Sighting(record, f"{key}-{serial}")
