"""Pages to files: stamps each into its shell and writes it, then the map of the site for search engines.

In: pages, shells, the staging folder. Out: index.html for each address, sitemap.xml, robots.txt; on request a folder
for the search index with the pages that shall be found. Invented pages are noindex and in no sitemap.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from . import pagefind
from .info import SiteInfo
from .page import Page
from .shells import Shells, Stamp, stamp

_MAP_LIMIT = 50_000
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: all pages, those the search knows, those in the sitemap, the bytes of the pages."""

    pages: int
    searched: int
    mapped: int
    bytes: int


def write_site(
    pages: Iterable[Page], shells: Shells, staging: Path, info: SiteInfo, *, search: Path | None = None
) -> SiteReport:
    """Writes all pages and the maps; `search` is a folder for the bare pages that Pagefind will read."""
    written = []
    searched = size = 0
    for page in pages:
        size += _write(page, shells, staging, info)
        if search is not None and page.search:
            pagefind.write_page(search, page.path, title=page.title, body_html=page.body)
            searched += 1
        written.append((page.path, page.updated or info.commit_date, page.demo))
    mapped = [(path, date) for path, date, demo in written if not demo]
    write_maps(mapped, staging, info)
    return SiteReport(pages=len(written), searched=searched, mapped=len(mapped) if info.url else 0, bytes=size)


def write_pages(pages: Iterable[Page], shells: Shells, folder: Path, info: SiteInfo | None = None) -> int:
    """Writes pages and nothing else; how many."""
    about = info or SiteInfo(name="")
    return sum(1 for page in pages if _write(page, shells, folder, about))


def _write(page: Page, shells: Shells, folder: Path, info: SiteInfo) -> int:
    data = stamp(shells.at(page.path), stamp_of(page, info))
    write_file(f"{folder}/{page.path}", data)
    return len(data)


def write_file(place: str, data: bytes) -> None:
    """Writes index.html in the folder `place`; by system calls, since pages come by the ten thousand."""
    try:
        os.mkdir(place)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
    file = os.open(f"{place}index.html", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        os.write(file, data)
    finally:
        os.close(file)


def stamp_of(page: Page, info: SiteInfo) -> Stamp:
    """What the shell needs of a page."""
    return Stamp(
        title=page.title,
        description=page.description,
        body_html=page.body,
        canonical=f"{info.url}{page.path}" if info.url else "",
        robots="noindex" if page.demo else "",
        head_html=_share(page, info),
        tab=f"{page.section}/" if page.section else "",
    )


def _share(page: Page, info: SiteInfo) -> str:
    """What a shared link shows; the title carries the marks of invented data."""
    pairs = {
        "og:type": "article",
        "og:site_name": info.name,
        "og:title": page.title,
        "og:description": page.description,
    }
    return "".join(f'<meta property="{name}" content="{escape(text)}">' for name, text in pairs.items() if text)


def write_maps(pages: list[tuple[str, str]], staging: Path, info: SiteInfo) -> None:
    """robots.txt, and sitemap.xml where the site has an address: the standard knows full addresses only."""
    lines = ["User-agent: *", "Allow: /"]
    if info.url:
        lines.append(f"Sitemap: {info.url}sitemap.xml")
        parts = [pages[start : start + _MAP_LIMIT] for start in range(0, len(pages), _MAP_LIMIT)] or [[]]
        if len(parts) == 1:
            _write_map(staging / "sitemap.xml", parts[0], info)
        else:
            _write_parts(parts, staging, info)
    (staging / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf8")


def _write_map(path: Path, pages: list[tuple[str, str]], info: SiteInfo) -> None:
    _write_xml(path, "urlset", "url", ((f"{info.url}{address}", date) for address, date in pages))


def _write_parts(parts: list[list[tuple[str, str]]], staging: Path, info: SiteInfo) -> None:
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        _write_map(staging / name, part, info)
    _write_xml(staging / "sitemap.xml", "sitemapindex", "sitemap", ((f"{info.url}{name}", "") for name in names))


def _write_xml(path: Path, top: str, entry: str, rows: Iterable[tuple[str, str]]) -> None:
    path.write_text("".join(_xml(top, entry, rows)), encoding="utf8")


def _xml(top: str, entry: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'{_XML}<{top} xmlns="{_SCHEMA}">\n'
    for address, date in rows:
        stamp_text = f"<lastmod>{escape(date)}</lastmod>" if date else ""
        yield f"<{entry}><loc>{escape(address)}</loc>{stamp_text}</{entry}>\n"
    yield f"</{top}>\n"
