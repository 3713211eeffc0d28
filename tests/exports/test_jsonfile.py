"""jsonfile.py: typed values, one object a line, and back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan.exports import jsonfile
from qingdan.tables import Column, DataTable, Value

NAMES = ("id", "value")


@pytest.fixture(scope="module")
def made_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that is written again and again."""
    return tmp_path_factory.mktemp("json") / "made.json"


def table(rows: list[tuple[Value, ...]]) -> DataTable:
    columns = tuple(Column(name=name, title=name, type="string", descriptor={}) for name in NAMES)
    return DataTable(
        name="made", title="表", description="", columns=columns, key=(), foreign_keys=(), rows=rows, many_refs={}
    )


def test_each_row_is_an_object_on_a_line_of_its_own(tmp_path: Path) -> None:
    jsonfile.write_table(table([("010", "甲\n乙"), ("2", None), ("3", ["丙"])]), tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text("utf8")
    assert text.splitlines() == [
        "[",
        '{"id": "010", "value": "甲\\n乙"},',
        '{"id": "2", "value": null},',
        '{"id": "3", "value": ["丙"]}',
        "]",
    ]


def test_a_table_without_rows_is_an_empty_list(tmp_path: Path) -> None:
    jsonfile.write_table(table([]), tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf8")) == []


def test_a_document_keeps_its_order_and_its_characters(tmp_path: Path) -> None:
    jsonfile.write_document({"乙": 1, "甲": ["丙"]}, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text("utf8") == '{\n  "乙": 1,\n  "甲": [\n    "丙"\n  ]\n}\n'


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
VALUE = (
    TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none() | st.lists(TEXT)
)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, VALUE), max_size=6))
def test_any_table_reads_back_equal(made_json: Path, rows: list[tuple[Value, ...]]) -> None:
    jsonfile.write_table(table(rows), made_json)
    read = json.loads(made_json.read_text("utf8"))
    assert [tuple(row[name] for name in NAMES) for row in read] == rows
