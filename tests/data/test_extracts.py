"""The real lists (文件摘编) against what the five documents say.

In: the YAML under lists/, read as plain text. Checks counts, pilots, dates, references and that nothing
was filled in which an extract may not hold. Does not run the pipeline and does not know the schemas.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

Record = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2] / "lists"
DEMO = "99"
FIVE = ("sd-xiangzhen-2020", "hlj-zhize-2021", "sz-2015-12", "qxg-fuwu-draft", "wn-fuwu-draft")
PILOTS = {
    "宾县": "230125",
    "龙江县": "230221",
    "东宁市": "231086",
    "桦南县": "230822",
    "嫩江市": "231183",
    "青冈县": "231223",
    "道里区": "230102",
    "龙沙区": "230202",
    "东安区": "231002",
    "向阳区": "230803",
    "萨尔图区": "230602",
    "鸡冠区": "230302",
    "岭东区": "230503",
    "伊美区": "230717",
    "桃山区": "230903",
    "兴安区": "230405",
    "加格达奇区": "232761",
}
COUNTS = {
    "6105/task-2019": 14,
    "520502/task-2018": 11,
    "23/task-pilot": 18,
    "37/task-data": 15,
    "6105/service-2019": 54,
    "520502/service": 9,
    "520502/service-agency": 3,
    "6105/purchase-2019": 11,
    "520502/purchase": 11,
    "520502/delegation": 7,
    "520502/village": 8,
    "6105/delegation-2019": 11,
    "6105/disclosure-2019": 17,
    "6105/task-data": 6,
    "6105/village": 3,
    "37/delegation": 3,
    "37/assessment": 8,
    "37/task-support": 4,
    "37/village": 3,
    "3205/disclosure": 13,
    "3205/document": 16,
    "3205/purchase": 4,
    "3205/village": 3,
}
# the headings of the services in the draft of 渭南, as the items repeat them
HEADINGS = {
    "基本公共教育服务": 5,
    "劳动就业服务": 6,
    "基本公共社会服务": 5,
    "社会保险服务": 5,
    "基本公共医疗卫生服务": 3,
    "基本公共法律服务": 5,
    "日常公共生活服务": 5,
    "公共文化体育服务": 8,
    "其他公共服务": 10,
}
AREAS = "脱贫攻坚 社会救助 防灾减灾 环境保护 食品安全 公共安全 留守儿童（老人、妇女）关爱 基本养老 医疗卫生 基础教育 家庭文化"
# what the documents never state; wherever one of these stands in an extract, somebody filled it in
FORBIDDEN = {
    "原文",
    "施行日期",
    "失效日期",
    "版本",
    "电话",
    "咨询方式",
    "监督投诉",
    "统一社会信用代码",
    "领域",
    "办理指南",
    "预算",
}
DUES = {
    "6105/task-2019": {
        1: ("2019年", None),
        2: ("2019年7月底前", "2019-07-31"),
        4: ("2019年6月底以前", "2019-06-30"),
        5: ("2019年9月底以前；到2020年底", "2019-09-30"),
        6: ("2019年底", "2019-12-31"),
        7: ("2019年9月底", "2019-09-30"),
        9: ("2019年12月", "2019-12-31"),
        10: ("到2020年", None),
    },
    "520502/task-2018": {
        3: ("2018年前", None),
        7: ("到2020年", None),
        9: ("2018年年底前", "2018-12-31"),
        10: ("到2020年", None),
    },
}


def read(path: Path) -> Record:
    """One record; every scalar stays the text that stands there."""
    found: Record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def read_rows(path: Path) -> list[Record]:
    """The rows of a reference table that is one file."""
    found: list[Record] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


@cache
def reference(table: str) -> dict[str, Record]:
    """The records of lists/reference/<table>/ by name, demo and real; a name that stands twice fails."""
    records = [read(path) for path in sorted((ROOT / "reference" / table).glob("*.yaml"))]
    found = {record["名称"]: record for record in records}
    assert len(found) == len(records)
    return found


@cache
def articles(source: str) -> frozenset[str]:
    """The article numbers that a source, given by its name, registers."""
    return frozenset(row["条号"] for row in reference("sources")[source]["条款"])


def folders() -> list[Path]:
    """Every real list folder, by path."""
    return sorted(header.parent for header in ROOT.glob("[0-9]*/*/_list.yaml") if not header.parts[-3].startswith(DEMO))


def items(key: str) -> dict[int, Record]:
    """The records by serial of one list folder such as `6105/task-2019`."""
    return {int(path.stem): read(path) for path in sorted((ROOT / key).glob("[0-9]*.yaml"))}


def every_item() -> Iterator[tuple[str, Record, Record]]:
    """(place, list header, item) of every real item."""
    for folder in folders():
        header = read(folder / "_list.yaml")
        key = folder.relative_to(ROOT).as_posix()
        for serial, item in items(key).items():
            yield f"{key}/{serial:04d}", header, item


def own_organisations() -> list[tuple[str, Record]]:
    """(id, record) of every organisation that is not invented."""
    paths = sorted((ROOT / "reference" / "organisations").glob("*.yaml"))
    return [(path.stem, read(path)) for path in paths if not path.stem.startswith(DEMO)]


def keys_in(value: object) -> set[str]:
    """All keys of a record, nested rows included."""
    if isinstance(value, dict):
        return set(value).union(*(keys_in(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_in(inner) for inner in value))
    return set()


def texts_in(value: object) -> list[str]:
    """Every scalar of a record, nested rows included."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner)]
    return [str(value)]


