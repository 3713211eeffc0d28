"""The order of the stages: read, bind, resolve, conform, rules; then tables, exports, pages, search, swap.

In: a repository. Out: findings, or a complete build/site. A finding that blocks, or a fault of the tool, leaves
the last good site as it was. What each stage does is in its own module.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator
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
from .finding import Finding, blocks, merge
from .folder import find_files
from .home import Home
from .progress import Reporter
from .read import read_lists
from .register import CLOSED, EXTRACT_NATURE, Register
from .resolve import resolve
from .schema import load_schemas
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


def check(home: Home, today: date, reporter: Reporter) -> Checked:
    """Reads and checks a repository; `today` judges only what depends on the calendar."""
    with paused_collector():
        return _check(home, today, reporter)


def _check(home: Home, today: date, reporter: Reporter) -> Checked:
    schemas = load_schemas(home.schemas)
    tree = find_files(home.root, schemas)
    with reporter.stage("读取清单", sum(1 for _ in tree.paths)) as tick:
        loaded = read_lists(home.root, tree, schemas, tick)
    with reporter.stage("套用通用目录"):
        register, adoption = resolve(loaded, schemas)
    with reporter.stage("核对字段"):
        values = conform(register, loaded)
    with reporter.stage("核对规则"):
        book = profiles.load_profiles(home.schemas / "profiles")
        legal = rules.run(register, loaded, book)
    found = exemptions.apply([*loaded.findings, *adoption, *values, *legal], register, today)
    return Checked(register=register, findings=merge(found))


def build(home: Home, checked: Checked, options: SiteOptions, reporter: Reporter) -> Path:
    """Writes build/site from a register without blocking findings; returns its folder."""
    commit = read_commit(home.root)
    with _staging(home) as staging:
        with reporter.stage("写出数据"):
            published = write_data(checked.register, commit, staging / "data", options.url)
        build_site(checked.register, published, commit, home, staging, options, reporter)
        _swap(staging, home.site)
    return home.site


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
    old = site.with_name(".old-site")
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
