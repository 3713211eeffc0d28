"""history.py: the register as it was at a revision, and plain words where there is none to be had."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.folder import find_files
from qingdan.history import read_version
from qingdan.read import Loaded, read_lists
from qingdan.register import Register
from qingdan.source import MAX_BYTES
from tests.helpers import (
    COUNTY,
    TOWN,
    Files,
    catalogue_files,
    make_head,
    make_item,
    make_repository,
    schemas,
    write_files,
)

ITEM = f"{TOWN}/duty/5001.yaml"
ID = f"{TOWN}-duty-5001"
ALONE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
CLERK = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org", "-c", "protocol.file.allow=always")


def git(root: Path, *arguments: str, given: bytes = b"") -> str:
    command = ["git", "-C", str(root), *CLERK, *arguments]
    done = subprocess.run(command, env=os.environ | ALONE, input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit(root: Path, message: str = "change") -> str:
    git(root, "add", "--all")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def make_history(root: Path, files: Files | None = None, *options: str) -> Path:
    """The valid repository with `files` in the place of its own, as the first commit of main."""
    make_repository(root, files)
    git(root, "init", "-q", "--initial-branch=main", *options)
    commit(root, "first")
    return root


def loaded(root: Path) -> Loaded:
    return read_lists(root, find_files(root, schemas()), schemas())


def version(root: Path, revision: str) -> Register | None:
    return read_version(root, revision, schemas(), loaded(root))


def titles(root: Path, revision: str) -> dict[str, str]:
    then = version(root, revision)
    assert then is not None
    return {item.id: item.text("title") for item in then.items.values()}


def refusal(root: Path, revision: str) -> str:
    with pytest.raises(ToolError) as refused:
        version(root, revision)
    return str(refused.value)


def test_the_register_is_that_of_the_revision(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    first = git(root, "rev-parse", "HEAD")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导"), f"{TOWN}/duty/5002.yaml": make_item()})
    commit(root)
    assert titles(root, first) == {ID: "秸秆禁烧"}
    assert titles(root, "HEAD") == {ID: "焚烧劝导", f"{TOWN}-duty-5002": "秸秆禁烧"}


@pytest.mark.parametrize(
    "name", ["HEAD~1", "HEAD~1^{}", "v1", "refs/tags/v1", ":/first", "main@{0}~1", "-v1", "--output=x"]
)
def test_a_revision_may_be_named_in_any_way_that_git_knows(tmp_path: Path, name: str) -> None:
    root = make_history(tmp_path)
    git(root, "tag", "v1")
    for odd in ("-v1", "--output=x"):
        git(root, "update-ref", f"refs/tags/{odd}", "HEAD")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    commit(root)
    assert titles(root, name) == {ID: "秸秆禁烧"}
    assert not (root / "x").exists()


def test_what_is_not_committed_counts_as_changed(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    write_files(root / "lists", {ITEM: None, f"{TOWN}/duty/5009.yaml": make_item(事项名称="新事项")})
    assert titles(root, "HEAD") == {ID: "秸秆禁烧"}


def test_files_that_are_as_they_were_are_not_read_again(tmp_path: Path) -> None:
    root = make_history(tmp_path, catalogue_files())
    write_files(root / "lists", {f"{COUNTY}/duty/0002.yaml": make_item(事项名称="防汛")})
    now = loaded(root)
    then = read_version(root, "HEAD", schemas(), now)
    assert then is not None
    kept, changed = then.items[f"{COUNTY}-duty-0001"], then.items[f"{TOWN}-duty-0002"]
    assert kept.own is now.lists[f"{COUNTY}-duty"].items["0001"]
    assert then.lists[f"{COUNTY}-duty"].head.record is now.lists[f"{COUNTY}-duty"].header
    assert changed.text("title") == "防汛值守"
    assert then.references["sources"]["jiegan"] is now.references["sources"]["jiegan"]
    assert then.names.one("organisations", "示例镇人民政府")
    assert then.references["divisions"].keys() == now.references["divisions"].keys()


def test_a_list_that_is_gone_is_in_the_version(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    write_files(root / "lists", {ITEM: None, f"{TOWN}/duty/_list.yaml": None})
    assert titles(root, "HEAD") == {ID: "秸秆禁烧"}


def test_a_repository_with_longer_names_of_contents(tmp_path: Path) -> None:
    root = make_history(tmp_path, None, "--object-format=sha256")
    now = loaded(root)
    then = read_version(root, "HEAD", schemas(), now)
    assert then is not None
    assert then.items[ID].own is now.lists[f"{TOWN}-duty"].items["5001"]


def test_the_lists_may_lie_below_the_top_of_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "data" / "county"
    root.mkdir(parents=True)
    git(tmp_path, "init", "-q")
    make_repository(root)
    commit(tmp_path)
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    assert titles(root, "HEAD") == {ID: "秸秆禁烧"}


def test_a_branch_is_compared_with_the_point_where_it_began(tmp_path: Path) -> None:
    """What others put on main since then is neither an addition nor a removal of this branch."""
    root = make_history(tmp_path)
    git(root, "switch", "-q", "-c", "mine")
    git(root, "switch", "-q", "main")
    write_files(root / "lists", {ITEM: make_item(事项名称="别人改的"), f"{TOWN}/duty/5002.yaml": make_item()})
    commit(root)
    git(root, "switch", "-q", "mine")
    assert titles(root, "main") == {ID: "秸秆禁烧"}


def test_a_history_written_anew_is_compared_with_the_revision_itself(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    git(root, "switch", "-q", "--orphan", "new")
    make_repository(root, {ITEM: make_item(事项名称="焚烧劝导")})
    commit(root)
    assert titles(root, "main") == {ID: "秸秆禁烧"}


def test_a_revision_without_lists_has_no_version(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    first = commit(tmp_path)
    make_repository(tmp_path)
    commit(tmp_path)
    assert version(tmp_path, first) is None


# What may stand in history


def test_what_could_not_be_read_then_is_known_to_have_been_there(tmp_path: Path) -> None:
    files = {ITEM: "事项名称: 秸秆禁烧\n状态: 现行\n".encode("gbk"), f"{TOWN}/duty/5002.yaml": "事项名称：防汛\n"}
    root = make_history(tmp_path, files)
    write_files(root / "lists", {ITEM: make_item()})
    then = version(root, "HEAD")
    assert then is not None
    assert ID not in then.items
    assert then.names.find("items", ID) == (ID,)
    assert then.names.find("items", f"{TOWN}-duty-5002")


def test_a_file_that_was_too_big_is_left_unread(tmp_path: Path) -> None:
    root = make_history(tmp_path, {ITEM: "# " + "x" * MAX_BYTES + "\n事项名称: 秸秆禁烧\n"})
    write_files(root / "lists", {ITEM: make_item()})
    then = version(root, "HEAD")
    assert then is not None
    assert ID not in then.items
    assert then.names.find("items", ID)


def test_links_and_other_repositories_are_passed_over(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("事项名称: 秘密\n状态: 现行\n履职类型: 基本履职\n")
    root = tmp_path / "root"
    root.mkdir()
    make_repository(root)
    (root / "lists" / TOWN / "duty" / "5002.yaml").symlink_to(secret)
    (root / "lists" / TOWN / "power").symlink_to(tmp_path)
    git(root, "init", "-q", "--initial-branch=main")
    git(root, "add", "--all")
    head = commit(root)
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},lists/{TOWN}/service/5001.yaml")
    git(root, "commit", "-q", "-m", "module")
    assert titles(root, "HEAD") == {ID: "秸秆禁烧"}


def tree(root: Path, *entries: tuple[str, str, str]) -> str:
    """A tree with any names, as no command of git would write it."""
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(target) for mode, name, target in entries)
    return git(root, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=data)


def test_a_tree_made_by_hand_writes_nothing_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_history(tmp_path / "root")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    blob = git(root, "hash-object", "-w", "--stdin", given=b"a: b\n")
    inner = tree(root, ("100644", "out.yaml", blob))
    above = tree(root, ("40000", "..", inner), ("40000", ".git", inner), ("100644", "a/../../../b.yaml", blob))
    top = tree(root, ("40000", "lists", tree(root, ("40000", "..", above), ("40000", "990101", above))))
    made = git(root, "commit-tree", "-m", "odd", top)
    then = version(root, made)
    assert then is None or not then.items
    assert {path.name for path in tmp_path.iterdir()} == {"root", "scratch"}
    assert not list(scratch.iterdir())


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path) -> None:
    root = make_history(tmp_path / "root", None)
    marker = tmp_path / "marker"
    (root / ".gitattributes").write_text("*.yaml filter=run diff=run\n")
    commit(root)
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    for key in (
        "filter.run.smudge",
        "filter.run.clean",
        "diff.run.textconv",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
    ):
        git(root, "config", key, f"touch {marker}; cat")
    assert titles(root, "HEAD") == {ID: "秸秆禁烧"}
    assert not marker.exists()


def test_the_folder_of_the_old_files_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_history(tmp_path / "root")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert titles(root, "HEAD")
    assert not list(scratch.iterdir())


# Where there is nothing to compare with


@pytest.mark.parametrize(
    "name",
    [
        "nowhere",
        "-nowhere",
        "--help",
        "--all",
        "HEAD..HEAD",
        "HEAD HEAD",
        "HEAD:lists",
        "HEAD\n",
        "",
        "\0",
        "0" * 40,
        "$(touch x)",
        "`touch x`",
        ";touch x",
        "^HEAD",
    ],
)
def test_a_revision_that_does_not_exist(tmp_path: Path, name: str) -> None:
    root = make_history(tmp_path)
    shown = name.replace("\n", "?").replace("\0", "?")
    assert refusal(root, name) == f"找不到要比较的版本“{shown}”。请写分支、标签或者提交的名称，如 --since main。"
    assert not (root / "x").exists()


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    assert refusal(root, "main") == f"{root} 不是 git 仓库，没有上一版可以比较。请在仓库里运行，或者去掉 --since。"


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    root = make_repository(tmp_path)
    git(root, "init", "-q")
    assert refusal(root, "HEAD").startswith("找不到要比较的版本“HEAD”。")


def shallow(root: Path, folder: Path) -> Path:
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(folder))
    return folder


def test_a_checkout_without_its_history_says_how_to_get_it(tmp_path: Path) -> None:
    root = make_history(tmp_path / "root")
    first = git(root, "rev-parse", "HEAD")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    commit(root)
    clone = shallow(root, tmp_path / "clone")
    for name in (first, "HEAD~1"):
        expected = (
            f"找不到要比较的版本“{name}”：这里只取了最近几次提交，没有全部历史。请取全部历史：git fetch --unshallow"
        )
        assert refusal(clone, name) == expected
    assert titles(clone, "HEAD") == {ID: "焚烧劝导"}
    git(clone, "fetch", "-q", "--unshallow")
    assert titles(clone, first) == {ID: "秸秆禁烧"}


def test_a_checkout_that_cannot_tell_where_a_branch_began(tmp_path: Path) -> None:
    root = make_history(tmp_path / "root")
    git(root, "switch", "-q", "-c", "mine")
    commit(root, "mine")
    git(root, "switch", "-q", "main")
    commit(root, "others")
    clone = shallow(root, tmp_path / "clone")
    git(clone, "fetch", "-q", "--depth", "1", "origin", "mine:mine")
    assert refusal(clone, "mine") == "这里只取了最近几次提交，看不出从哪一版开始改。请取全部历史：git fetch --unshallow"


def test_a_repository_that_has_lost_a_file(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    name = git(root, "rev-parse", f"HEAD:lists/{ITEM}")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    (root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert "在 git 里读不出来" in refusal(root, "HEAD")


def test_a_repository_that_has_lost_a_folder(tmp_path: Path) -> None:
    root = make_history(tmp_path)
    name = git(root, "rev-parse", "HEAD:lists")
    (root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert "在 git 里读不出来" in refusal(root, "HEAD")


def test_a_file_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that ends in the middle of an answer."""
    root = make_history(tmp_path / "root")
    write_files(root / "lists", {ITEM: make_item(事项名称="焚烧劝导")})
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    fake.write_text(
        f'#!/bin/sh\ncase "$*" in *cat-file*) printf "{"0" * 40} blob 99\\nabc";; *) exec {real} "$@";; esac\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    assert "在 git 里读不出来" in refusal(root, "HEAD")


def test_a_folder_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_history(tmp_path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    assert "git config --global --add safe.directory" in refusal(root, "HEAD")


def test_a_machine_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_history(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(root, "HEAD") == "找不到 git，不能和上一版比较。请安装 git，或者去掉 --since。"


def test_the_answers_of_git_are_understood_in_any_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert "不是 git 仓库" in refusal(make_repository(tmp_path), "main")


def test_a_list_in_two_versions_keeps_what_each_says(tmp_path: Path) -> None:
    """A header that has changed beside items that have not, and the other way round."""
    root = make_history(tmp_path)
    write_files(root / "lists", {f"{TOWN}/duty/_list.yaml": make_head(清单名称="新的名称")})
    then = version(root, "HEAD")
    assert then is not None
    assert then.lists[f"{TOWN}-duty"].head.text("title") == "示例镇履职事项清单"
    assert [item.id for item in then.lists[f"{TOWN}-duty"].items] == [ID]
