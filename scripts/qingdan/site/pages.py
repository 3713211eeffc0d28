"""Every page of the site, one after the other.

In: the register, the data files that were written, what the site says about itself. Out: pages, lazily, hubs first.
Nothing is written here; nothing is kept but the look-ups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..exports.published import Published
from ..profiles import Profile
from ..register import Register
from .data import data_page, dictionary_page
from .divisions import DivisionPages
from .domains import DomainPages
from .engine import Engine
from .files import Files
from .frame import Frame
from .home import home_page
from .index import Index
from .info import SiteInfo
from .items import ItemPages
from .kinds import KindPages
from .lists import ListPages
from .matters import Matters
from .organisations import OrganisationPages
from .page import Page
from .rulebook import RulePages
from .search import search_page
from .sources import SourcePages


def item_pages(register: Register, *, info: SiteInfo) -> Iterator[Page]:
    """The pages of items alone, without links to data files: what the benchmark compares page by page."""
    index = Index(register)
    yield from _items(index, ItemPages(index, Matters(index), Frame(Engine(), info), Files(())))


def _items(index: Index, items: ItemPages) -> Iterator[Page]:
    for entry in index.lists.values():
        for item in index.items_of(entry):
            yield items.page(item)
    for excluded in index.excluded.values():
        yield items.excluded(excluded)


def render_pages(
    register: Register, *, published: tuple[Published, ...], info: SiteInfo, profiles: Mapping[str, Profile]
) -> Iterator[Page]:
    """The pages of a site; `published` are the data files to which they may link, `profiles` stand in the rules."""
    index = Index(register)
    matters = Matters(index)
    frame = Frame(Engine(), info)
    files = Files(published)
    yield from _hubs(index, matters, frame, files)
    yield from _references(index, matters, frame)
    yield from RulePages(index, matters, frame, profiles).pages()
    lists = ListPages(index, matters, frame, files)
    items = ItemPages(index, matters, frame, files)
    yield from (lists.page(entry) for entry in index.lists.values())
    yield from _items(index, items)


def _hubs(index: Index, matters: Matters, frame: Frame, files: Files) -> Iterator[Page]:
    divisions = DivisionPages(index, frame)
    kinds = KindPages(index, frame)
    domains = DomainPages(index, matters, frame)
    yield home_page(index, matters, frame, divisions, kinds, domains)
    yield search_page(index, frame)
    yield divisions.hub()
    yield from (divisions.page(code) for code in index.divisions)
    yield kinds.hub()
    yield from (kinds.page(table) for table in index.schemas.kinds)
    yield domains.hub()
    yield from (domains.page(code, record) for code, record in sorted(index.records("domains").items()))
    yield data_page(index, frame, files)
    yield dictionary_page(index, frame)


def _references(index: Index, matters: Matters, frame: Frame) -> Iterator[Page]:
    organisations = OrganisationPages(index, matters, frame)
    sources = SourcePages(index, matters, frame)
    yield organisations.hub()
    yield from (organisations.page(key, row) for key, row in sorted(index.records("organisations").items()))
    yield sources.hub()
    yield from (sources.page(key, row) for key, row in sorted(index.sources.items()))
