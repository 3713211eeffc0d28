"""核对规则: what each rule asks, where that is written, where it binds, an example; the hub, and the 规则集 as tables.

In: the table of rules, the profiles, the index. Out: pages. How a publisher's lists do against the rules is internal
and stands on no page of the site (model.md 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from ..messages import SENTENCES, TEXTS, TITLES, page_of
from ..profiles import Number, Profile, Step
from ..register import COMMON_NATURE, DEMO_NATURE
from ..rules import TABLE, Citation, Rule
from ..rules.examples import load_example
from ..rules.facts.chains import who
from ..rules.rule import Text
from ..schema import Table
from .frame import Frame, Sheet
from .index import Index, Ref
from .matters import Matters
from .page import Page

HUB = Ref("核对规则", "rules/")
PROFILES = Ref("规则集", "rules/profiles/")
_CRUMBS = (Ref("首页"), Ref("手册", "handbook/"))
GROUPS: Mapping[str, str] = {
    "F": "文件能不能读",
    "S": "写法、编号和名称",
    "C": "各种清单都要守的",
    "D": "履职事项",
    "A": "职责准入与临时任务",
    "P": "权责事项和公共服务",
    "G": "下放、赋权与委托",
    "V": "村（社区）事项",
    "B": "购买服务",
    "N": "规范性文件",
    "K": "重大行政决策",
    "O": "主动公开",
    "M": "考核评议与一票否决",
    "H": "诉求反馈与联动",
    "T": "任务分工",
    "I": "指标",
    "E": "豁免",
}
_EVERYWHERE, _ADVICE = "到处都必须改正", "只提醒，不拦发布"
_PARTS = {"check": "每次提交都核对", "since": "和上一版比较时核对", "calendar": "定期按当天日期核对，不拦提交"}
# The examples are invented, the rest of the page is not.
_WITH_EXAMPLE = frozenset({COMMON_NATURE, DEMO_NATURE})
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_OPTIONAL = re.compile(r"\[\[.*?\]\]")


class Line(NamedTuple):
    """A line of an example; `changed` ones are what the example is about."""

    text: str
    changed: bool


class Binding(NamedTuple):
    """Where a rule binds: a profile (or everywhere), in words."""

    ref: Ref
    words: str


class RuleRow(NamedTuple):
    """A rule in the hub."""

    code: str
    path: str
    title: str
    sentence: str
    binds: str


class StepRow(NamedTuple):
    """A step of a chain in the table of a profile."""

    kind: Ref
    action: str
    who: str
    when: str
    term: str
    article: Ref
    rule: Ref


class RulePages:
    """Renders the rules, their hub, and the profiles."""

    def __init__(self, index: Index, matters: Matters, frame: Frame, profiles: Mapping[str, Profile]) -> None:
        self._index = index
        self._matters = matters
        self._frame = frame
        self._profiles = {code: profile for code, profile in profiles.items() if profile.source}

    def pages(self) -> Iterator[Page]:
        """The hub, the profiles, then every rule in order of codes."""
        yield self.hub()
        yield self._profiles_page()
        for code in TITLES:
            yield self._plain(code)
        for rule in TABLE.values():
            yield self._page(rule)

    def hub(self) -> Page:
        """All rules by what they are about."""
        rows = [self._row(rule) for rule in TABLE.values()]
        rows += [RuleRow(code, page_of(code), title, SENTENCES[code], _EVERYWHERE) for code, title in TITLES.items()]
        groups = [(letter, title, [row for row in rows if row.code[0] == letter]) for letter, title in GROUPS.items()]
        sheet = Sheet(
            path=HUB.path,
            title=HUB.text,
            description="清单发布前按哪些规则核对，每条规则出自哪份文件的哪一条，在哪里必须遵守。",
            section="handbook",
            crumbs=_CRUMBS,
        )
        view = {"groups": [group for group in groups if group[2]], "number": len(rows), "profiles": PROFILES}
        return self._frame.page("rules.html", sheet, view)

    def _row(self, rule: Rule) -> RuleRow:
        return RuleRow(rule.code, page_of(rule.code), rule.title_zh, rule.sentence_zh, self._short(rule))

    def _short(self, rule: Rule) -> str:
        if rule.structural:
            return _EVERYWHERE
        names = [profile.code for profile in self._profiles.values() if rule.code in profile.errors]
        return f"采用规则集 {'、'.join(names)} 的地方必须改正，别处提醒" if names else _ADVICE

    def _page(self, rule: Rule) -> Page:
        example = load_example(rule.code)
        bad, good = compared(example.bad, example.good)
        view = {
            "code": rule.code,
            "sentence": rule.sentence_zh,
            "kinds": [Ref(table.short, f"kinds/{table.name}/") for table in self._kinds(rule)],
            "parts": [words for part, words in _PARTS.items() if getattr(rule, part) is not None],
            "extracts": rule.extracts,
            "bindings": list(self._bindings(rule)),
            "sources": [self._citation(citation) for citation in rule.sources],
            "example": example,
            "bad": bad,
            "good": good,
            "texts": wordings({**_early_texts(rule.code), **rule.texts}),
        }
        sheet = self._sheet(rule.code, rule.title_zh, rule.sentence_zh, _WITH_EXAMPLE)
        return self._frame.page("rule.html", sheet, view)

    def _plain(self, code: str) -> Page:
        """What is no rule of the table: files that cannot be read, exemptions."""
        view = {
            "code": code,
            "sentence": SENTENCES[code],
            "kinds": [],
            "parts": [_PARTS["check"]],
            "extracts": True,
            "bindings": [Binding(Ref(_EVERYWHERE), "")],
            "sources": [],
            "example": None,
            "bad": [],
            "good": [],
            "texts": wordings(_early_texts(code)),
        }
        return self._frame.page("rule.html", self._sheet(code, TITLES[code], SENTENCES[code]), view)

    @staticmethod
    def _sheet(code: str, title: str, sentence: str, natures: frozenset[str] = frozenset()) -> Sheet:
        return Sheet(
            path=page_of(code),
            title=f"{code} {title}",
            description=sentence,
            section="handbook",
            crumbs=(*_CRUMBS, HUB),
            natures=natures,
        )

    def _kinds(self, rule: Rule) -> Iterator[Table]:
        return (table for table in self._index.schemas.kinds if table.name in rule.kinds)

    def _bindings(self, rule: Rule) -> Iterator[Binding]:
        if rule.structural:
            yield Binding(Ref(_EVERYWHERE), "下面“只在”的几种除外" if rule.profiled else "")
        for profile in self._profiles.values():
            if rule.code in profile.errors:
                words = _conditions(profile, rule.code)
                if rule.profiled:
                    words += (
                        "（只在" + "；".join(_blank(rule.texts[case][0]).rstrip("。") for case in rule.profiled) + "）"
                    )
                yield Binding(Ref(profile.title, f"{PROFILES.path}#p-{profile.code}"), words)
        if not rule.structural:
            yield Binding(Ref("其他地方"), "提醒；发布单位可以自定从严")

    def _citation(self, citation: Citation) -> Ref:
        return self._article(citation.source, citation.article, citation.words)

    def _article(self, source: str, article: str, words: str) -> Ref:
        """A link to the article, to its document where the article is not registered, else words alone."""
        if source not in self._index.sources:
            return Ref(words)
        anchor = self._matters.anchors.get((source, article), "")
        return Ref(words, f"sources/{source}/{f'#{anchor}' if anchor else ''}")

    def _profiles_page(self) -> Page:
        sheet = Sheet(
            path=PROFILES.path,
            title="规则集：哪份文件要求什么",
            description="每份文件要求清单由谁编制、审核、备案、公布，在哪些渠道公布，有哪些数字要求。",
            section="handbook",
            crumbs=(*_CRUMBS, HUB),
        )
        return self._frame.page("profiles.html", sheet, {"profiles": [self._described(p) for p in self._ordered()]})

    def _ordered(self) -> list[Profile]:
        return sorted(self._profiles.values(), key=lambda profile: (profile.draft, profile.code))

    def _described(self, profile: Profile) -> dict[str, object]:
        titles = {table.name: Ref(table.short, f"kinds/{table.name}/") for table in self._index.schemas.kinds}
        channels = [(titles.get(kind, Ref(kind)), "、".join(names)) for kind, names in profile.channels.items()]
        return {
            "code": profile.code,
            "title": profile.title,
            "draft": profile.draft,
            "source": self._article(profile.source, "", profile.title),
            "rules": [Ref(code, page_of(code)) for code in sorted(profile.errors)],
            "street": [Ref(code, page_of(code)) for code in sorted(profile.street_advice)],
            "channels": channels,
            "topics": "、".join(profile.topics),
            "steps": [
                row for kind in profile.chains for row in self._steps(profile, kind, titles.get(kind, Ref(kind)))
            ],
            "numbers": [self._number(profile, number) for number in profile.numbers.values()],
        }

    def _steps(self, profile: Profile, kind: str, title: Ref) -> Iterator[StepRow]:
        for step in profile.chains[kind]:
            yield StepRow(
                kind=title,
                action=f"{step.action}（有就要按顺序）" if step.optional else step.action,
                who=who(step),
                when=self._when(kind, step),
                term=_term(step),
                article=self._article(profile.source, step.article, step.article),
                rule=Ref(step.rule, page_of(step.rule)),
            )

    def _when(self, kind: str, step: Step) -> str:
        fields = self._index.schemas[kind].by_name
        return "；".join(f"{fields[name].title}：{'、'.join(values)}" for name, values in step.when.items())

    def _number(self, profile: Profile, number: Number) -> tuple[str, str, Ref]:
        value = f"{'' if number.op == '区间' else number.op} {number.value.replace('-', '～')} {number.unit}"
        return (number.title, value.strip(), self._article(profile.source, number.article, number.article))


def _conditions(profile: Profile, code: str) -> str:
    words = ["采用的地方必须改正" if not profile.draft else "文件是征求意见稿，发布单位自愿采用时必须改正"]
    if code in profile.street_advice:
        words.append("街道只提醒")
    return "；".join(words)


def _term(step: Step) -> str:
    words = []
    if step.within_days:
        words.append(f"上一步以后 {step.within_days} 天以内")
    if step.every_months:
        words.append(f"每 {step.every_months} 个月一次")
    if step.due:
        words.append(f"文件写明 {step.due} 前")
    return "；".join(words)


def _early_texts(code: str) -> dict[str, Text]:
    """The wordings of a code in the stages before the rules."""
    return {case: text for (known, case), text in TEXTS.items() if known == code}


def wordings(texts: Mapping[str, Text]) -> list[Text]:
    """What a clerk may be told, with … for what is read from the file."""
    return [(_blank(wrong), _blank(remedy)) for wrong, remedy in texts.values()]


def _blank(template: str) -> str:
    return _PLACEHOLDER.sub("…", _OPTIONAL.sub("", template))


def compared(bad: str, good: str) -> tuple[list[Line], list[Line]]:
    """The lines of both texts; those that the other has not are marked."""
    first, second = bad.rstrip("\n").split("\n"), good.rstrip("\n").split("\n")
    same = SequenceMatcher(a=first, b=second, autojunk=False).get_matching_blocks()
    left = {block.a + number for block in same for number in range(block.size)}
    right = {block.b + number for block in same for number in range(block.size)}
    return (
        [Line(text, number not in left) for number, text in enumerate(first)],
        [Line(text, number not in right) for number, text in enumerate(second)],
    )
