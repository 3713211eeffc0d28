"""personal: what is personal is found and masked however it is written; what offices publish is not hit.

All numbers are made up (corpus.py); the figures are those that `make bench` prints.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qingdan.rules import personal
from qingdan.rules.form.codes import check_character, is_usci
from qingdan.rules.personal import find, is_suspect, mask, masked, masked_start
from tests.benchmarks.privacy import PRECISION, RECALL, Score, privacy_lines, score
from tests.rules.corpus import personal_cases
from tests.rules.corpus_by_hand import personal_by_hand
from tests.rules.corpus_public import public_cases

PERSONAL = (*personal_cases(), *personal_by_hand())
KINDS = {"手机号码", "身份证号码", "银行卡号", "个人邮箱", "个人账号", "证件号码", "车牌号码", "家庭住址"}


@pytest.fixture(scope="module")
def result() -> Score:
    return score()


def test_the_corpus_is_large_and_has_every_kind(result: Score) -> None:
    found, missed = len(result.found), len(result.missed)
    assert found + missed >= 300
    assert result.left_alone + len(result.wrong) >= 3000
    assert {case.kind for case in PERSONAL} == KINDS
    assert min(Counter(case.kind for case in PERSONAL).values()) >= 15
    assert sum(case.form != "plain" for case in PERSONAL) > len(PERSONAL) // 2
    assert len({case.form for case in public_cases()}) >= 25


def test_almost_everything_is_found(result: Score) -> None:
    assert result.recall >= RECALL, result.missed


def test_almost_nothing_else_is_hit(result: Score) -> None:
    assert result.precision >= PRECISION, result.wrong
    assert not [case for case in result.wrong if case.form == "texts of lists/"]


def test_no_kind_is_left_behind(result: Score) -> None:
    missed = Counter(case.kind for case in result.missed)
    for kind, number in Counter(case.kind for case in PERSONAL).items():
        assert missed[kind] <= max(1, number * 3 // 100), kind


def test_the_bench_prints_the_figures() -> None:
    lines = list(privacy_lines())
    assert "recall 0.99" in lines[0]
    assert lines[0].endswith("ok")
    assert all(any(kind in line for line in lines) for kind in KINDS)


# Masking


def pieces(value: str) -> set[str]:
    """Six letters or digits of a value in a row."""
    plain = "".join(char for char in value if char.isalnum())
    return {plain[n : n + 6] for n in range(len(plain) - 5)}


def test_a_masked_text_has_nothing_left_to_find(result: Score) -> None:
    for case in result.found:
        shown = mask(case.text)
        assert shown != case.text, case
        assert find(shown) == (), case
        assert mask(shown) == shown


def test_several_in_one_text_are_all_masked() -> None:
    shown = mask("甲 13900012345，乙 139-0001-2346，丙 139901199003070033")
    assert shown == "甲 13＊＊＊＊＊＊＊＊＊，乙 13＊＊＊＊＊＊＊＊＊＊＊，丙 13＊＊＊＊＊＊＊＊＊＊＊＊"


def test_what_overlaps_is_masked_to_its_end() -> None:
    shown = mask("家住示例路88号2栋3单元501室")
    assert not re.search("[0-9]{2}", shown), shown


def test_a_mask_shows_two_characters_and_not_the_length() -> None:
    assert masked("13900012345") == "13＊＊＊＊＊＊＊＊＊"
    assert masked("x" * 80) == "xx" + "＊" * 12


@pytest.mark.parametrize("before", range(0, 70, 3))
def test_a_cut_leaves_no_part_of_a_number(before: int, result: Score) -> None:
    """Wherever a long text is cut, six characters of a number in a row are never left."""
    for case in random.Random(before).sample(result.found, 40):
        text = "长" * before + " " + case.text + "尾" * 200
        shown = masked_start(text, 60)
        assert len(shown) <= 60 + 14
        left = pieces(case.value) - pieces(case.text.replace(case.value, "\n"))
        assert not any(piece in shown for piece in left if piece.isascii()), (case, shown)


@given(st.text(), st.integers(1, 40))
def test_any_text_can_be_masked_and_cut(text: str, longest: int) -> None:
    assert find(mask(text)) == ()
    assert mask(text) == text or find(text)
    assert masked_start(text, 10**6) == mask(text)
    assert find(masked_start(text, longest)) == ()


# Near misses that only arithmetic tells


def test_a_credit_code_of_digits_is_no_identity_or_card_number() -> None:
    """Some codes of GB 32100 are all digits; they are public."""
    rng = random.Random(32100)
    codes = ("".join(["1137", *(str(rng.randrange(10)) for _ in range(13))]) for _ in range(20_000))
    whole = [code + check_character(code) for code in codes if check_character(code).isdigit()]
    assert len(whole) > 3000
    assert not any(find(code) for code in whole if is_usci(code))


def test_a_number_of_an_application_is_no_identity_number_however_it_ends() -> None:
    """Division, day and serial: every eleventh has the right check character."""
    numbers = [f"37011220240115{serial:04d}" for serial in range(2000)]
    assert sum(bool(find(number)) for number in numbers) > 100
    assert not any(find(f"受理号：{number}") for number in numbers)
    assert all(find(f"身份证号：{number}") for number in numbers)


# The quick look


@pytest.mark.parametrize("width", [12, 30, 1000])
@pytest.mark.parametrize("style", [None, "'", "|", ">", '"'])
def test_no_way_of_writing_a_value_in_a_file_escapes_the_quick_look(
    style: str | None, width: int, result: Score
) -> None:
    """Quoted, folded or escaped: a file that holds something is looked at closely."""
    for case in result.found:
        content = {"备注": [{"说明": f"甲乙 {case.text} 丙丁"}]}
        written = yaml.dump(content, allow_unicode=True, width=width, default_style=style)
        assert is_suspect(written), written


ATOMS = st.sampled_from(
    [
        *"1 3 9 139 0001 2345 16412345678 一三九 幺 零 ① ９ ０ - . · （ ） \u3000 \u200b 1399011990 0307 003 6229".split(
            " "
        ),
        *"身份证 卡号 @ ＠ qq .com 163 ｑ 微信 号 ： : zhang_88 wx VX 加 V Q 扣扣 护照 E 12345678 社保卡 车牌 鲁A".split(
            " "
        ),
        *"D1234 小区 花园 3 号楼 2 单元 501 室 家住 住址 村民 村 三 组 路 某 元 ,".split(" "),
    ]
)


@given(st.lists(ATOMS, max_size=14).map("".join))
def test_the_quick_look_lets_nothing_pass(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(personal, "is_suspect", lambda _: True)
        hits = find(text)
    assert is_suspect(text) or not hits, (text, hits)


def test_nearly_all_shipped_texts_pass_the_quick_look() -> None:
    texts = [case.text for case in public_cases() if case.form == "texts of lists/"]
    assert sum(map(is_suspect, texts)) < len(texts) * 0.1


# Time

HOSTILE = (
    *"1 1- 139. (139) 62 45010119900307002 身份证4501 身份证 卡号1 ９ ① @ @qq a@qq.co #163. [at] a. aaaa 微信: 护照号A".split(),
    *"车牌京A1 1单元 1号楼1单元1室 小区1号楼 住址1号 家住村1组1号 路1号 某住路1号 办公1单元1室 一三 \\ 。".split(),
    *("1 3 ", "1 3 9 ", "+86 139 ", "0086139 0001 234", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 3 ", "6 ", "6229 ", " ", "\n1"),
    *("450101 19900307 002 ", "a at qq.", "QQ:12 ", "加微信 a"),
)


@pytest.mark.parametrize("atom", HOSTILE)
def test_a_hostile_megabyte_ends_soon(atom: str) -> None:
    """A bound that only a pattern that backtracks without end can miss; on this kind of machine it is under 1 s."""
    text = atom * (1_000_000 // len(atom.encode()) + 1)
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 30


def test_cases_say_where_their_value_stands() -> None:
    assert all(case.value and case.value in case.text for case in PERSONAL)
    assert not any(case.value for case in public_cases())