def parties(item: Record) -> list[tuple[str, str]]:
    """(role, wording) of each row of 责任分工 in the order of the text."""
    return [(row["角色"], row.get("原文称谓", "")) for row in item.get("责任分工", [])]


@pytest.mark.parametrize("key", COUNTS)
def test_a_list_has_every_item_of_the_text(key: str) -> None:
    assert list(items(key)) == list(range(1, COUNTS[key] + 1))


def test_every_real_list_is_an_extract_of_one_of_the_five_documents() -> None:
    names = {read(ROOT / "reference" / "sources" / f"{name}.yaml")["名称"] for name in FIVE}
    for folder in folders():
        header = read(folder / "_list.yaml")
        assert header["性质"] == "文件摘编", folder
        assert header["摘自"] in names, folder
        assert header["清单名称"].endswith("（文件摘编）"), folder
        assert header["备注"], folder
        year = re.search(r"-([0-9]{4})$", folder.name)
        assert header.get("年度") == (year[1] if year else None), folder


def test_status_follows_the_document() -> None:
    drafts = {name for name, source in reference("sources").items() if source["效力"] == "征求意见稿"}
    for place, header, item in every_item():
        wanted = "征求意见" if header["摘自"] in drafts else "现行"
        assert (header["状态"], item["状态"]) == (wanted, wanted), place


def test_every_item_cites_an_article_of_the_document_it_is_taken_from() -> None:
    for place, header, item in every_item():
        assert item["依据"], place
        for row in item["依据"]:
            assert row["文件"] == header["摘自"], place
            assert row["条款"] in articles(row["文件"]), (place, row)


def test_nothing_is_filled_in_that_the_text_does_not_say() -> None:
    for place, header, item in every_item():
        assert not FORBIDDEN & (keys_in(item) | keys_in(header)), place


def test_every_body_named_is_registered() -> None:
    known = reference("organisations")
    for place, _, item in every_item():
        rows = item.get("责任分工", []) + item.get("步骤", [])
        named = {row["单位"] for row in rows if "单位" in row}
        assert named <= set(known), (place, named - set(known))


def test_real_bodies_say_where_the_text_names_them_and_nothing_more() -> None:
    allowed = {"名称", "通用名称", "行政区划", "层级", "类别", "泛指", "依据文件", "依据条款"}
    for name, body in own_organisations():
        assert set(body) <= allowed, name
        assert body["依据条款"] in articles(body["依据文件"]), name
        assert name.split("-")[0] == body["行政区划"], name


