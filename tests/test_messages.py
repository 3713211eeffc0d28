"""messages.py: every case that the code can find has plain Chinese words, and every value they need is given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdan import messages, rules
from qingdan.finding import Finding, Location
from qingdan.messages import TEXTS, TITLES, describe, fill, printable, source_of, title_of
from qingdan.rules import TABLE
from qingdan.rules.facts.chains import CHAIN_TEXTS
from qingdan.rules.rule import Check
from tests.helpers import ROOT
from tests.rules.repository import schemas

PACKAGE = ROOT / "scripts" / "qingdan"
# The codes under which each stage reports.
STAGES = {
    "source.py": ("F01", "F02", "S04"),
    "bind.py": ("S04",),
    "folder.py": ("F01", "F03", "S01"),
    "read.py": ("S01", "S04"),
    "resolve.py": ("S02",),
    "conform.py": ("S04",),
    "exemptions.py": ("E01",),
}
# Functions that take a case as a text, and the values they add to those of the call.
WRAPPERS = {
    "Finding": (),
    "Problem": (),
    "_finding": ("field", "description", "example"),
    "_refuse": (),
    "_fail": (),
    "_report": (),
    "report": (),
    "mention_problem": ("read", "table"),
    "_limit": (),
}
# Functions that return a case, alone or with its values.
RETURNING = ("_case", "_text_case", "_cause", "_refusal")
WORD = re.compile("[a-z]+(_[a-z]+)*")
# What a clerk meets anyway: names of files and encodings, a key of the keyboard, words that are values themselves.
LATIN = re.compile(r"lists|publisher|divisions|places|reference|yaml|_list|UTF-8|GBK|Tab|GB 32100|CC-BY|[A-Z]\d\d")


class Use:
    """A case in the code: where, which words it names, which values stand beside it (None: not to be seen)."""

    def __init__(self, place: str, module: str, case: str, given: set[str] | None) -> None:
        self.place, self.module, self.case, self.given = place, module, case, given

    def __repr__(self) -> str:
        return f"{self.place}:{self.case}"


def uses() -> Iterator[Use]:
    """Every case that the code names."""
    for path in sorted((*(PACKAGE / name for name in STAGES), *(PACKAGE / "rules").rglob("*.py"))):
        tree = ast.parse(path.read_text("utf8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _called(path, node)
            elif isinstance(node, ast.FunctionDef) and node.name in RETURNING:
                yield from _returned(path, node)
            elif (
                isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "case"
            ):
                yield from (_use(path, node, text, None) for text in _words(node.value))


def _called(path: Path, node: ast.Call) -> Iterator[Use]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in WRAPPERS:
        return
    stated = [keyword.value for keyword in node.keywords if keyword.arg == "case"]
    texts = [text for value in stated for text in _words(value)]
    if not stated:
        texts = [text for argument in node.args[:2] for text in _words(argument)][:1]
    values: set[str] | None = {str(keyword.arg) for keyword in node.keywords} | set(WRAPPERS[name])
    if any(keyword.arg is None for keyword in node.keywords):
        values = None
    if name in ("Finding", "Problem"):
        values = _keys(next((keyword.value for keyword in node.keywords if keyword.arg == "params"), ast.Dict([], [])))
    yield from (_use(path, node, text, values) for text in texts)


def _keys(node: ast.expr) -> set[str] | None:
    """The keys of a literal mapping; None when they cannot be seen."""
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    return None


def _returned(path: Path, function: ast.FunctionDef) -> Iterator[Use]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            value = node.value.elts[0] if isinstance(node.value, ast.Tuple) else node.value
            yield from (_use(path, node, text, None) for text in _words(value))


def _words(node: ast.expr) -> Iterator[str]:
    """The cases that an expression can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORD.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body)
        yield from _words(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield from (f"type_{name}" for name in ("integer", "number", "date"))


def _use(path: Path, node: ast.AST, text: str, values: set[str] | None) -> Use:
    return Use(f"{path.name}:{getattr(node, 'lineno', 0)}", path.name, text, values)


USES = list(uses())


RULES_TEXTS = [(case, text) for rule in TABLE.values() for case, text in rule.texts.items()]


def wordings(module: str) -> list[tuple[str, tuple[str, str]]]:
    """The wordings that a module can name; a module of rules may find problems for several rules."""
    if module in STAGES:
        return [(case, text) for (code, case), text in TEXTS.items() if code in STAGES[module]]
    return [*RULES_TEXTS, *CHAIN_TEXTS.items()]


def parts(rule: rules.Rule) -> list[Check]:
    """The checks of a rule: at least one."""
    return [check for check in (rule.check, rule.calendar, rule.since) if check is not None]


@pytest.mark.parametrize("use", USES, ids=repr)
def test_every_case_has_words_and_its_values(use: Use) -> None:
    texts = [text for case, text in wordings(use.module) if case == use.case]
    assert texts, f"{use} has no wording"
    if use.given is not None:
        assert any(needed(text) <= use.given for text in texts), f"{use} lacks a value"


def needed(text: tuple[str, str]) -> set[str]:
    """The values without which a wording cannot be filled."""
    return set(re.findall(r"\{([a-z_]+)\}", re.sub(r"\[\[.*?\]\]", "", "".join(text))))


def test_no_wording_is_dead() -> None:
    """Those of rules are shown by a case each (tests/rules/test_cases.py)."""
    named = {(use.module, use.case) for use in USES}
    for code, case in TEXTS:
        assert any((module, case) in named for module, codes in STAGES.items() if code in codes), (code, case)


def every_text() -> Iterator[tuple[str, str]]:
    for (code, case), (wrong, mend) in TEXTS.items():
        yield f"{code}-{case}", wrong + mend
    for rule in TABLE.values():
        for case, (wrong, mend) in rule.texts.items():
            yield f"{rule.code}-{case}", wrong + mend


@pytest.mark.parametrize(("name", "text"), [pytest.param(*pair, id=pair[0]) for pair in every_text()])
def test_words_are_chinese_and_no_regular_expression(name: str, text: str) -> None:
    words = LATIN.sub("", re.sub(r"\{[a-z_]+\}", "", text))
    assert not re.search("[A-Za-z]{2,}", words), name
    assert not re.search(r"\[\^|\\[dws]|\{\d", words), name
    assert re.search("[。！？]\\]*$", text), name


@pytest.mark.parametrize("rule", TABLE.values(), ids=TABLE.keys())
def test_rule_says_itself_in_one_chinese_sentence(rule: rules.Rule) -> None:
    assert rule.title_zh
    assert rule.sentence_zh.endswith("。")
    assert rule.sentence_zh.count("。") == 1
    assert all(check.__doc__ for check in parts(rule))
    assert title_of(rule.code) == rule.title_zh


def test_titles_of_codes_that_are_no_rules() -> None:
    assert {code for code, _ in TEXTS} - set(TABLE) == set(TITLES)


def test_source_names_document_and_article() -> None:
    assert source_of("D04") == (
        "《山东省乡镇人民政府工作条例》第二十四条；《关于进一步加强乡镇政府、街道办事处依法行政工作的意见》第6项"
    )
    assert source_of("S01") == ""
    assert source_of("F01") == ""


def test_source_articles_are_registered() -> None:
    """What a rule cites can be opened on the site."""
    for rule in TABLE.values():
        for source, article in rule.sources:
            path = ROOT / "lists" / "reference" / "sources" / f"{source}.yaml"
            if path.exists():
                assert f"条号: {article}\n" in path.read_text("utf8").replace("'", ""), (rule.code, source, article)
            else:
                assert source == "gb-32100-2015"


def test_source_titles_are_the_registered_ones() -> None:
    for source, title in rules.SOURCE_TITLES.items():
        path = ROOT / "lists" / "reference" / "sources" / f"{source}.yaml"
        assert not path.exists() or f"名称: {title}\n" in path.read_text("utf8")


def a_finding(**params: str) -> Finding:
    place = Location(path="lists/a.yaml", line=3, column=1, field="items.effective_from")
    return Finding(code="S04", case="type_date", location=place, params=params)


def test_a_finding_says_what_is_wrong_how_to_mend_it_and_what_the_field_is() -> None:
    message = describe(a_finding(field="施行日期", read="2026-13-01", fixed=""), schemas())
    assert message.title == "字段和日期"
    assert message.text == (
        "“施行日期”写的是“2026-13-01”，不是一个真有的日期。日期写成“年-月-日”，月和日各两位，如 2026-01-05。"
    )
    assert message.help.startswith("施行日期：从哪一天起施行")
    assert message.help.endswith("例如：2026-01-15")


def test_the_value_to_paste_is_given_where_it_is_known() -> None:
    message = describe(a_finding(field="施行日期", read="2026年1月5日", fixed="2026-01-05"), schemas())
    assert "请改成“2026-01-05”；" in message.text


def test_a_missing_value_is_the_tools_mistake() -> None:
    with pytest.raises(KeyError):
        describe(a_finding(field="施行日期"), schemas())


def test_optional_parts_need_all_their_values() -> None:
    assert fill("甲[[，乙{a}]][[，丙{b}]]。", {"a": "1", "b": ""}) == "甲，乙1。"


def test_personal_data_is_masked_in_every_message() -> None:
    finding = Finding(
        code="S01",
        case="stray_file",
        location=Location(path="lists/名单13900012345.xlsx"),
        params={"name": "名单13900012345.xlsx"},
    )
    text = describe(finding, schemas()).text
    assert "13900012345" not in text
    assert "13＊＊＊＊＊＊＊＊＊.xlsx" in text


def test_values_cannot_steer_a_terminal() -> None:
    assert printable("甲\x1b[31m乙\u202e丙\u200b丁\n戊\u3000己") == "甲‹U+001B›[31m乙‹U+202E›丙‹U+200B›丁 戊\u3000己"


@given(st.text())
def test_printable_text_is_one_short_line(text: str) -> None:
    shown = printable(text)
    assert all(char.isprintable() or char == "\u3000" for char in shown)
    assert len(shown) <= messages.LONGEST * len("‹U+10FFFF›")


def test_long_values_are_cut() -> None:
    assert printable("长" * 5000) == "长" * (messages.LONGEST - 1) + "…"
