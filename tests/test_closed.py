"""closed.py: what is 不予开放, or may be, is known by place, id and title; drafts are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.closed import Closed
from qingdan.finding import Finding, Location
from tests.helpers import TOWN, chain, make_head, make_item, make_source

TITLE = "金丝雀不得出笼"


def on(path: str, other: str = "") -> Finding:
    second = Location(path=f"lists/{other}", line=2) if other else None
    return Finding(code="S04", case="enum", location=Location(path=f"lists/{path}", line=1), other=second)


@pytest.fixture
def items(tmp_path: Path) -> Closed:
    """One closed item, one draft, one open item."""
    files = {
        f"{TOWN}/duty/5002.yaml": make_item(事项名称=TITLE, 公开属性="不予开放"),
        f"{TOWN}/duty/5003.yaml": make_item(事项名称="草案里的事项", 状态="草案"),
    }
    return Closed(chain(tmp_path, files).register)


@pytest.mark.parametrize(
    ("finding", "words", "hidden"),
    [
        (on(f"{TOWN}/duty/5002.yaml"), "没有写依据。", True),
        (on(f"{TOWN}/duty/5001.yaml", f"{TOWN}/duty/5002.yaml"), "写了两次。", True),
        (on(f"{TOWN}/duty/5001.yaml"), f"和“{TITLE}”重名。", True),
        (on(f"{TOWN}/duty/5001.yaml"), f"没有“{TOWN}-duty-5009”，是不是“{TOWN}-duty-5002”？", True),
        (on(f"{TOWN}/duty/5001.yaml"), "和“秸秆禁烧”重名。", False),
        (on(f"{TOWN}/duty/5003.yaml"), f"“草案里的事项”没有写依据（{TOWN}-duty-5003）。", False),
        (on(f"{TOWN}/duty/5004.yaml"), "读不了。", False),
    ],
    ids=["its place", "the other place", "its title", "its id", "open", "draft", "unreadable in an open list"],
)
def test_a_finding_that_tells_of_a_closed_item(items: Closed, finding: Finding, words: str, hidden: bool) -> None:
    assert items.withholds(finding, words) is hidden


def test_a_title_that_an_open_item_bears_tells_nothing(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty/5002.yaml": make_item(公开属性="不予开放")}
    assert not Closed(chain(tmp_path, files).register).names_one("“秸秆禁烧”没有写依据。")


@pytest.mark.parametrize(
    "head",
    [make_head(公开属性="不予开放"), make_head(公开属性="不于开放"), "清单名称：全角\n"],
    ids=["closed", "mistyped", "unreadable"],
)
def test_every_item_of_a_closed_list_is_closed(tmp_path: Path, head: object) -> None:
    files = {
        f"{TOWN}/duty-street/_list.yaml": head,
        f"{TOWN}/duty-street/5001.yaml": make_item(事项名称=TITLE),
        f"{TOWN}/duty-street/5002.yaml": "事项名称：全角\n",
    }
    made = Closed(chain(tmp_path, files).register)
    assert made.hides(made.register.items[f"{TOWN}-duty-street-5001"])
    assert made.names_one(TITLE)
    assert made.withholds(on(f"{TOWN}/duty-street/5001.yaml"), "")
    assert made.withholds(on(f"{TOWN}/duty-street/5002.yaml"), "读到“事项名称：全角”。")


def test_what_is_wrong_with_a_header_is_told(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty-street/_list.yaml": "清单名称：全角\n"}
    assert not Closed(chain(tmp_path, files).register).withholds(on(f"{TOWN}/duty-street/_list.yaml"), "全角冒号。")


def test_requests_are_closed_whatever_they_say(tmp_path: Path) -> None:
    row = {"事项名称": TITLE, "状态": "现行", "类型": "处理请求", "公开属性": "无条件开放"}
    files = {f"{TOWN}/request/_list.yaml": make_head(), f"{TOWN}/request/5001.yaml": row}
    made = Closed(chain(tmp_path, files).register)
    assert made.hides(made.register.items[f"{TOWN}-request-5001"])
    assert made.names_one(TITLE)


def test_a_closed_document_is_not_named(tmp_path: Path) -> None:
    files = {"reference/sources/b.yaml": make_source(名称="内部文件一号", 公开属性="不予开放")}
    made = Closed(chain(tmp_path, files).register)
    assert made.names_one("依据《内部文件一号》已经失效。")
    assert made.withholds(on("reference/sources/b.yaml"), "")