def test_offices_and_stations_of_the_draft() -> None:
    kinds = [body["类别"] for name, body in own_organisations() if name.startswith("520502-")]
    assert (kinds.count("内设机构"), kinds.count("站所")) == (7, 7)


def test_departments_that_share_data() -> None:
    named = [wording for item in items("37/task-data").values() for _, wording in parties(item)]
    assert len(set(named)) == len(named) == 15
    known = reference("organisations")
    for item in items("37/task-data").values():
        assert known[item["责任分工"][0]["单位"]]["泛指"] == "是"


def test_pilots_have_the_right_codes() -> None:
    divisions = {row["代码"]: row for row in read_rows(ROOT / "reference" / "divisions.yaml")}
    found: dict[str, str] = {}
    for serial, item in items("23/task-pilot").items():
        if serial > len(PILOTS):
            continue
        code = re.match(r"行政区划代码([0-9]{6})", item["备注"])
        assert code, serial
        division = divisions[code[1]]
        assert item["事项名称"].startswith(divisions[division["上级"]]["名称"] + division["名称"])
        assert "职责清单试点" in division["试点"]
        assert item["时限"] == "2022-06-30"
        found[division["名称"]] = code[1]
    assert found == PILOTS
    assert len(set(found.values())) == 17
    assert {code for code, row in divisions.items() if code[:2] == "23" and row.get("试点")} == set(PILOTS.values())


def test_inspection_of_the_pilots() -> None:
    inspection = items("23/task-pilot")[18]
    assert inspection["时限"] == "2022-07-31"
    assert parties(inspection) == [("牵头", "省委编办"), ("参与", "有关部门")]


@pytest.mark.parametrize("key", DUES)
def test_deadlines_keep_the_wording_and_ambiguous_ones_stay_without_date(key: str) -> None:
    stated = {n: (item.get("时限原文"), item.get("时限")) for n, item in items(key).items()}
    assert {n: due for n, due in stated.items() if due != (None, None)} == DUES[key]


def test_every_task_has_someone_in_charge_but_the_one_cut_off() -> None:
    for key in ("6105/task-2019", "520502/task-2018"):
        for serial, item in items(key).items():
            in_charge = [role for role, _ in parties(item) if role in ("牵头", "责任")]
            assert bool(in_charge) != ((key, serial) == ("520502/task-2018", 11)), (key, serial)


def test_the_body_that_the_text_names_twice_stays_twice() -> None:
    assert parties(items("6105/task-2019")[6]).count(("参与", "市民政局")) == 2
    assert [role for role, _ in parties(items("520502/task-2018")[9])].count("牵头") == 3


@pytest.mark.parametrize(
    ("key", "serial", "role", "weight"),
    [
        ("37/assessment", 1, "评价方", "30"),
        ("37/assessment", 2, "评价方", "60"),
        ("520502/assessment", 1, "考核方", "60"),
    ],
)
def test_weights_stand_at_the_township(key: str, serial: int, role: str, weight: str) -> None:
    rows = [row for row in items(key)[serial]["责任分工"] if "权重" in row]
    assert [(row["角色"], row["权重"]) for row in rows] == [(role, weight)]
    assert reference("organisations")[rows[0]["单位"]]["层级"] == "乡"


def test_services_stand_under_the_headings_of_the_text() -> None:
    titles = [item["简要说明"] for item in items("6105/service-2019").values()]
    assert {name: sum(f"“{name}”" in title for title in titles) for name in HEADINGS} == HEADINGS


@pytest.mark.parametrize("key", ["6105/purchase-2019", "520502/purchase"])
def test_purchase_areas_are_the_eleven_of_both_drafts(key: str) -> None:
    assert [item["事项名称"] for item in items(key).values()] == AREAS.split()


def test_what_nobody_may_do_for_another() -> None:
    for item in items("520502/service-agency").values():
        assert (item["代办"], item["国家规定本人办理"]) == ("不得代办", "是")


