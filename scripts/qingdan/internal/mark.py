"""The mark on every page of build/internal: a strip that says 不得公开, and noindex for search engines.

In: the finished folder. Out: the same folder, every HTML file marked, nothing left that invites a search engine.
It is done to the files, so that no page, of whatever hand, can be without.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import ToolError
from ..site.page import rel
from .pages import HUB, PAGES

WORDS = "内部稿，不得公开"
_ROBOTS = b'<meta name="robots" content="noindex, nofollow">'
_HEAD = re.compile(rb"<head\b[^>]*>")
_BODY = re.compile(rb"<body\b[^>]*>")
_OTHER_ROBOTS = re.compile(rb'<meta name="robots"[^>]*>')
# For pages that are nowhere else: the stylesheet of the public site knows nothing of them.
_STYLE = (
    b"<style>aside.qd-inside{margin:0}aside.qd-inside a{text-decoration:underline;white-space:nowrap}"
    b"aside.qd-inside a:first-child{font-weight:700}"
    b".qd .qd-found th a,.qd .qd-found td a{display:inline}"
    b"@media(min-width:45em){.qd-found--3 th:first-child{width:13em}.qd-found--3 thead th:last-child{width:19em}}"
    b"</style>"
)


def mark_site(folder: Path) -> None:
    """Marks every page; ToolError when one has no place for the mark."""
    for file in sorted(folder.rglob("*.html")):
        address = file.relative_to(folder).as_posix().removesuffix("index.html")
        file.write_bytes(mark(file.read_bytes(), address))
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf8")
    for sitemap in folder.glob("sitemap*.xml"):
        sitemap.unlink()


def mark(page: bytes, address: str) -> bytes:
    """The page with the mark; at an `address` that is no folder (404.html) links would lead nowhere."""
    strip = _strip(address).encode()
    page = _OTHER_ROBOTS.sub(b"", page)
    page, heads = _HEAD.subn(lambda match: match[0] + _ROBOTS + _STYLE, page, count=1)
    page, bodies = _BODY.subn(lambda match: match[0] + strip, page, count=1)
    if not heads or not bodies:
        raise ToolError(f"内部稿的 {address} 页里没有放标记的地方，没有生成。")
    return page


def _strip(address: str) -> str:
    links = "　".join(f'<a href="{rel(address, path)}">{text}</a>' for text, path in ((WORDS, HUB.path), *PAGES))
    words = links if not address or address.endswith("/") else WORDS
    return (
        f'<aside class="qd-strip qd-strip--extract qd-inside" data-mark="内" aria-label="内部稿"><p>{words}</p></aside>'
    )
