"""What is not public reaches no page: closed items and lists, drafts, closed documents, the content of requests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.helpers import RULES, TOWN, chain, make_head, make_item, make_source
from tests.site.rendering import read, render

CANARY = "金丝雀不得出笼"


def everything(root: Path, files: Mapping[str, object]) -> str:
    pages = render(chain(root, files).register)
    return "".join(page.title + page.description + page.body + page.path for page in pages.values())


@pytest.mark.parametrize("change", [{"公开属性": "不予开放"}, {"状态": "草案"}])
def test_closed_items(tmp_path: Path, change: dict[str, str]) -> None:
    files = {f"{TOWN}/duty/5002.yaml": make_item(事项名称=CANARY, 备注=CANARY, **change)}
    assert CANARY not in everything(tmp_path, files)


@pytest.mark.parametrize("change", [{"公开属性": "不予开放"}, {"状态": "草案"}, {"状态": "征求意见", "过程": None}])
def test_closed_lists(tmp_path: Path, change: dict[str, str]) -> None:
    files = {
        f"{TOWN}/duty-street/_list.yaml": make_head(**{"清单名称": CANARY, **change}),
        f"{TOWN}/duty-street/5001.yaml": make_item(事项名称=f"{CANARY}甲"),
    }
    assert CANARY not in everything(tmp_path, files)


def test_a_reference_to_a_closed_item_shows_nothing_of_it(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/duty/5002.yaml": make_item(事项名称=CANARY, 公开属性="不予开放"),
        f"{TOWN}/duty/5001.yaml": make_item(接续事项=[f"{TOWN}-duty-5002"]),
    }
    assert CANARY not in everything(tmp_path, files)


def test_a_closed_document_is_not_named(tmp_path: Path) -> None:
    files = {
        "reference/sources/jiegan.yaml": make_source(公开属性="不予开放", 条款=[{"条号": "第五条", "要点": CANARY}])
    }
    text = everything(tmp_path, files)
    assert CANARY not in text
    assert RULES not in text


def test_requests_are_numbers_by_year(tmp_path: Path) -> None:
    rows = [
        {
            "事项名称": f"{CANARY}{number}",
            "状态": "现行",
            "类型": "处理请求" if number < 3 else "职责争议",
            "请求单位": "本级",
            "受理部门": "示例县生态环境局",
            "事由": CANARY,
            "提出日期": f"{2024 + number % 2}-06-01",
            "结果": CANARY,
            "责任分工": [{"单位": "示例县生态环境局", "角色": "承办", "职责": CANARY}],
            "依据": [{"文件": RULES, "条款": "第五条"}],
        }
        for number in range(1, 5)
    ]
    files: dict[str, object] = {f"{TOWN}/request/{5000 + number}.yaml": row for number, row in enumerate(rows, 1)}
    files[f"{TOWN}/request/_list.yaml"] = make_head(清单名称="示例镇协调事项登记")
    register = chain(tmp_path, files).register
    pages = render(register)
    assert CANARY not in "".join(page.title + page.description + page.body for page in pages.values())
    assert not any(path.startswith(f"items/{TOWN}-request") for path in pages)
    text = read(pages[f"{TOWN}/request/"].body).text
    assert "只公布每年的件数" in text
    assert "2025 年112" in text
    assert "2024 年112" in text


def test_an_open_request_is_a_number_too(tmp_path: Path) -> None:
    row = {"事项名称": CANARY, "状态": "现行", "类型": "处理请求", "公开属性": "无条件开放", "事由": CANARY}
    files: dict[str, object] = {f"{TOWN}/request/5001.yaml": row, f"{TOWN}/request/_list.yaml": make_head()}
    assert CANARY not in everything(tmp_path, files)
