"""exemptions.py: an approved breach is not reported; an exemption that is unknown, unused or over is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.rules.repository import check, check_calendar, line, write

TODAY = date(2026, 3, 1)
BARE = "事项名称: 秸秆禁烧\n状态: 现行\n履职类型: 上级部门收回\n工作方式: 由局里巡查。\n责任分工:\n  - 单位: 示例县生态环境局\n    角色: 主体责任\n    职责: 查处。\n"
ITEM = {"lists/990101101/duty/5001.yaml": BARE}
CATALOGUE = {
    "lists/990101/duty/_list.yaml": "清单名称: 目录\n性质: 通用目录\n状态: 草案\n",
    "lists/990101/duty/0001.yaml": BARE,
    "lists/990101101/duty/_list.yaml": "清单名称: 甲\n性质: 正式清单\n采用: 990101-duty\n状态: 草案\n",
    "lists/990101102/duty/_list.yaml": "清单名称: 乙\n性质: 正式清单\n采用: 990101-duty\n状态: 草案\n",
}


def exemption(rule: str = "C01", item: str = "990101101-duty-5001", until: str = "2026-12-31") -> dict[str, str]:
    row = f"- 规则: {rule}\n  事项: {item}\n  理由: 另文明确。\n  批准单位: 示例县人民政府\n  至: {until}\n"
    return {"lists/exemptions.yaml": row}


def found(root: Path, *files: dict[str, str]) -> list[str]:
    write(root, {path: text for part in files for path, text in part.items()})
    return [line(finding) for finding in check(root, TODAY)[1]]


def test_without_exemption_the_rule_speaks(tmp_path: Path) -> None:
    assert [text[:6] for text in found(tmp_path, ITEM)] == ["提醒 C01"]


def test_an_exempted_breach_is_not_reported(tmp_path: Path) -> None:
    assert found(tmp_path, ITEM, exemption()) == []


def test_the_last_day_still_counts(tmp_path: Path) -> None:
    assert found(tmp_path, ITEM, exemption(until="2026-03-01")) == []


def test_an_expired_exemption_does_not_count_and_is_reported(tmp_path: Path) -> None:
    texts = found(tmp_path, ITEM, exemption(until="2026-02-28"))
    assert texts == [
        (
            "提醒 C01 lists/990101101/duty/5001.yaml:1 “秸秆禁烧”没有写依据。"
            "请在“依据”里写上文件和条款；找不到依据的工作不能交给乡镇（街道）和村（社区）。"
        ),
        (
            "提醒 E01 lists/exemptions.yaml:5 对“990101101-duty-5001”豁免规则 C01 只到 2026-02-28，"
            "已经过期，不再起作用。请改正事项，或者重新报批后改日期。"
        ),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (exemption(rule="C88"), "错误 E01 lists/exemptions.yaml:1 没有“C88”这条规则，这条豁免不起作用。"),
        (exemption(rule="S06"), "错误 E01 lists/exemptions.yaml:1 规则 S06 不能豁免：它保证数据不出错、不互相矛盾。"),
        (exemption(item="990101101-duty-5009"), "错误 E01 lists/exemptions.yaml:2 没有“990101101-duty-5009”这个事项"),
        (exemption(rule="P06"), "错误 E01 lists/exemptions.yaml:1 事项“990101101-duty-5001”没有违反规则 P06"),
    ],
    ids=["unknown rule", "structure", "unknown item", "unused"],
)
def test_what_an_exemption_cannot_be(tmp_path: Path, row: dict[str, str], text: str) -> None:
    texts = found(tmp_path, ITEM, row)
    assert len(texts) == 2
    assert texts[1].startswith(text)


def test_an_exemption_for_one_town_leaves_the_others(tmp_path: Path) -> None:
    texts = found(tmp_path, CATALOGUE, exemption(item="990101101-duty-0001"))
    assert [text.rpartition("（")[2] for text in texts] == ["990101 990101102）"]


def test_an_exemption_of_a_catalogue_item_covers_those_who_adopt_it(tmp_path: Path) -> None:
    assert found(tmp_path, CATALOGUE, exemption(item="990101-duty-0001")) == []


def test_an_item_that_cannot_be_read_leaves_its_exemption_alone(tmp_path: Path) -> None:
    texts = found(tmp_path, {"lists/990101101/duty/5001.yaml": "事项名称：全角\n"}, exemption())
    assert [text[:6] for text in texts] == ["错误 F02"]


def test_one_from_a_rule_on_changes_is_not_called_unused(tmp_path: Path) -> None:
    """Once the change is merged, no run finds it any more."""
    texts = found(tmp_path, ITEM, exemption(rule="C07"))
    assert [text[:6] for text in texts] == ["提醒 C01"]


# Rules that look at the calendar

TASK = {
    "lists/990101/task-2026/_list.yaml": "清单名称: 任务\n性质: 正式清单\n状态: 现行\n年度: '2026'\n过程:\n  - 环节: 公布\n    日期: 2026-01-20\n",
    "lists/990101/task-2026/0001.yaml": (
        "事项名称: 编手册\n状态: 现行\n进展: 进行中\n时限: 2026-02-28\n"
        "责任分工:\n  - 单位: 示例县生态环境局\n    角色: 牵头\n"
    ),
}


def on_schedule(root: Path, *files: dict[str, str], today: date = TODAY) -> list[str]:
    write(root, {path: text for part in files for path, text in part.items()})
    return [line(finding) for finding in check_calendar(root, today)]


def test_an_exemption_from_a_term_is_used_on_schedule(tmp_path: Path) -> None:
    granted = exemption(rule="T02", item="990101-task-2026-0001")
    assert [text[:6] for text in on_schedule(tmp_path / "a", TASK)] == ["提醒 T02"]
    assert on_schedule(tmp_path / "b", TASK, granted) == []


def test_a_check_does_not_call_it_unused(tmp_path: Path) -> None:
    """Whether it is needed depends on the day: the task of the exemption may become due tomorrow."""
    texts = found(tmp_path, TASK, exemption(rule="T02", item="990101-task-2026-0001"))
    assert not [text for text in texts if " E01 " in text]


def test_one_that_nothing_needs_today_is_advice_on_schedule(tmp_path: Path) -> None:
    texts = on_schedule(tmp_path, TASK, exemption(rule="T02", item="990101-task-2026-0001"), today=date(2026, 2, 28))
    assert texts == [
        (
            "提醒 E01 lists/exemptions.yaml:1 到今天，事项“990101-task-2026-0001”没有违反规则 T02，这条豁免没有用到。"
            "不再需要的，请删掉这条豁免；预先批准、以后才用到的，可以留着。"
        )
    ]


def test_one_that_is_over_is_advice_on_schedule_and_the_term_speaks_again(tmp_path: Path) -> None:
    over = exemption(rule="T02", item="990101-task-2026-0001", until="2026-02-28")
    assert [text[:6] for text in on_schedule(tmp_path, TASK, over)] == ["提醒 T02", "提醒 E01"]


def test_what_a_check_says_of_exemptions_is_not_said_again_on_schedule(tmp_path: Path) -> None:
    for number, row in enumerate((exemption(), exemption(rule="C88"), exemption(item="990101101-duty-5009"))):
        assert on_schedule(tmp_path / str(number), ITEM, row) == []
