"""Whatever a record holds is shown as text: tags, quotes, template marks, in every field of every table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qingdan.schema import Field, Table
from qingdan.site.page import Page
from tests.helpers import COUNTY, TOWN, base_files, catalogue_files, make_head, make_item, schemas
from tests.site.rendering import Read, read, render, unchecked

# A word that stands for a field in the page, so that its absence can be told from its harmlessness.
_KINDS = [table for table in schemas().kinds if table.words("public") != "counts"]
# What is no text to be shown: 是/否 that decide a sentence, an address that must be one to be linked.
_NOT_SHOWN = {"guides.fee", "materials.sample_url"}


def hostile(name: str) -> str:
    """A text that would run, break out of an attribute, or be evaluated, if it could."""
    return f"<script>alert({name!r})</script>\"' onload=x &amp; {{{{ 7 * 7 }}}} {{% raw %}} <!-- {name}"


def _value(table: Table, field: Field) -> Any:
    name = f"{table.name}.{field.name}"
    if field.many:
        return [hostile(name)]
    return hostile(name)


def record(table: Table) -> dict[str, Any]:
    """A record of the table with a hostile text in every field, nested rows too."""
    fields: dict[str, Any] = {}
    for field in table.inputs:
        fields[field.title] = _value(table, field)
    for child in (schemas()[name] for name in table.children):
        row = record(child)
        fields[child.title] = row if child.single else [row]
    return fields


def names(table: Table) -> list[str]:
    """The fields that `record` fills."""
    own = [f"{table.name}.{field.name}" for field in table.inputs]
    return own + [name for child in table.children for name in names(schemas()[child])]


def harmless(pages: dict[str, Page]) -> dict[str, Read]:
    """The pages read strictly: no page holds a tag, attribute or result that no template wrote."""
    found = {path: read(page.body) for path, page in pages.items()}
    for path, body in found.items():
        scripts = [link for link in body.links if link.endswith(".js")]
        assert body.tags.count("script") == len(scripts), path
        assert not any(name == "onload" for name, _ in body.attributes), path
        assert not any(link.lower().startswith("javascript:") for link in body.links), path
        assert "49" not in body.text.replace("2049", ""), f"{path}: a template mark was evaluated"
    return found


@pytest.mark.parametrize("kind", _KINDS, ids=lambda table: table.name)
def test_an_item_shows_every_field_as_text(tmp_path: Path, kind: Table) -> None:
    files = base_files() | {
        f"{TOWN}/{kind.name}/_list.yaml": make_head(),
        f"{TOWN}/{kind.name}/5001.yaml": record(kind),
    }
    found = harmless(render(unchecked(tmp_path, files)))
    text = found[f"items/{TOWN}-{kind.name}-5001/"].text
    missing = [name for name in names(kind) if " ".join(hostile(name).split()) not in text]
    # A source or an item that does not resolve is a blocking finding; the page leaves it out.
    unresolved = {f"{kind.name}.{field.name}" for field in kind.inputs if field.ref in ("items", "lists")}
    basis = {f"basis.{field.name}" for field in schemas()["basis"].inputs}
    assert set(missing) - unresolved - basis - _NOT_SHOWN == set()


def test_headers_and_references_are_text(tmp_path: Path) -> None:
    tables = schemas()
    head = record(tables["lists"]) | {"性质": "正式清单", "状态": "现行", "公开属性": "无条件开放"}
    head.pop("采用"), head.pop("不适用")
    files: dict[str, Any] = {
        f"{TOWN}/duty/_list.yaml": head,
        "reference/organisations/x.yaml": record(tables["organisations"]) | {"行政区划": TOWN},
        "reference/places/x.yaml": record(tables["places"]) | {"行政区划": TOWN},
        "reference/sources/x.yaml": record(tables["sources"])
        | {"公开属性": "无条件开放", "条款": [record(tables["articles"])]},
    }
    found = harmless(render(unchecked(tmp_path, files)))
    organisation, source, listed = (found[path].text for path in ("organisations/x/", "sources/x/", f"{TOWN}/duty/"))
    assert " ".join(hostile("organisations.name").split()) in organisation
    assert " ".join(hostile("articles.gist").split()) in source
    assert " ".join(hostile("lists.remark").split()) in listed


def test_publisher_and_domains_are_text(tmp_path: Path) -> None:
    tables = schemas()
    publisher = record(tables["publisher"]) | {"演示区划": ["99"]}
    files = base_files() | {
        "publisher.yaml": publisher,
        "reference/domains.yaml": [record(tables["domains"]) | {"代码": "01"}],
        f"{TOWN}/duty/5001.yaml": make_item(领域=hostile("domains.name")),
    }
    found = harmless(render(unchecked(tmp_path, files)))
    assert " ".join(hostile("domains.name").split()) in found["domains/01/"].text
    assert "alert" in found["data/"].text


def test_overrides_and_exclusions_are_text(tmp_path: Path) -> None:
    reason = hostile("exceptions.reason")
    exception = {"编号": "0002", "日期": "2026-01-20", "原因": reason}
    files = catalogue_files() | {
        f"{TOWN}/duty/_list.yaml": make_head(采用=f"{COUNTY}-duty", 不适用=[exception]),
        f"{TOWN}/duty/0001.yaml": {"备注": hostile("items.remark"), "事项名称": hostile("items.title")},
    }
    found = harmless(render(unchecked(tmp_path, files)))
    assert " ".join(reason.split()) in found[f"items/{TOWN}-duty-0002/"].text
    assert " ".join(reason.split()) in found[f"{TOWN}/duty/"].text
    assert " ".join(hostile("items.remark").split()) in found[f"items/{COUNTY}-duty-0001/"].text


def test_line_breaks_are_kept(tmp_path: Path) -> None:
    body = render(unchecked(tmp_path, {f"{TOWN}/duty/5001.yaml": make_item(备注="第一行 <b>\n第二行")}))
    assert "第一行 &lt;b&gt;<br>第二行" in body[f"items/{TOWN}-duty-5001/"].body
