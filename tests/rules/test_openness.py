"""What must not appear in any output: the ids and texts of what is closed or a draft, and nothing that is public."""

from __future__ import annotations

from pathlib import Path

from qingdan.rules.law.openness import must_not_appear
from tests.rules.repository import load, write

OPEN = "清单名称: 示例清单\n性质: 正式清单\n状态: 现行\n过程:\n  - 环节: 公布\n    日期: 2026-01-20\n"


def item(title: str, *more: str) -> str:
    return "\n".join([f"事项名称: {title}", "状态: 现行", "履职类型: 基本履职", *more, ""])


def hidden(root: Path, files: dict[str, str]) -> set[str]:
    write(root, files)
    return {text for text, _ in must_not_appear(load(root)[0])}


def test_nothing_is_hidden_where_all_is_public(tmp_path: Path) -> None:
    assert hidden(tmp_path, {"lists/990101101/duty/5001.yaml": item("登记护林员巡山情况")}) == set()


def test_a_closed_item_hides_its_id_and_its_own_words(tmp_path: Path) -> None:
    files = {
        "lists/990101101/duty/5001.yaml": item("登记护林员巡山情况", "公开属性: 不予开放", "备注: 金丝雀一二三四"),
        "lists/990101101/duty/5002.yaml": item("登记护林员巡山情况"),
    }
    assert hidden(tmp_path, files) == {"990101101-duty-5001", "金丝雀一二三四"}


def test_a_draft_item_is_hidden(tmp_path: Path) -> None:
    text = item("登记护林员巡山情况").replace("现行", "草案")
    assert hidden(tmp_path, {"lists/990101101/duty/5001.yaml": text}) == {"990101101-duty-5001", "登记护林员巡山情况"}


def test_a_hidden_list_hides_all_it_holds(tmp_path: Path) -> None:
    files = {
        "lists/990101101/duty/_list.yaml": OPEN.replace("现行", "征求意见").replace("示例清单", "示例征求意见清单"),
        "lists/990101101/duty/5001.yaml": item(
            "登记护林员巡山情况", "责任分工:", "  - 单位: 本级", "    角色: 主体责任", "    职责: 金丝雀五六七八"
        ),
    }
    assert hidden(tmp_path, files) == {
        "990101101-duty",
        "990101101-duty-5001",
        "示例征求意见清单",
        "登记护林员巡山情况",
        "金丝雀五六七八",
    }


def test_the_words_of_a_catalogue_stay_public_where_another_town_shows_them(tmp_path: Path) -> None:
    files = {
        "lists/990101/duty/_list.yaml": OPEN.replace("正式清单", "通用目录"),
        "lists/990101/duty/0001.yaml": item("登记护林员巡山情况"),
        "lists/990101101/duty/_list.yaml": OPEN + "采用: 990101-duty\n",
        "lists/990101101/duty/0001.yaml": "公开属性: 不予开放\n备注: 金丝雀一二三四\n",
        "lists/990101102/duty/_list.yaml": OPEN + "采用: 990101-duty\n",
    }
    assert hidden(tmp_path, files) == {"990101101-duty-0001", "金丝雀一二三四"}


def test_a_closed_source_is_hidden(tmp_path: Path) -> None:
    files = {
        "lists/reference/sources/mi.yaml": (
            "名称: 示例内部规定（虚构）\n类别: 虚构\n制定机关: 示例县内部机关\n效力: 虚构\n公开属性: 不予开放\n"
            "条款:\n  - 条号: 第一条\n    要点: 金丝雀一二三四\n"
        )
    }
    assert hidden(tmp_path, files) == {"示例内部规定（虚构）", "示例县内部机关", "金丝雀一二三四"}


def test_each_text_comes_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"lists/990101101/duty/5001.yaml": item("登记护林员巡山情况").replace("现行", "草案")})
    places = {text: (place.path, place.line) for text, place in must_not_appear(load(tmp_path)[0])}
    assert places["登记护林员巡山情况"] == ("lists/990101101/duty/5001.yaml", 1)
