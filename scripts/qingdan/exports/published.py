"""A file that was written below build/site/data, as the descriptors and the download page need it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """`path` is relative to data/; `rows` counts records; `nature` is "" for files that hold every nature.

    `table` names the table (or the kind of the list), `list` the list id of a file that holds one list.
    """

    path: str
    title: str
    table: str
    format: str
    mediatype: str
    rows: int
    bytes: int
    sha256: str
    nature: str = ""
    list: str = ""


def measure(folder: Path, path: str) -> tuple[int, str]:
    """Size in bytes and SHA-256 of a file that exists."""
    data = (folder / path).read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()
