"""The order of the stages: read, bind, resolve, conform, rules; then tables, exports, pages, search, swap.

In: a repository. Out: findings, or a complete build/site or build/internal. A finding that blocks, or a fault of the
tool, leaves the last good site as it was. What each stage does is in its own module.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import exemptions, profiles, rules
from .commit import Commit, read_commit
from .conform import conform
from .exports.listfiles import write_lists
from .exports.package import PackageHead, write_packages
from .exports.published import Published
from .finding import Finding, Severity, blocks, merge
from .folder import find_files
from .history import read_version
from .home import Home
from .internal.build import build_internal
from .internal.state import State, take_state
from .profiles import Profile
from .progress import Reporter
from .read import Loaded, read_lists
from .register import CLOSED, EXTRACT_NATURE, Register
from .resolve import resolve
from .schema import Schemas, load_schemas
from .settle import settle
from .site.build import SiteOptions, build_site
from .tables import build_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of a check: everything found, and the register it was found in."""

    register: Register
    findings: list[Finding]

    @property
    def blocked(self) -> bool:
        """True when nothing may be published."""
        return blocks(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """The result of a look at the calendar: what is due; `faults` is how much else is wrong with what was read."""

    register: Register
    findings: list[Finding]
    faults: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A repository as the rules find it, and what the stages before them found."""

    register: Register
    loaded: Loaded
    book: Mapping[str, Profile]
    findings: list[Finding]


@contextmanager
def paused_collector() -> Iterator[None]:
    """No garbage collection inside: records live to the end, and looking for dead ones doubles the time of reading."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.enable()


def check(home: Home, today: date, reporter: Reporter, since: str = "") -> Checked:
    """Reads and checks a repository; `today` judges only what depends on the calendar.

    With `since`, a revision of git, what has changed from there is checked too.
    """
    with paused_collector():
        case = _read(home, reporter)
        legal = _judge(case, home, reporter, since)
        found = exemptions.apply([*case.findings, *legal], case.register, today)
    return Checked(register=case.register, findings=merge(found))


def check_calendar(home: Home, today: date, reporter: Reporter) -> Scheduled:
    """Reads a repository, whatever else is wrong with it, and asks what `today` makes of it."""
    with paused_collector():
        case = _read(home, reporter)
        due = _look_ahead(case, today, reporter)
        # An exemption may be for the part of a rule that does not look at the calendar.
        legal = rules.run(case.register, case.loaded, case.book) if case.register.exemptions else []
        found = exemptions.apply_calendar(due, legal, case.register, today)
    faults = sum(finding.severity is Severity.ERROR for finding in merge(case.findings))
    return Scheduled(register=case.register, findings=merge(found), faults=faults)


def inspect(home: Home, today: date, reporter: Reporter, since: str = "") -> State:
    """Both of these, for those who keep the lists; the register shows drafts."""
    with paused_collector():
        case = _read(home, reporter)
        legal = _judge(case, home, reporter, since)
        due = _look_ahead(case, today, reporter)
        written = [*case.findings, *legal]
        found = merge(exemptions.apply(written, case.register, today))
        over = merge(exemptions.apply_calendar(due, legal, case.register, today))
    return take_state(case.register, found, over, [*written, *due], today)


def _read(home: Home, reporter: Reporter) -> _Case:
    schemas = load_schemas(home.schemas)
    tree = find_files(home.root, schemas)
    with reporter.stage("读取清单", sum(1 for _ in tree.paths)) as tick:
        loaded = read_lists(home.root, tree, schemas, tick)
    with reporter.stage("套用通用目录"):
        register, adoption = resolve(loaded, schemas)
    with reporter.stage("核对字段"):
        values = settle(conform(register, loaded), register)
    book = profiles.load_profiles(home.schemas / "profiles")
    return _Case(register=register, loaded=loaded, book=book, findings=[*loaded.findings, *adoption, *values])


def _judge(case: _Case, home: Home, reporter: Reporter, since: str) -> list[Finding]:
    """What is written, against the rules."""
    schemas = case.register.schemas
    previous = _previous(home, since, schemas, case.loaded, reporter) if since else None
    with reporter.stage("核对规则"):
        return rules.run(case.register, case.loaded, case.book, previous=previous)


def _look_ahead(case: _Case, today: date, reporter: Reporter) -> list[Finding]:
    with reporter.stage("核对期限"):
        return rules.run_calendar(case.register, case.loaded, case.book, today)


def _previous(home: Home, since: str, schemas: Schemas, loaded: Loaded, reporter: Reporter) -> Register | None:
    """The last version; said aloud when there was none, for then nothing is compared."""
    with reporter.stage("读取上一版"):
        previous = read_version(home.root, since, schemas, loaded)
    if previous is None:
        reporter.note(f"“{since}”那一版里没有清单（lists/），没有可以比较的。")
    return previous


def build(home: Home, checked: Checked, options: SiteOptions, reporter: Reporter) -> Path:
    """Writes build/site from a register without blocking findings; returns its folder."""
    commit = read_commit(home.root)
    with _staging(home) as staging:
        with reporter.stage("写出数据"):
            published = write_data(checked.register, commit, staging / "data", options.url)
        build_site(checked.register, published, commit, home, staging, options, reporter)
        _swap(staging, home.site)
    return home.site


def build_inside(home: Home, state: State, options: SiteOptions, reporter: Reporter) -> Path:
    """Writes build/internal: the state, and the site with drafts unless the findings block; returns its folder."""
    commit = read_commit(home.root)
    published: tuple[Published, ...] = ()
    with _staging(home) as staging:
        if not state.blocked:
            with reporter.stage("写出数据"):
                published = write_data(state.register, commit, staging / "data", "")
        build_internal(state, published, commit, home, staging, options, reporter)
        _swap(staging, home.internal)
    return home.internal


def write_data(register: Register, commit: Commit, folder: Path, url: str) -> tuple[Published, ...]:
    """Every dataset below `folder`, descriptors last."""
    folder.mkdir(parents=True)
    tables = build_tables(register)
    files = [*write_lists(register, folder)]
    files += write_packages(tables, package_head(register, commit, url), folder)
    return tuple(sorted(files, key=lambda file: file.path))


def package_head(register: Register, commit: Commit, url: str) -> PackageHead:
    """The head of the data package: publisher.yaml, package.yaml and the commit."""
    package = register.schemas.package
    licence = register.publisher.text("licence") or "custom"
    words = package["licences"].get(licence, package["licences"]["custom"])
    return PackageHead(
        name=str(package["name"]),
        title=register.publisher.text("title") or str(package["title"]),
        description=str(package["description"]),
        version=str(package["version"]),
        created=commit.timestamp,
        homepage=url,
        licence={"name": licence, "path": str(words["path"]), "title": str(words["title"])},
        publisher=register.publisher.text("maker"),
        terms=register.publisher.text("terms"),
        sources=tuple(_extracted(register)),
    )


def _extracted(register: Register) -> Iterator[dict[str, str]]:
    """The public documents from which extracts were taken."""
    for record in register.references.get("sources", {}).values():
        if register.reference_nature(record) == EXTRACT_NATURE and record.text("openness") != CLOSED:
            path = record.text("url")
            yield {"title": record.text("title"), **({"path": path} if path else {})}


@contextmanager
def _staging(home: Home) -> Iterator[Path]:
    """A new folder beside the site; gone afterwards unless it was swapped in."""
    home.site.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=home.site.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def _swap(staging: Path, site: Path) -> None:
    """Puts the finished folder in the place of the old one; the old one goes only after that."""
    old = site.with_name(f".old-{site.name}")
    if old.exists():
        shutil.rmtree(old)
    if site.exists():
        site.rename(old)
    try:
        staging.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        shutil.rmtree(old)
