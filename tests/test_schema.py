"""schema.py: what a table says of itself, and faults of schemas that stop the tool."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qingdan.errors import ToolError
from qingdan.schema import load_schemas
from tests.helpers import ROOT, schemas


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "schemas", tmp_path / "schemas"))


def test_kinds_stand_in_the_order_of_the_package() -> None:
    names = [table.name for table in schemas().kinds]
    assert names[:3] == ["duty", "power", "service"]
    assert len(names) == 15


def test_a_kind_takes_the_fields_of_the_core() -> None:
    duty = schemas()["duty"]
    assert [field.name for field in duty.inputs[:3]] == ["title", "aliases", "status"]
    assert duty.by_title["履职类型"].name == "role"
    assert "id" in duty.by_name
    assert "事项编号" not in duty.by_title
    assert [field.name for field in duty.required] == ["title", "status", "role"]
    assert not duty.single
    assert schemas()["guides"].single


def test_what_is_ours_is_not_in_the_descriptor() -> None:
    org = schemas()["parties"].by_name["org"]
    assert (org.ref, org.substantive, org.group) == ("organisations", True, "分工内容")
    assert not {"ref", "substantive", "group"} & set(org.descriptor)


def test_settings_are_not_published() -> None:
    assert not {"publisher", "exemptions", "adoptions", "exceptions"} & {table.name for table in schemas().published}


BREAKS: dict[str, tuple[str, Callable[[str], str | None], str]] = {
    "no package": ("package.yaml", lambda _: None, "package.yaml cannot be read"),
    "no core": ("core.yaml", lambda _: None, "table items"),
    "no YAML": ("kinds/duty.yaml", lambda text: text + "\n\tx: [", "duty.yaml cannot be read"),
    "no mapping": ("kinds/duty.yaml", lambda _: "- a\n", "duty.yaml is not a mapping"),
    "no name": ("kinds/duty.yaml", lambda text: text.replace("name: duty", "name:", 1), "name is missing"),
    "no title": (
        "kinds/duty.yaml",
        lambda text: text.replace("    title: 履职类型\n", "", 1),
        "title is missing in role",
    ),
    "no such child": ("kinds/duty.yaml", lambda text: text.replace("  - steps\n", "  - step\n", 1), "child table step"),
    "fields no list": (
        "kinds/duty.yaml",
        lambda text: text.replace("\nfields:\n", "\nfields: 5\nrest:\n"),
        "duty.yaml",
    ),
    "a field no mapping": ("kinds/duty.yaml", lambda text: text + "  - 5\n", "duty.yaml"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_schema_stops_the_tool_with_its_file(folder: Path, name: str) -> None:
    path, spoil, words = BREAKS[name]
    text = spoil((folder / path).read_text("utf8"))
    if text is None:
        (folder / path).unlink()
    else:
        (folder / path).write_text(text, encoding="utf8")
    with pytest.raises(ToolError, match=words):
        load_schemas(folder)
