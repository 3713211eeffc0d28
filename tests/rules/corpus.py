"""What S06 must find: made-up personal data in every kind of disguise, inside sentences of township lists.

The truth is made here, by generators that know nothing of the detector: each case says which characters of its text
are personal. No number is anybody's: identity numbers have a county that does not exist, mobile numbers a segment
that no operator was given, cards an issuer that does not exist; check digits are right all the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

ROUNDS = 6
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
NUMERALS: Mapping[int, int | str] = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN: Mapping[int, int | str] = str.maketrans("0123456789", "〇幺二三四五六七八九")
FORMAL: Mapping[int, int | str] = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
CIRCLED: Mapping[int, int | str] = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
SERIF = str.maketrans({str(n): chr(0x1D7CE + n) for n in range(10)})


class Case(NamedTuple):
    """A text, what is personal in it ("" for nothing), its kind, and the disguise or the family it belongs to."""

    kind: str
    form: str
    text: str
    value: str


Disguise = Callable[[str, random.Random], str]


# Values


def identity_first17(rng: random.Random) -> str:
    """Province, a county that does not exist, a date of birth, a serial."""
    province = rng.choice("11 13 15 21 23 31 32 33 35 37 41 42 44 45 46 50 51 52 53 61 63 65".split())
    born = date(1931, 1, 1) + timedelta(days=rng.randrange(33_000))
    return f"{province}99{rng.randint(90, 99)}{born:%Y%m%d}{rng.randint(1, 999):03d}"


def with_check(first17: str) -> str:
    """The number with the check character of GB 11643."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True))
    return first17 + "10X98765432"[total % 11]


def identity(rng: random.Random) -> str:
    """An identity number of 18 characters."""
    return with_check(identity_first17(rng))


def old_identity(rng: random.Random) -> str:
    """An identity number of 15 digits, as before 1999."""
    whole = identity_first17(rng)
    return whole[:6] + whole[8:]


def mobile(rng: random.Random) -> str:
    """A mobile number of a segment that is not in use."""
    return rng.choice(("154", "161", "163", "164", "168", "169")) + f"{rng.randrange(10**8):08d}"


def luhn(front: str) -> str:
    """The digits with Luhn's check digit."""
    doubled = [int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(reversed(front))]
    return front + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def card(rng: random.Random) -> str:
    """A card of 16 or 19 digits of an issuer that does not exist."""
    front, length = rng.choice((("629999", 19), ("629998", 16), ("629997", 19), ("499999", 16), ("559999", 16)))
    return luhn(front + "".join(str(rng.randrange(10)) for _ in range(length - 7)))


def account(rng: random.Random) -> str:
    """A name as people give themselves."""
    syllables = "zhang li wang xiao ming hua lao ba feng yun tian qing shan mei".split()
    return "".join(rng.sample(syllables, 2)) + rng.choice(("", "_", "-")) + str(rng.randint(10, 9999))


def qq(rng: random.Random) -> str:
    """A number of QQ."""
    return str(rng.randrange(10**5, 10**10))


def disability(rng: random.Random) -> str:
    """The number of a 残疾人证: the identity number, the kind and the degree."""
    return identity(rng) + rng.choice("1234567") + rng.choice("1234")


def mailbox(rng: random.Random) -> str:
    """A mailbox at a provider that gives them to everybody."""
    local = rng.choice((account(rng), str(rng.randrange(10**7, 10**10)), account(rng).replace("-", ".")))
    hosts = "qq.com 163.com 126.com foxmail.com gmail.com sina.com sina.cn outlook.com hotmail.com 139.com 189.cn"
    return f"{local}@{rng.choice((hosts + ' yeah.net sohu.com aliyun.com vip.163.com vip.qq.com icloud.com').split())}"


def plate(rng: random.Random) -> str:
    """The plate of a car; the letter I is never used in one, O only by the police."""
    tail = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(4))
    return f"{rng.choice('京沪鲁黑苏贵陕粤')}{rng.choice('ABCDEFGH')}{tail}{rng.randrange(10)}"


