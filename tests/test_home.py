"""home.py: a repository needs only lists/; what else it has comes before the tool's."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingdan import home
from qingdan.errors import ToolError
from qingdan.home import Home, open_home
from tests.helpers import ROOT


def test_what_a_repository_lacks_comes_from_the_tool(tmp_path: Path) -> None:
    found = open_home(tmp_path)
    assert (found.schemas, found.docs, found.config) == (ROOT / "schemas", ROOT / "docs", ROOT / "mkdocs.yml")
    assert found.site == tmp_path / "build" / "site"


def test_what_a_repository_has_comes_first(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "mkdocs.yml").write_text("")
    assert open_home(tmp_path).schemas == tmp_path / "schemas"
    assert open_home(tmp_path).config == tmp_path / "mkdocs.yml"
    assert open_home(tmp_path).docs == ROOT / "docs"


def test_the_root_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_home(Path()).root == tmp_path


def test_a_root_that_is_no_folder_stops_the_tool(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="找不到目录"):
        open_home(tmp_path / "nowhere")


def test_what_nobody_has_stops_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_TOOL", tmp_path / "tool")
    with pytest.raises(ToolError, match="找不到 schemas"):
        _ = Home(tmp_path).schemas
