"""The lists as they were at a revision of git: what a comparison with the last version starts from.

In: the root of a repository, a revision, and what was just read. Out: the register of then, None when that commit holds
no lists/; what was wrong with it then is not said again. Git is only asked to look things up: nothing that history
holds is run, no link in it is followed, and the limits are those of folder.py and source.py.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .errors import ToolError
from .folder import Tree, find_files
from .model import Record
from .read import Loaded, read_lists
from .register import Register
from .resolve import resolve
from .schema import Schemas
from .source import MAX_BYTES

_TOP = "lists/"
_OBJECT = re.compile("[0-9a-f]{40,64}")
_FILES = ("100644", "100755")
# Answers in English whatever the machine speaks, no locks, no questions.
_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a commit: the name of its content in git, and its size in bytes."""

    name: str
    size: int


def read_version(root: Path, revision: str, schemas: Schemas, loaded: Loaded) -> Register | None:
    """The register at the point where the checkout left `revision`; None when there is no lists/ there.

    Files that are as they were then are not parsed again. ToolError when there is no such revision or no history.
    """
    commit = _start(root, _commit(root, revision))
    blobs = dict(_blobs(root, commit))
    if not blobs:
        return None
    known = dict(_unchanged(root, blobs, loaded))
    with tempfile.TemporaryDirectory(prefix="qingdan-") as scratch:
        folder = Path(scratch)
        _write(root, folder, {path: blob for path, blob in blobs.items() if path not in known})
        tree = find_files(folder, schemas)
        _add(tree, known, loaded)
        register, _ = resolve(read_lists(folder, tree, schemas, known=known), schemas)
    return register


def _commit(root: Path, revision: str) -> str:
    """The full name of the commit that a revision means."""
    if revision and "\0" not in revision:
        # What begins with a hyphen stays a name: nothing after --end-of-options is an option.
        done = _git(root, "rev-parse", "--verify", "--end-of-options", revision)
        _explain_no_repository(root, done.stderr.decode(errors="replace"))
        found = done.stdout.decode().strip()
        if _OBJECT.fullmatch(found):
            done = _git(root, "rev-parse", "--verify", f"{found}^{{commit}}")
            if done.returncode == 0:
                return done.stdout.decode().strip()
    shown = "".join(char if char.isprintable() else "?" for char in revision[:80])
    if _is_shallow(root):
        raise ToolError(
            f"找不到要比较的版本“{shown}”：这里只取了最近几次提交，没有全部历史。请取全部历史：git fetch --unshallow"
        )
    raise ToolError(f"找不到要比较的版本“{shown}”。请写分支、标签或者提交的名称，如 --since main。")


def _explain_no_repository(root: Path, error: str) -> None:
    """ToolError when git has no history to look into; silent when only the revision is unknown."""
    if "safe.directory" in error:
        raise ToolError(
            f"git 不肯读 {root} 的历史，因为文件夹属于别的用户。请运行 git config --global --add safe.directory {root}"
        )
    if "not a git repository" in error:
        raise ToolError(f"{root} 不是 git 仓库，没有上一版可以比较。请在仓库里运行，或者去掉 --since。")


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _start(root: Path, commit: str) -> str:
    """The last commit that `commit` and the checkout have in common: what others changed since is not compared.

    The commit itself where they have none, as after history was written anew.
    """
    done = _git(root, "merge-base", commit, "HEAD")
    if done.returncode == 0:
        return done.stdout.decode().split()[0]
    if _is_shallow(root):
        raise ToolError("这里只取了最近几次提交，看不出从哪一版开始改。请取全部历史：git fetch --unshallow")
    return commit


def _blobs(root: Path, commit: str) -> Iterator[tuple[str, _Blob]]:
    """The YAML files below lists/ of a commit, by path; links and other repositories are passed over."""
    done = _git(root, "ls-tree", "-r", "-l", "-z", commit, "--", "lists")
    if done.returncode != 0:
        raise _damaged(done.stderr.decode(errors="replace"))
    for line in done.stdout.split(b"\0"):
        head, _, name = line.partition(b"\t")
        mode, _, content, size = head.decode().split() if line else ("", "", "", "")
        path = os.fsdecode(name)
        if mode not in _FILES or not _is_readable(path):
            continue
        if not size.isdecimal():
            raise _damaged(f"{path} {size}")
        yield path, _Blob(content, int(size))