# Disguises


def grouped(*lengths: int, by: str = " ") -> Disguise:
    """The value in groups, what is left over at the end."""

    def disguise(value: str, _: random.Random) -> str:
        parts, rest = [], value
        for length in lengths:
            parts.append(rest[:length])
            rest = rest[length:]
        return by.join([*parts, rest] if rest else parts)

    return disguise


def translated(table: Mapping[int, int | str]) -> Disguise:
    """The value in other characters."""
    return lambda value, _: value.translate(table)


def framed(before: str, after: str = "") -> Disguise:
    """The value with something around it that belongs to it."""
    return lambda value, _: f"{before}{value}{after}"


def swapped(old: str, new: str) -> Disguise:
    """The value with one sign written otherwise."""
    return lambda value, _: value.replace(old, new)


def both(first: Disguise, second: Disguise) -> Disguise:
    """One disguise over the other."""
    return lambda value, rng: second(first(value, rng), rng)


def plain(value: str, _: random.Random) -> str:
    """No disguise."""
    return value


def some_full_width(value: str, rng: random.Random) -> str:
    """Some of the characters are full-width."""
    return "".join(char.translate(FULL_WIDTH) if rng.random() < 0.5 else char for char in value)


def some_spoken(value: str, rng: random.Random) -> str:
    """Some of the digits are numerals."""
    table = rng.choice((NUMERALS, SPOKEN))
    return value[:3] + "".join(char.translate(table) if rng.random() < 0.6 else char for char in value[3:-1]) + "九"


