"""Rules look at anything the stages before them let through: no piece may be missing in a way that stops them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingdan import exemptions, report, rules
from qingdan.finding import merge
from qingdan.schema import Field, Table
from tests.helpers import dump
from tests.rules.repository import TODAY, load, profiles, schemas, write

DATES = ("2025-12-31", "2026-01-20", "2026-13-01", "2026年1月5日")
NAMES = {
    "organisations": (
        "本级",
        "本级/农业综合服务中心",
        "本级/没有的站",
        "示例县生态环境局",
        "示例县环境保护局",
        "没有的局",
    ),
    "divisions": ("990101101", "990101", "88"),
    "sources": ("示例条例（虚构）", "没有的条例"),
    "articles": ("第一条", "第九条"),
    "domains": ("生态环保", "没有的领域"),
    "items": ("990101101-duty-5001", "990101-duty-0001", "990101-duty-0002", "990101101-duty-5999", "x"),
    "lists": ("990101-duty", "没有的清单"),
    "places": ("本级/便民服务中心",),
    "indicators": ("没有的指标",),
}
TEXTS = ("示例", "13900012345", "无", "０", " ", "〔2018〕11号")


def values(field: Field) -> st.SearchStrategy[Any]:
    """Something a clerk may type into a field."""
    if field.ref:
        one = st.sampled_from(NAMES[field.ref])
    elif field.enum:
        one = st.sampled_from((*field.enum, "不在词表里"))
    elif field.type == "date":
        one = st.sampled_from(DATES)
    elif field.type == "boolean":
        one = st.sampled_from(("是", "否", "也许"))
    else:
        one = st.sampled_from((*TEXTS, field.example or "示例"))
    return st.lists(one, max_size=3) if field.many else one


@st.composite
def records(draw: st.DrawFn, table: Table) -> dict[str, Any]:
    """A record of a table with any of its fields and rows missing."""
    fields = draw(st.lists(st.sampled_from(table.inputs), unique_by=lambda field: field.name))
    content = {field.title: draw(values(field)) for field in fields}
    for title, child in schemas().nested(table).items():
        if draw(st.integers(0, 3)) == 0:
            rows = draw(st.lists(records(child), min_size=1, max_size=2))
            content[title] = rows[0] if child.single else rows
    return content


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    """Lists of any kinds over the base, adopted ones among them."""
    files: dict[str, str] = {}
    for kind in draw(st.lists(st.sampled_from(schemas().kinds), min_size=1, max_size=3, unique_by=lambda k: k.name)):
        for division, serial in (("990101", "0001"), ("990101101", "5001"), ("990101001", "0001")):
            folder = f"lists/{division}/{kind.name}"
            files[f"{folder}/_list.yaml"] = dump(draw(records(schemas()["lists"])))
            files[f"{folder}/{serial}.yaml"] = dump(draw(records(kind)))
    for table in ("organisations", "sources"):
        files[f"lists/reference/{table}/more.yaml"] = dump(draw(records(schemas()[table])))
    files["lists/exemptions.yaml"] = dump([draw(records(schemas()["exemptions"]))])
    if draw(st.booleans()):
        files["lists/publisher.yaml"] = dump(draw(records(schemas()["publisher"])))
    return files


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=repositories())
def test_no_rule_raises_and_every_finding_has_words(tmp_path_factory: Any, files: dict[str, str]) -> None:
    root: Path = tmp_path_factory.mktemp("any")
    write(root, files)
    register, loaded, found = load(root)
    found += rules.run(register, loaded, profiles(), previous=register)
    found += rules.run_calendar(register, loaded, profiles(), TODAY)
    kept = merge(exemptions.apply(found, register, TODAY))
    for form in report.FORMATS:
        assert report.render(kept, register, form).endswith("\n")


def test_ten_thousand_unknown_names_take_little_time(tmp_path: Path) -> None:
    item = "事项名称: 事项{n}\n状态: 草案\n履职类型: 基本履职\n联系单位: 没有的单位{n}\n领域: 没有的领域{n}\n接续事项:\n  - 990101101-duty-{m}\n"
    files = {f"lists/990101101/duty/{n}.yaml": item.format(n=n, m=n + 3000) for n in range(5001, 8001)}
    write(tmp_path, files)
    register, loaded, _ = load(tmp_path)
    start = time.perf_counter()
    found = rules.run(register, loaded, profiles())
    assert len(found) == 3 * 3000
    assert time.perf_counter() - start < 10
