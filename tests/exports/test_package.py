"""package.py: datasets that the frictionless command accepts, told apart by nature, equal to the register."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingdan.commit import Commit
from qingdan.exports.package import write_package
from qingdan.exports.published import Published
from qingdan.pipeline import package_head, write_data
from qingdan.register import Register
from qingdan.tables import DataTable, build_tables
from tests.helpers import (
    ROOT,
    TOWN,
    Files,
    catalogue_files,
    chain,
    make_divisions,
    make_head,
    make_item,
    make_organisation,
    make_publisher,
    make_source,
    run_chain,
    schemas,
)

COMMIT = Commit("0" * 40, 1_768_000_000)
NATURES = {"formal": "正式", "extract": "文件摘编", "demo": "示例（虚构）"}


@dataclass(frozen=True)
class Written:
    """A register with the files that were written from it."""

    register: Register
    folder: Path
    published: tuple[Published, ...]

    def descriptor(self, below: str = "") -> Any:
        return json.loads((self.folder / below / "datapackage.json").read_text("utf8"))

    def rows(self, name: str, below: str = "") -> list[dict[str, str]]:
        with (self.folder / below / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


def write(register: Register, folder: Path) -> Written:
    return Written(register, folder, write_data(register, COMMIT, folder, "https://example.org/"))


def three_natures() -> Files:
    """Demo lists with a catalogue, a formal list of a real province and an extract of another."""
    rows = make_divisions(
        {"代码": "37", "名称": "甲省", "类型": "省", "编码体系": "MCA"},
        {"代码": "61", "名称": "乙省", "类型": "省", "编码体系": "MCA"},
    )
    party = [{"单位": "甲厅", "角色": "牵头"}]
    return catalogue_files() | {
        "reference/divisions.yaml": rows,
        "reference/organisations/a.yaml": make_organisation(名称="甲厅", 行政区划="37", 层级="省"),
        "reference/organisations/b.yaml": make_organisation(名称="乙厅", 行政区划="61", 层级="省"),
        "reference/sources/law.yaml": make_source(名称="某法", 类别="法律", 效力="现行", 适用区划=None),
        "37/duty/_list.yaml": make_head(清单名称="甲省清单", 编制单位="甲厅", 过程=None),
        "37/duty/0001.yaml": make_item(责任分工=party, 依据=[{"文件": "某法", "条款": "第五条"}]),
        "61/task/_list.yaml": make_head(清单名称="乙省摘编", 性质="文件摘编", 编制单位="乙厅", 过程=None, 摘自="某法"),
        "61/task/0001.yaml": {
            "事项名称": "督办",
            "状态": "现行",
            "进展": "不详",
            "责任分工": [{"单位": "乙厅", "角色": "牵头"}],
        },
    }


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The project's own lists."""
    made = run_chain(ROOT)
    assert made.findings == []
    return write(made.register, tmp_path_factory.mktemp("real") / "data")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A small repository with every nature."""
    made = chain(tmp_path_factory.mktemp("small"), three_natures())
    assert made.findings == []
    return write(made.register, tmp_path_factory.mktemp("written") / "data")


def packages(made: Written) -> list[str]:
    """The folders that hold a package, relative to the data folder."""
    return [str(path.parent.relative_to(made.folder)) for path in sorted(made.folder.rglob("datapackage.json"))]


def validate(folder: Path) -> subprocess.CompletedProcess[str]:
    """The frictionless command on a package, as a data user runs it."""
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", "datapackage.json", "--json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# The command accepts every package


def test_the_real_package_is_valid(real: Written) -> None:
    done = validate(real.folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:]


def test_each_nature_is_a_valid_package_of_its_own(small: Written) -> None:
    assert packages(small) == [".", "demo", "extract", "formal"]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda below: validate(small.folder / below), packages(small)))
    assert [run.returncode for run in done] == [0] * 4, [run.stdout for run in done if run.returncode]


FEW = ("lists", "items", "parties", "divisions", "organisations", "sources", "domains")


def reduce_package(folder: Path) -> None:
    """Leaves a few tables, without bytes and hashes, so that only the rows themselves can be at fault."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf8"))
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource["name"] in FEW]
    for resource in descriptor["resources"]:
        del resource["bytes"], resource["hash"]
    path.write_text(json.dumps(descriptor), encoding="utf8")


SPOILS: dict[str, tuple[str, Callable[[str], str]]] = {
    "foreign-key": ("parties.csv", lambda text: text.replace("990101-sthjj", "990101-nobody", 1)),
    "constraint-error": ("items.csv", lambda text: text.replace(",现行,", ",现在,", 1)),
    "type-error": ("items.csv", lambda text: text.replace("2026-01-15", "明天", 1)),
    "primary-key": ("items.csv", lambda text: text + text.splitlines()[-1] + "\r\n"),
    "incorrect-label": ("items.csv", lambda text: text.replace("serial", "number", 1)),
}