MOBILE_FORMS: dict[str, Disguise] = {
    "plain": plain,
    "spaces 3-4-4": grouped(3, 4, 4),
    "dashes 3-4-4": grouped(3, 4, 4, by="-"),
    "dots 3-4-4": grouped(3, 4, 4, by="."),
    "middle dots": grouped(3, 4, 4, by="·"),
    "underscores": grouped(3, 4, 4, by="_"),
    "slashes": grouped(3, 4, 4, by="/"),
    "dash with spaces": grouped(3, 4, 4, by=" - "),
    "long dashes": grouped(3, 4, 4, by="—"),
    "wide spaces": grouped(3, 4, 4, by="\u3000"),
    "no-break spaces": grouped(3, 4, 4, by="\u00a0"),
    "zero width": grouped(3, 4, 4, by="\u200b"),
    "spaces 3-3-5": grouped(3, 3, 5),
    "spaces 4-3-4": grouped(4, 3, 4),
    "space 3-8": grouped(3, 8),
    "space 7-4": grouped(7, 4),
    "each digit": grouped(*[1] * 11),
    "each digit dashed": grouped(*[1] * 11, by="-"),
    "mixed separators": lambda value, _: f"{value[:3]}-{value[3:7]} {value[7:]}",
    "first in brackets": lambda value, _: f"({value[:3]}){value[3:7]}-{value[7:]}",
    "first in wide brackets": lambda value, _: f"（{value[:3]}）{value[3:]}",
    "middle in brackets": lambda value, _: f"{value[:3]}({value[3:7]}){value[7:]}",
    "full width": translated(FULL_WIDTH),
    "some full width": some_full_width,
    "full width dashes": both(grouped(3, 4, 4, by="-"), translated(FULL_WIDTH)),
    "circled": translated(CIRCLED),
    "mathematical": translated(SERIF),
    "numerals": translated(NUMERALS),
    "spoken": translated(SPOKEN),
    "formal numerals": translated(FORMAL),
    "spoken in groups": both(grouped(3, 4, 4), translated(SPOKEN)),
    "some spoken": some_spoken,
    "+86": framed("+86"),
    "+86 space": framed("+86 "),
    "86-": both(grouped(3, 4, 4, by="-"), framed("86-")),
    "(+86)": framed("(+86)"),
    "（86）": framed("（86）"),
    "0086": framed("0086"),
    "leading 0": framed("0"),
    "full width +86": both(framed("+86"), translated(FULL_WIDTH)),
}
IDENTITY_FORMS: dict[str, Disguise] = {
    "plain": plain,
    "lower x": lambda value, _: value.lower(),
    "full width": translated(FULL_WIDTH),
    "some full width": some_full_width,
    "spaces 6-8-4": grouped(6, 8, 4),
    "dashes 6-8-4": grouped(6, 8, 4, by="-"),
    "dots 6-8-4": grouped(6, 8, 4, by="."),
    "spaces 6-4-4-4": grouped(6, 4, 4, 4),
    "spaces 3-3-4-4-4": grouped(3, 3, 4, 4, 4),
    "space 14-4": grouped(14, 4),
    "each digit": grouped(*[1] * 18),
    "zero width": grouped(6, 8, 4, by="\u200b"),
    "wide spaces": grouped(6, 8, 4, by="\u3000"),
    "circled": translated(CIRCLED),
}
CARD_FORMS: dict[str, Disguise] = {
    "plain": plain,
    "groups of four": grouped(4, 4, 4, 4, 3),
    "groups with dashes": grouped(4, 4, 4, 4, 3, by="-"),
    "groups with dots": grouped(4, 4, 4, 4, 3, by="."),
    "six and the rest": grouped(6, 13),
    "full width": translated(FULL_WIDTH),
    "some full width": some_full_width,
    "wide spaces": grouped(4, 4, 4, 4, 3, by="\u3000"),
    "zero width": grouped(4, 4, 4, 4, 3, by="\u200b"),
    "each digit": grouped(*[1] * 19),
}
MAILBOX_FORMS: dict[str, Disguise] = {
    "plain": plain,
    "capitals": lambda value, _: value.upper(),
    "wide sign": swapped("@", "＠"),
    "spaces": swapped("@", " @ "),
    "[at]": swapped("@", "[at]"),
    "(at)": swapped("@", "(at)"),
    "（at）": swapped("@", "（at）"),
    " at ": swapped("@", " at "),
    "【@】": swapped("@", "【@】"),
    "艾特": swapped("@", "艾特"),
    "#": swapped("@", "#"),
    "(#)": swapped("@", "(#)"),
    "full width": translated(FULL_WIDTH),
    "full stop": lambda value, _: "。".join(value.rsplit(".", 1)),
    "[dot]": lambda value, _: "[dot]".join(value.replace("@", "[at]").rsplit(".", 1)),
    "点": lambda value, _: "点".join(value.rsplit(".", 1)),
    "space before the dot": lambda value, _: " .".join(value.rsplit(".", 1)),
}

# Sentences of township lists, `{}` for the value. Kinds that only a context can tell have their contexts here too.

