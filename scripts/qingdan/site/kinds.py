"""The kinds of lists: what each is for, its lists by place, its numbers; and the hub of all kinds.

In: the index. Out: pages. A new kind of schemas/kinds/ has its page by itself.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ..frames import matrix, pairs_frame
from ..model import CATALOGUE, ItemList
from ..register import DEMO_NATURE, EXTRACT_NATURE, FORMAL_NATURE
from ..schema import Table
from .cells import values_of
from .frame import Frame, Sheet
from .index import Index, Ref, list_path
from .page import Page
from .words import Seal, class_seal, status_look

CATALOGUES = "通用目录"
GROUPS = (FORMAL_NATURE, EXTRACT_NATURE, DEMO_NATURE)


class ListRow(NamedTuple):
    """One list in a table of lists."""

    ref: Ref
    division: Ref
    number: int
    version: str
    status: str
    look: str


class KindRow(NamedTuple):
    """One kind in an index of kinds."""

    ref: Ref
    number: int
    summary: str


class Matrix(NamedTuple):
    """Numbers of items: a row for each kind, a column for each place."""

    places: list[Ref]
    rows: list[tuple[Ref, list[int]]]


class KindPages:
    """Renders kinds and their hub."""

    def __init__(self, index: Index, frame: Frame) -> None:
        self._index = index
        self._frame = frame

    def page(self, table: Table) -> Page:
        """The page of a kind."""
        entries = [entry for entry in self._index.lists.values() if entry.head.kind == table.name]
        sheet = Sheet(
            path=f"kinds/{table.name}/",
            title=table.title,
            description=f"{table.title}：{table.words('summary')}。",
            section="kinds",
            crumbs=(Ref("首页"), Ref("按清单", "kinds/")),
            natures={self._index.register.list_nature(entry.head) for entry in entries},
        )
        view = {
            "summary": table.words("summary"),
            "text": table.words("description"),
            "counts": self._index.counts_only(table),
            "number": sum(self._number(entry) for entry in entries if entry.head.nature != CATALOGUE),
            "groups": [(name, rows) for name, rows in self._groups(entries) if rows],
            "classes": self._classes(table, entries),
            "class_title": table.by_name[table.words("classifier")].title if table.words("classifier") else "",
        }
        return self._frame.page("kind.html", sheet, view)

    def _groups(self, entries: list[ItemList]) -> list[tuple[str, list[ListRow]]]:
        lists = [entry for entry in entries if entry.head.nature != CATALOGUE]
        nature = self._index.register.list_nature
        found = [(name, [self._row(entry) for entry in lists if nature(entry.head) == name]) for name in GROUPS]
        return [*found, (CATALOGUES, [self._row(entry) for entry in entries if entry.head.nature == CATALOGUE])]

    def _row(self, entry: ItemList) -> ListRow:
        head = entry.head
        return ListRow(
            ref=Ref(head.text("title"), list_path(head)),
            division=self._index.division(head.division),
            number=self._number(entry),
            version=head.text("version"),
            status=head.text("status"),
            look=status_look(head.text("status")),
        )

    def _number(self, entry: ItemList) -> int:
        if self._index.counts_only(self._index.schemas[entry.head.kind]):
            return len(self._index.counted_rows(entry))
        return len(self._index.items_of(entry))

    def _classes(self, table: Table, entries: list[ItemList]) -> list[tuple[Seal, int]]:
        """Numbers by the word that classifies, in the order of the schema."""
        field = table.by_name.get(table.words("classifier"))
        if field is None or self._index.counts_only(table):
            return []
        counts: Counter[str] = Counter()
        for entry in entries:
            if entry.head.nature != CATALOGUE:
                for item in self._index.items_of(entry):
                    counts.update(ref.text for ref in values_of(self._index, item, field, item))
        order = {word: number for number, word in enumerate(field.enum)}
        words = sorted(counts, key=lambda word: (order.get(word, len(order)), word))
        return [(class_seal(word), counts[word]) for word in words]

    def rows(self) -> list[KindRow]:
        """All kinds with the number of their items."""
        numbers: Counter[str] = Counter()
        for entry in self._index.lists.values():
            if entry.head.nature != CATALOGUE:
                numbers[entry.head.kind] += self._number(entry)
        return [
            KindRow(Ref(table.title, f"kinds/{table.name}/"), numbers[table.name], table.words("summary"))
            for table in self._index.schemas.kinds
        ]

    def hub(self) -> Page:
        """All kinds."""
        sheet = Sheet(
            path="kinds/",
            title="按清单",
            description="各种清单：写什么、有多少项。",
            section="kinds",
            crumbs=(Ref("首页"),),
            natures={self._index.register.list_nature(entry.head) for entry in self._index.lists.values()},
        )
        return self._frame.page("kinds.html", sheet, {"rows": self.rows(), "matrix": self._matrix()})

    def _matrix(self) -> Matrix:
        """How many items of each kind each place publishes; places by code."""
        published = self._index.published
        data = pairs_frame(((item.kind, item.division) for item in published), "kind", "division")
        numbers = matrix(data, "kind", "division")
        codes = sorted({item.division for item in published})
        return Matrix(
            places=[self._index.division(code) for code in codes],
            rows=[
                (Ref(table.short, f"kinds/{table.name}/"), [numbers[table.name].get(code, 0) for code in codes])
                for table in self._index.schemas.kinds
                if table.name in numbers
            ],
        )
