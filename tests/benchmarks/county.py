"""A county of any size for the benchmarks, written as real files; the same seed gives the same county.

Two shapes: `flat`, every item a file of its own in twenty townships, and `adopted`, catalogues of the county with
townships that override a few items. Everything is invented and lies below the demo code 9902.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Literal

Shape = Literal["flat", "adopted"]
COUNTY = "990201"
TOWNS = tuple(f"{COUNTY}{number}" for number in range(101, 121))
_KINDS = ("duty", "power", "service")
_CHARS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位"
    "入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色"
)


def write_county(root: Path, items: int, shape: Shape) -> int:
    """Writes lists/ below `root` with about `items` published items; returns the exact number."""
    rng = random.Random(20260121)
    _write_references(root / "lists", rng)
    return _flat(root / "lists", items, rng) if shape == "flat" else _adopted(root / "lists", items, rng)


def _words(rng: random.Random, low: int, high: int) -> str:
    return "".join(rng.choice(_CHARS) for _ in range(rng.randint(low, high)))


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")


def _write_references(lists: Path, rng: random.Random) -> None:
    _save(
        lists / "publisher.yaml",
        "站点名称: 示例大县清单公开（演示）\n主办单位: 示例大县人民政府（虚构）\n联系方式: 0000-0000000\n"
        "数据许可: CC-BY-4.0\n演示区划:\n  - '99'\n",
    )
    divisions = [
        ("99", "示例省", "省", ""),
        ("9902", "示例二市", "市", "99"),
        (COUNTY, "示例大县", "县(市、区)", "9902"),
    ]
    divisions += [(code, f"示例{number}镇", "镇", COUNTY) for number, code in enumerate(TOWNS, start=1)]
    rows = []
    for code, name, kind, above in divisions:
        rows += [f"- 代码: '{code}'", f"  名称: {name}", f"  类型: {kind}", "  编码体系: 示例"]
        rows += [f"  上级: '{above}'"] if above else []
    _save(lists / "reference/divisions.yaml", "\n".join(rows) + "\n")
    domains = "".join(f"- 代码: '{number:02d}'\n  名称: 示例领域{number}\n" for number in range(1, 11))
    _save(lists / "reference/domains.yaml", domains)
    for number in range(30):
        _organisation(lists, f"{COUNTY}-d{number}", f"示例大县第{number}局", COUNTY, "县", "工作部门", "")
    for number, code in enumerate(TOWNS, start=1):
        _organisation(lists, f"{code}-bj", f"示例{number}镇党委和政府", code, "乡", "政府", "本级")
        _organisation(lists, f"{code}-zh", f"示例{number}镇综合办公室", code, "乡", "内设机构", "综合办公室")
        _save(
            lists / f"reference/places/{code}-dt.yaml",
            f"名称: 示例{number}镇便民服务大厅\n通用名称: 便民服务中心\n行政区划: '{code}'\n类型: 便民服务中心\n地址: 示例路1号\n办公时间: 周一至周五\n",
        )
    for number in range(20):
        articles = "".join(f"  - 条号: 第{n}条\n    要点: {_words(rng, 15, 30)}\n" for n in range(1, 11))
        _save(
            lists / f"reference/sources/s{number}.yaml",
            f"名称: 示例规定{number}（虚构）\n类别: 虚构\n制定机关: 示例大县人民政府\n效力: 虚构\n适用区划: '{COUNTY}'\n条款:\n{articles}",
        )


def _organisation(lists: Path, key: str, name: str, division: str, level: str, kind: str, common: str) -> None:
    common_line = f"通用名称: {common}\n" if common else ""
    text = f"名称: {name}\n{common_line}行政区划: '{division}'\n层级: {level}\n类别: {kind}\n电话: 0000-0000000\n"
    _save(lists / f"reference/organisations/{key}.yaml", text)


def _header(lists: Path, division: str, kind: str, nature: str, adopts: str = "") -> None:
    adopted = f"采用: {adopts}\n" if adopts else ""
    _save(
        lists / division / kind / "_list.yaml",
        f"清单名称: 示例清单{division}{kind}\n性质: {nature}\n{adopted}编制单位: 示例大县第0局\n状态: 现行\n版本: 2026-01-15\n"
        "公开属性: 无条件开放\n过程:\n  - 环节: 公布\n    单位: 示例大县第0局\n    日期: 2026-01-15\n    渠道:\n      - 县政府网站\n",
    )


def _flat(lists: Path, items: int, rng: random.Random) -> int:
    each = max(1, round(items / (len(TOWNS) * len(_KINDS))))
    for town in TOWNS:
        for kind in _KINDS:
            _header(lists, town, kind, "正式清单")
            for serial in range(5001, 5001 + each):
                _save(lists / town / kind / f"{serial}.yaml", item_text(kind, rng))
    return each * len(TOWNS) * len(_KINDS)


def _adopted(lists: Path, items: int, rng: random.Random) -> int:
    each = max(1, round(items / (len(TOWNS) * len(_KINDS))))
    for kind in _KINDS:
        _header(lists, COUNTY, kind, "通用目录")
        for serial in range(1, each + 1):
            _save(lists / COUNTY / kind / f"{serial:04d}.yaml", item_text(kind, rng))
        for town in TOWNS:
            _header(lists, town, kind, "正式清单", f"{COUNTY}-{kind}")
            for serial in rng.sample(range(1, each + 1), max(1, each // 25)):
                _save(lists / town / kind / f"{serial:04d}.yaml", f"备注: {_words(rng, 10, 30)}。\n")
    return each * len(TOWNS) * len(_KINDS)


def item_text(kind: str, rng: random.Random) -> str:
    """One item of about 1 kB, like those of real lists."""
    lines = [
        f"事项名称: {_words(rng, 6, 16)}",
        "俗称:",
        f"  - {_words(rng, 2, 5)}",
        "状态: 现行",
        "施行日期: 2026-01-15",
    ]
    lines += [f"领域: 示例领域{rng.randint(1, 10)}", f"简要说明: {_words(rng, 30, 60)}。"]
    lines += _own_fields(kind, rng)
    lines += [
        "责任分工:",
        f"  - 单位: 示例大县第{rng.randint(0, 29)}局",
        "    角色: 主体责任",
        f"    职责: {_words(rng, 20, 50)}。",
    ]
    lines += ["  - 单位: 本级", "    角色: 配合责任", f"    职责: {_words(rng, 20, 50)}。"]
    lines += ["依据:"]
    for number in rng.sample(range(20), 2):
        lines += [f"  - 文件: 示例规定{number}（虚构）", f"    条款: 第{rng.randint(1, 10)}条", "    用途: 设定"]
    lines += ["步骤:"]
    for _ in range(3):
        lines += [
            f"  - 名称: {_words(rng, 2, 6)}",
            "    岗位: 综合窗口",
            "    时限: '5'",
            "    时限单位: 工作日",
            f"    规则: {_words(rng, 10, 30)}。",
        ]
    return "\n".join(lines) + "\n"


def _own_fields(kind: str, rng: random.Random) -> list[str]:
    if kind == "duty":
        return ["履职类型: 配合履职"]
    if kind == "power":
        return ["权力类型: 行政检查", "行使层级: 乡", f"职责权限: {_words(rng, 20, 40)}。", "岗位: 综合窗口"]
    return [
        "服务类别: 社会服务",
        "服务对象:",
        "  - 自然人",
        f"服务要求: {_words(rng, 15, 30)}。",
        "办理地点:",
        "  - 本级/便民服务中心",
        "办理指南:",
        f"  受理条件: {_words(rng, 15, 30)}。",
        "  法定时限: '20'",
        "  法定时限单位: 工作日",
        "  承诺时限: '10'",
        "  承诺时限单位: 工作日",
        "  是否收费: 否",
        "  咨询方式: 0000-0000000",
        "  监督投诉: 0000-0000001",
        "材料:",
        f"  - 名称: {_words(rng, 3, 8)}",
        "    必要性: 必要",
        "    形式: 原件",
        "    来源: 申请人",
    ]
