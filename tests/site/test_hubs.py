"""Lists and hubs: who approved, what a township adopted, counts without a judgement, the dictionary from the schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from qingdan.site.engine import Engine, broken
from qingdan.site.info import site_info
from qingdan.site.markdown import safe_html
from tests.helpers import BUREAU, COUNTY, TOWN, catalogue_files, chain, make_head, make_item, make_organisation, schemas
from tests.site.rendering import read, site

EVENTS = [
    {"环节": "审核", "日期": "2025-12-20", "单位": "示例市人民政府", "文号": "示例审〔2025〕8号（虚构）"},
    {"环节": "公布", "日期": "2026-01-20", "单位": "本级", "渠道": ["乡镇政府网站"]},
]


def test_a_list_says_who_approved_it(tmp_path: Path) -> None:
    pages = site(tmp_path, {f"{TOWN}/duty/_list.yaml": make_head(过程=EVENTS, 版本="2026-01-20")})
    text = read(pages[f"{TOWN}/duty/"].body).text
    assert "由示例市人民政府审核" in text
    assert "2026-01-20 版" in text
    assert "共 1 项" in text
    assert text.index("审核2025-12-20") < text.index("公布2026-01-20")


def test_a_list_says_what_it_adopted(tmp_path: Path) -> None:
    exception = {"编号": "0002", "日期": "2026-01-20", "原因": "没有河道。"}
    files = catalogue_files() | {
        f"{TOWN}/duty/_list.yaml": make_head(采用=f"{COUNTY}-duty", 不适用=[exception]),
        f"{TOWN}/duty/0001.yaml": {"备注": "本镇另设。"},
        f"{TOWN}/duty/5001.yaml": make_item(事项名称="渡口值守"),
    }
    pages = site(tmp_path, files)
    text = read(pages[f"{TOWN}/duty/"].body).text
    assert "采用 1 项，其中改动 1 项；自有 1 项；不适用 1 项" in text
    assert "本地自有" in text
    assert "本地改了备注" in text
    catalogue = read(pages[f"{COUNTY}/duty/"].body)
    assert "采用这份目录的清单" in catalogue.text
    assert f"../../{TOWN}/duty/" in catalogue.links


def test_items_are_grouped_by_field_else_by_class(tmp_path: Path) -> None:
    other = {f"{TOWN}/duty/5002.yaml": make_item(事项名称="防汛值守", 履职类型="基本履职", 责任分工=None)}
    by_class = site(tmp_path / "class", other)[f"{TOWN}/duty/"].body
    assert "配合履职 <small>1 项</small>" in by_class
    by_field = site(tmp_path / "field", other | {f"{TOWN}/duty/5001.yaml": make_item(领域="生态环保")})
    assert "生态环保 <small>1 项</small>" in by_field[f"{TOWN}/duty/"].body
    assert "没有写领域 <small>1 项</small>" in by_field[f"{TOWN}/duty/"].body


def test_facets_wait_for_the_script(tmp_path: Path) -> None:
    body = site(tmp_path)[f"{TOWN}/duty/"].body
    assert '<form class="qd-facets" id="list-facets" aria-label="筛选" hidden>' in body
    assert 'data-class="配合履职" data-domain=""' in body


def test_counts_come_with_their_meaning(tmp_path: Path) -> None:
    pages = site(tmp_path, catalogue_files())
    for path in ("", "divisions/", "kinds/", "kinds/duty/", "domains/", "organisations/", f"{COUNTY}/"):
        assert "不是工作好坏" in pages[path].body, path


def test_a_division_shows_the_duties_by_part(tmp_path: Path) -> None:
    other = {f"{TOWN}/duty/5002.yaml": make_item(事项名称="防汛值守", 履职类型="基本履职", 责任分工=None)}
    page = read(site(tmp_path, other)[f"{TOWN}/"].body)
    assert "镇里自己做　1 项".replace("　", " ") in page.text
    assert "镇里配合做　1 项".replace("　", " ") in page.text
    assert {"is-lead", "is-assist"} <= set(page.classes)


def test_a_body_shows_what_it_leads_and_what_the_others_do(tmp_path: Path) -> None:
    page = read(site(tmp_path)["organisations/990101-sthjj/"].body)
    assert "负总责（1 项）" in page.text
    assert "示例镇人民政府：巡查、劝阻和上报。" in page.text


def test_a_general_name_is_said_to_be_one(tmp_path: Path) -> None:
    general = make_organisation(名称="示例县各工作部门", 泛指="是")
    body = site(tmp_path, {"reference/organisations/990101-fz.yaml": general})["organisations/990101-fz/"].body
    assert "这是文件里的泛指，不是某一个单位。" in body


def test_the_dictionary_holds_every_published_field(tmp_path: Path) -> None:
    body = site(tmp_path)["data/dictionary/"].body
    for table in schemas().published:
        assert f'id="t-{table.name}"' in body
        for field in table.fields:
            assert f"<code>{field.name}</code>" in body, (table.name, field.name)


def test_the_publishers_words_are_markdown_and_harmless() -> None:
    html = safe_html(
        "可以**自由**取用。<script>alert(1)</script>[这里](javascript:alert(1))\n\n<img src=x onerror=alert(1)>"
    )
    assert "<strong>自由</strong>" in html
    assert "script" not in html
    assert "<img" not in html
    assert "onerror" not in html


def test_site_info_comes_from_the_publisher(tmp_path: Path) -> None:
    register = chain(tmp_path).register
    info = site_info(register.publisher, register.schemas.package, commit="abc", commit_date="2026-02-01")
    assert (info.name, info.host, info.licence) == ("示例县清单公开", "示例县人民政府", "CC-BY-4.0")
    assert info.licence_url.startswith("https://creativecommons.org/")
    assert info.codes == ()


def test_a_name_that_a_view_forgot_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        Engine().render("excluded.html", {})


def test_line_breaks() -> None:
    assert broken("甲<") == "甲<"
    assert broken("甲<\n乙") == "甲&lt;<br>乙"
    assert BUREAU in broken(BUREAU)
