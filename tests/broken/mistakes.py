"""Everything that can be wrong with a repository, one mistake a file, so that all fit into one repository.

In: a folder. Out: the valid repository of tests/helpers.py with one mistake, or with all of them.
`python -m tests.broken.mistakes` writes the complete report of the latter to expected.txt; read the difference.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.command import qingdan
from tests.helpers import (
    BUREAU,
    COUNTY,
    OTHER_TOWN,
    RULES,
    TOWN,
    Files,
    catalogue_files,
    dump,
    make_catalogue,
    make_head,
    make_item,
    make_organisation,
    make_repository,
)

EXPECTED = Path(__file__).with_name("expected.txt")
LIST = f"{TOWN}/duty"
ITEM = dump(make_item())
BOMB = "甲0: &a0 [笑, 笑]\n" + "".join(f"甲{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}, *a{n}]\n" for n in range(60))
HUGE = 50_000_000
BASIS = [{"文件": RULES, "条款": "第五条"}]
# Wrong in every repository of this folder: whatever else is wrong, this is reported too.
OTHER = {f"{OTHER_TOWN}/duty/5001.yaml": make_item(事项名称="古树看护", 状态="现在")}
OTHER_FINDING = (f"{OTHER_TOWN}/duty/5001.yaml", 2, "S04")

Place = tuple[str, int, str]


def _no_more(_: Path) -> None:
    """Nothing but files."""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """`files` state it, `make` does what files cannot; `found` is each finding as path, line, code; `words` are said."""

    files: Files = field(default_factory=dict)
    make: Callable[[Path], None] = _no_more
    found: tuple[Place, ...]
    words: str


def _huge(lists: Path) -> None:
    with (lists / LIST / "5009.yaml").open("wb") as file:
        file.truncate(HUGE)


def _link(lists: Path) -> None:
    outside = lists.parent.parent / "outside.yaml"
    outside.write_text("机密: 不能读\n", encoding="utf8")
    (lists / LIST / "5011.yaml").symlink_to(outside)


def _circling_link(lists: Path) -> None:
    (lists / COUNTY / "service").symlink_to(lists)


def _pipe(lists: Path) -> None:
    os.mkfifo(lists / LIST / "5020.yaml")


def _at(name: str, line: int, code: str) -> tuple[Place, ...]:
    return ((f"{LIST}/{name}.yaml", line, code),)


def _party(name: str, title: str = "防火巡查") -> Files:
    return make_item(事项名称=title, 责任分工=[{"单位": name, "角色": "主体责任", "职责": "巡查。"}])


def _circle(name: str, adopts: str) -> Files:
    return {f"{COUNTY}/{name}/_list.yaml": make_catalogue(清单名称=f"目录 {name}", 采用=f"{COUNTY}-{adopts}")}


MISTAKES: dict[str, Mistake] = {
    "a list without header": Mistake(
        files={
            f"{TOWN}/power/5001.yaml": {"事项名称": "行政处罚", "状态": "现行", "权力类型": "行政处罚", "依据": BASIS}
        },
        found=((f"{TOWN}/power/_list.yaml", 0, "F03"),),
        words="没有封面 _list.yaml",
    ),
    "GBK": Mistake(
        files={f"{LIST}/5002.yaml": ITEM.encode("gbk")},
        found=_at("5002", 0, "F01"),
        words="编码是 GBK，不是 UTF-8，从第 1 行起",
    ),
    "UTF-16": Mistake(
        files={f"{LIST}/5003.yaml": ITEM.encode("utf-16")},
        found=_at("5003", 0, "F01"),
        words="编码是 UTF-16，不是 UTF-8",
    ),
    "a tab": Mistake(
        files={f"{LIST}/5004.yaml": ITEM.replace("\n  - 文件", "\n\t- 文件")}, found=_at("5004", 6, "F02"), words="Tab"
    ),
    "a full-width colon": Mistake(
        files={f"{LIST}/5005.yaml": ITEM.replace("状态: ", "状态：")},
        found=_at("5005", 2, "F02"),
        words="“状态”后面是全角冒号。请改成“状态: 现行”",
    ),
    "a doubled key": Mistake(
        files={f"{LIST}/5006.yaml": ITEM + "状态: 停用\n"}, found=_at("5006", 16, "S04"), words="第一次在第 2 行"
    ),
    "an alias bomb": Mistake(files={f"{LIST}/5007.yaml": BOMB}, found=_at("5007", 1, "F02"), words="引用写法"),
    "20,000 levels": Mistake(
        files={f"{LIST}/5008.yaml": "事项名称: 甲\n责任分工: " + "[" * 20_000},
        found=_at("5008", 2, "F02"),
        words="超过了 12 层",
    ),
    "50 MB": Mistake(make=_huge, found=_at("5009", 0, "F01"), words="文件有 50.0 兆，最多 2 兆"),
    "a python tag": Mistake(
        files={f"{LIST}/5010.yaml": '事项名称: !!python/object/apply:os.system ["touch /tmp/made"]\n'},
        found=_at("5010", 1, "F02"),
        words="python/object/apply:os.system",
    ),
    "a link out of lists": Mistake(make=_link, found=_at("5011", 0, "F01"), words="这是一个链接"),
    "a link to lists itself": Mistake(
        make=_circling_link, found=((f"{COUNTY}/service", 0, "F01"),), words="这是一个链接"
    ),
    "a pipe": Mistake(make=_pipe, found=_at("5020", 0, "F01"), words="不是普通文件"),
    "a name that is no serial": Mistake(
        files={f"{LIST}/7.yaml": ITEM}, found=_at("7", 0, "S01"), words="请改成“0007.yaml”"
    ),
    "an override of nothing": Mistake(
        files={f"{LIST}/0009.yaml": {"备注": "本镇另有安排。"}},
        found=_at("0009", 1, "S02"),
        words="目录“990101-duty”里没有 0009 号事项",
    ),
    "adoption in a circle": Mistake(
        files={**_circle("village", "village-b"), **_circle("village-b", "village")},
        found=((f"{COUNTY}/village-b/_list.yaml", 16, "S02"),),
        words="绕成了一个圈",
    ),
    "a reference to nothing": Mistake(
        files={f"{LIST}/5012.yaml": _party("示例县生态环保局")},
        found=_at("5012", 10, "S02"),
        words=f"是不是“{BUREAU}”",
    ),
    "a reference to two": Mistake(
        files={
            "reference/organisations/a.yaml": make_organisation(名称="示例县同名局"),
            "reference/organisations/b.yaml": make_organisation(名称="示例县同名局"),
            f"{LIST}/5013.yaml": _party("示例县同名局", "防汛巡查"),
        },
        found=_at("5013", 10, "S02"),
        words="lists/reference/organisations/a.yaml",
    ),
    "an empty file": Mistake(files={f"{LIST}/5014.yaml": ""}, found=_at("5014", 0, "F01"), words="文件是空的"),
    "conflict markers": Mistake(
        files={f"{LIST}/5015.yaml": ITEM.replace("状态", "<<<<<<< HEAD\n状态")},
        found=_at("5015", 2, "F02"),
        words="冲突标记",
    ),
    "two documents": Mistake(
        files={f"{LIST}/5016.yaml": f"{ITEM}---\n{ITEM}"}, found=_at("5016", 16, "F02"), words="两份内容"
    ),
    "an invisible character": Mistake(
        files={f"{LIST}/5017.yaml": ITEM.replace("现行", "现\u2028行")}, found=_at("5017", 2, "F02"), words="U+2028"
    ),
    "a file that is a list": Mistake(
        files={f"{LIST}/5018.yaml": "- 事项名称: 甲\n"}, found=_at("5018", 1, "S04"), words="一组字段"
    ),
    "an unknown field": Mistake(
        files={f"{LIST}/5019.yaml": make_item(事项名称="河道保洁") | {"履职类别": "配合履职"}},
        found=_at("5019", 16, "S04"),
        words="是不是“履职类型”",
    ),
    "an unknown kind of list": Mistake(
        files={f"{TOWN}/duties/0001.yaml": ITEM}, found=((f"{TOWN}/duties", 0, "S01"),), words="不是清单种类"
    ),
    "a folder that is no division": Mistake(
        files={"示例县/duty/0001.yaml": ITEM}, found=(("示例县", 0, "S01"),), words="不是区划代码"
    ),
    "a division that nobody registered": Mistake(
        files={"990102/duty/_list.yaml": make_head(编制单位=BUREAU, 过程=None, 状态="草案")},
        found=(("990102/duty/_list.yaml", 1, "S03"),),
        words="990102",
    ),
}


def make_broken(root: Path, *names: str) -> Path:
    """The valid repository at `root` with the mistakes of these names, and the one that is always there."""
    files: dict[str, object] = {**catalogue_files(), **OTHER}
    for name in names:
        files |= MISTAKES[name].files
    make_repository(root, files)
    for name in names:
        MISTAKES[name].make(root / "lists")
    return root


def make_hopeless(root: Path) -> Path:
    """The repository with every mistake at once."""
    return make_broken(root, *MISTAKES)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        EXPECTED.write_text(qingdan(make_hopeless(Path(folder) / "repository"), "check").out, encoding="utf8")
