"""S02: every name and reference resolves.

In: every record that was read. Out: problems. A plain name is judged once a record; 本级/X and catalogue items mean
something else in each division, so one problem a cell names all divisions in which they lead nowhere.
Names of a reference table with an unread file are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from ..bind import nearest_name
from ..finding import Location
from ..model import CATALOGUE, Item, ListHead, Record
from ..register import Register
from .mentions import Mention, mentions, referring
from .rule import Problem, Rule, Sighting, Survey

_SHOWN = 5
# Looking for the nearest name is slow; after so many different unknown names nobody reads on.
_NEAREST_LIMIT = 200

Nearest = Callable[[str, str, str], str]


def check_references(register: Register, survey: Survey) -> Iterator[Problem]:
    """Every name and every id that refers to something leads to exactly one record."""
    plan = referring(register.schemas)
    nearest = _nearest(register)
    shifting: dict[int, list[Mention]] = {}
    for sighting in survey.records:
        record = sighting.record
        for mention in mentions(plan, record):
            if not survey.complete(mention.table):
                continue
            if register.names.is_local(mention.table, mention.text):
                if record.table in register.references:
                    yield from _seen_from_record(register, mention, nearest)
                else:
                    shifting.setdefault(id(record), []).append(mention)
            elif mention.reference.within:
                yield from _article(survey, mention, sighting)
            else:
                yield from _plain(register, mention, sighting, nearest)
                if mention.table == "items" and _is_catalogue_item(register, mention.text):
                    shifting.setdefault(id(record), []).append(mention)
    yield from _by_division(register, shifting, nearest)
    yield from _publisher(survey)
    yield from _step_names(survey)


def _nearest(register: Register) -> Nearest:
    """The nearest name, remembered, and given up after too many."""
    asked = 0

    @cache
    def nearest(table: str, text: str, division: str = "") -> str:
        nonlocal asked
        asked += 1
        return register.names.nearest(table, text, division) if asked <= _NEAREST_LIMIT else ""

    return nearest


def _is_catalogue_item(register: Register, target: str) -> bool:
    item = register.items.get(target)
    return item is not None and item.head.nature == CATALOGUE


def _plain(register: Register, mention: Mention, sighting: Sighting, nearest: Nearest) -> Iterator[Problem]:
    """A name whose meaning does not depend on the division."""
    found = register.names.find(mention.table, mention.text)
    if not found and mention.table == "items":
        yield from _no_item(register, mention, sighting.item, nearest)
    elif not found:
        near = nearest(mention.table, mention.text, "")
        yield _problem("unknown", register, mention, sighting.item, nearest=near)
    elif len(found) > 1:
        yield _two(register, mention, sighting.item, found)
    elif register.names.renamed(mention.table, mention.text):
        now = register.name_of(mention.table, found[0])
        yield _problem("renamed", register, mention, sighting.item, advice=True, now=now)


def _no_item(register: Register, mention: Mention, item: str, nearest: Nearest) -> Iterator[Problem]:
    """An item id without item; nothing is said when the item went missing with the catalogue of its list."""
    key, _, serial = mention.text.rpartition("-")
    entry = register.lists.get(key)
    if entry is None:
        yield _problem("no_list", register, mention, item, list=key, nearest=nearest("lists", key, ""))
    elif any(gone.serial == serial for gone in entry.excluded):
        yield _problem("excluded", register, mention, item, list=key)
    elif entry.head.adopts is not None or not entry.head.record.text("adopts"):
        yield _problem("no_item", register, mention, item, list=key, serial=serial)


def _article(survey: Survey, mention: Mention, sighting: Sighting) -> Iterator[Problem]:
    register = survey.register
    title = mention.record.text(mention.reference.within)
    source = register.names.one("sources", title)
    if not source or not survey.complete("sources"):
        return
    known = register.names.articles.get(source, {})
    if mention.text not in known:
        near = nearest_name(mention.text, known)
        file = _path(register, "sources", source)
        yield _problem("article", register, mention, sighting.item, source=title, nearest=near, file=file)


def _path(register: Register, table: str, code: str) -> str:
    record = register.references.get(table, {}).get(code)
    return record.path if record is not None else ""


def _seen_from_record(register: Register, mention: Mention, nearest: Nearest) -> Iterator[Problem]:
    """本级 in a reference record is seen from the division of that record."""
    division = mention.record.text("division")
    found = register.names.find(mention.table, mention.text, division)
    if len(found) > 1:
        yield _two(register, mention, "", found)
    elif not found:
        yield _nowhere(register, _Use(mention, "", [division]), nearest)


@dataclass(slots=True)
class _Use:
    """A text that leads nowhere, or to several records, in some divisions."""

    mention: Mention
    item: str
    divisions: list[str] = field(default_factory=list)
    found: tuple[str, ...] = ()


def _by_division(register: Register, shifting: dict[int, list[Mention]], nearest: Nearest) -> Iterator[Problem]:
    """The texts that mean something else in each division, judged in every division where they are in use."""
    missing: dict[int, _Use] = {}
    double: dict[int, _Use] = {}
    for holder, layers in _holders(register):
        item = holder.id if isinstance(holder, Item) else ""
        for record in layers:
            for mention in shifting.get(id(record), ()):
                if not _in_use(holder, record, mention):
                    continue
                found = _seen_from(register, holder, mention)
                if len(found) != 1:
                    use = (double if found else missing).setdefault(id(mention.node), _Use(mention, item, found=found))
                    use.divisions.append(holder.division)
    for use in missing.values():
        yield _nowhere(register, use, nearest)
    for use in double.values():
        yield _two(register, use.mention, use.item, use.found, tuple(use.divisions))


def _holders(register: Register) -> Iterator[tuple[ListHead | Item, tuple[Record, ...]]]:
    """Headers and items of all lists but catalogues, with the records under them, nearest first."""
    for entry in register.lists.values():
        if entry.head.nature != CATALOGUE:
            yield entry.head, tuple(_header_layers(entry.head))
            for item in entry.items:
                yield item, item.layers()


def _header_layers(head: ListHead | None) -> Iterator[Record]:
    while head is not None:
        yield head.record
        head = head.adopts


def _in_use(holder: ListHead | Item, record: Record, mention: Mention) -> bool:
    """False where a nearer record puts something else in the place of the text."""
    if mention.child:
        return any(row is mention.record for row in holder.rows(mention.child))
    found = holder.cell(mention.reference.field)
    return found is not None and found[0] is record


def _seen_from(register: Register, holder: ListHead | Item, mention: Mention) -> tuple[str, ...]:
    if mention.table != "items":
        return register.names.find(mention.table, mention.text, holder.division)
    copy = register.own_copy(mention.text, holder) if isinstance(holder, Item) else mention.text
    return (copy,) if copy else ()


def _nowhere(register: Register, use: _Use, nearest: Nearest) -> Problem:
    mention = use.mention
    divisions = tuple(dict.fromkeys(use.divisions))
    places = _places(register, divisions)
    if mention.table == "items":
        return _problem("no_copy", register, mention, use.item, divisions, places=places)
    near = nearest(mention.table, mention.text, divisions[0])
    common = mention.text.partition("/")[2] or mention.text
    return _problem("local", register, mention, use.item, divisions, places=places, nearest=near, common=common)


def _places(register: Register, divisions: tuple[str, ...]) -> str:
    names = [register.name_of("divisions", code) for code in divisions[:_SHOWN]]
    more = f"等 {len(divisions)} 处" if len(divisions) > _SHOWN else ""
    return "、".join(names) + more


def _two(
    register: Register, mention: Mention, item: str, found: tuple[str, ...], divisions: tuple[str, ...] = ()
) -> Problem:
    records = register.references.get(mention.table, {})
    second = records.get(found[1])
    params = {
        "read": mention.text,
        "table": register.schemas[mention.table].title,
        "first": _path(register, mention.table, found[0]),
        "second": _path(register, mention.table, found[1]),
    }
    other = second.at() if second is not None else None
    return Problem(case="two", location=mention.at(item), other=other, params=params, divisions=divisions)


def _problem(
    case: str,
    register: Register,
    mention: Mention,
    item: str,
    divisions: tuple[str, ...] = (),
    *,
    advice: bool = False,
    **params: str,
) -> Problem:
    values = {"read": mention.text, "table": register.schemas[mention.table].title, **params}
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
            near = nearest_name(text, sorted(survey.codes))
            yield Problem(case="unknown_rule", location=location, params={"read": text, "nearest": near})


def _step_names(survey: Survey) -> Iterator[Problem]:
    """下一步 names steps of the same item."""
    for record, item in survey.records:
        steps = record.rows("steps")
        titles = {row.text("title"): row for row in steps}
        for row in steps:
            for text, node in row.entries("next"):
                if text not in titles:
                    place = Location(path=row.path, line=node.line, column=node.column, item=item, field="steps.next")
                    params = {"read": text, "nearest": nearest_name(text, titles)}
                    yield Problem(case="step", location=place, params=params)


RULES = (
    Rule(
        code="S02",
        title_zh="名称对得上",
        sentence_zh="清单里写到的每个单位、场所、文件、条款、领域、指标、区划和事项编号，都要能对上唯一的一条登记。",
        scope="register",
        check=check_references,
        structural=True,
        extracts=True,
        texts={
            "unknown": (
                "{table}里没有“{read}”。",
                "[[是不是“{nearest}”？是就改成它；不是的话，]]请先把“{read}”登记到{table}里。",
            ),
            "no_list": ("“{read}”指的清单“{list}”不存在。", "[[是不是“{nearest}”里的事项？]]请核对事项编号。"),
            "no_item": (
                "清单“{list}”里没有 {serial} 号事项。",
                "请核对“{read}”这个编号，改成有的事项，或者删掉这一处。",
            ),
            "excluded": ("事项“{read}”已经被清单“{list}”声明为不适用。", "请改成别的事项，或者删掉这一处。"),
            "two": (
                "“{read}”在{table}里对上了两条：{first} 和 {second}。",
                "请把两条登记合并，或者改成不同的名称，让这里只对上一条。",
            ),
            "renamed": ("“{read}”是曾用名，现在叫“{now}”。", "请改成“{now}”。"),
            "article": (
                "《{source}》的登记里没有“{read}”。",
                "[[是不是“{nearest}”？是就改成它；不是的话，]]请在 {file} 的“条款”里登记“{read}”。",
            ),
            "local": (
                "在{places}，“{read}”没有对上任何{table}。",
                "[[是不是“{nearest}”？是就改成它；不是的话，]]请给当地的{table}登记写上“通用名称: {common}”。",
            ),
            "no_copy": (
                "在{places}，没有通用目录事项“{read}”对应的本地事项。",
                "请让当地的清单采用这个目录，或者在当地的文件里改写这一处。",
            ),
            "unknown_profile": ("没有“{read}”这个规则集。", "请从这些里选：{known}。"),
            "unknown_rule": ("没有“{read}”这条规则。", "[[是不是“{nearest}”？]]请按规则一览里的代码写。"),
            "step": ("下一步写的“{read}”不是这件事的步骤。", "[[是不是“{nearest}”？]]请写这件事里某一步的名称。"),
        },
    ),
)
