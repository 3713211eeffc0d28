"""Rule C11 on the finished site: what is closed or a draft is in no byte of any page, dataset or search index.

Once for the repository's own lists; once for one in which every field of every hidden record carries a canary.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qingdan.home import Home
from qingdan.pipeline import Checked, build
from qingdan.progress import Reporter
from qingdan.rules.law.openness import must_not_appear
from qingdan.site.build import SiteOptions
from tests.helpers import make_repository, run_chain
from tests.site.canaries import MARK, OPEN, Canaries, hidden_ids, hidden_repository

_GZIP, _ZIP, _SQLITE = b"\x1f\x8b", b"PK\x03\x04", b"SQLite format 3\x00"


def test_nothing_closed_is_in_the_built_site(repository: Path, built_site: Path) -> None:
    hidden = {text for text, _ in must_not_appear(run_chain(repository).register)}
    assert any(text.startswith("990101101-request-2026-") for text in hidden), "the demo has no closed item to look for"
    forms = {form.encode() for text in hidden for form in (text, html.escape(text), json.dumps(text)[1:-1])}
    found = {
        (path.relative_to(built_site).as_posix(), form.decode())
        for path, data in _contents(built_site)
        for form in forms
        if form in data
    }
    assert found == set()


# Canaries


@pytest.fixture(scope="module")
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture(scope="module")
def site_of_canaries(canaries: Canaries, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a repository full of canaries, with a history; no check holds it back."""
    root = make_repository(tmp_path_factory.mktemp("canaries"), hidden_repository(canaries))
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "lists")):
        subprocess.run(["git", "-C", str(root), *command], check=True, capture_output=True)
    checked = Checked(register=run_chain(root).register, findings=[])
    return build(Home(root), checked, SiteOptions(url="https://example.org/"), Reporter(quiet=True))


def test_no_canary_is_in_any_byte(canaries: Canaries, site_of_canaries: Path) -> None:
    found = {
        f"{path.relative_to(site_of_canaries)}: {canaries.places.get(word, word)}"
        for path, data in _contents(site_of_canaries)
        for word in _marked(data, MARK)
    }
    assert len(canaries.places) > 3000
    assert sorted(found) == []


def test_no_id_of_a_hidden_item_is_in_any_byte(site_of_canaries: Path) -> None:
    pattern = re.compile("|".join(hidden_ids()).encode())
    found = {
        f"{path.relative_to(site_of_canaries)}: {key.decode()}"
        for path, data in _contents(site_of_canaries)
        for key in pattern.findall(data)
    }
    assert sorted(found) == []


def test_no_file_is_named_after_a_canary(site_of_canaries: Path) -> None:
    names = re.compile("|".join([MARK, *hidden_ids()]))
    assert [
        path for path in site_of_canaries.rglob("*") if names.search(path.relative_to(site_of_canaries).as_posix())
    ] == []


def test_the_search_finds_what_is_public_in_every_kind_of_file(site_of_canaries: Path) -> None:
    """The search of bytes is worth something: the words of public records are found wherever records go."""
    found = {path.suffix for path, data in _contents(site_of_canaries) if _marked(data, OPEN)}
    kinds = {path.suffix for path in site_of_canaries.rglob("*") if path.is_file()}
    assert found >= {".html", ".csv", ".json", ".pf_fragment", ".pf_index"}
    assert kinds - found <= _WITHOUT_RECORDS, "a new kind of file: does the search look into it?"


# Files that hold no records: what the site and its search are made of.
_WITHOUT_RECORDS = {
    ".css",
    ".js",
    ".png",
    ".svg",
    ".ico",
    ".txt",
    ".xml",
    ".gz",
    ".pf_filter",
    ".pf_meta",
    ".pagefind",
    "",
}


@pytest.mark.parametrize("form", ["plain", "gzip", "zip", "gzip in zip", "sqlite", "utf-16", "upper case"])
def test_the_search_looks_into_packed_files(form: str, tmp_path: Path) -> None:
    word = f"{MARK}abcd"
    (tmp_path / "file").write_bytes(_packed(word, form, tmp_path))
    assert [_marked(data, MARK) for path, data in _contents(tmp_path) if path.name == "file"] == [{word}]


def _packed(word: str, form: str, folder: Path) -> bytes:
    match form:
        case "gzip":
            return gzip.compress(word.encode())
        case "zip" | "gzip in zip":
            inner = gzip.compress(word.encode()) if form == "gzip in zip" else word.encode()
            with zipfile.ZipFile(archive := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr("sheet.xml", inner)
            return archive.getvalue()
        case "sqlite":
            with sqlite3.connect(folder / "made") as made:
                made.execute("create table t (a)")
                made.execute("insert into t values (?)", ("x" * 5000 + word,))
            made.close()
            data = (folder / "made").read_bytes()
            (folder / "made").unlink()
            return data
        case "utf-16":
            return word.encode("utf-16")
        case "upper case":
            return word.upper().encode()
        case _:
            return word.encode()


def _marked(data: bytes, mark: str) -> set[str]:
    """The words that begin with the mark, in any case, in UTF-8 or UTF-16."""
    lower = data.lower()
    found = re.findall(mark.encode() + b"[a-j]*", lower)
    if mark.encode("utf-16-le") in lower:
        found += re.findall(mark.encode() + b"[a-j]*", lower.replace(b"\x00", b""))
    return {word.decode() for word in found}


def _contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file with its bytes, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, _unpacked(path.read_bytes())


def _unpacked(data: bytes) -> bytes:
    if data.startswith(_GZIP):
        return _unpacked(gzip.decompress(data))
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join(name.encode() + b"\n" + _unpacked(archive.read(name)) for name in archive.namelist())
    if data.startswith(_SQLITE):
        with sqlite3.connect(":memory:") as base:
            base.deserialize(data)
            rows = "\n".join(base.iterdump())
        base.close()
        return rows.encode()
    return data
