"""S06 through the command: whatever a planted number breaks, and wherever it stands, it is reported and never shown."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from qingdan import cli
from qingdan.errors import ToolError
from qingdan.finding import Finding, Location
from qingdan.report import FORMATS, render
from qingdan.schedule import FORMS
from qingdan.schema import Table
from tests.broken.mistakes import make_hopeless
from tests.command import Run, qingdan
from tests.helpers import TOWN, dump, make_head, make_item, make_repository, schemas
from tests.rules.repository import check, load, write

NUMBER, MAILBOX = "13912345678", "zhangsan_private@qq.com"
# Six of its digits in a row would be too much.
SHOWN = re.compile("|".join(NUMBER[n : n + 6] for n in range(2, 6)) + "|private")
ITEM = f"lists/{TOWN}/duty/5001.yaml"


def runs(root: Path) -> dict[str, Run]:
    """Every command that tells of findings, in every form."""
    made = {f"check {form}": qingdan(root, "check", "--format", form) for form in FORMATS}
    made |= {f"calendar {form}": qingdan(root, "calendar", "--format", form) for form in FORMS}
    return made | {"build": qingdan(root, "build"), "internal": qingdan(root, "build", "--internal")}


def assert_masked(made: dict[str, Run]) -> None:
    for name, run in made.items():
        found = SHOWN.search(run.out + run.err)
        assert not found, (name, (run.out + run.err)[max(found.start() - 200, 0) : found.end() + 50])
        assert "Traceback" not in run.err


def codes(run: Run) -> list[tuple[str, str, int]]:
    rows = json.loads(run.out)["findings"]
    return [(row["code"], row["path"].removeprefix("lists/"), row["line"]) for row in rows]


def everywhere(table: Table, depth: int = 0) -> dict[str, Any]:
    """A record of the table with a number in every field, list and row, and in a field that nobody knows."""
    value = f"联系 {NUMBER} 或 {MAILBOX}"
    content: dict[str, Any] = {field.title: [value, NUMBER] if field.many else value for field in table.inputs}
    content[f"手机 {NUMBER}"] = value
    if depth < 3:
        for title, child in schemas().nested(table).items():
            row = everywhere(child, depth + 1)
            content[title] = row if child.single else [row, value]
    return content


def test_a_number_in_every_field_of_every_table_is_never_shown(tmp_path: Path) -> None:
    files: dict[str, Any] = {"exemptions.yaml": [everywhere(schemas()["exemptions"])]}
    files["publisher.yaml"] = everywhere(schemas()["publisher"])
    for kind in schemas().kinds:
        files[f"{TOWN}/{kind.name}/_list.yaml"] = everywhere(schemas()["lists"])
        files[f"{TOWN}/{kind.name}/5001.yaml"] = everywhere(kind)
        files[f"{TOWN}/{kind.name}/5002.yaml"] = everywhere(kind)
    for table in ("organisations", "sources", "places", "indicators"):
        files[f"reference/{table}/{table}.yaml"] = everywhere(schemas()[table])
    files["reference/domains.yaml"] = [everywhere(schemas()["domains"])]
    files["reference/divisions.yaml"] = [everywhere(schemas()["divisions"])]
    made = runs(make_repository(tmp_path, files))
    assert_masked(made)
    assert {status for run in made.values() for status in (run.status,)} <= {0, 1}
    assert ("S06", ITEM.removeprefix("lists/"), 1) in codes(made["check json"])


def test_a_number_in_names_of_files_and_folders_is_never_shown(tmp_path: Path) -> None:
    item = dump(make_item())
    names = {
        f"{NUMBER}/duty/5001.yaml": item,
        f"{NUMBER}/duty/_list.yaml": make_head(采用=f"{NUMBER}-duty"),
        f"名单{NUMBER}/a.yaml": item,
        f"{TOWN}/duty/{NUMBER}.yaml": item,
        f"{TOWN}/duty/139-1234-5678.yaml": item,
        f"{TOWN}/duty/139\u200b1234\u200b5678.yaml": item,
        f"{TOWN}/duty-{NUMBER}/_list.yaml": make_head(代替=f"{TOWN}-duty-{NUMBER}"),
        f"{TOWN}/duty-{NUMBER}/5001.yaml": item,
        f"{TOWN}/{MAILBOX}": "甲",
        f"reference/organisations/{NUMBER}.yaml": "名称: 甲",
        f"{NUMBER}.txt": "甲",
    }
    made = runs(make_repository(tmp_path, names))
    assert_masked(made)
    lines = [line for code, _, line in codes(made["check json"]) if code == "S06"]
    assert (lines.count(0), len(lines)) == (9, 11)


@pytest.mark.parametrize("length", [0, 33, 35, 37, 50, 53, 150, 154])
def test_a_line_that_cannot_be_read_shows_no_part_of_it(tmp_path: Path, length: int) -> None:
    """Quoted lines are cut; the cut may fall into a number."""
    before = "长" * length
    broken = {
        "5001": f"{before}{NUMBER}\n",
        "5002": f"事项名称: '{before}{NUMBER}\n状态: 甲\n",
        "5003": f"{before[:20]}{NUMBER}： {before}{NUMBER}\n状态: 甲: 乙\n",
        "5004": f"事项名称: !{before}{NUMBER} 甲\n",
        "5005": f"'{before}{NUMBER}': 甲\n'{before}{NUMBER}': 乙\n",
        "5006": f"<<<<<<< {before}{NUMBER}\n",
        "5007": f"事项名称: 甲\n\t{before}{NUMBER}: 甲\n",
        "5008": f"俗称: {before}{NUMBER}\n状态: {before}{NUMBER}\n施行日期: {before}{NUMBER}\n{before}{NUMBER}: 甲\n",
        "5009": f"俗称:\n  {before}{NUMBER}: 甲\n责任分工: {before}{NUMBER}\n",
    }
    files = {f"{TOWN}/duty/{serial}.yaml": text for serial, text in broken.items()}
    made = runs(make_repository(tmp_path, files))
    assert_masked(made)
    hit = {path[-9:-5] for code, path, _ in codes(made["check json"]) if code == "S06"}
    assert hit == set(broken)


def test_every_file_is_looked_at_in_its_own_encoding(tmp_path: Path) -> None:
    text = f"张某，电话 {NUMBER}\n"
    root = make_repository(
        tmp_path,
        {
            f"{TOWN}/duty/gbk.csv": f"姓名\n{text}".encode("gb18030"),
            f"{TOWN}/duty/utf16.txt": f"姓名\n{text}".encode("utf-16"),
            f"{TOWN}/duty/5002.yaml": f"# 甲\n# {text}".encode("gb18030"),
            f"{TOWN}/duty/.hidden": f"\ufeff姓名\n{text}",
            f"{TOWN}/duty/binary.xlsx": b"PK\x03\x04\x00\x00\xff\xfe" + text.encode(),
            f"{TOWN}/duty/long.txt": f"{text}{'长' * 700_000}",
            "notes/deep/er/a.md": text,
        },
    )
    (root / f"lists/{TOWN}/duty/link-{NUMBER}").symlink_to("/etc/hostname")
    os.mkfifo(root / f"lists/{TOWN}/duty/pipe")
    made = runs(root)
    assert_masked(made)
    found = {(path.rpartition("/")[2], line) for code, path, line in codes(made["check json"]) if code == "S06"}
    masked = f"link-{NUMBER[:2]}＊＊＊＊＊＊＊＊＊"
    assert found == {
        *(("gbk.csv", 2), ("utf16.txt", 2), ("5002.yaml", 2), (".hidden", 2), ("long.txt", 1), ("a.md", 1), (masked, 0))
    }


def test_what_a_field_holds_is_said_once_at_its_line_and_item(tmp_path: Path) -> None:
    item = f"# 问 {NUMBER}\n{dump(make_item())}备注: |\n  甲\n  打 {NUMBER}\n俗称:\n  - '{NUMBER}'\n"
    write(tmp_path, {ITEM: item})
    found = [finding for finding in check(tmp_path)[1] if finding.code == "S06"]
    fields = [(finding.location.field, finding.location.item) for finding in found]
    lines = item.splitlines()
    assert [finding.location.line for finding in found] == [n for n, line in enumerate(lines, 1) if NUMBER in line]
    assert fields == [("", ""), ("duty.remark", f"{TOWN}-duty-5001"), ("duty.aliases", f"{TOWN}-duty-5001")]
    assert [finding.location.column for finding in found] == [lines[f.location.line - 1].index("1") + 1 for f in found]


def test_a_list_of_names_is_a_hundred_findings_and_no_more(tmp_path: Path) -> None:
    names = "".join(f"张某,139{n:08d}\n" for n in range(20_000))
    write(tmp_path, {f"lists/{TOWN}/duty/names.csv": names, ITEM: dump(make_item())})
    assert sum(finding.code == "S06" for finding in check(tmp_path)[1]) == 100


def test_errors_of_the_tool_and_divisions_are_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ToolError(f"读不了文件 lists/{NUMBER}.yaml")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", f"/lists/{NUMBER}.yaml")

    for failure in (fail, refuse):
        monkeypatch.setattr(cli, "open_home", failure)
        assert cli.main(["--root", str(tmp_path), "check"]) == 2
        assert not SHOWN.search(capsys.readouterr().err)
    write(tmp_path, {})
    finding = Finding(
        code="S03",
        case="no_division",
        location=Location(path="lists/a.yaml", item=f"{NUMBER}-duty-0001"),
        params={"code": NUMBER},
        divisions=(NUMBER, TOWN),
    )
    for form in FORMATS:
        assert not SHOWN.search(render([finding], load(tmp_path)[0], form))


def test_the_report_on_a_hopeless_repository_has_no_number_either(tmp_path: Path) -> None:
    root = make_hopeless(tmp_path / "repository")
    for path in (root / "lists").rglob("*.yaml"):
        if path.is_file() and path.stat().st_size < 100_000:
            data = path.read_bytes()
            path.write_bytes(b"# " + NUMBER.encode() + b"\n" + data)
    assert_masked({form: qingdan(root, "check", "--format", form) for form in FORMATS})
