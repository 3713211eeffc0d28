"""Serves a folder under a sub-path, as the pages of a project are served."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

SUB_PATH = "/qingdan/"


class SubPathHandler(SimpleHTTPRequestHandler):
    """Serves its folder under `SUB_PATH` only; anything else is missing."""

    def translate_path(self, path: str) -> str:
        place = urlsplit(path).path
        if not place.startswith(SUB_PATH):
            return str(Path(self.directory) / "no such page")
        return super().translate_path(place.removeprefix(SUB_PATH.rstrip("/")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the base class
        """Say nothing: a test reports what it finds."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of `folder` while the context lasts; ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(SubPathHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
