"""领域: the matters of each field by kind of list, and the hub of all fields.

In: the index and its matters. Out: pages, in order of the codes.
"""

from __future__ import annotations

from ..model import Record
from .cells import Plan
from .frame import Frame, Sheet
from .index import Index, Ref
from .matters import Matters, Use, natures
from .page import Page
from .userows import UseRow, use_row

_PLACED = frozenset({"name"})


class DomainPages:
    """Renders fields and their hub."""

    def __init__(self, index: Index, matters: Matters, frame: Frame) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._plan = Plan(index.schemas["domains"].inputs, _PLACED)

    def page(self, code: str, record: Record) -> Page:
        """The page of a field."""
        name = record.text("name")
        uses = self._matters.by_domain.get(name, ())
        sheet = Sheet(
            path=f"domains/{code}/",
            title=name,
            description=f"{name}领域的事项，各由谁负责，在哪些地方。",
            section="domains",
            crumbs=(Ref("首页"), Ref("按领域", "domains/")),
            natures=natures(self._index, (item for use in uses for item in use.members)),
        )
        view = {
            "groups": self._groups(uses),
            "total": len(uses),
            "facts": self._plan.facts(self._index, record, None),
        }
        return self._frame.page("domain.html", sheet, view)

    def _groups(self, uses: tuple[Use, ...]) -> list[tuple[str, list[UseRow]]]:
        found: dict[str, list[UseRow]] = {}
        for use in uses:
            found.setdefault(use.members[0].kind, []).append(use_row(self._matters, use))
        return [(table.title, found[table.name]) for table in self._index.schemas.kinds if table.name in found]

    def rows(self) -> list[tuple[Ref, int]]:
        """All fields with the number of their matters."""
        return [
            (Ref(name, f"domains/{code}/"), len(self._matters.by_domain.get(name, ())))
            for name, code in self._index.domain_codes.items()
        ]

    def hub(self) -> Page:
        """All fields."""
        shown = (item for uses in self._matters.by_domain.values() for use in uses for item in use.members)
        sheet = Sheet(
            path="domains/",
            title="按领域",
            description="按领域找事项。",
            section="domains",
            crumbs=(Ref("首页"),),
            natures=natures(self._index, shown),
        )
        return self._frame.page("domains.html", sheet, {"rows": self.rows()})
