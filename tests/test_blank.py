"""blank.py: a blank record that reads back as what a clerk has to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qingdan.bind import Binder
from qingdan.blank import blank_record, next_serial, write_blank
from qingdan.errors import ToolError
from qingdan.finding import Finding
from qingdan.home import Home
from qingdan.model import Record
from qingdan.schema import Table
from qingdan.source import read_document
from tests.helpers import COUNTY, TOWN, make_repository, run_chain, schemas

TABLES = [*schemas().kinds, schemas()["lists"]]
NAMES = [table.name for table in TABLES]


def bind(text: str, table: Table) -> tuple[Record, list[Finding]]:
    node = read_document(text.encode(), "a.yaml").node
    assert node is not None
    binder = Binder(schemas(), "a.yaml")
    record = binder.record(node, table)
    assert record is not None
    return record, binder.findings


def filled(text: str) -> str:
    """The blank record with every field uncommented, and the examples of nested rows in place."""
    lines = []
    for line in text.splitlines():
        commented = re.match(r"# ((?: *- )?[^ ].*?:( .*)?|  .*)$", line)
        if commented and not commented[1].startswith("只") and "例：" not in line:
            lines.append(commented[1])
        elif not line.startswith("#"):
            lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_blank_record_states_nothing_yet(table: Table) -> None:
    record, findings = bind(blank_record(table, schemas()), table)
    assert findings == []
    assert dict(record.cells) == {}
    assert dict(record.children) == {}


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_blank_record_names_every_field_and_every_nested_list(table: Table) -> None:
    text = blank_record(table, schemas())
    for field in table.inputs:
        assert re.search(rf"^(# )?{re.escape(field.title)}:", text, re.MULTILINE)
        assert field.description in text
        assert bool(re.search(rf"^{re.escape(field.title)}:", text, re.MULTILINE)) is field.required
    for child in schemas().nested(table).values():
        assert f"\n# {child.title}:\n" in text


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_the_examples_of_nested_rows_bind_when_they_are_uncommented(table: Table) -> None:
    record, findings = bind(filled(blank_record(table, schemas())), table)
    assert {finding.case for finding in findings} <= {"blank"}
    assert set(record.children) == set(table.children)
    for name, rows in record.children.items():
        assert len(rows) == 1
        assert set(rows[0].cells) == {field.name for field in schemas()[name].inputs}


def test_serials_go_on_after_the_highest_in_use(tmp_path: Path) -> None:
    assert (next_serial(tmp_path, TOWN), next_serial(tmp_path, COUNTY)) == ("5001", "0001")
    for serial in ("0003", "5007"):
        (tmp_path / f"{serial}.yaml").write_text("")
    assert next_serial(tmp_path, TOWN) == "5008"
    assert next_serial(tmp_path, f"{TOWN}201") == "5008"


def test_serials_of_a_catalogue_stay_below_those_of_towns(tmp_path: Path) -> None:
    (tmp_path / "0003.yaml").write_text("")
    assert next_serial(tmp_path, COUNTY) == "0004"


@pytest.mark.parametrize(("division", "last"), [(TOWN, "9999"), (COUNTY, "5000")])
def test_serials_come_to_an_end(tmp_path: Path, division: str, last: str) -> None:
    (tmp_path / f"{last}.yaml").write_text("")
    with pytest.raises(ToolError, match="用完了"):
        next_serial(tmp_path, division)


def test_a_blank_record_is_written_beside_the_others(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    before = (root / "lists" / TOWN / "duty" / "5001.yaml").read_bytes()
    path = write_blank(Home(root), "duty", TOWN)
    assert path == root / "lists" / TOWN / "duty" / "5002.yaml"
    assert (root / "lists" / TOWN / "duty" / "5001.yaml").read_bytes() == before
    assert {f.case for f in run_chain(root).findings} == {"required"}


def test_a_new_list_gets_a_blank_header(tmp_path: Path) -> None:
    path = write_blank(Home(tmp_path), "decision-2026", COUNTY)
    assert path == tmp_path / "lists" / COUNTY / "decision-2026" / "0001.yaml"
    assert "清单名称: " in (path.parent / "_list.yaml").read_text("utf8")


@pytest.mark.parametrize(
    ("key", "division", "words"),
    [
        ("duties", TOWN, "没有“duties”这种清单"),
        ("../duty", TOWN, "没有“../duty”这种清单"),
        ("duty-", TOWN, "没有“duty-”这种清单"),
        ("Duty", TOWN, "没有“Duty”这种清单"),
        ("duty", "..", "不是行政区划代码"),
        ("duty", "示例镇", "不是行政区划代码"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, key: str, division: str, words: str) -> None:
    with pytest.raises(ToolError, match=re.escape(words)):
        write_blank(Home(tmp_path), key, division)
    assert list(tmp_path.iterdir()) == []
