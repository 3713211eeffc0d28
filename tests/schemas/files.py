"""Reads schemas/ with plain PyYAML for the tests of this folder.

Comes in: the YAML files below schemas/. Goes out: tables by name, profiles by code, and a few questions to ask of them.
It checks nothing, and does not use the project's own loader.
"""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"

Table = dict[str, Any]
Field = dict[str, Any]
Profile = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


PACKAGE = read(SCHEMAS / "package.yaml")
PATHS = sorted(
    [SCHEMAS / "core.yaml", SCHEMAS / "lists.yaml"]
    + [path for folder in ("kinds", "children", "reference", "settings") for path in (SCHEMAS / folder).glob("*.yaml")]
)
TABLES: dict[str, Table] = {table["name"]: table for table in map(read, PATHS)}
KINDS = {name: table for name, table in TABLES.items() if table["section"] == "kind"}
PUBLISHED: dict[str, Table] = {name: TABLES[name] for name in PACKAGE["tables"]}
PROFILES: dict[str, Profile] = {path.stem: read(path) for path in sorted((SCHEMAS / "profiles").glob("*.yaml"))}
FIELDS = [(name, field) for name, table in TABLES.items() for field in table["fields"]]
FIELD_IDS = [f"{name}.{field['name']}" for name, field in FIELDS]


def column(table: str, name: str) -> Field:
    """The field of that name."""
    return next(field for field in TABLES[table]["fields"] if field["name"] == name)


def words(field: Field) -> list[str]:
    """The closed words of a field, whether it holds one of them or several."""
    holder = field.get("arrayItem", field)
    return list(holder.get("constraints", {}).get("enum", []))


def typed(table: Table) -> list[Field]:
    """The fields that a clerk may type in a record of the table alone."""
    return [field for field in table["fields"] if not field.get("computed")]


def record_fields(table: Table) -> list[Field]:
    """The fields that a clerk may type in one file: the table's own and, for a kind, those of the core."""
    core = typed(TABLES["items"]) if table.get("include") == "core" else []
    return core + typed(table)


def required(table: Table) -> list[str]:
    """The names of the fields that a clerk must type."""
    return [field["name"] for field in typed(table) if field.get("constraints", {}).get("required")]


def repeated(values: list[str]) -> set[str]:
    """The values that stand there more than once."""
    return {value for value in values if values.count(value) > 1}
