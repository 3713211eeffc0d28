"""Tables as pandas frames: statistics, matrices and read-back.

In: a DataTable, or a CSV file of the datasets. Out: frames whose columns are the table's; text stays text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from .tables import DataTable


def frame(table: DataTable) -> pd.DataFrame:
    """The rows of a table; every column keeps its Python values (dtype object)."""
    return pd.DataFrame(table.rows, columns=list(table.names), dtype=object)


def pairs_frame(pairs: Iterable[tuple[str, str]], rows: str, columns: str) -> pd.DataFrame:
    """A frame of two text columns."""
    return pd.DataFrame(list(pairs), columns=[rows, columns], dtype=object)


def matrix(data: pd.DataFrame, rows: str, columns: str) -> dict[str, dict[str, int]]:
    """How many rows have each pair of values: row value → column value → count, in order of text, no zeros."""
    known = data[[rows, columns]].dropna()
    table = known.groupby([rows, columns], sort=True).size()
    made: dict[str, dict[str, int]] = {}
    for pair, count in table.items():
        row, column = pair if isinstance(pair, tuple) else (pair, "")
        made.setdefault(str(row), {})[str(column)] = int(count)
    return made


def read_csv(path: Path) -> pd.DataFrame:
    """A CSV of the datasets read back as text; an empty cell is the empty text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
