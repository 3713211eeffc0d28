"""The page of an item: the answers first, the township's own changes, other places, what rests on an article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qingdan.exports.published import Published
from tests.helpers import (
    BUREAU,
    COUNTY,
    OTHER_TOWN,
    RULES,
    TOWN,
    catalogue_files,
    chain,
    make_head,
    make_item,
    make_organisation,
    make_publisher,
)
from tests.site.rendering import read, render, site

ITEM = f"items/{TOWN}-duty-5001/"
OFFICE = {
    "reference/organisations/990101101-nyzx.yaml": make_organisation(
        名称="示例镇农业综合服务中心",
        通用名称="农业综合服务中心",
        行政区划=TOWN,
        层级="乡",
        类别="站所",
        电话="0000-0000064",
    )
}
CARRIED = {"单位": "本级/农业综合服务中心", "角色": "承办", "职责": "组织巡查。"}


def parties(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"单位": BUREAU, "角色": "主体责任", "职责": "查处露天焚烧。"},
        {"单位": "本级", "角色": "配合责任", "职责": "巡查、劝阻和上报。"},
        *more,
    ]


def test_the_first_lines_answer_who_does_what_and_whom_to_call(tmp_path: Path) -> None:
    files = OFFICE | {
        "reference/organisations/990101-sthjj.yaml": make_organisation(电话="0000-0000047"),
        f"{TOWN}/duty/5001.yaml": make_item(责任分工=parties(CARRIED)),
    }
    text = read(site(tmp_path, files)[ITEM].body).text
    lines = [f"谁负责{BUREAU}查处露天焚烧。", "镇里做什么巡查、劝阻和上报。", "找谁示例镇农业综合服务中心0000-0000064"]
    positions = [text.index(line) for line in lines]
    assert positions == sorted(positions)
    assert text.index("0000-0000064") < text.index("0000-0000047")


def test_no_telephone_is_invented(tmp_path: Path) -> None:
    body = site(tmp_path)[ITEM].body
    assert "qd-calls" not in body


def test_telephones_are_links_on_real_pages_only(tmp_path: Path) -> None:
    phone = {"reference/organisations/990101-sthjj.yaml": make_organisation(电话="0000-0000047")}
    assert "tel:" not in site(tmp_path / "demo", phone)[ITEM].body
    real = phone | {"publisher.yaml": make_publisher(演示区划=None)}
    body = render(chain(tmp_path / "real", real).register)[ITEM].body
    assert '<a href="tel:00000000047">0000-0000047</a>' in body


def test_seals_say_who_leads_who_helps_and_who_carries_out(tmp_path: Path) -> None:
    body = site(tmp_path, OFFICE | {f"{TOWN}/duty/5001.yaml": make_item(责任分工=parties(CARRIED))})[ITEM].body
    for mark, look, word in (("主", "lead", "主体责任"), ("配", "assist", "配合责任"), ("办", "do", "承办")):
        assert f'<span class="qd-seal qd-seal--{look}" data-mark="{mark}">{word}</span>' in body
    assert body.index("示例镇人民政府</a></h3>") < body.index("示例镇农业综合服务中心</a></h4>")


def test_what_was_taken_back_is_no_longer_done_here(tmp_path: Path) -> None:
    back = [{"单位": BUREAU, "角色": "主体责任", "职责": "直接查处。"}]
    item = make_item(履职类型="上级部门收回", 工作方式="由县里派员。", 责任分工=back)
    text = read(site(tmp_path, {f"{TOWN}/duty/5001.yaml": item})[ITEM].body).text
    assert "镇里不再办，已由上级部门收回" in text
    assert "由县里派员。" in text


def test_a_duty_without_parties_is_the_places_own(tmp_path: Path) -> None:
    item = make_item(履职类型="基本履职", 责任分工=None)
    text = read(site(tmp_path, {f"{TOWN}/duty/5001.yaml": item})[ITEM].body).text
    assert "谁负责示例镇人民政府" in text
    assert "按履职类型由本级负责" in text


def test_the_basis_leads_to_its_article(tmp_path: Path) -> None:
    pages = site(tmp_path, {f"{TOWN}/duty/5002.yaml": make_item(事项名称="防汛值守")})
    assert 'href="../../sources/jiegan/#a1"' in pages[ITEM].body
    assert "另有 1 项也依据本条" in pages[ITEM].body
    source = read(pages["sources/jiegan/"].body)
    assert {"a1", "a2"} <= set(source.ids)
    assert "依据本条的事项（2 项）" in source.text
    assert "没有事项依据本条。" in source.text


def test_townships_of_one_catalogue_item_are_one_row(tmp_path: Path) -> None:
    pages = site(tmp_path, catalogue_files())
    source = pages["sources/jiegan/"].body
    assert source.count(f'href="../../items/{COUNTY}-duty-0001/"') == 1
    assert (
        f'<a href="../../items/{TOWN}-duty-0001/">示例镇</a>、<a href="../../items/{OTHER_TOWN}-duty-0001/">' in source
    )
    body = pages["organisations/990101-sthjj/"].body
    assert body.count(f'href="../../items/{COUNTY}-duty-0001/"') == 1


def test_what_a_township_changed_is_told_on_its_page_and_on_the_others(tmp_path: Path) -> None:
    pages = site(tmp_path, catalogue_files() | {f"{TOWN}/duty/0001.yaml": {"备注": "本镇另设巡查期。"}})
    own = read(pages[f"items/{TOWN}-duty-0001/"].body).text
    assert "备注：本镇另设巡查期。（目录里没有，本地增加）" in own
    other = read(pages[f"items/{OTHER_TOWN}-duty-0001/"].body).text
    assert "2 个乡镇（街道）采用" in other
    assert "1 个乡镇（街道）内容相同，1 个乡镇（街道）有改动" in other
    assert "<ins>本镇另设巡查期。</ins>" in pages[f"items/{COUNTY}-duty-0001/"].body


def test_the_bodies_of_a_catalogue_are_nobody_in_particular(tmp_path: Path) -> None:
    text = read(site(tmp_path, catalogue_files())[f"items/{COUNTY}-duty-0001/"].body).text
    assert "各乡镇" in text
    assert "示例县人民政府巡查" not in text


def test_an_item_that_does_not_apply_keeps_its_address(tmp_path: Path) -> None:
    exception = {"编号": "0002", "日期": "2026-01-20", "原因": "本镇没有河道。"}
    listed = make_head(采用=f"{COUNTY}-duty", 不适用=[exception])
    pages = site(tmp_path, catalogue_files() | {f"{TOWN}/duty/_list.yaml": listed})
    page = read(pages[f"items/{TOWN}-duty-0002/"].body)
    assert "本镇不适用" in page.text
    assert "本镇没有河道。" in page.text
    assert f"../../items/{COUNTY}-duty-0002/" in page.links
    assert not pages[f"items/{TOWN}-duty-0002/"].search
    assert "本地不适用的目录事项（1 项）" in read(pages[f"{TOWN}/duty/"].body).text


def service(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "事项名称": "低保申请受理",
        "俗称": ["吃低保"],
        "状态": "现行",
        "服务类别": "社会服务",
        "适用人群": ["困难群体"],
        "代办": "凭委托可代为申请",
        "委托手续": "写委托书。",
        "责任分工": [{"单位": BUREAU, "角色": "主体责任", "职责": "审核。"}],
        "依据": [{"文件": RULES, "条款": "第五条"}],
        "办理指南": {
            "受理条件": "户籍在本镇。",
            "承诺时限": "20",
            "承诺时限单位": "工作日",
            "法定时限": "30",
            "法定时限单位": "工作日",
            "是否收费": "否",
            "到场次数": "1",
            "咨询方式": "民政窗口 0000-0000063",
            "网办入口": "javascript:alert(1)",
        },
        "材料": [{"名称": "户口簿", "必要性": "必要", "形式": "原件"}, {"名称": "收入证明", "必要性": "容缺"}],
        "步骤": [
            {"名称": "受理", "岗位": "民政窗口", "时限单位": "当场"},
            {"名称": "审核", "时限": "10", "时限单位": "工作日"},
        ],
    }
    return {key: value for key, value in (fields | changes).items() if value is not None}


def test_a_guide_answers_in_the_order_of_the_questions(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/service/_list.yaml": make_head(清单名称="示例镇公共服务清单"),
        f"{TOWN}/service/5001.yaml": service(),
    }
    page = read(site(tmp_path, files)[f"items/{TOWN}-service-5001/"].body)
    answers = [
        "能不能办户籍在本镇。",
        "带什么户口簿；收入证明可以后补",
        "跑几次、可不可以代办最多跑 1 次",
        "多久20 个工作日内给结果规定最长 30 个工作日",
        "多少钱不收钱",
        "问怎么办：民政窗口 0000-0000063",
        "必须带 1 样，另有 1 样可以后补。",
    ]
    positions = [page.text.index(answer) for answer in answers]
    assert positions == sorted(positions)
    assert "qd-check" in page.classes
    assert "qd-time" in page.classes
    assert not any(link.startswith("javascript:") for link in page.links)


def test_what_a_guide_does_not_say_is_not_answered(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/service/_list.yaml": make_head(清单名称="示例镇公共服务清单"),
        f"{TOWN}/service/5001.yaml": service(办理指南={"受理条件": "户籍在本镇。"}, 材料=None, 步骤=None, 代办=None),
    }
    text = read(site(tmp_path, files)[f"items/{TOWN}-service-5001/"].body).text
    assert "多少钱" not in text
    assert "多久" not in text
    assert "—" not in text


def test_the_list_of_the_item_can_be_taken_away(tmp_path: Path) -> None:
    file = Published(
        path=f"lists/{TOWN}-duty.json",
        title="示例镇履职事项清单",
        table="duty",
        format="json",
        mediatype="application/json",
        rows=1,
        bytes=2048,
        sha256="0" * 64,
        nature="示例（虚构）",
        list=f"{TOWN}-duty",
    )
    pages = render(chain(tmp_path).register, (file,))
    assert f'href="../../data/lists/{TOWN}-duty.json"' in pages[ITEM].body
    assert f'href="../../data/lists/{TOWN}-duty.json"' in pages[f"{TOWN}/duty/"].body
    assert "JSON　2 KB" in pages["data/"].body


def test_ended_items_stay_and_say_so(tmp_path: Path) -> None:
    ended = make_item(状态="废止", 失效日期="2026-06-01")
    pages = site(tmp_path, {f"{TOWN}/duty/5001.yaml": ended})
    assert '<span class="qd-status qd-status--ended">废止</span>' in pages[ITEM].body
