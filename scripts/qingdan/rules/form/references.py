"""S02: every name and reference resolves.

In: every record that was read. Out: problems. A plain name is judged once a record; 本级/X and catalogue items mean
something else in each division, so one problem a cell names all divisions in which they lead nowhere.
Names of a reference table with an unread file are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...bind import nearest_name
from ...finding import Location
from ...model import CATALOGUE, Record
from ...register import Register
from ..rule import Problem, Rule, Sighting, Survey
from .mentions import Mention, Nearest, mention_problem, mentions, nearest_names, path_of, referring, two_hits
from .shifting import by_division, seen_from_record

# The tables whose records are named by a full name, and the field that holds it.
_NAMED = {"organisations": "name", "places": "name", "sources": "title", "domains": "name", "indicators": "title"}


def check_references(register: Register, survey: Survey) -> Iterator[Problem]:
    """Every name and every id that refers to something leads to exactly one record."""
    plan = referring(register.schemas)
    nearest = nearest_names(register)
    shifting: dict[int, list[Mention]] = {}
    used: set[tuple[str, str]] = set()
    for sighting in survey.records:
        record = sighting.record
        for mention in mentions(plan, record):
            if not survey.complete(mention.table):
                continue
            used.add((mention.table, mention.text))
            if register.names.is_local(mention.table, mention.text):
                if record.table in register.references:
                    yield from seen_from_record(register, mention, nearest)
                else:
                    shifting.setdefault(id(record), []).append(mention)
            elif mention.reference.within:
                yield from _article(survey, mention, sighting)
            else:
                yield from _plain(register, mention, sighting, nearest)
                if mention.table == "items" and _is_catalogue_item(register, mention.text):
                    shifting.setdefault(id(record), []).append(mention)
    yield from by_division(register, shifting, nearest)
    for table, name in _NAMED.items():
        yield from _names(register.references.get(table, {}), name, {text for other, text in used if other == table})
    yield from _publisher(survey)
    yield from _step_names(survey)


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
        yield mention_problem("unknown", register, mention, sighting.item, nearest=near)
    elif len(found) > 1:
        yield two_hits(register, mention, sighting.item, found)
    elif register.names.renamed(mention.table, mention.text):
        now = register.name_of(mention.table, found[0])
        yield mention_problem("renamed", register, mention, sighting.item, advice=True, now=now)


def _no_item(register: Register, mention: Mention, item: str, nearest: Nearest) -> Iterator[Problem]:
    """An item id without item; nothing is said when the item went missing with the catalogue of its list."""
    key, _, serial = mention.text.rpartition("-")
    entry = register.lists.get(key)
    if entry is None:
        yield mention_problem("no_list", register, mention, item, list=key, nearest=nearest("lists", key, ""))
    elif any(gone.serial == serial for gone in entry.excluded):
        yield mention_problem("excluded", register, mention, item, list=key)
    elif entry.head.adopts is not None or not entry.head.record.text("adopts"):
        yield mention_problem("no_item", register, mention, item, list=key, serial=serial)


def _article(survey: Survey, mention: Mention, sighting: Sighting) -> Iterator[Problem]:
    register = survey.register
    title = mention.record.text(mention.reference.within)
    source = register.names.one("sources", title)
    if not source or not survey.complete("sources"):
        return
    known = register.names.articles.get(source, {})
    if mention.text not in known:
        near = nearest_name(mention.text, known)
        file = path_of(register, "sources", source)
        yield mention_problem("article", register, mention, sighting.item, source=title, nearest=near, file=file)


def _names(records: Mapping[str, Record], name: str, used: set[str]) -> Iterator[Problem]:
    """Full names are unique; where a doubled one is in use, that is already said there."""
    first: dict[str, Record] = {}
    for record in records.values():
        text = record.text(name)
        if text in first and text and text not in used:
            params = {"read": text, "first": f"{first[text].path}:{first[text].at(name).line}"}
            yield Problem(case="name_twice", location=record.at(name), other=first[text].at(name), params=params)
        first.setdefault(text, record)


def _publisher(survey: Survey) -> Iterator[Problem]:
    """The profiles and rules that publisher.yaml names."""
    publisher = survey.register.publisher
    # What rests on no document of a place cannot be adopted.
    known = {code: profile.title for code, profile in survey.profiles.items() if profile.source}
    for row in publisher.rows("adoptions"):
        for text, node in row.entries("profiles"):
            if text not in known:
                location = Location(path=row.path, line=node.line, column=node.column, field="adoptions.profiles")
                choice = "、".join(f"{code}（{title}）" for code, title in known.items())
                yield Problem(case="unknown_profile", location=location, params={"read": text, "known": choice})
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
            "name_twice": ("“{read}”登记了两次，前一次在 {first}。", "请删掉一条，或者把名称改得不同。"),
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
