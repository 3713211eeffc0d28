"""Rule C11 on the finished site: what is closed or a draft is in no byte of any page, dataset or search index."""

from __future__ import annotations

import gzip
import html
import json
from pathlib import Path

from qingdan.rules.openness import must_not_appear
from tests.helpers import run_chain

_GZIP = b"\x1f\x8b"


def test_nothing_closed_is_in_the_built_site(repository: Path, built_site: Path) -> None:
    hidden = {text for text, _ in must_not_appear(run_chain(repository).register)}
    assert any(text.startswith("990101101-request-2026-") for text in hidden), "the demo has no closed item to look for"
    forms = {form.encode() for text in hidden for form in (text, html.escape(text), json.dumps(text)[1:-1])}
    found = {
        (path.relative_to(built_site).as_posix(), form.decode())
        for path in built_site.rglob("*")
        if path.is_file()
        for form in _present(path.read_bytes(), forms)
    }
    assert found == set()


def test_the_search_of_bytes_looks_into_compressed_files() -> None:
    assert _present(gzip.compress("内部值守安排".encode()), {"值守".encode()}) == ["值守".encode()]


def _present(data: bytes, forms: set[bytes]) -> list[bytes]:
    content = gzip.decompress(data) if data.startswith(_GZIP) else data
    return [form for form in forms if form in content]
