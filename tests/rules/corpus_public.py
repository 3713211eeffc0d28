"""What S06 must leave alone: what offices publish, near misses of personal data, and every text of lists/.

Made by generators that know nothing of the detector; the shipped lists hold no personal data, so that each of their
texts is a case too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from tests.rules.corpus import Case, identity, identity_first17, luhn, with_check

ROUNDS = 16
LISTS = Path(__file__).resolve().parents[2] / "lists"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Made = Callable[[random.Random], str]


def number(length: int) -> Made:
    """So many digits, the first not 0."""
    return lambda rng: str(rng.randrange(10 ** (length - 1), 10**length))


def credit_code(rng: random.Random) -> str:
    """A 统一社会信用代码 with its check character; every third has digits alone."""
    letters = "0123456789" if rng.random() < 0.34 else CREDIT
    while True:
        front = rng.choice(("11", "12", "13", "54", "91", "92")) + f"{rng.randrange(10**6):06d}"
        front += "".join(rng.choice(letters) for _ in range(9))
        total = sum(CREDIT.index(char) * 3**place for place, char in enumerate(front))
        last = CREDIT[(31 - total % 31) % 31]
        if last.isdigit() or letters == CREDIT:
            return front + last


def wrong_identity(rng: random.Random) -> str:
    """Eighteen characters that look like an identity number and are none: check character, date or province."""
    kind = rng.randrange(3)
    if kind == 0:
        right = identity(rng)
        return right[:17] + rng.choice([char for char in "0123456789" if char != right[17]])
    first17 = identity_first17(rng)
    return with_check(first17[:10] + "1345"[:4] + first17[14:] if kind == 1 else "99" + first17[2:])


def wrong_card(rng: random.Random) -> str:
    """Digits of an issuer whose last digit is not Luhn's."""
    right = luhn("629999" + str(rng.randrange(10**11, 10**12)))
    return right[:-1] + str((int(right[-1]) + rng.randint(1, 9)) % 10)


def landline(rng: random.Random) -> str:
    """A landline of a town that does not exist, in one of the usual forms."""
    area = rng.choice(("0000", "000", "0451", "0512", "010", "0857", "0913"))
    line = str(rng.randrange(2 * 10**6, 9 * 10**6)) if len(area) > 3 else str(rng.randrange(2 * 10**7, 9 * 10**7))
    forms: tuple[str, ...] = (
        "{a}-{l}",
        "（{a}）{l}",
        "({a}){l}",
        "{a} {l}",
        "{a}{l}",
        "{a}—{l}",
        "+86-{b}-{l}",
        "{a}-{l}-{e}",
    )
    forms += ("{a}-{l}转{e}", "{a}-{l} 转 {e}", "{a}-{l}（传真）", "{l}", "{a}-{x} {y}", "{a}-{l}/{z}")
    whole = rng.choice(forms)
    return whole.format(
        a=area, b=area.lstrip("0") or "000", l=line, e=rng.randint(801, 8099), x=line[:3], y=line[3:], z=int(line) + 1
    )


def short_number(rng: random.Random) -> str:
    """A number for everybody."""
    fixed = "12345 110 119 120 122 114 96119 95598 12333 12348 12315 12380 10086 95588 12328 12369 4000000000"
    made = (f"400-{rng.randrange(1000):03d}-{rng.randrange(10**4):04d}", f"800-820-{rng.randrange(10**4):04d}")
    return rng.choice(
        (*fixed.split(), *made, "400 000 0000", "4008-000-000", "12345转2", "0000-12345", "106980001234567")
    )


def amount(rng: random.Random) -> str:
    """Money or a quantity."""
    whole = rng.randrange(10**10, 2 * 10**10)
    forms: tuple[str, ...] = (
        "{w}元",
        "{w} 元",
        "{w}.{c:02d}元",
        "¥{w}",
        "￥{w}.00",
        "{t}元",
        "人民币{w}元",
        "{m}.{d}万元",
        "{m}.{c:02d} 亿元",
    )
    forms += ("{w}平方米", "{w} 千瓦时", "{w}立方米", "{s}.{d8:08d}", "{w}.5 亩", "{m}{d}{c:02d} 千克")
    cents = rng.randrange(100)
    return rng.choice(forms).format(
        w=whole, t=f"{whole:,}", c=cents, m=whole // 10**4, d=rng.randrange(10), s=rng.choice((131, 133, 135)),
        d8=rng.randrange(10**8),
    )  # fmt: skip


