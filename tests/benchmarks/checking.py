"""All rules over a county beyond reading and conforming: seconds, the peer, growth, and the slowest rules.

Two registers: the flat county of county.py, and the shipped demo county copied under many codes, so that every kind
of list takes part. The peer is Frictionless over the lists of the flat county, measured in the same run.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qingdan import rules
from qingdan.bindings import Bindings
from qingdan.folder import find_files
from qingdan.model import EXTRACT
from qingdan.pipeline import paused_collector
from qingdan.profiles import Profile, load_profiles
from qingdan.read import Loaded, read_lists
from qingdan.register import Register
from qingdan.resolve import resolve
from qingdan.rules.rule import survey
from qingdan.rules.run import run_rules
from qingdan.schema import Schemas
from tests.benchmarks.timing import Ratio, interleave

_LISTS = Path(__file__).resolve().parents[2] / "lists"
_COUNTY, _NAME = "990101", "示例"
# Province and city stay the same; 示例 alone is a word of the schemas.
_INVENTED = re.compile(f"{_NAME}(?=[\u4e00-\u9fff])(?![省市])")
_SLOWEST = 6
# 3 seconds on the machine on which Frictionless takes 4.2 over the same lists.
_GOAL = 1.4
_TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What the rules look at."""

    register: Register
    loaded: Loaded
    profiles: dict[str, Profile]

    @property
    def items(self) -> int:
        """Items that the rules of law look at."""
        return sum(len(e.items) for e in self.register.lists.values() if e.head.nature != EXTRACT)

    def run(self) -> int:
        """All rules once, as `qingdan check` runs them; how many findings."""
        return len(rules.run(self.register, self.loaded, self.profiles))


def open_repository(root: Path, schemas: Schemas) -> Repository:
    """The repository at `root`, read and resolved."""
    with paused_collector():
        loaded = read_lists(root, find_files(root, schemas), schemas)
        register, _ = resolve(loaded, schemas)
    return Repository(register=register, loaded=loaded, profiles=load_profiles(schemas.folder / "profiles"))


def write_demo_counties(root: Path, copies: int) -> None:
    """The demo county's lists and references under `copies` codes, names and ids changed with the code."""
    for number in range(copies):
        code = f"9901{number + 1:02d}"
        for path in sorted(_LISTS.rglob("*.yaml")):
            inner = path.relative_to(_LISTS).as_posix()
            if number == 0 or inner.startswith(_COUNTY) or _is_own_reference(path, inner):
                name = inner.replace(_COUNTY, code).replace("/sl-", f"/sl{number}-" if number else "/sl-")
                _copy(path, root / "lists" / name, code, number)
    parts = [_renamed((_LISTS / _DIVISIONS).read_text("utf8"), f"9901{n + 1:02d}", n) for n in range(copies)]
    demo = [row for n, text in enumerate(parts) for row in _rows(text) if n == 0 or f"'9901{n + 1:02d}" in row[:20]]
    (root / "lists" / _DIVISIONS).write_text("".join(demo), "utf8")


_DIVISIONS = "reference/divisions.yaml"


def _rows(text: str) -> list[str]:
    return [
        f"- {row}" if not row.startswith("- ") else row for row in text.split("\n- ") for row in [row.rstrip() + "\n"]
    ]


def _is_own_reference(path: Path, inner: str) -> bool:
    """What the county invented for itself; the documents of province and city are everybody's."""
    folders = (f"reference/organisations/{_COUNTY}", f"reference/places/{_COUNTY}", "reference/sources/sl-")
    return inner.startswith(folders) and not path.read_text("utf8").startswith((f"名称: {_NAME}省", f"名称: {_NAME}市"))


def _copy(path: Path, target: Path, code: str, number: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_renamed(path.read_text("utf8"), code, number), "utf8")


def _renamed(text: str, code: str, number: int) -> str:
    """The text of another county: its code, and its names, which all begin alike."""
    return _INVENTED.sub(f"{_NAME}{number}", text).replace(_COUNTY, code) if number else text


def checking(flat: Repository, peer: float) -> Ratio:
    """All rules over the flat county, against the seconds of Frictionless over the same lists."""
    with paused_collector():
        taken = interleave({"rules": flat.run})["rules"]
    return Ratio(
        title=f"all rules over {flat.items} flat items / Frictionless by list", ours=taken, peer=peer, goal=_GOAL
    )


def rule_lines(title: str, small: Repository, large: Repository) -> Iterator[str]:
    """Seconds of all rules, growth with the number of items, and the slowest rules."""
    seconds = {id(part): min(_timed(part) for _ in range(3)) for part in (small, large)}
    factor = large.items / small.items
    growth = seconds[id(large)] / seconds[id(small)] / factor
    whole = seconds[id(large)]
    yield f"rules, {title}: {large.items} items in {whole:.2f} s, {growth:.2f} of linear from {small.items} items"
    for code, taken in sorted(_by_rule(large).items(), key=lambda pair: -pair[1])[:_SLOWEST]:
        yield f"  {code:<12} {taken:7.3f} s  {taken / whole:6.1%}"


def one_list_lines(repository: Repository, small: int, large: int) -> Iterator[str]:
    """Seconds of all rules, calendar too, over one list of `large` items for each kind, and growth from `small`."""
    for kind in repository.register.schemas.kinds:
        few, many = (_timed(_one_list(repository, kind.name, number)) for number in (small, large))
        growth = many / few * small / large
        yield f"  one list of {large} items, {kind.name:<11} {many:6.2f} s  {growth:.2f} of linear from {small}"


def _one_list(repository: Repository, kind: str, number: int) -> Repository:
    """The repository with the items of its first demo list of a kind repeated under new serials."""
    entries = repository.register.lists.values()
    entry = next(e for e in entries if e.head.kind == kind and e.head.nature != EXTRACT and e.items)
    head, items = entry.head, entry.items
    many = tuple(replace(items[n % len(items)], id=f"{head.id}-{n:05d}", serial=f"{n:05d}") for n in range(number))
    lists = {**repository.register.lists, head.id: replace(entry, items=many)}
    return replace(repository, register=replace(repository.register, lists=lists))


def _timed(repository: Repository) -> float:
    gc.collect()
    with paused_collector():
        start = time.perf_counter()
        repository.run()
        rules.run_calendar(repository.register, repository.loaded, repository.profiles, _TODAY)
        return time.perf_counter() - start


def _by_rule(repository: Repository) -> dict[str, float]:
    bindings = Bindings(register=repository.register, profiles=repository.profiles)
    view = survey(repository.register, repository.loaded, bindings, rules.CODES)
    taken: dict[str, float] = {}
    for code, rule in rules.TABLE.items():
        start = time.perf_counter()
        run_rules([rule], "check", view)
        taken[code] = time.perf_counter() - start
    return taken
