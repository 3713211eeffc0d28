"""Renders a repository's pages in memory, and reads HTML strictly: what is opened is closed, in order.

In: files for tests.helpers, or a root. Out: pages by address, and what a page holds (ids, links, text).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

from qingdan.exports.published import Published
from qingdan.folder import find_files
from qingdan.read import read_lists
from qingdan.register import Register
from qingdan.resolve import resolve
from qingdan.site.info import site_info
from qingdan.site.page import Page
from qingdan.site.pages import render_pages
from tests.helpers import chain, make_repository, schemas
from tests.rules.repository import profiles

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "path"})
# An open one of these may not hold a block.
_PHRASES = frozenset({"p", "h1", "h2", "h3", "h4", "span", "strong", "small", "b", "a", "dt"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "dl", "table", "section", "h1", "h2", "h3", "h4", "form", "details"})


@dataclass
class Read(HTMLParser):
    """What a page holds; a fault of the HTML is an AssertionError."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            holders = [open_tag for open_tag in self.stack if open_tag in _PHRASES]
            assert not holders, f"<{tag}> inside <{holders[-1]}>: {self.stack}"
        self.tags.append(tag)
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        for name, value in attrs:
            self._attribute(name, value or "")
        if tag not in _VOID:
            self.stack.append(tag)

    def _attribute(self, name: str, value: str) -> None:
        self.attributes.append((name, value))
        assert not name.startswith("on"), f"a script in an attribute: {name}"
        assert name != "style", "an inline style"
        if name == "id":
            self.ids.append(value)
        if name == "class":
            self.classes += value.split()
        if name in ("href", "src", "action"):
            self.links.append(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.stack and self.stack[-1] == tag and tag not in _VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page, spaces folded."""
        return " ".join("".join(self.words).split())


def read(html: str) -> Read:
    """Reads a body; AssertionError when it is not well formed."""
    page = Read()
    page.feed(html)
    page.close()
    assert page.stack == [], f"not closed: {page.stack}"
    assert len(page.ids) == len(set(page.ids)), f"an id twice: {sorted(page.ids)}"
    return page


def render(register: Register, published: tuple[Published, ...] = ()) -> dict[str, Page]:
    """The pages of a register by address."""
    info = site_info(register.publisher, register.schemas.package, commit="0" * 40, commit_date="2026-02-01")
    pages: dict[str, Page] = {}
    for page in render_pages(register, published=published, info=info, profiles=profiles()):
        assert page.path not in pages, f"two pages at {page.path}"
        pages[page.path] = page
    return pages


def unchecked(root: Path, files: Mapping[str, Any]) -> Register:
    """The register of a repository whatever its faults: what the pages must bear, whoever let it through."""
    made = make_repository(root, files)
    register, _ = resolve(read_lists(made, find_files(made, schemas()), schemas()), schemas())
    return register


def site(root: Path, files: Mapping[str, Any] | None = None) -> dict[str, Page]:
    """The pages of the small valid repository with `files` in the place of its own; it must have no finding."""
    made = chain(root, files)
    assert made.findings == []
    return render(made.register)


def target(path: str, link: str) -> tuple[str, str]:
    """The address and the anchor to which a relative link of the page at `path` leads."""
    place, _, anchor = link.partition("#")
    place = place.partition("?")[0]
    if not place:
        return path, unquote(anchor)
    found = normpath(join("/", path, place)).lstrip("/")
    return (f"{found}/" if found and place.endswith("/") else found), unquote(anchor)
