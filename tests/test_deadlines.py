"""deadlines.py: what falls due in the next days, by date; the table names fields that there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingdan.deadlines import CONSULTATION, DUE, Deadline, Due, deadlines
from tests.helpers import COUNTY, OTHER_TOWN, TOWN, Fields, Files, chain, make_catalogue, make_head, schemas

TODAY = date(2026, 3, 1)
KINDS: dict[str, Fields] = {
    "delegation": {"方式": "下放", "截止": "2026-03-31"},
    "document": {"文件类型": "规范性文件", "有效期至": "2026-03-31"},
    "admission": {"类型": "临时任务", "结束": "2026-03-31"},
    "task": {"进展": "进行中", "时限": "2026-03-31"},
}


def item(kind: str, **changes: Any) -> Fields:
    return {"事项名称": f"示例{kind}", "状态": "现行", **KINDS[kind], **changes}


def found(root: Path, files: Files) -> list[Deadline]:
    return deadlines(chain(root, files).register, TODAY)


def one(root: Path, kind: str, head: Fields | None = None, **changes: Any) -> list[Deadline]:
    folder = f"{TOWN}/{kind}"
    return found(root, {f"{folder}/_list.yaml": head or make_head(), f"{folder}/5001.yaml": item(kind, **changes)})


@pytest.mark.parametrize("due", DUE, ids=lambda due: due.kind)
def test_the_table_names_dates_and_values_of_the_schemas(due: Due) -> None:
    fields = schemas()[due.kind].by_name
    assert fields[due.field].type == "date"
    for name, values in due.when.items():
        assert set(values) <= set(fields[name].enum)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_deadline(tmp_path: Path, kind: str) -> None:
    (due,) = one(tmp_path, kind)
    assert (due.day, due.days) == (date(2026, 3, 31), 30)
    assert due.words == next(row.words for row in DUE if row.kind == kind)
    assert (due.holder.text("title"), due.head.division) == (f"示例{kind}", TOWN)
    assert (due.location.path, due.location.line) == (f"lists/{TOWN}/{kind}/5001.yaml", 4)


@pytest.mark.parametrize(
    ("day", "days"), [("2026-02-28", []), ("2026-03-01", [0]), ("2026-05-30", [90]), ("2026-05-31", []), ("三月", [])]
)
def test_from_today_to_ninety_days_later(tmp_path: Path, day: str, days: list[int]) -> None:
    assert [due.days for due in one(tmp_path, "document", 有效期至=day)] == days


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("task", {"进展": "完成"}),
        ("admission", {"类型": "新增职责"}),
        ("document", {"状态": "废止"}),
        ("delegation", {"状态": "草案"}),
    ],
)
def test_what_is_done_over_or_not_decided_is_not_due(tmp_path: Path, kind: str, changes: Fields) -> None:
    assert one(tmp_path, kind, **changes) == []


def test_an_extract_has_no_deadlines(tmp_path: Path) -> None:
    assert one(tmp_path, "task", make_head(性质="文件摘编")) == []


def test_what_comes_from_a_catalogue_is_due_there(tmp_path: Path) -> None:
    files = {
        f"{COUNTY}/delegation/_list.yaml": make_catalogue(),
        f"{COUNTY}/delegation/0001.yaml": item("delegation"),
        f"{TOWN}/delegation/_list.yaml": make_head(采用=f"{COUNTY}-delegation"),
        f"{OTHER_TOWN}/delegation/_list.yaml": make_head(采用=f"{COUNTY}-delegation"),
        f"{OTHER_TOWN}/delegation/0001.yaml": {"截止": "2026-04-15"},
    }
    assert [(due.head.division, due.days) for due in found(tmp_path, files)] == [(COUNTY, 30), (OTHER_TOWN, 45)]


def consultation(until: str) -> list[Fields]:
    return [{"环节": "征求意见", "日期": "2026-02-01", "截止日期": until, "单位": "本级"}]


def test_a_consultation_ends(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/duty/_list.yaml": make_head(状态="征求意见", 过程=consultation("2026-03-20")),
        f"{OTHER_TOWN}/document/_list.yaml": make_head(),
        f"{OTHER_TOWN}/document/5001.yaml": item(
            "document", 有效期至="2031-01-01", 状态="征求意见", 过程=consultation("2026-03-10")
        ),
    }
    assert [(due.words, due.days, due.holder.id) for due in found(tmp_path, files)] == [
        (CONSULTATION, 9, f"{OTHER_TOWN}-document-5001"),
        (CONSULTATION, 19, f"{TOWN}-duty"),
    ]


def test_one_that_is_decided_has_ended(tmp_path: Path) -> None:
    assert found(tmp_path, {f"{TOWN}/duty/_list.yaml": make_head(过程=consultation("2026-03-20"))}) == []


def test_equal_dates_are_in_order_of_divisions(tmp_path: Path) -> None:
    files = {
        f"{division}/{kind}/{name}": content
        for division in (OTHER_TOWN, TOWN)
        for kind in ("task", "document")
        for name, content in (("_list.yaml", make_head()), ("5001.yaml", item(kind)))
    }
    assert [due.holder.id for due in found(tmp_path, files)] == [
        f"{TOWN}-document-5001",
        f"{TOWN}-task-5001",
        f"{OTHER_TOWN}-document-5001",
        f"{OTHER_TOWN}-task-5001",
    ]
