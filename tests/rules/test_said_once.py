"""Where two rules could speak of the same gap, one of them does."""

from __future__ import annotations

from pathlib import Path

from qingdan.finding import Finding
from tests.rules.repository import adopting, base, check, write

CHANNEL = "lists/990101101/channel/_list.yaml"
HEADER = """清单名称: 示例镇诉求反馈流程
性质: 正式清单
状态: 现行
过程:
  - 环节: 公布
    日期: 2026-01-20
    单位: 本级
    渠道:
      - 县政府网站
"""
COMPLAINTS = """事项名称: 一般诉求办理
状态: 现行
类型: 群众诉求反馈
步骤:
  - 名称: 答复
    岗位: 诉求窗口
    时限: '5'
    时限单位: 工作日
"""
POWER = "事项名称: 清除占道障碍物\n状态: 现行\n权力类型: 行政强制\n"


def said(root: Path, files: dict[str, str], *codes: str) -> list[str]:
    """Which of the codes are found."""
    write(root, files)
    found: list[Finding] = check(root)[1]
    return [finding.code for finding in found if finding.code in codes]


def test_the_channels_of_a_profile_that_applies_are_asked_for_by_the_rule_on_channels(tmp_path: Path) -> None:
    files = {CHANNEL: HEADER, "lists/990101101/channel/5001.yaml": COMPLAINTS}
    assert said(tmp_path / "none", files, "C05", "H01") == ["H01"]
    publisher = adopting(base()["lists/publisher.yaml"], "6105")
    assert said(tmp_path / "adopted", {**files, "lists/publisher.yaml": publisher}, "C05", "H01") == ["C05"]


def test_a_power_without_basis_is_said_once(tmp_path: Path) -> None:
    complete = POWER + (
        "职责权限: 清除道路上的障碍物。\n岗位: 综合执法岗\n监督方式: 向示例县司法局反映。\n"
        "责任分工:\n  - 单位: 本级\n    角色: 主体责任\n    职责: 作出决定。\n"
    )
    files = {
        "lists/990101101/power/_list.yaml": HEADER.replace("示例镇诉求反馈流程", "示例镇权力和责任清单"),
        "lists/990101101/power/5001.yaml": complete,
    }
    assert said(tmp_path, files, "C01", "P03") == ["C01"]


def test_a_delegation_that_could_not_be_read_is_not_missed_a_second_time(tmp_path: Path) -> None:
    files = {
        "lists/990101101/power/_list.yaml": HEADER.replace("示例镇诉求反馈流程", "示例镇权力和责任清单"),
        "lists/990101101/power/5001.yaml": POWER + "权力来源: 委托\n",
        "lists/990101/delegation/_list.yaml": HEADER.replace("示例镇诉求反馈流程", "示例县下放事项目录"),
    }
    assert said(tmp_path / "none", files, "P04") == ["P04"]
    files["lists/990101/delegation/0001.yaml"] = "事项名称: [\n"
    assert said(tmp_path / "unread", files, "P04") == []
