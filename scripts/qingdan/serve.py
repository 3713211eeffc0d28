"""Shows build/site on this machine and builds it anew when a file of the repository changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .errors import ToolError
from .home import Home
from .rules.personal import mask

_WATCHED = ("lists", "schemas", "docs", "mkdocs.yml")
_PAUSE = 1.0


def serve_site(home: Home, port: int, rebuild: Callable[[], bool]) -> None:
    """Builds, serves on 127.0.0.1 until interrupted; a build that fails leaves the last good site in place."""
    rebuild()
    with _server(home.site, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"请在浏览器打开 http://127.0.0.1:{server.server_port}/ （按 Ctrl+C 结束）", flush=True)
        try:
            watch(home.root, rebuild)
        except KeyboardInterrupt:
            server.shutdown()


def _server(site: Path, port: int) -> ThreadingHTTPServer:
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise ToolError(f"端口 {port} 用不了（{error.strerror}），请用 --port 换一个。") from error


def watch(root: Path, rebuild: Callable[[], bool], rounds: int | None = None) -> None:
    """Calls `rebuild` after each change below the watched folders; `rounds` bounds the looks (None: for ever)."""
    seen = _state(root)
    while rounds is None or rounds > 0:
        time.sleep(_PAUSE)
        now = _state(root)
        if now != seen:
            seen = now
            _again(rebuild)
        rounds = None if rounds is None else rounds - 1


def _again(rebuild: Callable[[], bool]) -> None:
    """A fault while somebody edits is told, and looked at anew after the next change."""
    try:
        rebuild()
    except ToolError as error:
        print(f"工具或环境有问题：{mask(str(error))}", flush=True)


def _state(root: Path) -> dict[str, int]:
    found = {}
    for path in _files(root):
        with suppress(FileNotFoundError):  # editors write beside the file and rename
            found[str(path)] = path.stat().st_mtime_ns
    return found


def _files(root: Path) -> Iterator[Path]:
    for name in _WATCHED:
        top = root / name
        if top.is_file():
            yield top
        elif top.is_dir():
            yield from (path for path in sorted(top.rglob("*")) if path.is_file() and not path.is_symlink())