NUMBER_SENTENCES = (
    "{}",
    "联系人张某，电话：{}。",
    "咨询电话：{}（工作日）",
    "有疑问请拨{}，或者到综合窗口问。",
    "网格员李某某{}负责巡查、劝阻和上报。",
    "1.受理：申请人提交材料。2.审核：由王某（{}）入户核实。",
    "包村干部 {}",
    "村民可以打 {} 报名，名额30人，2026年3月15日截止。",
    "0000-0000001、{}",
    "公示期5个工作日，异议请告知赵某某，手机{}，逾期不再受理",
    "代办员:{};村级服务站",
    "示例村护林员3名，队长电话{}；副队长另行通知。",
    "微信同号 {}",
    "发放对象：周某，{}，高龄津贴每月100元",
)
IDENTITY_SENTENCES = (
    "{}",
    "身份证号：{}",
    "张某某，身份证号码{}，享受低保金每月620元。",
    "公民身份号码 {}",
    "户主王某（{}），家庭成员3人",
    "代理人证件号码为{}，凭委托书办理。",
    "申请人李某{}已通过审核",
    "名单：赵某 {} 残疾等级二级",
)
OLD_IDENTITY_SENTENCES = (
    "身份证号：{}",
    "旧身份证号码{}的，到派出所换证",
    "公民身份号码 {}",
    "身份证（{}）",
)
CARD_SENTENCES = (
    "{}",
    "补贴打入银行卡：{}。",
    "惠农一卡通账号{}，户名张某",
    "开户行示例农商银行，卡号 {}",
    "退款账户：{}（本人）",
    "社会化发放，李某，{}，每月10日到账",
)
MAILBOX_SENTENCES = (
    "{}",
    "意见发至{}。",
    "电子邮箱：{}，五个工作日内答复",
    "请把扫描件发送至 {} 或者拍照发送",
    "联系人：张某 邮箱:{};电话另行通知",
    "报名表发{}（注明村名）",
)
ACCOUNT_SENTENCES = (
    "微信：{}",
    "微信号{}",
    "联系人微信号：{}，加时注明村名",
    "加微信 {} 领取表格",
    "请加微{}",
    "VX:{}",
    "vx {}",
    "wx：{}",
    "V信：{}",
    "wechat: {}",
    "网格员微信ID：{}",
    "可以加他的微信（{}）",
    "薇信号 {}",
)
QQ_SENTENCES = (
    "QQ：{}",
    "QQ号{}",
    "qq {}",
    "ＱＱ：{}",
    "联系人QQ号码为{}",
    "加Q {}",
    "扣扣{}",
    "QQ邮箱：{}",
    "Q号 {}",
    "企鹅号码：QQ{}",
)
DISABILITY_SENTENCES = ("{}", "残疾人证号：{}", "张某，{}，每月领取护理补贴")
PAPER_SENTENCES = (
    ("护照号码：{}", "E{8}"),
    ("护照号{}", "EC{7}"),
    ("持护照（{}）入境的", "G{8}"),
    ("港澳居民来往内地通行证号码 {}", "H{8}"),
    ("往来港澳通行证：{}", "C{8}"),
    ("台湾居民来往大陆通行证号：{}", "{8}"),
    ("社保卡号：{}", "A{8}"),
    ("社会保障卡卡号 {}", "D{8}"),
    ("医保卡号{}", "{10}"),
    ("驾驶证号：{}", "{12}"),
    ("军官证号：{}", "军字第{7}号"),
    ("残疾证号码：{}", "{10}"),
    ("退役军人优待证编号 {}", "{12}"),
    ("学籍号：{}", "G{18}"),
)
PLATE_SENTENCES = (
    "车牌号：{}",
    "车主张某，车牌{}",
    "私家车{}停在村口",
    "李某驾驶的面包车（{}）",
    "车牌号码为 {} 的小轿车",
)
HOMES = (
    "{n}号楼{u}单元{r}室",
    "{n}号楼 {u} 单元 {r}",
    "{n}栋{u}单元{r}号",
    "{c}号楼{d}单元{e}室",
    "{n}幢{u}单元{r}",
    "{n}＃楼{u}单元{r}室",
    "{L}座{u}单元{r}室",
    "{n}-{u}-{r}",
    "{n}#{u}单元{r}",
    "{n}栋{r}室",
    "{n}幢{r}",
    "{n}号楼{r}室",
    "{n}号楼{u}单元{f}楼东户",
)
HOME_SENTENCES = (
    "示例小区{}",
    "住示例花园{}。",
    "家住阳光家园{}，行动不便，可以上门办",
    "联系人张某，地址：示例新村小区{}",
    "低保户王某（示例佳苑小区{}）",
    "现住址：示例镇示例路18号示例公寓{}",
    "示例县示例嘉园{}，李某某，享受高龄津贴",
    "送到示例家属院{}",
)
DOORS = (
    ("家住示例村{}", "{c}组{n}号"),
    ("住址：示例镇示例村{}", "{n}组{r}号"),
    ("村民王某（示例村{}）", "{c}组{n}号"),
    ("户主张某，示例镇示例村{}", "{c}社{n}号"),
    ("家庭住址：示例镇示例村{}", "{c}屯{n}号"),
    ("户籍地址示例县示例镇示例村{}", "{c}队{n}号附{f}号"),
    ("家庭住址：示例镇{}", "示例路{n}号"),
    ("现居住地为示例镇{}", "示例街{n}号院{f}号"),
    ("低保户李某，住{}", "幸福巷{n}号"),
    ("残疾人赵某现住{}", "示例胡同{n}号"),
    ("户籍所在地：示例镇{}", "示例里{n}号"),
    ("五保户周某家住{}", "示例弄{n}号{f}室"),
)


