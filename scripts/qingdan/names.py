"""Names to ids, exactly and never by likeness (model.md 1).

In: the reference records and the ids of lists and items. Out: for a name, seen from a division, the ids that bear it:
none, one, or several. What to say about none or several is the business of rule S02.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .bind import nearest_name
from .model import Record

OWN = "本级"
_NAME_FIELDS = ("name", "title")
# Tables whose records are named by their code or by a name that is itself the key.
_CODED = ("divisions", "lists", "items")
_LOCAL = ("organisations", "places")


@dataclass(frozen=True, slots=True)
class Names:
    """Look-ups by table: full names, former names, and common names within a division."""

    full: Mapping[str, Mapping[str, tuple[str, ...]]]
    former: Mapping[str, Mapping[str, tuple[str, ...]]]
    local: Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]]
    articles: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)

    def find(self, table: str, text: str, division: str = "") -> tuple[str, ...]:
        """The ids that `text` names for a list of `division`: `本级`, `本级/X`, a full or a former name."""
        if table in _LOCAL and (text == OWN or text.startswith(f"{OWN}/")):
            return self.local[table].get((division, text.partition("/")[2] or OWN), ())
        return self.full.get(table, {}).get(text, ()) or self.former.get(table, {}).get(text, ())

    def one(self, table: str, text: str, division: str = "") -> str:
        """The id that `text` names, "" unless exactly one does."""
        found = self.find(table, text, division)
        return found[0] if len(found) == 1 else ""

    def is_local(self, table: str, text: str) -> bool:
        """True for `本级` and `本级/X`, whose meaning depends on the division."""
        return table in _LOCAL and (text == OWN or text.startswith(f"{OWN}/"))

    def renamed(self, table: str, text: str) -> bool:
        """True when `text` is only a former name."""
        return text not in self.full.get(table, {}) and text in self.former.get(table, {})

    def nearest(self, table: str, text: str, division: str = "") -> str:
        """The name most like `text`, "" when none is near."""
        if self.is_local(table, text):
            commons = [f"{OWN}/{name}" for code, name in self.local[table] if code == division and name != OWN]
            return nearest_name(text, commons)
        return nearest_name(text, self.full.get(table, {}))


def index_names(references: Mapping[str, Mapping[str, Record]], coded: Mapping[str, Iterable[str]]) -> Names:
    """The index over the reference records; `coded` gives the ids of lists and items."""
    full = {table: _by_name(table, records) for table, records in references.items()}
    full |= {table: {code: (code,) for code in codes} for table, codes in coded.items()}
    former = {table: _by_former(records) for table, records in references.items()}
    local = {table: _by_common(references.get(table, {})) for table in _LOCAL}
    articles = {
        source: {row.text("article"): row for row in record.rows("articles")}
        for source, record in references.get("sources", {}).items()
    }
    return Names(full=full, former=former, local=local, articles=articles)


def _by_name(table: str, records: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    if table in _CODED:
        return {code: (code,) for code in records}
    names: dict[str, tuple[str, ...]] = {}
    for code, record in records.items():
        name = next((record.text(field) for field in _NAME_FIELDS if record.text(field)), "")
        if name:
            names[name] = (*names.get(name, ()), name if table == "domains" else code)
    return names


def _by_former(records: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for code, record in records.items():
        for name in record.texts("former_names"):
            names[name] = (*names.get(name, ()), code)
    return names


def _by_common(records: Mapping[str, Record]) -> dict[tuple[str, str], tuple[str, ...]]:
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for code, record in records.items():
        common = record.text("common_name")
        if common:
            key = (record.text("division"), common)
            names[key] = (*names.get(key, ()), code)
    return names