def _is_readable(path: str) -> bool:
    """Whether a path may be one that folder.py knows; a tree that was made by hand can hold "..", even ".git"."""
    parts = path.split("/")
    return path.startswith(_TOP) and path.endswith(".yaml") and not any(p.startswith(".") or not p for p in parts)


def _unchanged(root: Path, blobs: Mapping[str, _Blob], loaded: Loaded) -> Iterator[tuple[str, Record]]:
    """The records whose files have the very content that they had then."""
    for record in _records(loaded):
        blob = blobs.get(record.path)
        if blob is not None and _has_content(root / record.path, blob):
            yield record.path, record


def _records(loaded: Loaded) -> Iterator[Record]:
    """Headers, items, and the references that have a file each."""
    for entry in loaded.lists.values():
        if entry.header is not None:
            yield entry.header
        yield from entry.items.values()
    for records in loaded.references.values():
        yield from (record for key, record in records.items() if _has_own_file(key, record))


def _has_own_file(key: str, record: Record) -> bool:
    return record.path.endswith(f"/{key}.yaml")


def _has_content(path: Path, blob: _Blob) -> bool:
    """Whether git would give the file the same name."""
    data = path.read_bytes() if path.stat().st_size == blob.size else None
    if data is None:
        return False
    method = hashlib.sha256 if len(blob.name) == 64 else hashlib.sha1
    return method(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == blob.name


def _write(root: Path, folder: Path, blobs: Mapping[str, _Blob]) -> None:
    """The files of then in a folder; those that are too big to be read are left empty."""
    wanted: dict[str, list[Path]] = {}
    for path, blob in blobs.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if blob.size > MAX_BYTES:
            place.touch()
        else:
            wanted.setdefault(blob.name, []).append(place)
    for name, data in _contents(root, wanted):
        for place in wanted[name]:
            place.write_bytes(data)


def _add(tree: Tree, known: Mapping[str, Record], loaded: Loaded) -> None:
    """Adds the files that need not be written, because their records are known."""
    folders = {folder.id: folder for folder in tree.lists}
    for key, entry in loaded.lists.items():
        items = {serial: record.path for serial, record in entry.items.items() if record.path in known}
        header = entry.header.path if entry.header is not None and entry.header.path in known else None
        if key in folders:
            folders[key] = replace(folders[key], header=folders[key].header or header, items=folders[key].items | items)
        elif header or items:
            folders[key] = replace(entry.folder, header=header, items=items)
    tree.lists[:] = folders.values()
    for table, records in loaded.references.items():
        files = {k: record.path for k, record in records.items() if record.path in known and _has_own_file(k, record)}
        if files:
            tree.references[table] = tree.references.get(table, {}) | files


def _contents(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The contents with these names, one after the other."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        command = ["git", "-C", str(root), "cat-file", "--batch"]
        environment = os.environ | _ENVIRONMENT
        with subprocess.Popen(  # noqa: S603 - fixed arguments
            command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as git:
            assert git.stdout is not None
            for name in names:
                head = git.stdout.readline().split()
                size = int(head[2]) if len(head) == 3 else 0
                data = git.stdout.read(size + 1)
                if len(head) != 3 or len(data) != size + 1:
                    raise _damaged(name)
                yield name, data[:-1]


def _damaged(detail: str) -> ToolError:
    return ToolError(f"上一版的文件在 git 里读不出来（{detail.strip()[:200]}）。请重新取一次仓库，再运行。")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program; see _commit for the one argument that is typed
            ["git", "-C", str(root), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            env=os.environ | _ENVIRONMENT,
        )
    except FileNotFoundError as error:
        raise ToolError("找不到 git，不能和上一版比较。请安装 git，或者去掉 --since。") from error
