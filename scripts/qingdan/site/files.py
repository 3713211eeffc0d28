"""The data files that were written, as pages link to them.

In: the files of exports/. Out: look-ups by list and by table. A page links only to a file that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ..exports.published import Published

DATA = "data/"
_LABELS = {"csv": "CSV", "json": "JSON", "xlsx": "Excel 表格", "zip": "ZIP", "sqlite": "SQLite", "parquet": "Parquet"}


class Download(NamedTuple):
    """A link to a file: how its format is called, its address below the root, how big it is."""

    label: str
    path: str
    size: str
    format: str


class Files:
    """Published files by what they hold."""

    def __init__(self, published: Iterable[Published]) -> None:
        self.all = tuple(published)

    @cached_property
    def _by_list(self) -> Mapping[str, tuple[Download, ...]]:
        found: dict[str, list[Download]] = {}
        for file in self.all:
            if file.list:
                found.setdefault(file.list, []).append(download(file))
        return {key: tuple(files) for key, files in found.items()}

    def of_list(self, list_id: str) -> tuple[Download, ...]:
        """The files that hold one list."""
        return self._by_list.get(list_id, ())

    def json_of(self, list_id: str) -> str:
        """The address of the list's JSON, "" when there is none."""
        return next((file.path for file in self.of_list(list_id) if file.format == "json"), "")


def download(file: Published) -> Download:
    """The link to a file."""
    return Download(_LABELS.get(file.format, file.format.upper()), f"{DATA}{file.path}", size(file.bytes), file.format)


def size(number: int) -> str:
    """A size in bytes as it is read."""
    if number < 1024:
        return f"{number} 字节"
    if number < 1024 * 1024:
        return f"{number / 1024:.0f} KB"
    return f"{number / 1024 / 1024:.1f} MB"
