"""The invented county (codes 99…) is told apart from the real world at every word, and does not contradict itself.

In: the YAML under lists/, read as plain text. Checks names, documents, telephones, dates, document numbers
and the ban on handling some matters for others. Does not run the pipeline and does not know the schemas.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

Record = dict[str, Any]
Text = tuple[str, str, str]

ROOT = Path(__file__).resolve().parents[2] / "lists"
INVENTED = "（虚构）"
DOCUMENT_FIELDS = {"文号", "批准文件", "文件", "依据文件"}
BODY_FIELDS = {"单位", "法定承担单位", "编制单位", "联系单位", "上级机构", "请求单位", "受理部门", "经费承担"}
PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 "
    "广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()
LAWS = (
    "中华人民共和国 宪法 民法典 刑法 人民政府组织法 行政处罚法 行政许可法 行政强制法 土地管理法 城乡规划法 社会救助暂行办法 "
    "村民委员会组织法 政府信息公开条例 国发〔 国办发〔 中办发〔"
).split()
ARTICLE = re.compile(r"(?:法|条例|办法|规定|细则)第[一二三四五六七八九十百零]+条")
DOC_NUMBER = re.compile(r"〔[0-9]{4}〕[0-9]+号|令第[0-9]+号|公告第[0-9]+号")
TELEPHONE = re.compile(r"[0-9]{3,4}-[0-9]{6,8}|(?<![0-9])1[0-9]{10}(?![0-9])")
IN_PERSON = re.compile("最低生活保障申请|贫困补助|地力保护补贴|帮扶申报|返贫监测对象申报|危房改造补助")


def read(path: Path) -> Record:
    """One record; every scalar stays the text that stands there, an empty file is an empty record."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}


def leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """(the field's name, text) of every scalar, nested rows included."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    elif isinstance(value, str):
        yield key, value


@cache
def sources() -> dict[str, Record]:
    """Every invented document by its name."""
    found = [read(path) for path in (ROOT / "reference" / "sources").glob("*.yaml")]
    return {record["名称"]: record for record in found if record["类别"] == "虚构"}


@cache
def records() -> dict[str, Record]:
    """Every record of the invented county by its path below lists/, without the documents."""
    paths = list(ROOT.glob("99*/*/*.yaml"))
    paths += [path for table in ("organisations", "places") for path in (ROOT / "reference" / table).glob("99*.yaml")]
    return {path.relative_to(ROOT).as_posix(): read(path) for path in sorted(paths)}


def bodies() -> dict[str, Record]:
    """The invented organisations by path."""
    return {path: record for path, record in records().items() if path.startswith("reference/organisations/")}


def listed() -> dict[str, Record]:
    """List headers and items by path."""
    return {path: record for path, record in records().items() if path.startswith("99")}


@cache
def texts() -> tuple[Text, ...]:
    """(path, field, text) of everything written about the invented county."""
    everything = {**records(), **{f"sources/{name}": record for name, record in sources().items()}}
    return tuple((path, key, text) for path, record in everything.items() for key, text in leaves(record))


def divisions() -> list[Record]:
    found: list[Record] = yaml.load(
        (ROOT / "reference" / "divisions.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return found


def test_there_is_something_to_check() -> None:
    assert len(listed()) > 400
    assert len(sources()) > 40


def test_every_invented_division_body_and_place_says_so() -> None:
    names = [row["名称"] for row in divisions() if row["代码"].startswith("99")]
    for path, record in records().items():
        if path.startswith("reference/"):
            names += [record["名称"], *record.get("曾用名", [])]
    assert len(names) > 100
    assert [name for name in names if "示例" not in name] == []


def test_bodies_are_named_in_full_or_by_their_own_list() -> None:
    known = {record["名称"] for record in bodies().values()}
    for path, key, text in texts():
        if key in BODY_FIELDS:
            assert text in known or text.split("/")[0] == "本级", (path, key, text)


def test_list_titles_say_so() -> None:
    heads = [record for path, record in listed().items() if path.endswith("_list.yaml")]
    assert [head["清单名称"] for head in heads if "示例" not in head["清单名称"]] == []


def test_every_invented_document_says_so() -> None:
    for path, key, text in texts():
        if key in DOCUMENT_FIELDS:
            assert text.endswith(INVENTED), (path, key, text)
        if key == "收费依据":
            assert INVENTED in text, (path, text)
    for name, record in sources().items():
        assert name.endswith(INVENTED), name
        assert "示例" in name
        assert (record["类别"], record["效力"]) == ("虚构", "虚构"), name
        assert record["适用区划"].startswith("99"), name
        assert "示例" in record["制定机关"], name


def test_registered_documents_carry_the_mark_in_their_title() -> None:
    for path, record in listed().items():
        if re.search(r"/document[^/]*/[0-9]{4}\.yaml$", path) and "事项名称" in record:
            assert record["事项名称"].endswith(INVENTED), path
            assert "示例" in record["事项名称"], path


def test_documents_named_in_running_text_carry_the_mark() -> None:
    for path, key, text in texts():
        for title in re.findall(r"《[^》]*》.{0,4}", text):
            assert INVENTED in title, (path, key, text)
        for number in DOC_NUMBER.finditer(text):
            assert text.startswith(INVENTED, number.end()), (path, key, text)


def test_no_real_law_is_named() -> None:
    real = [read(path)["名称"] for path in (ROOT / "reference" / "sources").glob("*.yaml")]
    names = [*LAWS, *(name for name in real if not name.endswith(INVENTED))]
    for path, key, text in texts():
        assert not [name for name in names if name in text], (path, key, text)
        assert not ARTICLE.search(text), (path, key, text)


def test_no_real_place_is_named() -> None:
    real = {row["名称"] for row in divisions() if not row["代码"].startswith("99")} | set(PROVINCES)
    for path, key, text in texts():
        assert not [name for name in real if name in text], (path, key, text)


def test_telephones_begin_with_0000() -> None:
    numbers = [(path, number) for path, _, text in texts() for number in TELEPHONE.findall(text)]
    assert len(numbers) > 200
    assert [row for row in numbers if not row[1].startswith("0000-")] == []
    assert [path for path, key, text in texts() if key == "电话" and not text.startswith("0000-")] == []


def test_nothing_private() -> None:
    for path, key, text in texts():
        assert not re.search(r"@|[0-9]{15}|证号[：:]?[0-9]", text), (path, key)


def test_invented_articles_exist() -> None:
    for path, record in listed().items():
        for row in record.get("依据", []):
            registered = {article["条号"] for article in sources()[row["文件"]]["条款"]}
            assert row["条款"] in registered, (path, row)


@pytest.mark.parametrize("child", ["过程", "变更"])
def test_events_and_changes_are_in_order(child: str) -> None:
    for path, record in listed().items():
        dates = [row["日期"] for row in record.get(child, [])]
        assert dates == sorted(dates), path


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("施行日期", "失效日期"),
        ("施行日期", "有效期至"),
        ("开始", "结束"),
        ("起始", "截止"),
        ("提出日期", "应答期限"),
        ("提出日期", "答复日期"),
        ("成文日期", "发布日期"),
        ("发布日期", "版本"),
        ("通过日期", "施行日期"),
        ("日期", "截止日期"),
    ],
)
def test_periods_do_not_run_backwards(earlier: str, later: str) -> None:
    found = 0
    for path, record in {**listed(), **sources()}.items():
        for row in (record, *record.get("过程", [])):
            if earlier in row and later in row:
                found += 1
                assert row[earlier] <= row[later], path
    assert found


def test_an_item_rests_on_documents_already_in_force() -> None:
    for path, record in listed().items():
        if record.get("状态") == "现行" and "施行日期" in record:
            for row in record.get("依据", []):
                assert sources()[row["文件"]]["施行日期"] <= record["施行日期"], (path, row)


def test_one_document_number_means_one_document() -> None:
    issued: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, record in listed().items():
        for row in record.get("过程", []):
            # a list that adopts repeats the events of its catalogue
            if "文号" in row and row["单位"] != "本级":
                issued[row["文号"]].add((row["日期"], row["单位"]))
        assert "文号" not in record or record["文号"].startswith("示例"), path
    for record in sources().values():
        issued[record["文号"]].add((record["通过日期"], record["制定机关"]))
    doubled = {number: rows for number, rows in issued.items() if len({date for date, _ in rows}) > 1}
    assert len(issued) > 100
    assert doubled == {}


def test_reviews_of_different_lists_have_different_numbers() -> None:
    reviewed: dict[str, set[str]] = defaultdict(set)
    for path, record in listed().items():
        if path.startswith("990101/") and path.endswith("_list.yaml"):
            for row in record.get("过程", []):
                if row["环节"] == "审核" and "文号" in row:
                    reviewed[row["文号"]].add(path)
    assert reviewed
    assert {number: paths for number, paths in reviewed.items() if len(paths) > 1} == {}


def test_what_must_be_done_in_person_is_not_handled_for_others() -> None:
    found = 0
    for path, record in listed().items():
        if "代办" not in record:
            continue
        barred = record["代办"] == "不得代办"
        assert barred == (record["国家规定本人办理"] == "是"), path
        assert not (barred and "委托手续" in record), path
        if IN_PERSON.search(record["事项名称"]):
            found += 1
            assert barred, path
    assert found >= 5


def test_steps_fit_into_the_promised_time() -> None:
    found = 0
    for path, record in listed().items():
        guide = record.get("办理指南", {})
        if guide.get("承诺时限单位") != "工作日" or any("下一步" in step for step in record.get("步骤", [])):
            continue
        days = [
            int(step["时限"]) for step in record.get("步骤", []) if step.get("时限单位") == "工作日" and "时限" in step
        ]
        found += bool(days)
        assert sum(days) <= int(guide["承诺时限"]), path
    assert found > 50


def test_powers_and_the_delegations_they_rest_on_name_each_other() -> None:
    def id_of(path: str) -> str:
        return path.removesuffix(".yaml").replace("/", "-")

    named = {id_of(path): record.get("涉及权力", []) for path, record in listed().items() if "/delegation" in path}
    found = 0
    for path, record in listed().items():
        if "委托下放事项" in record:
            found += 1
            assert record["权力来源"] != "法定", path
            assert id_of(path) in named[record["委托下放事项"]], path
    assert found == sum(len(powers) for powers in named.values())
