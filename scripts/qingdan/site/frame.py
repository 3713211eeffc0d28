"""What every page has: the way back, the strips, the head of a printed sheet, the title with its marks.

In: a template, its view, and what the page shows. Out: Page. The words stand in templates/layout.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from ..register import DEMO_NATURE, EXTRACT_NATURE
from .engine import Engine
from .index import NOWHERE, Ref
from .info import SiteInfo
from .page import Page, root_of

ALL, PART = "all", "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the frame must know of a page. `natures` are those of the data it shows.

    `extract` is the document that an extract was taken from, `number` what the printed head calls the page,
    `version` a date, `crumbs` the pages above, `place` what the browser's title adds to the title.
    """

    path: str
    title: str
    description: str
    section: str = ""
    crumbs: tuple[Ref, ...] = ()
    natures: Set[str] = frozenset()
    extract: Ref = NOWHERE
    gist: bool = False
    place: str = ""
    number: str = ""
    listed: str = ""
    version: str = ""
    updated: str = ""
    search: bool = False


class Frame:
    """Makes pages of one site."""

    def __init__(self, engine: Engine, info: SiteInfo) -> None:
        self.engine = engine
        self.info = info

    def page(self, template: str, sheet: Sheet, view: Mapping[str, object]) -> Page:
        """The page: the template's body in the frame."""
        demo = ""
        if DEMO_NATURE in sheet.natures:
            demo = ALL if len(sheet.natures) == 1 else PART
        body = self.engine.render(
            template,
            {
                "sheet": sheet,
                "info": self.info,
                "root": root_of(sheet.path),
                "demo": demo,
                "is_extract": EXTRACT_NATURE in sheet.natures or bool(sheet.extract.text),
                **view,
            },
        )
        return Page(
            path=sheet.path,
            title=self._title(sheet, demo),
            description=self._description(sheet, demo),
            body=body,
            section=sheet.section,
            demo=bool(demo),
            search=sheet.search,
            updated=sheet.updated or sheet.version,
        )

    @staticmethod
    def _title(sheet: Sheet, demo: str) -> str:
        """The title of the browser and of shared links: nobody may take an invented page for a real one."""
        parts = [sheet.title, sheet.place] if sheet.place and sheet.place not in sheet.title else [sheet.title]
        if demo:
            parts.append(DEMO_NATURE if demo == ALL else f"含{DEMO_NATURE}")
        return " - ".join(parts)

    @staticmethod
    def _description(sheet: Sheet, demo: str) -> str:
        text = " ".join(sheet.description.split())
        return f"【{DEMO_NATURE}】{text}" if demo == ALL else text
