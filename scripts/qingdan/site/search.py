"""The search page: the box, the place where the browser's script puts its results, the ways without a script.

In: nothing but the site's natures. Out: one page; the ids are what docs/assets/search.js looks for.
"""

from __future__ import annotations

from .frame import Frame, Sheet
from .index import Index, Ref
from .page import Page


def search_page(index: Index, frame: Frame) -> Page:
    """The page at search/."""
    sheet = Sheet(
        path="search/",
        title="查事项",
        description="查一件事归谁管、在哪里办。",
        crumbs=(Ref("首页"),),
        natures={index.register.list_nature(entry.head) for entry in index.lists.values()},
    )
    return frame.page("search.html", sheet, {})
