"""serve.py: the site on this machine, built anew after a change; a failing build does not end it."""

from __future__ import annotations

import threading
import urllib.request
from pathlib import Path

import pytest

from qingdan import serve
from qingdan.errors import ToolError
from qingdan.home import Home


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(serve, "_PAUSE", 0.01)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "a.yaml").write_text("a: 1\n")
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / "site" / "index.html").write_text("清单", encoding="utf8")
    return tmp_path


class Builds:
    """Changes a file before each look but the last, and counts the builds."""

    def __init__(self, root: Path, failing: bool = False) -> None:
        self.root = root
        self.failing = failing
        self.count = 0

    def __call__(self) -> bool:
        self.count += 1
        if self.count < 3:
            (self.root / "lists" / f"{self.count}.yaml").write_text("")
        if self.failing:
            raise ToolError("做不成")
        return True


def test_each_change_is_built_once(root: Path) -> None:
    builds = Builds(root)
    serve.watch(root, builds, rounds=2)
    assert builds.count == 0
    seen = serve._state(root)
    assert list(seen) == [str(root / "lists" / "a.yaml")]


def test_changes_in_and_around_lists_are_noticed(root: Path) -> None:
    before = serve._state(root)
    (root / "lists" / "a.yaml").unlink()
    (root / "mkdocs.yml").write_text("")
    (root / "lists" / "link.yaml").symlink_to("/etc/hostname")
    (root / "build" / "x").write_text("")
    after = serve._state(root)
    assert before != after
    assert list(after) == [str(root / "mkdocs.yml")]


def test_a_build_that_fails_is_told_and_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    builds = Builds(root, failing=True)
    states = iter([{"a": 1}, {"a": 2}, {"a": 2}, {"a": 3}])
    monkeypatch.setattr(serve, "_state", lambda _: next(states))
    serve.watch(root, builds, rounds=3)
    assert builds.count == 2
    assert capsys.readouterr().out == "工具或环境有问题：做不成\n" * 2


def test_a_file_that_vanishes_meanwhile_is_no_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "_files", lambda _: iter([root / "lists" / "a.yaml", root / "lists" / "gone.yaml"]))
    assert len(serve._state(root)) == 1


def test_the_site_is_served_on_this_machine_only(root: Path) -> None:
    server = serve._server(root / "build" / "site", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        assert server.server_address[0] == "127.0.0.1"
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert answer.read().decode() == "清单"
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_in_use_stops_the_tool(root: Path) -> None:
    with serve._server(root, 0) as taken, pytest.raises(ToolError, match="--port"):
        serve._server(root, taken.server_port)


def test_serving_ends_when_it_is_interrupted(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "watch", interrupt)
    builds = Builds(root)
    serve.serve_site(Home(root), 0, builds)
    assert builds.count == 1
    assert "http://127.0.0.1:" in capsys.readouterr().out