def test_entrusted_enforcement_is_in_the_name_of_the_department() -> None:
    for item in items("37/delegation").values():
        holders = {role: row["单位"] for row in item["责任分工"] for role in [row["角色"]]}
        assert len({holders[role] for role in ("授出方", "名义方", "法律责任方", "培训方")}) == 1


def test_temporary_tasks_come_with_the_four_supports() -> None:
    item = items("37/admission")[1]
    assert {"经费", "人员", "技术", "培训"} <= set(item)
    assert item["类型"] == "临时任务"


def test_titles_of_a_list_differ() -> None:
    for folder in folders():
        titles = [item["事项名称"] for item in items(folder.relative_to(ROOT).as_posix()).values()]
        assert len(set(titles)) == len(titles), folder


def test_nothing_invented_and_nothing_private_in_an_extract() -> None:
    for place, header, item in every_item():
        for text in (*texts_in(header), *texts_in(item)):
            assert not re.search(r"示例|（虚构）|@|联系人|[0-9]{7}", text), (place, text)


def test_sources_give_a_gist_and_never_the_text() -> None:
    for name in FIVE:
        source = read(ROOT / "reference" / "sources" / f"{name}.yaml")
        assert source["文本来源"] == "网络文本"
        numbers = [row["条号"] for row in source["条款"]]
        assert len(set(numbers)) == len(numbers)
        for row in source["条款"]:
            assert set(row) == {"条号", "要点"}
            assert 0 < len(row["要点"]) <= 62, row


def test_indicators_name_their_article() -> None:
    rows = read_rows(ROOT / "reference" / "indicators.yaml")
    assert len({row["代码"] for row in rows}) == len({row["名称"] for row in rows}) == len(rows)
    for row in rows:
        assert row["依据条款"] in articles(row["依据文件"]), row["代码"]


def test_domains_are_the_23_headings_and_reach_all_fields_of_the_two_documents() -> None:
    rows = read_rows(ROOT / "reference" / "domains.yaml")
    assert [row["代码"] for row in rows] == [f"{n:02d}" for n in range(1, 24)]
    assert len({row["名称"] for row in rows}) == 23
    assert len({row["山东条例对应"] for row in rows} - {"无"}) == 8
    assert len({row["黑龙江意见对应"] for row in rows} - {"无"}) == 6


def profiles() -> list[Record]:
    """The rule sets made from the five documents."""
    found = [read(path) for path in sorted((ROOT.parent / "schemas" / "profiles").glob("*.yaml"))]
    return [profile for profile in found if profile["source"]]


def test_rule_sets_rest_on_registered_articles() -> None:
    assert {profile["source"] for profile in profiles()} == set(FIVE)
    for profile in profiles():
        source = read(ROOT / "reference" / "sources" / f"{profile['source']}.yaml")
        assert profile["division"] == source["适用区划"]
        assert (profile["draft"] == "true") == (source["效力"] == "征求意见稿")
        for row in [*(row for chain in profile["chains"].values() for row in chain), *profile["numbers"]]:
            assert row["article"] in articles(source["名称"]), (profile["code"], row)


def test_numbers_of_the_rule_sets_are_the_indicators() -> None:
    rows = {row["代码"]: row for row in read_rows(ROOT / "reference" / "indicators.yaml")}
    numbers = [(profile, number) for profile in profiles() for number in profile["numbers"]]
    assert {number["id"] for _, number in numbers} >= set(rows)
    for profile, number in numbers:
        # The others are no measure of a place: how many papers, how long until an evaluation.
        if number["id"] not in rows:
            assert number["id"] in {"filing_papers", "post_evaluation_years"}
            continue
        row = rows[number["id"]]
        source = read(ROOT / "reference" / "sources" / f"{profile['source']}.yaml")
        stated = (row["比较"], row["阈值"], row["依据条款"], row["依据文件"])
        assert (number["op"], number["value"], number["article"], source["名称"]) == stated, number["id"]
