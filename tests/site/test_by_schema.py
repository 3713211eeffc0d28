"""New fields, values, child tables and kinds show up by the schemas alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from qingdan.folder import find_files
from qingdan.read import read_lists
from qingdan.resolve import resolve
from qingdan.schema import load_schemas
from qingdan.site.page import Page
from tests.helpers import ROOT, TOWN, make_head, make_item, make_repository
from tests.site.rendering import read, render

ITEM = f"items/{TOWN}-duty-5001/"


def field(name: str, title: str) -> dict[str, Any]:
    return {"name": name, "title": title, "description": "试一试。", "example": "甲", "type": "string", "group": "新"}


def changed(root: Path, path: str, change: dict[str, Any]) -> None:
    """Adds to a copy of a schema: lists are joined, the rest is replaced."""
    file = root / "schemas" / path
    meta = yaml.safe_load(file.read_text("utf8"))
    for key, value in change.items():
        meta[key] = meta.get(key, []) + value if isinstance(value, list) else value
    file.write_text(yaml.safe_dump(meta, allow_unicode=True, sort_keys=False), encoding="utf8")


def pages(root: Path, files: dict[str, Any]) -> dict[str, Page]:
    schemas = load_schemas(root / "schemas")
    make_repository(root, files)
    register, _ = resolve(read_lists(root, find_files(root, schemas), schemas), schemas)
    return render(register)


def test_new_fields_of_items_kinds_and_rows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    for path, title in (("core.yaml", "新甲"), ("kinds/duty.yaml", "新乙"), ("children/parties.yaml", "新丙")):
        changed(tmp_path, path, {"fields": [field("fresh", title)]})
    changed(tmp_path, "children/basis.yaml", {"fields": [field("fresh", "新丁")]})
    item = make_item(新甲="一", 新乙="二")
    item["责任分工"][0]["新丙"] = "三"
    item["依据"][0]["新丁"] = "四"
    shown = pages(tmp_path, {f"{TOWN}/duty/5001.yaml": item})
    text = read(shown[ITEM].body).text
    for words in ("新乙二", "新丙：三", "新丁：四"):
        assert words in text
    assert "新乙" in read(shown["data/dictionary/"].body).text


def test_a_new_child_table_and_a_new_kind(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    folder = tmp_path / "schemas"
    child = {
        "name": "visits",
        "title": "走访",
        "section": "child",
        "description": "走访。",
        "fields": [field("who", "对象")],
    }
    kind = yaml.safe_load((folder / "kinds/duty.yaml").read_text("utf8"))
    kind |= {
        "name": "patrol",
        "title": "巡查清单",
        "short": "巡查",
        "children": ["visits", "parties"],
        "classifier": "mood",
    }
    kind["fields"] = [one for one in kind["fields"] if one.get("computed")] + [field("mood", "情形")]
    kind.pop("derive", None)
    (folder / "children/visits.yaml").write_text(yaml.safe_dump(child, allow_unicode=True), encoding="utf8")
    (folder / "kinds/patrol.yaml").write_text(yaml.safe_dump(kind, allow_unicode=True), encoding="utf8")
    files = {
        f"{TOWN}/patrol/_list.yaml": make_head(清单名称="示例镇巡查清单"),
        f"{TOWN}/patrol/5001.yaml": {
            "事项名称": "夜间巡查",
            "状态": "现行",
            "情形": "平时",
            "走访": [{"对象": "独居老人"}],
        },
    }
    shown = pages(tmp_path, files)
    text = read(shown[f"items/{TOWN}-patrol-5001/"].body).text
    assert "情形：平时" in text
    assert "走访对象独居老人" in text
    assert "夜间巡查" in shown[f"{TOWN}/patrol/"].body
    assert "巡查清单" in shown["kinds/"].body
    assert "示例镇巡查清单" in shown["kinds/patrol/"].body
