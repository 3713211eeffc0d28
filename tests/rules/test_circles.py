"""Circles of delegations (rule G08): told exactly when there is one, and the search always ends."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingdan import rules
from qingdan.finding import Finding
from tests.helpers import dump
from tests.rules.repository import load, profiles, write

BODIES = (
    "示例县生态环境局",
    "示例镇党委和政府",
    "示例河镇党委和政府",
    "示例城街道党工委和办事处",
    "示例镇农业综合服务中心",
)
HEADER = dump({"清单名称": "示例县委托事项目录", "性质": "正式清单", "状态": "现行"})
HAND_OVERS = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES)), max_size=7)


def delegation(giver: str, receiver: str, matter: str) -> str:
    parties = [{"单位": giver, "角色": "授出方"}, {"单位": receiver, "角色": "承接方"}]
    return dump(
        {
            "事项名称": f"由{receiver}办理",
            "状态": "现行",
            "方式": "下放",
            "委托事项": matter,
            "责任分工": parties,
        }
    )


def circles(root: Path, files: dict[str, str]) -> list[Finding]:
    write(root, {"lists/990101/delegation/_list.yaml": HEADER, **files})
    register, loaded, _ = load(root)
    found = rules.run(register, loaded, profiles())
    return [finding for finding in found if finding.code == "G08" and finding.case == "circle"]


def comes_back(pairs: set[tuple[str, str]]) -> bool:
    """Whether anything is left of the hand-overs when those that lead nowhere are taken away."""
    while pairs:
        givers, receivers = {giver for giver, _ in pairs}, {receiver for _, receiver in pairs}
        kept = {(giver, receiver) for giver, receiver in pairs if giver in receivers and receiver in givers}
        if kept == pairs:
            return True
        pairs = kept
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs=HAND_OVERS)
def test_a_circle_is_told_exactly_when_there_is_one(tmp_path_factory: Any, pairs: list[tuple[str, str]]) -> None:
    files = {
        f"lists/990101/delegation/{number:04}.yaml": delegation(*pair, "小作坊检查")
        for number, pair in enumerate(pairs, 1)
    }
    found = circles(tmp_path_factory.mktemp("any"), files)
    assert bool(found) == comes_back({pair for pair in pairs if pair[0] != pair[1]})
    for finding in found:
        names = finding.params["circle"].split("→")
        assert names[0] == names[-1] == finding.params["first"]
        assert set(pairwise(names)) <= set(pairs)


def test_different_matters_make_no_circle(tmp_path: Path) -> None:
    files = {
        "lists/990101/delegation/0001.yaml": delegation(BODIES[0], BODIES[1], "小作坊检查"),
        "lists/990101/delegation/0002.yaml": delegation(BODIES[1], BODIES[0], "小作坊登记"),
    }
    assert not circles(tmp_path, files)


def test_thousands_of_hand_overs_to_and_fro_end_soon(tmp_path: Path) -> None:
    names = [f"示例县第{number}局" for number in range(1, 61)]
    files = {
        f"lists/reference/organisations/ju{number}.yaml": dump(
            {"名称": name, "行政区划": "990101", "层级": "县", "类别": "工作部门"}
        )
        for number, name in enumerate(names)
    }
    pairs = [(one, two) for one in names for two in names if one != two]
    files |= {
        f"lists/990101/delegation/{number:04}.yaml": delegation(*pair, "小作坊检查")
        for number, pair in enumerate(pairs, 1)
    }
    start = time.perf_counter()
    found = circles(tmp_path, files)
    assert 0 < len(found) <= 20
    assert time.perf_counter() - start < 60