def coordinate(rng: random.Random) -> str:
    """A place on the map."""
    east, north = rng.uniform(130, 135), rng.uniform(20, 50)
    forms: tuple[str, ...] = (
        "{e:.8f},{n:.8f}",
        "东经{e:.6f}度，北纬{n:.6f}度",
        "{e:.8f} {n:.8f}",
        "E{e:.5f} N{n:.5f}",
        "（{e:.10f}，{n:.10f}）",
    )
    return rng.choice(forms).format(e=east, n=north)


def stamp(rng: random.Random) -> str:
    """A day or a moment."""
    y, m, d = rng.randint(1950, 2030), rng.randint(1, 12), rng.randint(1, 28)
    forms: tuple[str, ...] = (
        "{y}-{m:02d}-{d:02d}",
        "{y}年{m}月{d}日",
        "{y}.{m}.{d}",
        "{y}{m:02d}{d:02d}",
        "{y}/{m}/{d}",
    )
    forms += ("{y}{m:02d}{d:02d}153012", "{y}-{m:02d}-{d:02d}T15:30:12+08:00", "{y}-{m:02d}-{d:02d} 15:30:12.123456")
    forms += (
        "{y}-{m:02d}-{d:02d}—{z}-{m:02d}-{d:02d}",
        "{y} {m:02d} {d:02d} {z} {m:02d} {d:02d}",
        "1700000{m:03d}{d:03d}",
    )
    return rng.choice(forms).format(y=y, z=y + 1, m=m, d=d)


def table_row(rng: random.Random) -> str:
    """Numbers side by side, as a table leaves them."""
    many = [str(rng.randrange(1, rng.choice((10, 100, 1000)))) for _ in range(rng.randint(4, 14))]
    odd = "1 3 5 7 9 11 13 15 17 19 21", "1 2 3 4 5 6 7 8 9 10 11 12", "2019 2020 2021 2022 2023", "13 14 15 16 17 18"
    return rng.choice((" ".join(many), "、".join(many), "/".join(many), ", ".join(many), *odd))


def document_number(rng: random.Random) -> str:
    """A 文号 or a number of an index, a standard, a case, a book."""
    y, n = rng.randint(2001, 2026), rng.randint(1, 400)
    forms: tuple[str, ...] = (
        "示例政发〔{y}〕{n}号", "示例政规[{y}]{n}号", "示例府办发（{y}）{n} 号", "示例政字({y}){n}号", "第{b}号", "示例令第{n}号",
        "〔{y}〕{b}号", "GB/T 39554.1-{y}", "GB {n}—{y}", "ISBN 978-7-115-{b5}-1", "DB37/T {n}-{y}", "（{y}）示例民初{n}号",
        "索引号 {k}/{y}-{n:05d}", "11990101MB0000000{n}/{y}-{n:05d}", "鲁({y})示例县不动产权第{b7}号", "示例应急罚〔{y}〕{n}-1号",
        "项目代码 {y}-370112-48-03-{b6}", "{y}-990101-04-01-{b6}", "京ICP备{b8}号-1", "公安备案号99010102{b6}",
        "网站标识码 99{b8}", "许可证编号 SC{b14}", "JY1990101{b7}", "采购编号 {y}-示例-{n:04d}", "版本 1.39.0001.2345",
    )  # fmt: skip
    return rng.choice(forms).format(
        y=y,
        n=n,
        k=f"{n:09d}",
        b=164_00000000 + n,
        **{f"b{w}": f"{rng.randrange(10**w):0{w}d}" for w in (5, 6, 7, 8, 14)},
    )


def code(rng: random.Random) -> str:
    """A code of the data model or of a platform."""
    credit, basic = credit_code(rng), rng.choice(("0007", "4421", "3702")) + f"{rng.randrange(10**8):08d}"
    division = rng.choice(("990101101201", "130102001001", "150102003204", "370112001", "110101", "140105006"))
    forms: tuple[str, ...] = (
        credit,
        f"{credit}5{basic}",
        f"{credit}5{basic}01",
        division,
        f"{division}-duty-{rng.randint(1, 5400):04d}",
    )
    forms += (f"511A0138000000-511602000000-000-{credit}-1-00", basic, f"TE5116{basic}", "11990101MB00000006")
    forms += (
        f"{division[:6]}001001GB{basic[-5:]}F00010001",
        f"69{basic[-11:]}",
        f"{rng.getrandbits(160):040x}",
        f"{rng.getrandbits(28):07x}",
    )
    return rng.choice(forms)


