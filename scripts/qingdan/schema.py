"""schemas/ to tables and fields: the only definition of a field that the rest of the code knows.

In: the folder schemas/. Out: `Schemas`, one `Table` for each YAML file with its fields in order.
A fault in a schema is the tool's, not the clerk's: ToolError. Profiles are read by profiles.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .errors import ToolError

_OURS = ("ref", "within", "computed", "substantive", "group", "unit", "aspect")
_LISTS = ("array", "list")
_NO_TABLE = ("package.yaml", "numbers.yaml")


@dataclass(frozen=True)
class Field:
    """One column. `title` is the key in lists/, `name` the column; `descriptor` is its Table Schema form."""

    name: str
    title: str
    description: str
    example: str
    type: str
    required: bool
    enum: tuple[str, ...]
    ref: str
    within: str
    computed: bool
    substantive: bool
    group: str
    unit: str
    descriptor: Mapping[str, Any]

    @cached_property
    def many(self) -> bool:
        """True when the field holds a list of texts."""
        return self.type in _LISTS


@dataclass(frozen=True)
class Table:
    """One table: what a record of it may hold, and the columns it is published with."""

    name: str
    title: str
    section: str
    fields: tuple[Field, ...]
    children: tuple[str, ...]
    meta: Mapping[str, Any]
    core: Table | None = None

    @property
    def single(self) -> bool:
        """One mapping instead of a list of them."""
        return bool(self.meta.get("single"))

    @property
    def published(self) -> bool:
        """False for what never leaves the repository."""
        return bool(self.meta.get("published", True))

    @property
    def short(self) -> str:
        """The name on tabs and filters."""
        return str(self.meta.get("short", self.title))

    def words(self, key: str) -> str:
        """A text of the schema's head: description, summary, location, classifier, public."""
        return str(self.meta.get(key, ""))

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The primary key."""
        return tuple(self.meta.get("primaryKey", ()))

    @cached_property
    def inputs(self) -> tuple[Field, ...]:
        """The fields a record may state: a kind's are the core's and its own."""
        own = tuple(field for field in self.fields if not field.computed)
        return (*self.core.inputs, *own) if self.core else own

    @cached_property
    def by_title(self) -> Mapping[str, Field]:
        """The fields by their Chinese key."""
        return {field.title: field for field in self.inputs}

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by column name, computed ones too."""
        core = self.core.by_name if self.core else {}
        return {**core, **{field.name: field for field in self.fields}}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields without which a record is refused."""
        return tuple(field for field in self.inputs if field.required)


@dataclass(frozen=True)
class Schemas:
    """All tables by name, the package's head and the folder they came from."""

    tables: Mapping[str, Table]
    package: Mapping[str, Any]
    folder: Path

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.package.get("tables", ()))}

    @cached_property
    def kinds(self) -> tuple[Table, ...]:
        """The list kinds in the order of package.yaml, new ones after them."""
        order = self._order
        kinds = [table for table in self.tables.values() if table.section == "kind"]
        return tuple(sorted(kinds, key=lambda table: (order.get(table.name, len(order)), table.name)))

    @cached_property
    def published(self) -> tuple[Table, ...]:
        """Every published table in order."""
        order = self._order
        tables = [table for table in self.tables.values() if table.published]
        last = order.get("guides", 0)
        return tuple(sorted(tables, key=lambda table: (order.get(table.name, last - 0.5), table.name)))

    def nested(self, table: Table) -> Mapping[str, Table]:
        """The child tables a record of `table` may hold, by key."""
        return self._nested[table.name]

    @cached_property
    def _nested(self) -> Mapping[str, Mapping[str, Table]]:
        return {
            key: {self.tables[name].title: self.tables[name] for name in table.children}
            for key, table in self.tables.items()
        }


def load_schemas(folder: Path) -> Schemas:
    """All schemas below `folder`; ToolError when one is missing or malformed."""
    package = _load(folder / "package.yaml")
    raw = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in _NO_TABLE or path.parent.name == "profiles":
            continue
        meta = _load(path)
        raw[_text(meta, "name", path)] = (meta, path)
    if "items" not in raw:
        raise ToolError(f"{folder}: core.yaml (table items) is missing")
    core = _table(*raw["items"], core=None)
    tables = {name: core if name == "items" else _table(meta, path, core=core) for name, (meta, path) in raw.items()}
    _check_children(tables)
    return Schemas(tables=tables, package=package, folder=folder)


def _check_children(tables: Mapping[str, Table]) -> None:
    for table in tables.values():
        for name in table.children:
            if name not in tables:
                raise ToolError(f"schema {table.name}: the child table {name} does not exist")


def _load(path: Path) -> dict[str, Any]:
    try:
        value = yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ToolError(f"schema {path} cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise ToolError(f"schema {path} is not a mapping")
    return value


def _table(meta: dict[str, Any], path: Path, *, core: Table | None) -> Table:
    try:
        return _parsed(meta, path, core)
    except (TypeError, AttributeError) as error:
        raise ToolError(f"schema {path}: {error}") from error


def _parsed(meta: dict[str, Any], path: Path, core: Table | None) -> Table:
    fields = tuple(_field(entry, path) for entry in meta.get("fields", ()))
    return Table(
        name=_text(meta, "name", path),
        title=_text(meta, "title", path),
        section=_text(meta, "section", path),
        fields=fields,
        children=tuple(meta.get("children", ())),
        meta=meta,
        core=core if meta.get("include") == "core" else None,
    )


def _field(entry: dict[str, Any], path: Path) -> Field:
    constraints = entry.get("constraints", {})
    item = entry.get("arrayItem", {}).get("constraints", {})
    example = entry.get("example", "")
    return Field(
        name=_text(entry, "name", path),
        title=_text(entry, "title", path),
        description=_text(entry, "description", path),
        example="；".join(map(str, example)) if isinstance(example, list) else str(example),
        type=str(entry.get("type", "string")),
        required=bool(constraints.get("required")),
        enum=tuple(constraints.get("enum", ()) or item.get("enum", ())),
        ref=str(entry.get("ref", "")),
        within=str(entry.get("within", "")),
        computed=bool(entry.get("computed")),
        substantive=bool(entry.get("substantive")),
        group=str(entry.get("group", "")),
        unit=str(entry.get("unit", "")),
        descriptor={key: value for key, value in entry.items() if key not in _OURS},
    )


def _text(entry: Mapping[str, Any], key: str, path: Path) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise ToolError(f"schema {path}: {key} is missing in {entry.get('name', 'the head')}")
    return value
