"""Tables as JSON: a list of objects under the column names, typed values, missing values left out as null."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..tables import DataTable

SUFFIX = "json"
MEDIATYPE = "application/json"


def write_table(table: DataTable, path: Path) -> None:
    """Writes the rows as objects, one a line, so that two versions can be compared line by line."""
    names = table.names
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in table.rows)
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf8")


def write_document(document: Any, path: Path) -> None:
    """Writes any JSON document, indented."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf8")
