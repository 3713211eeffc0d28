"""The site of one build: shells from the generator, pages stamped into them, the search index, a last look.

In: the register, the data files that were written, the commit. Out: everything of the site but its data, in the
staging folder. The caller swaps the folder in; a fault here is a ToolError and leaves the old site alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ..commit import Commit
from ..errors import ToolError
from ..exports.published import Published, measure
from ..home import Home
from ..profiles import load_profiles
from ..progress import Reporter
from ..read import Tick
from ..register import Register
from . import pagefind
from .footer import footer_html
from .info import SiteInfo, site_info
from .page import Page
from .pages import render_pages
from .shells import Generator, Shells, render_shells
from .write import write_site


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """`url` is the site's full address, "" when it has none; `generator` builds the shells.

    `mark` stands behind the site's name on every page: what a site for few readers calls itself. It has no address.
    """

    url: str = ""
    generator: Generator = "mkdocs"
    mark: str = ""


def build_site(
    register: Register,
    published: tuple[Published, ...],
    commit: Commit,
    home: Home,
    staging: Path,
    options: SiteOptions,
    reporter: Reporter,
    more: Iterable[Page] = (),
) -> None:
    """Writes the pages and the search index into `staging`, where the data already is; `more` are pages besides."""
    info = describe(register, commit, options)
    profiles = load_profiles(home.schemas / "profiles")
    with reporter.stage("生成页面外壳"):
        shells = frame_pages(info, commit, home, staging, options)
    with tempfile.TemporaryDirectory(prefix=".search-", dir=staging.parent) as scratch:
        with reporter.stage("写出网页") as tick:
            pages = render_pages(register, published=published, info=info, profiles=profiles)
            write_site(_ticked(chain(pages, more), tick), shells, staging, info, search=Path(scratch))
        with reporter.stage("建立搜索"):
            pagefind.index(Path(scratch), staging / "pagefind")
    verify(staging, published)


def describe(register: Register, commit: Commit, options: SiteOptions) -> SiteInfo:
    """What every page says about the site."""
    info = site_info(
        register.publisher,
        register.schemas.package,
        commit=commit.hash,
        commit_date=commit.date,
        generator=options.generator,
    )
    if options.mark:
        return replace(info, name=f"{info.name}{options.mark}", url="")
    url = options.url
    return replace(info, url=url if not url or url.endswith("/") else f"{url}/") if url else info


def frame_pages(info: SiteInfo, commit: Commit, home: Home, out: Path, options: SiteOptions) -> Shells:
    """The shells, with the hand-written pages and the assets written to `out`."""
    return render_shells(
        home.config,
        home.docs,
        out,
        generator=options.generator,
        epoch=commit.seconds,
        site_url=info.url,
        site_name=info.name,
        copyright=footer_html(info),
    )


def _ticked(pages: Iterable[Page], tick: Tick) -> Iterator[Page]:
    for page in pages:
        tick(1)
        yield page


def verify(staging: Path, published: tuple[Published, ...]) -> None:
    """The last look before the swap: the home page, the search and every described file are there and unchanged."""
    for name in ("index.html", "404.html", "search/index.html", "pagefind/pagefind.js", "data/datapackage.json"):
        if not (staging / name).is_file():
            raise ToolError(f"生成的网站里缺 {name}，没有替换原来的网站。")
    for file in published:
        if measure(staging / "data", file.path) != (file.bytes, file.sha256):
            raise ToolError(f"数据文件 {file.path} 与登记的大小或校验值不符，没有替换原来的网站。")
