"""C08, C14: when a list is due again, and how soon after its date it is published.

In: lists, and the day of today, on a schedule only. Out: advice. Work days are Monday to Friday: which days are
holidays nobody has told the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...finding import Location
from ...model import ItemList, ListHead
from ...register import IN_FORCE
from ..facts.dates import months_before, parse, workdays_between
from ..facts.events import PUBLISHED, by_action, events, states_events
from ..rule import HLJ, SD, Citation, Problem, Rule, Survey

# The months of an 更新周期; 动态 has none.
_MONTHS = {"年度": 12, "两年": 24}
# What makes a list new, or says that it was looked at again.
_RENEWING = ("批准", "印发", PUBLISHED, "修改", "清理", "评估", "后评估")


def check_cycle(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """A 现行 list is looked at again within its 更新周期 (HLJ 3.1, SD 4)."""
    head = entry.head
    cycle = head.text("update_cycle")
    last = _renewed(head, survey)
    if cycle not in _MONTHS or last is None or not _speaks(head):
        return
    due = months_before(last, -_MONTHS[cycle])
    if due < survey.today:
        params = {"title": head.text("title"), "cycle": cycle, "last": last.isoformat(), "due": due.isoformat()}
        yield Problem(case="due", location=head.record.at("update_cycle"), params=params, advice=True)


def _speaks(head: ListHead) -> bool:
    """A 现行 list that is not covered by what its catalogue says of itself."""
    return head.text("status") == IN_FORCE and states_events(head) is head


def _renewed(head: ListHead, survey: Survey) -> date | None:
    """The last day on which the list was renewed: by an event, a change or a new version."""
    texts = [event.date for event in by_action(events(head, survey), *_RENEWING)]
    texts += [row.text("date") for row in head.rows("changes")]
    return max((day for text in [*texts, head.text("version")] if (day := parse(text))), default=None)


def check_promptness(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """公布 follows 成文日期 within the work days that are usual (practice)."""
    head = entry.head
    start = parse(head.record.text("dated"))
    number = survey.bindings.number("publish_workdays", head)
    days = _published(head, survey)
    # A list that was never published is rule C04's; where a catalogue speaks, it was published with it.
    if start is None or number is None or head.text("status") != IN_FORCE or not days:
        return
    later = [(day, place) for day, place in days if day >= start]
    day, place = min(later, key=lambda stated: stated[0]) if later else (None, head.record.at("dated"))
    passed = workdays_between(start, day or survey.today)
    if number[1].holds(passed):
        return
    params = {"title": head.text("title"), "dated": start.isoformat(), "limit": number[1].value}
    if day is None:
        yield Problem(case="missing", location=place, params=params, advice=True)
    else:
        params |= {"published": day.isoformat(), "days": str(passed)}
        yield Problem(case="late", location=place, other=head.record.at("dated"), params=params, advice=True)


def _published(head: ListHead, survey: Survey) -> list[tuple[date, Location]]:
    """The days on which the list itself was published: 公布 in its own 过程, 发布日期."""
    own = by_action(events(head, survey), PUBLISHED) if states_events(head) is head else ()
    stated = [(event.date, event.at("date")) for event in own]
    stated.append((head.record.text("published_on"), head.record.at("published_on")))
    return [(day, place) for text, place in stated if (day := parse(text))]


RULES = (
    Rule(
        code="C08",
        title_zh="按期更新",
        sentence_zh="现行的清单在更新周期里重新公布、修改、清理或者评估过；更新周期是动态的不算。",
        scope="list",
        calendar=check_cycle,
        sources=(Citation(HLJ, "三（一）"), Citation(SD, "第四条")),
        texts={
            "due": (
                "“{title}”的更新周期是“{cycle}”，最近一次更新是 {last}，{due} 就该再更新了。",
                "请核对整份清单，公布以后在“过程”里补上，并换成新的版本日期；不再用的清单，把状态改成停用。",
            ),
        },
    ),
    Rule(
        code="C14",
        title_zh="成文后及时公布",
        sentence_zh="现行的清单从成文日期起二十个工作日以内公布；工作日按周一到周五算，不扣节假日。",
        scope="list",
        calendar=check_promptness,
        texts={
            "missing": (
                "“{title}”{dated} 成文，过了 {limit} 个工作日（按周一到周五算）还没有公布的记录，过程里的“公布”是更早的文本。",
                "请尽快公布，并在“过程”里补上“公布”；已经公布的，补上日期。",
            ),
            "late": (
                "“{title}”{dated} 成文，{published} 才公布，隔了 {days} 个工作日（按周一到周五算），一般不超过 {limit} 个。",
                "请核对两个日期；中间有节假日的，扣掉以后不超过就不用管。",
            ),
        },
    ),
)
