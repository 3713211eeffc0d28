"""S02: every name and reference resolves.

In: the fields of the schemas that carry `ref` (and `within`), in every record that was read. A plain name is judged
once a record; 本级/X and catalogue items mean something else in each division, so one finding a cell names all
divisions in which they lead nowhere. Names of a reference table with an unread file are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..bind import nearest_name
from ..finding import Location
from ..model import CATALOGUE, Item, ItemList, ListHead, Node, Record
from ..register import Register
from ..schema import Table
from .rule import Problem, Rule, Sighting, Survey

_SHOWN = 5


class Mention(NamedTuple):
    """A text that refers to a record of `table`: the row it stands in and, in a child table, that table's name."""

    record: Record
    child: str
    field: str
    node: Node
    table: str
    within: str

    @property
    def text(self) -> str:
        """The name as it was typed."""
        return str(self.node.value)

    def at(self, item: str = "") -> Location:
        """The place of this very text, inside a list too."""
        place = self.record.path
        label = f"{self.record.table}.{self.field}"
        return Location(path=place, line=self.node.line, column=self.node.column, item=item, field=label)


def mentions(survey: Survey, record: Record, child: str = "") -> Iterator[Mention]:
    """Every reference in a record and its rows."""
    table = survey.register.schemas[record.table]
    for name, ref, within in _referring(table):
        node = record.cells.get(name)
        for entry in (node.value if isinstance(node.value, list) else (node,)) if node is not None else ():
            if isinstance(entry.value, str) and entry.value:
                yield Mention(record, child, name, entry, ref, within)
    for below, rows in record.children.items():
        for row in rows:
            yield from mentions(survey, row, child or below)


_PLANS: dict[int, tuple[Table, tuple[tuple[str, str, str], ...]]] = {}


def _referring(table: Table) -> tuple[tuple[str, str, str], ...]:
    """(field, table it refers to, field that names the parent) of the fields that refer to something."""
    known = _PLANS.get(id(table))
    if known is None or known[0] is not table:
        plan = tuple((field.name, field.ref, field.within) for field in table.inputs if field.ref)
        _PLANS[id(table)] = known = (table, plan)
    return known[1]


def check_references(register: Register, survey: Survey) -> Iterator[Problem]:
    """Every name and every id that refers to something leads to exactly one record."""
    shifting: dict[int, list[Mention]] = {}
    for sighting in survey.records:
        if sighting.record.table == "exemptions":
            continue
        for mention in mentions(survey, sighting.record):
            if not survey.complete(mention.table):
                continue
            if register.names.is_local(mention.table, mention.text):
                if sighting.record.table in survey.register.references:
                    yield from _local_reference(survey, mention)
                else:
                    shifting.setdefault(id(sighting.record), []).append(mention)
            else:
                yield from _plain(survey, mention, sighting)
                if mention.table == "items" and _is_catalogue_item(register, mention.text):
                    shifting.setdefault(id(sighting.record), []).append(mention)
    yield from _by_division(survey, shifting)
    yield from _publisher(survey)


def _is_catalogue_item(register: Register, target: str) -> bool:
    item = register.items.get(target)
    return item is not None and item.head.nature == CATALOGUE


def _plain(survey: Survey, mention: Mention, sighting: Sighting) -> Iterator[Problem]:
    """A name whose meaning does not depend on the division."""
    if mention.within:
        yield from _article(survey, mention, sighting.item)
        return
    names = survey.register.names
    found = names.find(mention.table, mention.text)
    if not found:
        if not _lost_with_catalogue(survey.register, mention):
            nearest = names.nearest(mention.table, mention.text)
            yield _problem("unknown", survey, mention, sighting.item, nearest=nearest)
    elif len(found) > 1:
        yield _two(survey, mention, sighting.item, found)
    elif names.renamed(mention.table, mention.text):
        now = survey.register.name_of(mention.table, found[0])
        yield _problem("renamed", survey, mention, sighting.item, advice=True, now=now)


def _lost_with_catalogue(register: Register, mention: Mention) -> bool:
    """True for an item of a list whose adoption failed: that is already a finding."""
    if mention.table != "items":
        return False
    entry = register.lists.get(mention.text.rpartition("-")[0])
    return entry is not None and entry.head.adopts is None and bool(entry.head.record.text("adopts"))


def _article(survey: Survey, mention: Mention, item: str) -> Iterator[Problem]:
    register = survey.register
    title = mention.record.text(mention.within)
    source = register.names.one("sources", title)
    if not source or not survey.complete("sources"):
        return
    known = register.names.articles.get(source, {})
    if mention.text not in known:
        nearest = nearest_name(mention.text, known)
        yield _problem("article", survey, mention, item, source=title, nearest=nearest, file=_file(register, "sources", source))


def _file(register: Register, table: str, code: str) -> str:
    record = register.references.get(table, {}).get(code)
    return record.path if record is not None else ""


def _local_reference(survey: Survey, mention: Mention) -> Iterator[Problem]:
    """本级 in a reference record is seen from the division of that record."""
    division = mention.record.text("division")
    found = survey.register.names.find(mention.table, mention.text, division)
    if not found:
        nearest = survey.register.names.nearest(mention.table, mention.text, division)
        yield _problem("local", survey, mention, "", nearest=nearest, places=_places(survey.register, (division,)))
    elif len(found) > 1:
        yield _two(survey, mention, "", found)


