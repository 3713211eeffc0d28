"""C07, D08: what has changed since the last version is explained, and new duties were admitted.

In: the register with that of the last version. Out: problems, one for each item or header. Lists that are new, or were
not yet in force, are made for the first time: nothing is asked of their items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...finding import Location
from ...model import Excluded, Item, ListHead, Record
from ...register import CONSULTING, DRAFT, IN_FORCE, Register
from ..facts.admitted import check_admitted
from ..facts.versions import (
    Difference,
    Holder,
    ListPair,
    difference,
    differences,
    list_pairs,
    new_rows,
    own_record,
    place,
    states,
    was_unread,
)
from ..rule import HLJ, SD, Citation, Problem, Rule, Survey

# Which 动作 explains what; 勘误 and 信息更新 explain no 实质 change.
ADDING = ("新增", "下放", "收回", "合并", "拆分")
ENDING = ("取消", "收回", "下放", "合并", "拆分")
CHANGING = ("调整", "新增", "取消", "下放", "收回", "合并", "拆分")
# Kinds that record what happened: an entry more is no change of who has to do what.
_RECORDS = ("admission", "decision", "document", "indicator", "request", "task")


def check_changes(_: Register, survey: Survey) -> Iterator[Problem]:
    """Each addition, removal and change of an 实质 field has a new 变更 row with reason and approval.

    HLJ 3.1 and SD 4: lists are kept up to date in a managed way.
    """
    for pair in list_pairs(survey):
        yield from _head(pair, survey)
        if not pair.in_force:
            continue
        then = {item.id: item for item in pair.then.items}
        for item in pair.now.items:
            if item.id in then:
                yield from _item(item, then[item.id], pair, survey)
            else:
                yield from _new_item(item, pair, survey)
        for entry in pair.now.excluded:
            if _follows_on(pair) and entry.id in then and then[entry.id].text("status") == IN_FORCE:
                yield from _excluded(entry, pair, survey)


def _head(pair: ListPair, survey: Survey) -> Iterator[Problem]:
    """What a header states itself: the 实质 fields, the catalogue it adopts, whether the list is in force."""
    now, then = pair.now.head, pair.then.head
    before, after = then.text("status"), now.text("status")
    if now.record is then.record or before in (DRAFT, CONSULTING, "") or IN_FORCE not in (before, after):
        return
    table = survey.register.schemas["lists"]
    changed = [*difference(now, then, table.by_name["adopts"], survey), *differences(now, then, table, survey)]
    if (before == IN_FORCE) != (after == IN_FORCE) and not _runs_out(now, survey):
        changed.append(Difference("status", table.by_name["status"].title, place(now, "status")))
    yield from _changed(now, changed, new_rows(now, then), survey)


def _runs_out(head: ListHead, survey: Survey) -> bool:
    """A list of one year ends with it, and one that another list replaces ends with that."""
    replaced = (entry.head.text("supersedes") for entry in survey.register.lists.values())
    return bool(head.text("year")) or head.id in replaced


def _new_item(item: Item, pair: ListPair, survey: Survey) -> Iterator[Problem]:
    """An item that was not there: a file of its own, or a catalogue's item that was 不适用."""
    if item.text("status") != IN_FORCE or was_unread(item.id, survey):
        return
    if item.base is None and item.own is not None and item.kind not in _RECORDS:
        rows = item.own.rows("changes")
        yield from _ask("added", item, rows, ADDING, place(item, "title"), survey)
    elif _follows_on(pair) and any(entry.id == item.id for entry in pair.then.excluded):
        rows = new_rows(pair.now.head, pair.then.head)
        yield from _ask("back", item, rows, ADDING, place(pair.now.head), survey, serial=item.serial)


def _follows_on(pair: ListPair) -> bool:
    """Whether the list adopts what it adopted: if not, that explains what came and went."""
    return pair.now.head.record.text("adopts") == pair.then.head.record.text("adopts")


def _excluded(entry: Excluded, pair: ListPair, survey: Survey) -> Iterator[Problem]:
    rows = new_rows(pair.now.head, pair.then.head)
    location = entry.row.at("serial", item=entry.id)
    yield from _ask("excluded", entry.base, rows, ENDING, location, survey, head=entry.head, serial=entry.serial)


def _item(now: Item, then: Item, pair: ListPair, survey: Survey) -> Iterator[Problem]:
    if now.own is then.own:
        return
    before, after = then.text("status"), now.text("status")
    heads = pair.now.head, pair.then.head
    rows = new_rows(now, then) if now.own is not None else new_rows(*heads)
    if (before == IN_FORCE) != (after == IN_FORCE):
        # Where the catalogue's status changed, the catalogue says so.
        if now.kind not in _RECORDS and (now.base is None or states("status", now, then)):
            yield from _moved(now, before, after, rows, survey)
    elif before == IN_FORCE:
        changed = differences(now, then, survey.register.schemas[now.kind], survey)
        # A new title without any row is rule S01's.
        yield from _changed(now, [entry for entry in changed if rows or entry.name != "title"], rows, survey)


