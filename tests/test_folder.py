"""folder.py: files by place and name; links, strays and odd names are findings, and nothing is opened."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.folder import Tree, find_files
from qingdan.read import read_lists
from tests.helpers import TOWN, make_repository, places, schemas, write_files


def tree(root: Path) -> Tree:
    return find_files(root, schemas())


def found(root: Path) -> list[str]:
    return places(tree(root).findings)


def cases(root: Path) -> list[tuple[str, str]]:
    """Path and case of every finding on the valid repository at `root`."""
    return [(finding.location.path, finding.case) for finding in tree(root).findings]


def test_every_file_has_its_role(tmp_path: Path) -> None:
    found_tree = tree(make_repository(tmp_path, {"exemptions.yaml": [], f"{TOWN}/decision-2026/_list.yaml": ""}))
    assert found_tree.findings == []
    assert found_tree.settings == {"publisher": "lists/publisher.yaml", "exemptions": "lists/exemptions.yaml"}
    assert set(found_tree.references) == {"divisions", "domains", "organisations", "places", "sources"}
    assert found_tree.references["sources"] == {"jiegan": "lists/reference/sources/jiegan.yaml"}
    assert [(folder.id, folder.kind) for folder in found_tree.lists] == [
        (f"{TOWN}-decision-2026", "decision"),
        (f"{TOWN}-duty", "duty"),
    ]
    assert found_tree.lists[1].items == {"5001": f"lists/{TOWN}/duty/5001.yaml"}
    assert sorted(found_tree.paths) == sorted(set(found_tree.paths))
    assert len(list(found_tree.paths)) == 15


def test_an_empty_repository_says_what_is_missing(tmp_path: Path) -> None:
    assert found(tmp_path) == ["lists:0:0 F03 no_lists"]
    (tmp_path / "lists").mkdir()
    assert sorted(found(tmp_path)) == ["lists:0:0 F03 no_list", "publisher.yaml:0:0 F03 no_publisher"]


def test_a_root_that_is_no_folder_stops_the_tool(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="找不到目录"):
        tree(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(ToolError, match="找不到目录"):
        tree(tmp_path / "file")


def test_lists_that_is_a_link_or_a_file_is_no_folder(tmp_path: Path) -> None:
    real = make_repository(tmp_path / "real")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "lists").symlink_to(real / "lists")
    assert found(tmp_path / "link") == ["lists:0:0 F03 no_lists"]
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "lists").write_text("")
    assert found(tmp_path / "file") == ["lists:0:0 F03 no_lists"]


def test_a_list_folder_without_header(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {f"{TOWN}/duty/_list.yaml": None})
    assert found(root) == [f"{TOWN}/duty/_list.yaml:0:0 F03 no_header"]
    assert tree(root).lists[0].header is None


def test_a_header_that_is_a_folder_is_no_header(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {f"{TOWN}/duty/_list.yaml": None, f"{TOWN}/duty/_list.yaml/a.yaml": "a: b\n"})
    assert sorted(found(root)) == [
        f"{TOWN}/duty/_list.yaml:0:0 F03 no_header",
        f"{TOWN}/duty/_list.yaml:0:0 S01 serial_name",
    ]


@pytest.mark.parametrize(
    ("name", "fixed"),
    [
        ("7.yaml", "0007.yaml"),
        ("0007.yml", "0007.yaml"),
        ("０００７.yaml", "0007.yaml"),
        ("00007.yaml", "0007.yaml"),
        ("0007.YAML", "0007.yaml"),
        ("0007", "0007.yaml"),
        ("0007.yaml.bak", "0007.yaml"),
        ("0007 .yaml", "0007.yaml"),
        ("0007-副本.yaml", "0007.yaml"),
        ("12345.yaml", ""),
        ("秸秆.yaml", ""),
        ("README.md", ""),
        ("list.yaml", ""),
        ("².yaml", ""),
        ("-.yaml", ""),
    ],
)
def test_a_file_name_that_is_no_serial_is_reported_with_the_likely_one(tmp_path: Path, name: str, fixed: str) -> None:
    root = make_repository(tmp_path, {f"{TOWN}/duty/{name}": "事项名称: 甲\n"})
    (finding,) = tree(root).findings
    assert (finding.code, finding.case, finding.location.path) == ("S01", "serial_name", f"lists/{TOWN}/duty/{name}")
    assert finding.params["fixed"] == fixed
    assert list(tree(root).lists[0].items) == ["5001"]


def test_a_folder_with_the_name_of_an_item_is_reported(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {f"{TOWN}/duty/0007.yaml/a.yaml": ""})
    assert found(root) == [f"{TOWN}/duty/0007.yaml:0:0 S01 serial_name"]


@pytest.mark.parametrize(
    ("path", "where", "case"),
    [
        ("note.txt", "lists/note.txt", "stray_file"),
        ("divisions.yaml", "lists/divisions.yaml", "stray_file"),
        ("示例县/duty/0001.yaml", "lists/示例县", "division_name"),
        ("９９０１/duty/0001.yaml", "lists/９９０１", "division_name"),
        ("9/duty/0001.yaml", "lists/9", "division_name"),
        ("9901011010000/duty/0001.yaml", "lists/9901011010000", "division_name"),
        (f"{TOWN}/0001.yaml", f"lists/{TOWN}/0001.yaml", "stray_file"),
        (f"{TOWN}/duties/0001.yaml", f"lists/{TOWN}/duties", "list_key"),
        (f"{TOWN}/Duty/0001.yaml", f"lists/{TOWN}/Duty", "list_key"),
        (f"{TOWN}/duty-/0001.yaml", f"lists/{TOWN}/duty-", "list_key"),
        (f"{TOWN}/duty--a/0001.yaml", f"lists/{TOWN}/duty--a", "list_key"),
        (f"{TOWN}/duty_a/0001.yaml", f"lists/{TOWN}/duty_a", "list_key"),
        (f"{TOWN}/履职/0001.yaml", f"lists/{TOWN}/履职", "list_key"),
        ("reference/note.yaml", "lists/reference/note.yaml", "stray_file"),
        ("reference/organisations.yaml", "lists/reference/organisations.yaml", "stray_file"),
        ("reference/divisions/a.yaml", "lists/reference/divisions", "stray_file"),
        ("reference/organisations/环保局.yaml", "lists/reference/organisations/环保局.yaml", "reference_name"),
        ("reference/organisations/a_b.yaml", "lists/reference/organisations/a_b.yaml", "reference_name"),
        ("reference/organisations/a.yml", "lists/reference/organisations/a.yml", "reference_name"),
        ("reference/organisations/sub/a.yaml", "lists/reference/organisations/sub", "reference_name"),
    ],
)
def test_what_lies_in_the_wrong_place_is_reported(tmp_path: Path, path: str, where: str, case: str) -> None:
    root = make_repository(tmp_path, {path: "a: b\n"})
    assert cases(root) == [(where, case)]


def test_a_file_in_the_place_of_the_references_is_reported(tmp_path: Path) -> None:
    write_files(tmp_path / "lists", {"reference": "a: b\n", "publisher.yaml": "a: b\n"})
    assert ("lists/reference", "stray_file") in cases(tmp_path)


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    names = (".gitkeep", f"{TOWN}/.DS_Store", f"{TOWN}/duty/.0007.yaml.swp", "reference/.x", ".git/config")
    assert found(make_repository(tmp_path, dict.fromkeys(names, ""))) == []


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "to a file outside": lambda link, outside: link.symlink_to(outside / "secret.yaml"),
    "to a folder outside": lambda link, outside: link.symlink_to(outside),
    "to nothing": lambda link, outside: link.symlink_to(outside / "nothing"),
    "to itself": lambda link, _: link.symlink_to(link),
    "to its own folder": lambda link, _: link.symlink_to(link.parent),
    "to the root": lambda link, _: link.symlink_to("/"),
}


@pytest.mark.parametrize("make", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize(
    "name",
    [
        "a.yaml",
        "exemptions.yaml",
        "990102",
        f"{TOWN}/power",
        f"{TOWN}/power/_list.yaml",
        f"{TOWN}/duty/0001.yaml",
        "reference/indicators",
        "reference/indicators.yaml",
        "reference/organisations/a.yaml",
    ],
)
def test_a_link_is_reported_and_never_followed(tmp_path: Path, name: str, make: Callable[[Path, Path], None]) -> None:
    outside = tmp_path / "outside"
    write_files(outside, {"secret.yaml": "机密: 不能读\n", "_list.yaml": "机密: 不能读\n"})
    root = make_repository(tmp_path / "repository")
    link = root / "lists" / name
    link.parent.mkdir(exist_ok=True)
    make(link, outside)
    expected = [(f"lists/{name}", "symlink")]
    if name.endswith("_list.yaml"):
        expected.append((f"lists/{name}", "no_header"))
    assert cases(root) == expected
    assert "机密" not in str(read_lists(root, tree(root), schemas()))


@pytest.mark.parametrize("name", ["publisher.yaml", f"{TOWN}/duty/0001.yaml", "reference/domains.yaml", "990102"])
def test_a_pipe_is_reported_and_never_opened(tmp_path: Path, name: str) -> None:
    root = make_repository(tmp_path, {name: None})
    os.mkfifo(root / "lists" / name)
    assert (f"lists/{name}", "not_file") in cases(root)
    assert ("F01", "not_file") in {(f.code, f.case) for f in read_lists(root, tree(root), schemas()).findings}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("00\n07.yaml", "00?07.yaml"),
        ("00\x1b[31m07.yaml", "00?[31m07.yaml"),
        ("0007\u202e.yaml", "0007?.yaml"),
        ("\u2028.yaml", "?.yaml"),
        (os.fsdecode(b"\xff\xfe.yaml"), "??.yaml"),
    ],
)
def test_names_that_cannot_be_shown_are_reported_printably(tmp_path: Path, name: str, shown: str) -> None:
    root = make_repository(tmp_path)
    (root / "lists" / TOWN / "duty" / name).write_text("a: b\n", encoding="utf8")
    (finding,) = tree(root).findings
    assert (finding.code, finding.case, finding.location.path) == (
        "S01",
        "unprintable_name",
        f"lists/{TOWN}/duty/{shown}",
    )
    finding.location.path.encode("utf8")


def test_a_copy_is_not_told_to_take_the_name_of_the_original(tmp_path: Path) -> None:
    made = tree(make_repository(tmp_path, {f"{TOWN}/duty/5001 - 副本.yaml": "事项名称: 甲\n"}))
    (finding,) = made.findings
    assert finding.case == "serial_taken"
    assert finding.params["fixed"] == "5001.yaml"