def case_number(rng: random.Random) -> str:
    """A number of an application: division, day, serial, eighteen digits as an identity number."""
    day = f"{rng.randint(2019, 2026)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    division = rng.choice(("370112", "230125", "520502", "610502", "320506"))
    return rng.choice(("受理号：{}", "办件编号 {}", "业务流水号{}", "档案编号：{}", "工单号 {}")).format(
        f"{division}{day}{rng.randrange(10**4):04d}"
    )


def public_mailbox(rng: random.Random) -> str:
    """A mailbox of an office, or an address on the web."""
    forms: tuple[str, ...] = (
        "slzzf@shili.gov.cn", "slxzwgk{n}@shandong.gov.cn", "sfj@example.org", "xinxi@example.com.cn", "bgs[at]slx.gov.cn",
        "https://mail.163.com/", "https://www.qq.com/", "https://example.org/dibao?id=16412345678901&x=1", "www.sina.com.cn",
        "https://v.qq.com/x/page/{n}.html", "https://example.org/2024/art_16412{n:06d}.html", "https://example.org/a/16412{n:06d}",
        "https://example.org/show?id=16412{n:06d}", "http://www.shili.gov.cn/art/2024/1/5/art_{n}_16412345.html", "@所有人", "user@host",
        "office@unit-{n}.cn", "webmaster@163.gov.cn", "163邮箱", "QQ邮箱", "邮箱格式如“名称@单位域名”", "意见箱@便民服务中心",
    )  # fmt: skip
    return rng.choice(forms).format(n=rng.randint(100, 999_999))


def hidden(rng: random.Random) -> str:
    """Personal data that was masked as it should be."""
    n = rng.randrange(10**4)
    stars = rng.choice("*＊xX×●■")
    return rng.choice(
        ("164{s4}{n:04d}", "9901{s8}{s4}{n:04d}", "6299 {s4} {s4} {n:04d}", "16＊＊＊＊＊＊＊＊＊", "z{s4}@{s4}.com")
    ).format(n=n, s4=stars * 4, s8=stars * 8)


