"""read.py: files to records; one broken file is one finding and all others are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.folder import find_files
from qingdan.read import Loaded, read_lists
from tests.helpers import TOWN, make_divisions, make_item, make_repository, places, schemas


def load(root: Path) -> Loaded:
    return read_lists(root, find_files(root, schemas()), schemas())


def test_every_file_becomes_a_record(tmp_path: Path) -> None:
    loaded = load(make_repository(tmp_path))
    assert loaded.findings == ()
    assert loaded.broken == frozenset()
    assert [record.text("title") for record in loaded.settings["publisher"]] == ["示例县清单公开"]
    assert list(loaded.references["divisions"])[:2] == ["99", "9901"]
    assert loaded.references["organisations"]["990101-sthjj"].text("name") == "示例县生态环境局"
    assert loaded.lists[f"{TOWN}-duty"].items["5001"].text("title") == "秸秆禁烧"


def test_each_file_is_counted_once(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    tree = find_files(root, schemas())
    ticks: list[int] = []
    read_lists(root, tree, schemas(), ticks.append)
    assert ticks == [1] * len(list(tree.paths))


def test_broken_files_are_remembered_and_the_others_read(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/duty/5002.yaml": b"\xff\xfe",
        f"{TOWN}/duty/5003.yaml": "- 甲\n",
        f"{TOWN}/duty/5004.yaml": make_item(),
        "reference/sources/b.yaml": "a: *b\n",
        "reference/domains.yaml": "",
    }
    loaded = load(make_repository(tmp_path, files))
    assert sorted(places(loaded.findings)) == [
        f"{TOWN}/duty/5002.yaml:0:0 F01 encoding",
        f"{TOWN}/duty/5003.yaml:1:1 S04 not_mapping",
        "reference/domains.yaml:0:0 F01 empty",
        "reference/sources/b.yaml:1:4 F02 alias",
    ]
    assert loaded.broken == {f"lists/{path}" for path in files if "5004" not in path}
    duty = loaded.lists[f"{TOWN}-duty"]
    assert list(duty.items) == ["5001", "5004"]
    assert duty.broken == {"5002", "5003"}


def test_a_broken_header_leaves_its_items(tmp_path: Path) -> None:
    loaded = load(make_repository(tmp_path, {f"{TOWN}/duty/_list.yaml": "a: &b c\n"}))
    duty = loaded.lists[f"{TOWN}-duty"]
    assert duty.header is None
    assert list(duty.items) == ["5001"]


def test_a_code_given_twice_is_reported_with_both_places(tmp_path: Path) -> None:
    again = {"代码": TOWN, "名称": "示例山镇", "类型": "镇", "上级": "990101", "编码体系": "示例"}
    loaded = load(make_repository(tmp_path, {"reference/divisions.yaml": make_divisions(again)}))
    (finding,) = loaded.findings
    assert (finding.code, finding.case, finding.params["code"]) == ("S01", "code_twice", TOWN)
    assert finding.other is not None
    assert finding.other.line < finding.location.line
    assert loaded.references["divisions"][TOWN].text("name") == "示例镇"


def test_an_entry_without_code_is_reported_once(tmp_path: Path) -> None:
    rows = make_divisions({"名称": "示例山镇", "类型": "镇", "编码体系": "示例"})
    loaded = load(make_repository(tmp_path, {"reference/divisions.yaml": rows}))
    assert [(f.case, f.params["field"]) for f in loaded.findings] == [("required", "代码")]


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    with (root / "lists" / TOWN / "duty" / "5002.yaml").open("wb") as file:
        file.truncate(1_000_000_000)
    (finding,) = load(root).findings
    assert (finding.case, finding.params["size"]) == ("too_big", "1000.0")


def test_a_file_that_cannot_be_opened_stops_the_tool(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    tree = find_files(root, schemas())
    (root / "lists" / TOWN / "duty" / "5001.yaml").unlink()
    with pytest.raises(ToolError, match=f"读不了文件 lists/{TOWN}/duty/5001.yaml"):
        read_lists(root, tree, schemas())