def _moved(item: Item, before: str, after: str, rows: Sequence[Record], survey: Survey) -> Iterator[Problem]:
    """An item that has come into force, or is no longer."""
    location = place(item, "status")
    if after == IN_FORCE:
        yield from _ask("added", item, rows, ADDING, location, survey, was=before)
    else:
        wanted = ENDING if after not in (DRAFT, CONSULTING) else (*ENDING, "调整")
        yield from _ask("ended", item, rows, wanted, location, survey, status=after)


def _changed(holder: Holder, changed: list[Difference], rows: Sequence[Record], survey: Survey) -> Iterator[Problem]:
    if not changed:
        return
    places = [entry.location for entry in changed if entry.location is not None]
    location = min(places, key=lambda found: found.line, default=place(holder))
    fields = "".join(f"“{entry.title}”" for entry in changed)
    case = "changed" if own_record(holder) is not None else "dropped"
    serial = holder.serial if isinstance(holder, Item) else ""
    yield from _ask(case, holder, rows, CHANGING, location, survey, fields=fields, serial=serial)


def _ask(
    case: str,
    holder: Holder,
    rows: Sequence[Record],
    wanted: Sequence[str],
    location: Location,
    survey: Survey,
    *,
    head: ListHead | None = None,
    **params: str,
) -> Iterator[Problem]:
    """The problem, unless a row with a fitting 动作 states reason and approval; an unknown 动作 is rule S04's."""
    head = head or (holder.head if isinstance(holder, Item) else holder)
    known = survey.register.schemas["changes"].by_name["action"].enum
    fitting = [row for row in rows if row.text("action") in wanted]
    if any(row.text("action") not in known or (row in fitting and not _missing(row, survey)) for row in rows):
        return
    if fitting:
        row = fitting[-1]
        words = {"action": row.text("action"), "missing": _missing(row, survey)}
        yield Problem(case="incomplete", location=row.at("action", item=location.item), params=words, head=head)
        return
    written = "".join(dict.fromkeys(f"“{row.text('action')}”" for row in rows))
    words = {"title": holder.text("title"), "written": written, "wanted": "、".join(wanted)}
    yield Problem(case=case, location=location, params={**words, **params}, head=head)


def _missing(row: Record, survey: Survey) -> str:
    """What a row lacks of reason and approval."""
    fields = survey.register.schemas["changes"].by_name
    return "和".join(f"“{fields[name].title}”" for name in ("reason", "approval") if not row.text(name))


RULES = (
    Rule(
        code="C07",
        title_zh="变更有说明",
        sentence_zh="和上一版相比，现行清单里新增、取消的事项和改动的实质内容，都要在变更里新写一行，动作对得上，有原因和批准文件；只写勘误、信息更新不够；登记已经发生的事的清单，不要求逐项说明新增和结束。",
        scope="register",
        since=check_changes,
        sources=(Citation(HLJ, "三（一）"), Citation(SD, "第四条")),
        texts={
            "added": (
                "“{title}”是新增的事项[[（原来的状态是{was}）]]，“变更”里没有说明这次新增[[，只写了{written}]]。",
                "请在“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件；还没有批准的，状态先写草案。",
            ),
            "ended": (
                "“{title}”的状态从现行改成了{status}，“变更”里没有说明[[，只写了{written}]]。",
                "请在“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件。",
            ),
            "changed": (
                "“{title}”改了{fields}，这是实质内容，“变更”里没有说明这次改动[[，只写了{written}]]。",
                "请在“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件；没有批准的改动，请恢复原来的写法。",
            ),
            "dropped": (
                "{serial} 号事项“{title}”的文件删掉了，{fields}改回了通用目录的写法，“变更”里没有说明[[，只写了{written}]]。",
                "请在封面的“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件；删错了就恢复文件。",
            ),
            "excluded": (
                "{serial} 号事项“{title}”新写进了“不适用”，等于在本地取消，封面的“变更”里没有说明[[，只写了{written}]]。",
                "请在封面的“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件。",
            ),
            "back": (
                "{serial} 号事项“{title}”从“不适用”里去掉了，等于在本地新增，封面的“变更”里没有说明[[，只写了{written}]]。",
                "请在封面的“变更”里加一行，写日期、动作（{wanted}中的一个）、原因和批准文件。",
            ),
            "incomplete": (
                "新加的变更“{action}”没有写{missing}。",
                "请补上{missing}；新增、取消和实质内容的改动，都要有原因和批准文件。",
            ),
        },
    ),
    Rule(
        code="D08",
        title_zh="新增职责经过准入",
        sentence_zh="和上一版相比，交给乡镇（街道）的新职责要有决定为准入的职责准入记录；因政策法规调整、首次编制而新增的除外。",
        scope="register",
        since=check_admitted,
        sources=(Citation(HLJ, "三（二）"),),
        texts={
            "missing": (
                "“{title}”是新交给乡镇（街道）的职责，没有找到它的准入记录。",
                "请在职责准入清单里登记：类型写新增职责，承接方写 {division}[[ {below}]]，涉及事项写 {item}，决定写准入；因政策法规调整新增的，请在“变更”的原因里写明。",
            ),
            "not_admitted": (
                "“{title}”是新交给乡镇（街道）的职责，准入记录 {admission} 里的决定不是准入[[，写的是“{decision}”]]。",
                "没有准入的职责，状态先写草案；已经准入的，请更新准入记录里的决定。",
            ),
        },
    ),
)