MADE: dict[str, Made] = {
    "landline": landline,
    "short number": short_number,
    "amount": amount,
    "coordinate": coordinate,
    "date": stamp,
    "table row": table_row,
    "document number": document_number,
    "code": code,
    "case number": case_number,
    "public mailbox": public_mailbox,
    "hidden": hidden,
    "wrong identity number": wrong_identity,
    "wrong card number": wrong_card,
    "ten digits": number(10),
    "twelve digits": number(12),
    "thirteen digits": number(13),
    "fourteen digits": number(14),
    "twenty digits": number(20),
    "not a mobile": lambda rng: rng.choice(("10", "11", "12", "20", "26", "31", "45", "99")) + number(9)(rng),
}
SENTENCES = (
    "{}",
    "咨询：{}，工作日8:30—12:00、14:00—17:30。",
    "详见{}。",
    "由示例镇综合办公室办理（{}），5个工作日内答复",
    "1.受理；2.审核；3.办结，{}",
    "共3项：{}；其余另行通知",
    "备注 {}",
    "村（社区）登记后报镇便民服务中心，{}",
)
# Sentences that nearly say something personal.
NEAR = {
    "address of an office": (
        "示例镇示例路{n}号{f}楼3{r:02d}室", "镇政府办公楼{f}楼30{f}室", "县政务服务中心{f}楼{n}号窗口", "示例路{n}号3号楼205室",
        "示例社区居委会（示例小区{n}号楼{f}单元101室）", "便民服务站地址：示例小区{n}号楼{f}单元102室", "示例花园{n}栋101室（党群服务中心）",
        "示例村{n}组{f}号（村服务站）", "示例村委会：示例镇示例村{n}组{r}号", "示例大道{n}号行政中心B座{r}0{f}室", "示例街{n}号院{f}号楼一层大厅",
        "示例县人民法院审判楼{f}楼第{f}法庭", "服务点设在示例小区{n}号楼1单元一楼", "办公地点：示例街道{n}号2号楼{f}0{f}室", "A区{f}号窗口",
        "示例卫生院门诊楼{f}楼{n}号诊室", "示例小区{n}号楼东侧投放点", "警务室设于示例家园{n}栋{f}单元10{f}", "{f}号会议室",
    ),
    "buildings in a sentence": (
        "示例小区{n}栋楼已完成外墙改造", "{n}号楼和{r}号楼之间的通道", "每个单元设{f}名楼长", "同一单元{n}户业主签字", "{n}号楼{f}单元12户居民",
        "三个单元分{f}期改造", "老旧小区改造{n}栋{r}0户", "楼栋长登记{n}个单元", "{f}单元门口张贴", "{n}号楼{f}单元楼道堆物清理",
        "示例小区{n}号楼加装电梯", "教学{f}单元 第{n}课", "{n}号地块2单元", "不动产单元号", "单元格{f}行{n}列", "改造{f}单元 {n}号楼",
        "示例村{n}组{f}号水井", "示例村{n}组至{r}组道路", "示例路{n}号路灯", "{n}号桥{f}号墩", "示例渠{f}号闸", "示例花园{n}栋300户", "示例小区{n}栋2024年竣工",
    ),
    "address of nobody": (
        "申请人填写家庭住址、联系电话", "家庭住址在本镇范围内的", "户籍所在地的乡镇（街道）", "住址变更后30日内申报", "居住地村（居）民委员会",
        "现住址与户籍地不一致的，提交{f}份材料", "住房公积金{n}号文件", "示例县住房和城乡建设局{f}楼", "住院满{n}天", "家住农村的老人",
        "核对户籍地址第{f}项", "居住满{n}年", "住址栏按表{f}号填写",
    ),
    "accounts of an office": (
        "微信公众号：shilifabu{n}", "关注微信公众号“示例发布”", "微信小程序“示例办事”", "官方微信号：slzf{n}", "政务微信 shili_{n}", "微信群", "微信扫码关注",
        "QQ群：{n}1234567", "QQ工作群号 {n}1234567", "企业微信：slzzf_{n}", "微信支付、支付宝缴费", "微信搜一搜“示例办”", "加入村民微信群报名",
        "微信视频号：slfb_{n}", "公众号 shilifb{n}（微信）", "微信订阅号：shili_zw{n}", "微信（WeChat）缴费", "抖音、微信、QQ等平台", "QQ、微信均可",
        "WX-{n}型风力灭火机", "VX{n}型水泵", "微信公众平台 shilizx{n}", "政务QQ：政务公开栏",
    ),
    "papers of nobody": (
        "护照、港澳通行证办理", "护照有效期{n}年", "社保卡咨询 12333", "社保卡工本费 20 元", "驾驶证满12分的", "身份证号码共18位", "身份证复印件{f}份",
        "手机号为11位数字", "银行卡号填写16至19位", "身份证有效期20200101-20400101", "居民身份证到期前{n}日", "残疾人证办理：0000-00090{f}1", "户口簿首页",
        "医保卡丢失拨打0000-000{n}", "社会保障卡（{y}版）", "优待证申领编号见回执", "驾驶证换证（{y}年第{n}号公告）", "准考证打印时间：2026年3月{f}日",
    ),
    "plates of offices": (
        "执法车 鲁A{r}E{n}", "公务用车鲁A·12{r}C", "消防车（鲁A1{r}B）", "环卫车辆：鲁A1{r}B", "悬挂鲁A号牌", "车牌尾号{f}和{f}", "校车 贵F{r}5B", "黑A号牌车辆", "苏州市A级景区{r}处",
        "车牌识别系统{f}套",
    ),
    "numerals": (
        "一、三、五、七、九", "一二三四五六七八九", "二〇二六年一月十五日", "一三五七九单日、二四六八双日", "每月一日、三日、五日", "第一三〇次常务会议",
        "一九七八年至二〇二〇年", "一千三百九十万零一百二十三元", "（一）（三）（五）", "一三五限行", "二零一九年十二月三十一日二十四时",
    ),
}  # fmt: skip


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield str(key)
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif value:
        yield str(value)


def shipped_texts() -> tuple[str, ...]:
    """Every text of the shipped lists, once."""
    found: dict[str, None] = {}
    for path in sorted(LISTS.rglob("*.yaml")):
        found |= dict.fromkeys(_texts(yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader)))
    return tuple(found)


def public_cases() -> tuple[Case, ...]:
    """Everything that must be left alone, the same in every run."""
    cases: dict[str, Case] = {}
    for family, made in MADE.items():
        rng = random.Random(family)
        texts = [sentence.format(made(rng)) for sentence in SENTENCES for _ in range(ROUNDS)]
        cases |= {text: Case("", family, text, "") for text in texts}
    for family, sentences in NEAR.items():
        rng = random.Random(family)
        for sentence in sentences:
            for _ in range(3):
                n, f, r = rng.randint(1, 40), rng.randint(1, 6), rng.randint(1, 40)
                text = sentence.format(n=n, f=f, r=r, y=rng.randint(2015, 2026))
                cases[text] = Case("", family, text, "")
    cases |= {text: Case("", "texts of lists/", text, "") for text in shipped_texts()}
    return tuple(cases.values())