# Cases


def _cases(
    kind: str, made: Callable[[random.Random], str], forms: dict[str, Disguise], sentences: tuple[str, ...]
) -> Iterator[Case]:
    """Every disguise in ROUNDS sentences and every sentence with a plain value."""
    rng = random.Random(f"{kind} {sentences[-1]}")
    for form, disguise in forms.items():
        for sentence in (sentences[0], *rng.sample(sentences, min(ROUNDS - 1, len(sentences)))):
            value = disguise(made(rng), rng)
            yield Case(kind, form, sentence.format(value), value)
    for sentence in sentences:
        value = made(rng)
        yield Case(kind, "plain", sentence.format(value), value)


def _digits(pattern: str, rng: random.Random) -> str:
    """A number of the pattern: {8} stands for eight digits."""
    head, _, rest = pattern.partition("{")
    length, _, tail = rest.partition("}")
    return head + "".join(str(rng.randrange(10)) for _ in range(int(length))) + tail


def _door(pattern: str, rng: random.Random) -> str:
    numerals = "一二三四五六七八九"
    room = f"{rng.randint(1, 18)}0{rng.randint(1, 4)}"
    return pattern.format(
        n=rng.randint(1, 36),
        u=rng.randint(1, 6),
        r=room,
        f=rng.randint(1, 6),
        c=rng.choice(numerals),
        d=rng.choice(numerals),
        e="".join((rng.choice(numerals), "〇", rng.choice(numerals))),
        L=rng.choice("ABCD"),
    )


def _by_context() -> Iterator[Case]:
    rng = random.Random("context")
    for sentence, pattern in PAPER_SENTENCES:
        for _ in range(3):
            value = _digits(pattern, rng)
            yield Case("证件号码", sentence, sentence.format(value), value)
    for sentence in HOME_SENTENCES:
        for home in HOMES:
            value = _door(home, rng)
            yield Case("家庭住址", home, sentence.format(value), value)
    for sentence, door in DOORS:
        for _ in range(3):
            value = _door(door, rng)
            yield Case("家庭住址", door, sentence.format(value), value)


def personal_cases() -> tuple[Case, ...]:
    """Everything that must be found, the same in every run."""
    bare: dict[str, Disguise] = {"plain": plain}
    wide: dict[str, Disguise] = {"plain": plain, "full width": translated(FULL_WIDTH)}
    dotted: dict[str, Disguise] = {"plain": plain, "dot": lambda value, _: f"{value[:2]}·{value[2:]}"}
    return (
        *_cases("手机号码", mobile, MOBILE_FORMS, NUMBER_SENTENCES),
        *_cases("身份证号码", identity, IDENTITY_FORMS, IDENTITY_SENTENCES),
        *_cases("身份证号码", old_identity, wide, OLD_IDENTITY_SENTENCES),
        *_cases("银行卡号", card, CARD_FORMS, CARD_SENTENCES),
        *_cases("个人邮箱", mailbox, MAILBOX_FORMS, MAILBOX_SENTENCES),
        *_cases("个人账号", account, bare, ACCOUNT_SENTENCES),
        *_cases("个人账号", qq, wide, QQ_SENTENCES),
        *_cases("证件号码", disability, bare, DISABILITY_SENTENCES),
        *_cases("车牌号码", plate, dotted, PLATE_SENTENCES),
        *_by_context(),
    )
