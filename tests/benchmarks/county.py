"""A county of any size for the benchmarks, written as real files; the same seed gives the same county.

Two shapes: `flat`, every item a file of its own in twenty townships, and `adopted`, catalogues of the county with
townships that override a few items. Everything is invented and lies below the demo code 9902.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Literal

Shape = Literal["flat", "adopted"]
COUNTY = "990201"
TOWNS = tuple(f"{COUNTY}{number}" for number in range(101, 121))
_KINDS = ("duty", "power", "service")
_LISTS = Path(__file__).resolve().parents[2] / "lists"
_CLAUSE = re.compile("[\u4e00-\u9fff]{3,24}")
_CATALOGUES = ("990101/duty", "990101/duty-street", "990101/power", "990101/service", "990101/service-street")


class Words:
    """Clauses of the repository's own demo lists, so that the county has the vocabulary of real ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        files = (path for folder in _CATALOGUES for path in sorted((_LISTS / folder).glob("0*.yaml")))
        found = (clause for path in files for clause in _CLAUSE.findall(path.read_text("utf8")))
        self._clauses: list[str] = sorted({clause for clause in found if "示例" not in clause})
        self._short: list[str] = [clause for clause in self._clauses if len(clause) <= 6]

    def text(self, clauses: int) -> str:
        """A sentence of some clauses."""
        return "，".join(self.random.choice(self._clauses) for _ in range(clauses)) + "。"

    def name(self) -> str:
        """A title of two short clauses."""
        return self.random.choice(self._short) + self.random.choice(self._short)

    def word(self) -> str:
        """One short clause."""
        return self.random.choice(self._short)


def write_county(root: Path, items: int, shape: Shape) -> int:
    """Writes lists/ below `root` with about `items` published items; returns the exact number."""
    words = Words(20260121)
    _write_references(root / "lists", words)
    return _flat(root / "lists", items, words) if shape == "flat" else _adopted(root / "lists", items, words)


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")


def _write_references(lists: Path, words: Words) -> None:
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
        articles = "".join(f"  - 条号: 第{n}条\n    要点: {words.text(2)}\n" for n in range(1, 11))
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


def _flat(lists: Path, items: int, words: Words) -> int:
    each = max(1, round(items / (len(TOWNS) * len(_KINDS))))
    for town in TOWNS:
        for kind in _KINDS:
            _header(lists, town, kind, "正式清单")
            for serial in range(5001, 5001 + each):
                _save(lists / town / kind / f"{serial}.yaml", item_text(kind, words))
    return each * len(TOWNS) * len(_KINDS)


def _adopted(lists: Path, items: int, words: Words) -> int:
    each = max(1, round(items / (len(TOWNS) * len(_KINDS))))
    for kind in _KINDS:
        _header(lists, COUNTY, kind, "通用目录")
        for serial in range(1, each + 1):
            _save(lists / COUNTY / kind / f"{serial:04d}.yaml", item_text(kind, words))
        for town in TOWNS:
            _header(lists, town, kind, "正式清单", f"{COUNTY}-{kind}")
            for serial in words.random.sample(range(1, each + 1), max(1, each // 25)):
                _save(lists / town / kind / f"{serial:04d}.yaml", f"备注: {words.text(2)}\n")
    return each * len(TOWNS) * len(_KINDS)


def item_text(kind: str, words: Words) -> str:
    """One item of about 2 kB, as rich as those of the demo lists."""
    lines = [f"事项名称: {words.name()}", "俗称:", f"  - {words.word()}", f"  - {words.word()}", "状态: 现行"]
    lines += ["施行日期: 2026-01-15", f"领域: 示例领域{words.random.randint(1, 10)}", f"简要说明: {words.text(3)}"]
    lines += _own_fields(kind, words)
    lines += ["责任分工:"]
    for org, role in (
        (f"示例大县第{words.random.randint(0, 29)}局", "主体责任"),
        ("本级", "配合责任"),
        ("本级/综合办公室", "承办"),
    ):
        lines += [f"  - 单位: {org}", f"    角色: {role}", f"    职责: {words.text(3)}"]
    lines += ["依据:"]
    for number in words.random.sample(range(20), 3):
        lines += [
            f"  - 文件: 示例规定{number}（虚构）",
            f"    条款: 第{words.random.randint(1, 10)}条",
            "    用途: 设定",
        ]
    lines += ["步骤:"]
    for _ in range(4):
        lines += [
            f"  - 名称: {words.word()}",
            "    岗位: 综合窗口",
            "    时限: '5'",
            "    时限单位: 工作日",
            f"    规则: {words.text(2)}",
        ]
    return "\n".join(lines) + "\n"


def _own_fields(kind: str, words: Words) -> list[str]:
    if kind == "duty":
        return ["履职类型: 配合履职"]
    if kind == "power":
        return [
            "权力类型: 行政检查",
            "行使层级: 乡",
            f"职责权限: {words.text(3)}",
            f"责任事项: {words.text(3)}",
            "岗位: 综合窗口",
        ]
    lines = [
        "服务类别: 社会服务",
        "服务对象:",
        "  - 自然人",
        f"服务要求: {words.text(2)}",
        "办理地点:",
        "  - 本级/便民服务中心",
    ]
    lines += [
        "办理指南:",
        f"  受理条件: {words.text(3)}",
        "  办件类型: 承诺件",
        "  法定时限: '20'",
        "  法定时限单位: 工作日",
    ]
    lines += [
        "  承诺时限: '10'",
        "  承诺时限单位: 工作日",
        "  是否收费: 否",
        "  咨询方式: 0000-0000000",
        "  监督投诉: 0000-0000001",
    ]
    lines += ["材料:"]
    for _ in range(3):
        lines += [f"  - 名称: {words.word()}", "    必要性: 必要", "    形式: 原件", "    来源: 申请人"]
    return lines
