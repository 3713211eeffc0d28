"""frames.py: tables as pandas frames, and a CSV read back as text."""

from __future__ import annotations

from pathlib import Path

from qingdan.exports import csvfile
from qingdan.frames import frame, matrix, read_csv
from qingdan.tables import DataTable, build_tables
from tests.helpers import OTHER_TOWN, TOWN, catalogue_files, chain


def tables(root: Path) -> dict[str, DataTable]:
    files = catalogue_files() | {f"{TOWN}/duty/0002.yaml": {"履职类型": "上级部门收回", "网格事项": "否"}}
    return {table.name: table for table in build_tables(chain(root, files).register)}


def test_a_frame_keeps_the_values_of_python(tmp_path: Path) -> None:
    data = frame(tables(tmp_path)["duty"])
    assert list(data.columns) == list(tables(tmp_path)["duty"].names)
    assert data.to_numpy().tolist() == [list(row) for row in tables(tmp_path)["duty"].rows]
    assert set(map(str, data.dtypes)) == {"object"}
    assert data.set_index("id").loc[f"{TOWN}-duty-0002", "grid"] is False


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    data = frame(tables(tmp_path)["power"])
    assert len(data) == 0
    assert "power_type" in data.columns
    assert matrix(data, "power_type", "level") == {}


def test_a_matrix_has_no_zeros(tmp_path: Path) -> None:
    made = matrix(frame(tables(tmp_path)["parties"]), "org", "role")
    assert made == {
        "990101-sthjj": {"主体责任": 4},
        "990101101-zf": {"配合责任": 2},
        "990101102-zf": {"配合责任": 2},
    }
    lists = matrix(frame(tables(tmp_path)["parties"]), "list", "role")
    assert lists[f"{OTHER_TOWN}-duty"] == {"主体责任": 2, "配合责任": 2}


def test_a_csv_is_read_back_as_text(tmp_path: Path) -> None:
    table = tables(tmp_path)["items"]
    csvfile.write_table(table, tmp_path / "items.csv")
    data = read_csv(tmp_path / "items.csv")
    assert list(data.columns) == list(table.names)
    assert data["serial"].tolist() == ["0001", "0002"] * 3
    assert set(data["effective_to"]) == {""}
