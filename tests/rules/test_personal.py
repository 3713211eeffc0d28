"""personal.py: what is personal is found and masked however it is written; what offices publish is not hit.

All numbers are made up; identity and card numbers are computed so that their check digits are right.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdan.rules.codes import check_character, is_usci
from qingdan.rules.personal import find, mask, masked


def identity(first17: str) -> str:
    """An identity number with its check character."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


def card(front: str) -> str:
    """A card number with Luhn's check digit."""
    for last in "0123456789":
        digits = [int(digit) for digit in reversed(front + last)]
        total = sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(digits))
        if total % 10 == 0:
            return front + last
    raise AssertionError


IDENTITY = identity("99010119900307002".replace("99", "45", 1))
CARD = card("622202123456789012")

PERSONAL = [
    ("身份证号码", IDENTITY),
    ("身份证号码", f"身份证：{IDENTITY}。"),
    ("身份证号码", " ".join([IDENTITY[:6], IDENTITY[6:14], IDENTITY[14:]])),
    ("身份证号码", identity("45010119900307019").lower()),
    ("身份证号码", IDENTITY.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
    ("手机号码", "13900012345"),
    ("手机号码", "联系电话：13900012345（办公室）"),
    ("手机号码", "139 0001 2345"),
    ("手机号码", "139-0001-2345"),
    ("手机号码", "139—0001—2345"),
    ("手机号码", "139 00012345"),
    ("手机号码", "1 3 9 0 0 0 1 2 3 4 5"),
    ("手机号码", "１３９０００１２３４５"),
    ("手机号码", "+8613900012345"),
    ("手机号码", "86-139-0001-2345"),
    ("手机号码", "013900012345"),
    ("手机号码", "139\u200b0001\u200b2345"),
    ("手机号码", "一三九零零零一二三四五"),
    ("手机号码", "幺三九〇〇〇幺二三四五"),
    ("银行卡号", CARD),
    ("银行卡号", " ".join(CARD[place : place + 4] for place in range(0, 19, 4))),
    ("银行卡号", card("400000123456789")),
    ("个人邮箱", "zhangsan@qq.com"),
    ("个人邮箱", "意见发至 zhang.san_1@163.com，谢谢"),
    ("个人邮箱", "zhangsan＠126.com"),
    ("个人邮箱", "ZhangSan@Gmail.Com"),
    ("个人邮箱", "zhangsan@vip.sina.com"),
    ("个人邮箱", "zhangsan @ sina.com.cn"),
    ("个人账号", "QQ：123456789"),
    ("个人账号", "微信号：zhangsan_90"),
    ("家庭住址", "示例小区3号楼2单元501室"),
    ("家庭住址", "示例小区 3 栋 2 单元 501"),
    ("家庭住址", "东区三号楼二单元五零一室"),
    ("家庭住址", "A座2单元501号"),
]

PUBLIC = [
    "0000-0009001",
    "座机 0451-87654321 转 8001",
    "010-12345678、（0512）65221234",
    "热线 12345、110、96119、400-000-0000",
    "示例政规〔2018〕11号",
    "第13900012345号",
    "示例〔2024〕13900012345号",
    "预算 13900012345 元",
    "13900012345.6 万元",
    "资金13900012345万元",
    "990101101-duty-0007",
    "区划代码 990101101201",
    "2026-01-15 至 2026-12-31",
    "8:30—12:00、14:00—17:30",
    "1 3 5 7 9 11 13 15 17 19 21",
    "公共邮箱 xinxi@example.gov.cn",
    "示例路3号楼205室",
    "三个单元分两期改造",
    "一二三四五六七八九",
    "二〇二六年一月十五日",
    "微信公众号“示例发布”",
    "QQ群由村里管理",
    "11511301008778183N",
    "11511301008778183N3442199806003",
    "索引号 000014349/2026-00012",
    "45010119900307002" + ("0" if IDENTITY[-1] != "0" else "1"),
    "6222021234567890120" if CARD != "6222021234567890120" else "6222021234567890121",
]


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_personal_data_is_found_for_what_it_is(kind: str, text: str) -> None:
    assert [hit.kind for hit in find(text)] == [kind]


@pytest.mark.parametrize("text", PUBLIC)
def test_what_offices_publish_is_not_hit(text: str) -> None:
    assert find(text) == ()
    assert mask(text) == text


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_a_masked_text_has_nothing_left_to_find(kind: str, text: str) -> None:
    shown = mask(text)
    assert shown != text, kind
    assert find(shown) == ()


def test_several_in_one_text_are_all_masked() -> None:
    shown = mask(f"甲 13900012345，乙 139-0001-2346，丙 {IDENTITY}")
    assert shown == "甲 13＊＊＊＊＊＊＊＊＊，乙 13＊＊＊＊＊＊＊＊＊＊＊，丙 45＊＊＊＊＊＊＊＊＊＊＊＊"


def test_a_mask_shows_two_characters_and_not_the_length() -> None:
    assert masked("13900012345") == "13＊＊＊＊＊＊＊＊＊"
    assert masked("x" * 80) == "xx" + "＊" * 12


def test_a_credit_code_of_digits_is_no_identity_or_card_number() -> None:
    """Some codes of GB 32100 are all digits; they are public."""
    rng = random.Random(32100)
    codes = ("".join(["11", *(str(rng.randrange(10)) for _ in range(15))]) for _ in range(20_000))
    whole = [code + check_character(code) for code in codes if check_character(code).isdigit()]
    assert len(whole) > 3000
    assert not any(find(code) for code in whole if is_usci(code))


@given(st.text())
def test_any_text_can_be_masked(text: str) -> None:
    assert find(mask(text)) == ()


def test_long_texts_take_little_time() -> None:
    text = "1 3 9 " * 100_000 + "单元" * 50_000 + "@" * 50_000 + "一三" * 50_000
    assert isinstance(find(text), tuple)
