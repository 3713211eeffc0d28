"""C04–C06, C10: how a list is made, reviewed and published.

In: lists, with their items where a step is theirs. Out: problems. Which steps and channels are wanted is data of
the profiles; when something is due again is terms.py's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ItemList
from ...profiles import Profile
from ...register import IN_FORCE
from ..facts.chains import CHAIN_TEXTS, check_item_chain, check_list_chain, document, with_source
from ..facts.dates import before
from ..facts.events import PUBLISHED, Event, by_action, events, states_events
from ..rule import HLJ, QXG, SD, SZ, WN, Citation, Problem, Rule, Survey

SECRECY = "保密审查"


def check_published(entry: ItemList, _: Survey) -> Iterator[Problem]:
    """A 现行 list has an event 公布 (SD 3, HLJ 4.3, SZ 16)."""
    head = entry.head
    if head.text("status") == IN_FORCE and not any(row.text("action") == PUBLISHED for row in head.rows("events")):
        owner = states_events(head)
        yield Problem(case="missing", location=owner.record.at(), params={"title": owner.text("title")})


def check_channels(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """The events 公布 of a 现行 list name together all places that a profile wants (HLJ 4.3, QXG 5, WN 7)."""
    head = entry.head
    published = by_action(events(head, survey), PUBLISHED) if head.text("status") == IN_FORCE else ()
    named = {channel for event in published for channel in event.row.texts("channels")}
    # A list that was not published is C04's; a channel that is no channel S04's, and may be the missing one.
    if not published or not named.issubset(_channels(survey)):
        return
    for profile in survey.bindings.applying(head):
        missing = [channel for channel in profile.channels.get(head.kind, ()) if channel not in named]
        if missing:
            advice = not survey.bindings.binds(profile, "C05", head)
            yield _missing_channels(entry, published[-1], profile, missing, advice=advice)


def _missing_channels(entry: ItemList, event: Event, profile: Profile, missing: list[str], *, advice: bool) -> Problem:
    params = {
        "title": states_events(entry.head).text("title"),
        "missing": "、".join(missing),
        "all": "、".join(profile.channels[entry.head.kind]),
        "source": document(profile),
    }
    return Problem(case="missing", location=event.at("channels"), params=params, advice=advice)


def _channels(survey: Survey) -> frozenset[str]:
    """The words for channels."""
    known: frozenset[str] | None = survey.kept.get("channels")
    if known is None:
        field = survey.register.schemas["events"].by_name["channels"]
        known = survey.kept["channels"] = frozenset(field.enum)
    return known


def check_chain(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """The steps that a profile asks of a list and its items are there, by the right body, in order (section 8)."""
    yield from check_list_chain(entry, survey, "C06")
    for item in entry.items:
        yield from check_item_chain(item, survey, "C06")


def check_secrecy(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """公布 of a 现行 list is preceded by 保密审查 (practice)."""
    head = entry.head
    if head.text("status") != IN_FORCE:
        return
    found = events(head, survey)
    published = min(by_action(found, PUBLISHED), key=lambda event: event.date, default=None)
    if published is None:
        return
    title = states_events(head).text("title")
    reviewed = min(by_action(found, SECRECY), key=lambda event: event.date, default=None)
    if reviewed is None:
        yield Problem(case="missing", location=published.at(), params={"title": title}, advice=True)
    elif before(published.date, reviewed.date):
        params = {"title": title, "date": reviewed.date, "published": published.date}
        where, other = reviewed.at("date"), published.at("date")
        yield Problem(case="order", location=where, other=other, params=params, advice=True)


RULES = (
    Rule(
        code="C04",
        title_zh="清单已公布",
        sentence_zh="现行的清单要有“公布”这个环节。",
        scope="list",
        check=check_published,
        sources=(Citation(SD, "第三条"), Citation(HLJ, "四（三）"), Citation(SZ, "第16项")),
        texts={
            "missing": (
                "“{title}”的状态是现行，过程里却没有“公布”。",
                "请在封面的“过程”里补上公布的日期、单位和渠道；还没有公布的，把状态改回征求意见或者草案。",
            ),
        },
    ),
    Rule(
        code="C05",
        title_zh="公布渠道齐全",
        sentence_zh="现行清单的“公布”写全规则集要求的渠道，比如县政府网站、乡镇政府网站和便民服务中心；分几次公布的合在一起算。",
        scope="list",
        check=check_channels,
        sources=(Citation(HLJ, "四（三）"), Citation(QXG, "（五）"), Citation(WN, "二（二）7")),
        texts={
            "missing": (
                "“{title}”的“公布”没有写{missing}，照{source}，这种清单要在{all}公布。",
                "请在这些地方公布以后，把渠道补写到“公布”里。",
            ),
        },
    ),
    Rule(
        code="C06",
        title_zh="程序走到位",
        sentence_zh="现行的清单和事项，照所用规则集的程序编制、审核、批准、备案和公布：每个环节都在，单位对，先后对。",
        scope="list",
        check=check_chain,
        texts=with_source({case: text for case, text in CHAIN_TEXTS.items() if case != "late"}),
    ),
    Rule(
        code="C10",
        title_zh="公布前有保密审查",
        sentence_zh="清单公布以前先做保密审查。",
        scope="list",
        check=check_secrecy,
        texts={
            "missing": (
                "“{title}”的过程里有“公布”，没有“保密审查”。",
                "请在封面的“过程”里补上保密审查的日期和单位；没有审查过的，尽快补做审查。",
            ),
            "order": (
                "“{title}”{published} 公布，{date} 才做保密审查。",
                "应当先审查、后公布，请核对两个日期。",
            ),
        },
    ),
)
