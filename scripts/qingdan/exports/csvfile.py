"""Tables as CSV: UTF-8 with byte order mark (Excel needs it), commas, CRLF, one header row.

Lists of open words are joined by their delimiter, lists of closed words are JSON, yes and no are 是 and 否:
exactly what the published Table Schema reads back.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from ..tables import Column, DataTable, Value

SUFFIX = "csv"
MEDIATYPE = "text/csv"
# Said in full: a reader that has to guess is led astray by quotes and bars in the text.
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


def write_table(table: DataTable, path: Path) -> None:
    """Writes a table under its column names."""
    columns = table.columns
    rows = ([cell(value, column) for value, column in zip(row, columns, strict=True)] for row in table.rows)
    write_rows(table.names, rows, path)


def write_rows(header: Sequence[str], rows: Iterable[Sequence[str]], path: Path) -> None:
    """Writes ready texts."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def cell(value: Value, column: Column) -> str:
    """A value as the text of a cell, "" for nothing."""
    if value is None:
        return ""
    if value is True or value is False:
        return "是" if value else "否"
    if isinstance(value, list):
        if column.type == "array":
            return json.dumps(value, ensure_ascii=False)
        return str(column.descriptor.get("delimiter", "；")).join(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")  # never 1e-05
    return str(value)
