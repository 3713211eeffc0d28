"""A page of the public site before it is put into the theme, and the way from one page to another.

Made by the page modules of this folder; shells.py stamps it, write.py writes it. Holds no theme and no address of the site.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`path` is the address below the site's root ("" for the home page, else with a slash at its end).

    `body` is what stands inside `<div class="qd">`. `section` is the hub whose tab is lit ("" = home). `demo` pages are
    invented in whole or in part: noindex, not in the sitemap. `search` pages are what Pagefind indexes. `updated` is a
    date or "".
    """

    path: str
    title: str
    description: str
    body: str
    section: str = ""
    demo: bool = False
    search: bool = False
    updated: str = ""

    @property
    def root(self) -> str:
        """The way from this page to the site's root, e.g. `../../`."""
        return root_of(self.path)


def root_of(path: str) -> str:
    """The relative way from a page to the root: `./` from home, `../` for each folder below it."""
    return "../" * path.count("/") or "./"


def rel(path: str, target: str) -> str:
    """The relative link from the page at `path` to `target` (both counted from the site's root)."""
    return root_of(path) + target
