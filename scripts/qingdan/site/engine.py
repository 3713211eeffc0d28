"""Templates to HTML: the one place that knows Jinja2.

In: the name of a template in templates/ and a view (names to values). Out: text. Everything is escaped unless it was
made by a template; a name that a view forgot is an error. Holds no rule and no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

_FOLDER = Path(__file__).parent / "templates"
_BREAK = Markup("<br>")


class Engine:
    """The compiled templates, each compiled once; `more` are folders of templates beside those of the site."""

    def __init__(self, *more: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([_FOLDER, *more]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters["count"] = counted
        self._templates: dict[str, Template] = {}

    def render(self, name: str, view: Mapping[str, object]) -> str:
        """The template filled with the view."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(name)
        return template.render(view)

    def part(self, name: str, view: Mapping[str, object]) -> Markup:
        """A piece of a page, which other templates take as it is."""
        return Markup(self.render(name, view))  # noqa: S704 - escaped by the template


def broken(text: str) -> str | Markup:
    """Text whose line breaks are kept."""
    if "\n" not in text:
        return text
    return _BREAK.join(escape(line) for line in text.split("\n"))


def counted(number: int) -> str:
    """A number as it is read: 9,840."""
    return f"{number:,}"