def spoiled(small: Written, folder: Path, error: str) -> Path:
    """A copy of the demo package with one bad row and without hashes; its folder."""
    shutil.copytree(small.folder / "demo", folder)
    reduce_package(folder)
    name, spoil = SPOILS[error]
    text = (folder / name).read_text("utf-8-sig")
    assert spoil(text) != text
    (folder / name).write_text(spoil(text), encoding="utf-8-sig", newline="")
    return folder


def test_a_bad_row_makes_the_command_fail(small: Written, tmp_path: Path) -> None:
    done = validate(spoiled(small, tmp_path / "demo", "foreign-key"))
    assert done.returncode == 1
    assert "foreign-key" in done.stdout


def test_the_reduced_package_is_valid(small: Written, tmp_path: Path) -> None:
    shutil.copytree(small.folder / "demo", tmp_path / "demo")
    reduce_package(tmp_path / "demo")
    assert Package(str(tmp_path / "demo" / "datapackage.json")).validate().valid


@pytest.mark.parametrize("error", SPOILS)
def test_each_kind_of_bad_row_is_noticed(small: Written, tmp_path: Path, error: str) -> None:
    report = Package(str(spoiled(small, tmp_path / "demo", error) / "datapackage.json")).validate()
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_a_changed_byte_makes_the_command_fail(small: Written, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(small.folder / "demo", folder)
    text = (folder / "items.csv").read_text("utf-8-sig")
    (folder / "items.csv").write_text(text.replace("秸秆禁烧", "秸秆焚烧"), encoding="utf-8-sig", newline="")
    done = validate(folder)
    assert done.returncode == 1
    assert "hash" in done.stdout


# What is said about the files is true


@pytest.mark.parametrize("which", ["real", "small"])
def test_every_file_is_as_it_is_described(which: str, request: pytest.FixtureRequest) -> None:
    made: Written = request.getfixturevalue(which)
    assert [file.path for file in made.published] == sorted(file.path for file in made.published)
    for file in made.published:
        data = (made.folder / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        if file.table and not file.list:
            count = (
                len(read_json(data))
                if file.format == "json"
                else len(made.rows(file.table, str(Path(file.path).parent)))
            )
            assert file.rows == count
    on_disk = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert on_disk == {file.path for file in made.published}


def read_json(data: bytes) -> Any:
    return json.loads(data)


@pytest.mark.parametrize("which", ["real", "small"])
def test_descriptors_say_what_lies_beside_them(which: str, request: pytest.FixtureRequest) -> None:
    made: Written = request.getfixturevalue(which)
    for below in packages(made):
        folder = made.folder / below
        for resource in made.descriptor(below)["resources"]:
            data = (folder / resource["path"]).read_bytes()
            assert resource["type"] == "table"
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert resource["rows"] == len(made.rows(resource["name"], below))
            assert resource["title"]
            assert resource["description"]
            for other in resource["alternatives"]:
                data = (folder / other["path"]).read_bytes()
                assert (other["bytes"], other["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
                assert len(read_json(data)) == resource["rows"]


def test_the_descriptor_has_head_keys_and_foreign_keys(small: Written) -> None:
    descriptor = small.descriptor()
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (descriptor["created"], descriptor["homepage"]) == (COMMIT.timestamp, "https://example.org/")
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    assert descriptor["contributors"] == [{"title": "示例县人民政府", "roles": ["publisher"]}]
    assert descriptor["sources"] == [{"title": "某法"}]
    by_name = {resource["name"]: resource for resource in descriptor["resources"]}
    assert list(by_name)[: len(schemas().package["tables"])] == list(schemas().package["tables"])
    assert by_name["items"]["schema"]["primaryKey"] == ["id"]
    references = {key["reference"]["resource"] for key in by_name["parties"]["schema"]["foreignKeys"]}
    assert references == {"lists", "items", "organisations"}
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["description"]
            assert not {"ref", "within", "computed", "substantive", "group", "unit"} & set(field)


def test_every_foreign_key_leads_to_a_column_that_exists(small: Written) -> None:
    resources = small.descriptor()["resources"]
    columns = {resource["name"]: {field["name"] for field in resource["schema"]["fields"]} for resource in resources}
    for resource in resources:
        for key in resource["schema"].get("foreignKeys", ()):
            target = key["reference"]["resource"] or resource["name"]
            assert set(key["fields"]) <= columns[resource["name"]]
            assert set(key["reference"]["fields"]) <= columns[target]


def test_every_reference_in_every_real_package_leads_to_a_row_of_the_same_package(real: Written) -> None:
    assert packages(real) == [".", "demo", "extract"]
    for below in packages(real):
        resources = {resource["name"]: resource["schema"] for resource in real.descriptor(below)["resources"]}
        rows = {name: real.rows(name, below) for name in resources}
        for name, schema in resources.items():
            for key in schema.get("foreignKeys", ()):
                known = values(rows[key["reference"]["resource"] or name], key["reference"]["fields"])
                assert values(rows[name], key["fields"]) - known <= {("",)}, (below, name, key)


def values(rows: list[dict[str, str]], fields: list[str]) -> set[tuple[str, ...]]:
    return {tuple(row[field] for field in fields) for row in rows}


def test_a_licence_of_its_own_is_a_file_of_each_package(tmp_path: Path) -> None:
    files = {"publisher.yaml": make_publisher(数据许可="custom", 使用条款="注明出处即可。")}
    made = write(chain(tmp_path, files).register, tmp_path / "data")
    for below in packages(made):
        licence = made.descriptor(below)["licenses"][0]
        assert (made.folder / below / licence["path"]).read_text("utf8") == "注明出处即可。\n"


# Natures


def test_the_natures_are_told_apart(small: Written) -> None:
    for name in ("lists", "items", "parties", "basis"):
        whole = small.rows(name)
        parts = [small.rows(name, below) for below in NATURES]
        assert sorted(map(str, whole)) == sorted(str(row) for part in parts for row in part)
        for below, part in zip(NATURES, parts, strict=True):
            assert {row["data_nature"] for row in part} <= {NATURES[below]}
    assert [row["id"] for row in small.rows("lists", "formal")] == ["37-duty"]
    assert [row["id"] for row in small.rows("lists", "extract")] == ["61-task"]


def test_a_part_brings_the_references_of_other_natures_along(small: Written) -> None:
    assert [row["id"] for row in small.rows("sources", "formal")] == ["law"]
    assert {row["data_nature"] for row in small.rows("sources", "formal")} == {"文件摘编"}
    assert [row["code"] for row in small.rows("divisions", "formal")] == ["37"]
    assert [row["id"] for row in small.rows("organisations", "formal")] == ["a"]


def test_published_files_bear_their_nature(small: Written) -> None:
    natures = {file.path.split("/")[0]: file.nature for file in small.published if "/" in file.path}
    assert {below: natures[below] for below in NATURES} == NATURES
    assert {file.nature for file in small.published if "/" not in file.path} == {""}


def test_a_repository_without_lists_has_one_package(tmp_path: Path) -> None:
    files = {f"{TOWN}/duty/_list.yaml": make_head(状态="草案")}
    assert packages(write(chain(tmp_path, files).register, tmp_path / "data")) == ["."]


# The same bytes, and the same as the register


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(chain(tmp_path / "one", three_natures()).register, tmp_path / "a")
    second = write(chain(tmp_path / "two", three_natures()).register, tmp_path / "b")
    assert first.published == second.published
    for file in first.published:
        assert (first.folder / file.path).read_bytes() == (second.folder / file.path).read_bytes()


def read_back(made: Written) -> Iterator[tuple[DataTable, list[list[Any]], list[list[Any]]]]:
    """Each table with its rows as the CSV gives them through the descriptor, and as the JSON gives them."""
    package = Package(str(made.folder / "datapackage.json"))
    for table in build_tables(made.register):
        rows = [list(map(plainly, row.to_list())) for row in package.get_table_resource(table.name).read_rows()]
        objects = read_json((made.folder / f"{table.name}.json").read_bytes())
        yield table, rows, [[row[name] for name in table.names] for row in objects]


def plainly(value: Any) -> Any:
    """Frictionless gives dates and decimals; tables hold ISO text and floats."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def test_every_real_table_reads_back_equal(real: Written) -> None:
    for table, from_csv, from_json in read_back(real):
        assert [tuple(row) for row in from_csv] == table.rows, table.name
        assert [tuple(row) for row in from_json] == table.rows, table.name


WORDS = st.text(st.sampled_from("甲乙丙，；：“”、\n\"'=+-@,;|#&*!%`[]{}<>\\ 0１a€😀"), min_size=1, max_size=24)
CELL = (
    WORDS | st.sampled_from(["=1+1", "010", "12:30", "no", "null", "~", "1e5", "2026-01-05", "<b>", "|-", "- 甲"])
).filter(lambda text: text.strip() and text != "无")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(CELL, CELL | st.none(), st.lists(CELL.filter(lambda t: "；" not in t), max_size=3)),
        min_size=1,
        max_size=6,
    )
)
def test_what_clerks_type_is_what_data_users_read(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str | None, list[str]]]
) -> None:
    root = tmp_path_factory.mktemp("typed")
    files = {
        f"{TOWN}/duty/{5001 + number}.yaml": make_item(事项名称=title, 简要说明=summary, 俗称=aliases or None)
        for number, (title, summary, aliases) in enumerate(texts)
    }
    made = chain(root, files)
    assert made.findings == []
    items = next(table for table in build_tables(made.register) if table.name == "items")
    list(write_package([replace(items, foreign_keys=())], package_head(made.register, COMMIT, ""), root, "", ""))
    expected = [[title, summary, aliases or None] for title, summary, aliases in texts]
    names = ("title", "summary", "aliases")
    objects = read_json((root / "items.json").read_bytes())
    assert [[row[name] for name in names] for row in objects] == expected
    resource = Package(str(root / "datapackage.json")).get_table_resource("items")
    assert [[row[name] for name in names] for row in resource.read_rows()] == expected
