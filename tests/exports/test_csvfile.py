"""csvfile.py: what is written reads back the same, whoever reads it."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan.exports import csvfile
from qingdan.frames import read_csv
from qingdan.tables import Column, DataTable, Value

COLUMNS: dict[str, dict[str, Any]] = {
    "id": {"type": "string"},
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "yes": {"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
    "day": {"type": "date"},
    "words": {"type": "list", "delimiter": "；"},
    "closed": {"type": "array", "arrayItem": {"type": "string"}},
}


def column(name: str) -> Column:
    descriptor: dict[str, Any] = {"name": name, "title": name, **COLUMNS[name]}
    return Column(name=name, title=name, type=descriptor["type"], descriptor=descriptor)


def table(rows: list[tuple[Value, ...]], *names: str) -> DataTable:
    return DataTable(
        name="made",
        title="表",
        description="",
        columns=tuple(column(name) for name in names),
        key=("id",),
        foreign_keys=(),
        rows=rows,
        many_refs={},
    )


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def package(path: Path, made: DataTable) -> Package:
    """A package as ours describe a table."""
    fields = [dict(column.descriptor) for column in made.columns]
    resource = {
        "name": "made",
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": csvfile.MEDIATYPE,
        "encoding": "utf-8",
        "dialect": csvfile.DIALECT,
        "schema": {"fields": fields, "missingValues": [""]},
    }
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    descriptor = {"$schema": profile, "name": "made", "resources": [resource]}
    return Package.from_descriptor(descriptor, basepath=str(path.parent))


def plainly(value: Any) -> Any:
    """Frictionless gives dates and decimals; tables hold ISO text and floats."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (None, "text", ""),
        ("010", "text", "010"),
        ("=1+1", "text", "=1+1"),
        (True, "yes", "是"),
        (False, "yes", "否"),
        (0, "whole", "0"),
        (12.5, "number", "12.5"),
        (0.00001, "number", "0.00001"),
        (1e17, "number", "100000000000000000"),
        ("2026-01-05", "day", "2026-01-05"),
        (["甲", "乙"], "words", "甲；乙"),
        (["甲", "乙"], "closed", '["甲", "乙"]'),
    ],
)
def test_each_value_has_one_text(value: Value, name: str, text: str) -> None:
    assert csvfile.cell(value, column(name)) == text


def test_the_file_is_utf8_with_mark_crlf_and_one_header(tmp_path: Path) -> None:
    csvfile.write_table(table([("1", "甲\n乙"), ("2", None)], "id", "text"), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == '\ufeffid,text\r\n1,"甲\n乙"\r\n2,\r\n'.encode()


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    csvfile.write_table(table([], "id", "text"), tmp_path / "a.csv")
    assert cells(tmp_path / "a.csv") == [["id", "text"]]


@pytest.fixture(scope="module")
def made_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that is written again and again."""
    return tmp_path_factory.mktemp("csv") / "made.csv"


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from(
    ["\n", "\r\n", '"', "'", ",", "；", ";", "|", "\t", " ", "=", "+", "-", "@", "0", "，", "甲"]
)
TEXT = st.lists(CHARACTERS, min_size=1, max_size=16).map("".join)
HOSTILE = st.sampled_from(
    ["=1+1", "+86", "-1", "@SUM(A1)", "010", "1e5", "NaN", "null", "是", "'甲', '乙'", '"', "a|b|c", " 甲 "]
)
WORD = TEXT.map(lambda text: text.replace("；", "，"))
DIGITS = st.integers(-(10**14), 10**14)
ROW = st.tuples(
    TEXT | HOSTILE | st.none(),
    DIGITS | st.none(),
    st.tuples(DIGITS, st.integers(0, 10)).map(lambda pair: pair[0] / 10 ** pair[1]) | st.none(),
    st.booleans() | st.none(),
    st.dates().map(lambda day: day.isoformat()) | st.none(),
    st.lists(WORD, min_size=1, max_size=3) | st.none(),
    st.lists(TEXT, min_size=1, max_size=3) | st.none(),
)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_any_table_reads_back_through_its_schema(made_csv: Path, rows: list[tuple[Value, ...]]) -> None:
    made = table([(str(number), *row) for number, row in enumerate(rows)], *COLUMNS)
    csvfile.write_table(made, made_csv)
    read = [tuple(row.to_list()) for row in package(made_csv, made).get_table_resource("made").read_rows()]
    assert [tuple(map(plainly, row)) for row in read] == made.rows


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(TEXT | HOSTILE, TEXT | HOSTILE | st.none()), min_size=1, max_size=8))
def test_any_text_reads_back_through_csv_and_pandas(made_csv: Path, rows: list[tuple[str, str | None]]) -> None:
    csvfile.write_table(table(list(rows), "id", "text"), made_csv)
    expected = [[first, second or ""] for first, second in rows]
    assert cells(made_csv)[1:] == expected
    assert read_csv(made_csv).to_numpy().tolist() == expected
