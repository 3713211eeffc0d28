"""Private mailboxes, accounts of WeChat and QQ, numbers of papers and cars.

In: plain text (characters.py). Out: hits. A mailbox is private when anybody can have one at its provider; the others
are told by the word before them, and left alone where an office's own account or car is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import Hit

# Mailboxes

_PROVIDERS = (
    "qq|foxmail|163|126|yeah|188|sina|sohu|tom|139|189|wo|21cn|263|aliyun|gmail|googlemail|hotmail|outlook|live|msn"
    "|icloud|me|mac|yahoo|ymail|protonmail|88|eyou|2980|sogou"
)
_OPEN, _SHUT, _SIGN = r"\[({<【「〔", r"\])}>】」〕", "@#*☆★△◎"
_DOT = rf" ?(?:[.。]|[{_OPEN}] ?(?:dot|点|\.) ?[{_SHUT}]|点|(?<= )dot(?= )) ?"
_MAILBOX = re.compile(
    rf"[{_SIGN}艾a](?:(?<=[{_SIGN}])|(?<=艾)特|(?<=[ {_OPEN}].)(?<=a)t?(?=[ {_SHUT}])) {{0,3}}[{_SHUT}]? {{0,3}}"
    rf"(?:vip{_DOT})?(?:{_PROVIDERS}){_DOT}(?:com{_DOT}cn|com|cn|net)(?![0-9a-z-]|\.[a-z])",
    re.IGNORECASE,
)
_LOCAL = re.compile(rf"(?P<local>[0-9A-Za-z][0-9A-Za-z._+-]{{0,63}}) {{0,3}}[{_OPEN}]? ?\Z")


def find_mailboxes(text: str) -> Iterator[Hit]:
    """Mailboxes at providers for everybody, however the sign between name and provider is written."""
    for found in _MAILBOX.finditer(text):
        first = max(found.start() - 72, 0)
        name = _LOCAL.search(text[first : found.start()])
        if name:
            yield Hit("个人邮箱", first + name.start(), found.end())


# Accounts

_NAMED = "(?:号码?|账号|帐号|同号|名)?(?:[Ii][Dd])?"
_IS = r" {0,2}(?:[:=是为]|号是)? {0,2}[(\[\"“'‘]? ?"
_WECHAT = re.compile(
    "[微薇威加VvWw](?:(?<=[微薇威])信|(?<=加)(?:微(?!信)|[Vv])|(?<=[Vv])信|(?<![0-9A-Za-z].)(?<=[Vv])(?=:)|(?<![0-9A-Za-z].)(?<=[VvWw])(?:[Xx]|(?i:echat|eixin))(?![A-Za-z-]))"
    rf"(?P<said>{_NAMED}{_IS})(?P<id>[A-Za-z][0-9A-Za-z_-]{{5,19}}|[1-9][0-9]{{5,10}})(?![0-9A-Za-z_-])"
    "(?!.{0,4}(?:公众号|小程序|服务号|订阅号|视频号))"
)
_WECHAT_INNER = re.compile("wxid_[0-9a-z]{8,20}")
_QQ = re.compile(
    "[Qq扣加](?:(?<![0-9A-Za-z@.].)(?<=[Qq])[Qq]|(?<=扣)扣|(?<=加)[Qq]|(?<![0-9A-Za-z].)(?<=[Qq])(?=号|:[1-9][0-9]{5}))(?:号码?|账号|帐号|邮箱)?"
    rf"(?:[Qq][Qq])?{_IS}(?P<id>[1-9][0-9]{{4,10}})(?![0-9A-Za-z]|\.[0-9]| ?[人个户元名年次条])"
)
_OFFICIAL = ("企业", "官方", "政务", "单位", "公共", "服务", "工作")
_NOBODY = frozenset({"wechat", "weixin", "wechatpay", "weixinpay", "wecom", "alipay"})


def find_accounts(text: str) -> Iterator[Hit]:
    """Accounts of WeChat and QQ behind their name; official accounts and groups are not meant."""
    for found in _WECHAT.finditer(text):
        name = found["id"]
        sure = found["said"].strip() or re.search("[0-9_]", name)
        if sure and name.lower() not in _NOBODY and not _is_official(text, found.start()):
            yield Hit("个人账号", *found.span("id"))
    for found in _WECHAT_INNER.finditer(text):
        yield Hit("个人账号", *found.span())
    for found in _QQ.finditer(text):
        if not _is_official(text, found.start()):
            yield Hit("个人账号", *found.span("id"))


def _is_official(text: str, start: int) -> bool:
    return text.startswith(_OFFICIAL, max(start - 2, 0), start)


# Papers and cars

_PAPER = re.compile(
    r"[证卡照籍](?:(?:卡号|编号|号码?|证号)[:为是 ]{0,3}|[:(] ?)"
    r"(?P<id>(?:[A-Za-z]{1,2}|[\u4e00-\u9fff]字第)?[0-9]{6,18}[Xx号]?)(?![0-9A-Za-z-])"
)
_PASSPORT = re.compile("护照 ?(?P<id>[EGDSPegdsp][A-Za-z]?[0-9]{7,8})(?![0-9A-Za-z])")
_PAPER_NAME = re.compile(
    "(?:护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|驾驶证|驾照|社保卡|社会保障卡|医保卡|就诊卡|残疾人?证|优待证|老年证|低保证|学籍|准考证)\\Z"
)
CAR_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PLATE = re.compile(f"[{CAR_PROVINCES}][A-Z][ .-]?(?=[A-Z0-9]{{0,5}}[0-9])[A-HJ-NP-Z0-9]{{5,6}}(?![0-9A-Za-z])")
_CAR = re.compile("(?:车牌|号牌|车号|车主|私家车|轿车|面包车|小车|货车|摩托车|三轮车|电动车|驾驶)[^,。;\n]{0,12}\\Z")
_OWNER = re.compile("[ ,(]{0,2}(?:车主|轿车|面包车|小车)")
_OFFICE_CAR = re.compile("(?:公务|执法|公车|公用|巡逻|消防|救护|环卫|洒水|校车|单位|应急|警车)[^,。;\n]{0,12}\\Z")


def find_papers(text: str) -> Iterator[Hit]:
    """Numbers of passports, cards and licences behind their name."""
    for found in _PAPER.finditer(text):
        if _PAPER_NAME.search(text[max(found.start() - 5, 0) : found.start() + 1]):
            yield Hit("证件号码", *found.span("id"))
    for found in _PASSPORT.finditer(text):
        yield Hit("证件号码", *found.span("id"))


def find_plates(text: str) -> Iterator[Hit]:
    """Plates of private cars: a word for the car or its owner stands before them."""
    for found in _PLATE.finditer(text):
        before = text[max(found.start() - 16, 0) : found.start()]
        private = _CAR.search(before) or _OWNER.match(text, found.end())
        if private and not _OFFICE_CAR.search(before):
            yield Hit("车牌号码", *found.span())
