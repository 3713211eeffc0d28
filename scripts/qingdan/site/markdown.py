"""The publisher's own texts (使用条款): Markdown to HTML that can do no harm.

In: Markdown from lists/publisher.yaml. Out: HTML with a few plain elements. Fields of records never come here: they
are plain text.
"""

from __future__ import annotations

import nh3
from markdown import markdown
from markupsafe import Markup

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "code", "blockquote"}
_SCHEMES = {"https", "http"}


def safe_html(text: str) -> Markup:
    """The HTML of a text; headings, pictures, scripts and attributes but links' addresses are dropped."""
    html = nh3.clean(markdown(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="nofollow")
    return Markup(html)  # noqa: S704 - nh3 has just cleaned it