@dataclass(slots=True)
class _Lacking:
    """A text that leads nowhere, or to two records, in some divisions."""

    mention: Mention
    item: str
    divisions: list[str] = field(default_factory=list)
    found: tuple[str, ...] = ()


def _by_division(survey: Survey, shifting: dict[int, list[Mention]]) -> Iterator[Problem]:
    """The texts that mean something else in each division, judged in every division where they are in use."""
    missing: dict[int, _Lacking] = {}
    double: dict[int, _Lacking] = {}
    for holder, layers, item in _holders(survey.register):
        for record in layers:
            for mention in shifting.get(id(record), ()):
                if not _in_use(holder, record, mention):
                    continue
                found = _seen_from(survey.register, holder, mention)
                if len(found) != 1:
                    group = double if found else missing
                    entry = group.setdefault(id(mention.node), _Lacking(mention, item, found=found))
                    entry.divisions.append(holder.division)
    for entry in missing.values():
        yield _nowhere(survey, entry)
    for entry in double.values():
        yield _two(survey, entry.mention, entry.item, entry.found, tuple(entry.divisions))


def _holders(register: Register) -> Iterator[tuple[ListHead | Item, tuple[Record, ...], str]]:
    """Headers and items of all lists but catalogues, with the records under them."""
    for entry in register.lists.values():
        if entry.head.nature == CATALOGUE:
            continue
        yield entry.head, _header_layers(entry), ""
        for item in entry.items:
            yield item, item.layers(), item.id


def _header_layers(entry: ItemList) -> tuple[Record, ...]:
    layers = []
    head: ListHead | None = entry.head
    while head is not None:
        layers.append(head.record)
        head = head.adopts
    return tuple(layers)


def _in_use(holder: ListHead | Item, record: Record, mention: Mention) -> bool:
    """False where a nearer record puts something else in the place of the text."""
    if mention.child:
        return any(row is mention.record for row in holder.rows(mention.child))
    found = holder.cell(mention.field)
    return found is not None and found[0] is record


def _seen_from(register: Register, holder: ListHead | Item, mention: Mention) -> tuple[str, ...]:
    if mention.table != "items":
        return register.names.find(mention.table, mention.text, holder.division)
    copy = register.own_copy(mention.text, holder) if isinstance(holder, Item) else mention.text
    return (copy,) if copy else ()


def _nowhere(survey: Survey, entry: _Lacking) -> Problem:
    register, mention = survey.register, entry.mention
    divisions = tuple(dict.fromkeys(entry.divisions))
    places = _places(register, divisions)
    if mention.table == "items":
        return _problem("no_copy", survey, mention, entry.item, divisions, places=places)
    nearest = register.names.nearest(mention.table, mention.text, divisions[0])
    common = mention.text.partition("/")[2] or "本级"
    return _problem("local", survey, mention, entry.item, divisions, places=places, nearest=nearest, common=common)


def _places(register: Register, divisions: tuple[str, ...]) -> str:
    names = [register.name_of("divisions", code) for code in divisions[:_SHOWN]]
    more = f"等 {len(divisions)} 处" if len(divisions) > _SHOWN else ""
    return "、".join(names) + more


def _two(
    survey: Survey, mention: Mention, item: str, found: tuple[str, ...], divisions: tuple[str, ...] = ()
) -> Problem:
    register = survey.register
    files = [_file(register, mention.table, code) for code in found[:2]]
    record = register.references.get(mention.table, {}).get(found[1])
    title = register.schemas[mention.table].title
    params = {"read": mention.text, "table": title, "first": files[0], "second": files[1]}
    other = record.at("name") if record is not None else None
    return Problem(case="two", location=mention.at(item), other=other, params=params, divisions=divisions)


def _problem(
    case: str, survey: Survey, mention: Mention, item: str, divisions: tuple[str, ...] = (), *, advice: bool = False, **params: str
) -> Problem:
    title = survey.register.schemas[mention.table].title
    values = {"read": mention.text, "table": title, **params}
    return Problem(case=case, location=mention.at(item), params=values, divisions=divisions, advice=advice)


def _publisher(survey: Survey) -> Iterator[Problem]:
    """The profiles and rules that publisher.yaml names."""
    publisher = survey.register.publisher
    for row in publisher.rows("adoptions"):
        for text, node in row.entries("profiles"):
            if text not in survey.profiles:
                location = Location(path=row.path, line=node.line, column=node.column, field="adoptions.profiles")
                known = "、".join(f"{code}（{profile.title}）" for code, profile in survey.profiles.items())
                yield Problem(case="unknown_profile", location=location, params={"read": text, "known": known})
    for text, node in publisher.entries("strict"):
        if text not in survey.codes:
            location = Location(path=publisher.path, line=node.line, column=node.column, field="publisher.strict")
            nearest = nearest_name(text, sorted(survey.codes))
            yield Problem(case="unknown_rule", location=location, params={"read": text, "nearest": nearest})


def check_step_names(register: Register, survey: Survey) -> Iterator[Problem]:
    """下一步 names steps of the same item."""
    for sighting in survey.records:
        steps = sighting.record.rows("steps")
        titles = {row.text("title") for row in steps}
        for row in steps:
            for text, node in row.entries("next"):
                if text not in titles:
                    location = Location(path=row.path, line=node.line, column=node.column, item=sighting.item, field="steps.next")
                    yield Problem(case="step", location=location, params={"read": text, "nearest": nearest_name(text, titles)})
