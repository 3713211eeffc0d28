"""build/internal of one build: the site with drafts and the pages of the state, or these alone when the check blocks.

In: the state, the data files that were written (drafts in them too), the commit. Out: everything but the data, in
the staging folder, marked. The caller swaps the folder in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..commit import Commit
from ..exports.published import Published
from ..home import Home
from ..profiles import load_profiles
from ..progress import Reporter
from ..site.build import SiteOptions, build_site, describe, frame_pages
from ..site.engine import Engine
from ..site.frame import Frame
from ..site.index import Index
from ..site.info import SiteInfo
from ..site.matters import Matters
from ..site.page import Page
from ..site.rulebook import RulePages
from ..site.shells import Shells
from ..site.write import write_pages
from .mark import WORDS, mark_site
from .pages import TEMPLATES, StatePages
from .state import State


def internal_options(options: SiteOptions) -> SiteOptions:
    """How the internal site is built: by the same generator, without the public address, under a name that warns."""
    return replace(options, url="", mark=f"（{WORDS}）")


def build_internal(
    state: State,
    published: tuple[Published, ...],
    commit: Commit,
    home: Home,
    staging: Path,
    options: SiteOptions,
    reporter: Reporter,
) -> None:
    """Writes the pages into `staging`; without the draft site when the findings block."""
    options = internal_options(options)
    info = describe(state.register, commit, options)
    if state.blocked:
        with reporter.stage("写出内部页面"):
            shells = frame_pages(info, commit, home, staging, options)
            write_pages(_without_site(state, info, shells, home), shells, staging, info)
    else:
        pages = StatePages(state, _frame(info), Index(state.register)).pages()
        build_site(state.register, published, commit, home, staging, options, reporter, more=pages)
    mark_site(staging)


def _frame(info: SiteInfo) -> Frame:
    return Frame(Engine(TEMPLATES), info)


def _without_site(state: State, info: SiteInfo, shells: Shells, home: Home) -> Iterator[Page]:
    """The state and the rules, and a word in the place of what could not be built."""
    frame = _frame(info)
    pages = StatePages(state, frame, None)
    yield from pages.pages()
    yield pages.hub("")
    # The rules are explained without the lists, in which anything may be wrong.
    nothing = Index(replace(state.register, lists={}, references={}, exemptions=()))
    rules = list(RulePages(nothing, Matters(nothing), frame, load_profiles(home.schemas / "profiles")).pages())
    yield from rules
    kinds = (f"kinds/{table.name}/" for table in state.register.schemas.kinds)
    for path in sorted({*shells.hubs, *kinds} - {"", *(page.path for page in rules)}):
        yield pages.missing(path)
