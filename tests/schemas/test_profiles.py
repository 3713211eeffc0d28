"""The profiles as a contract: which rules bind where, who takes which step, and the numbers of each document.

Comes in: schemas/profiles/, and the documents and indicators registered in lists/reference/, whose articles they cite.
Not checked here: whether each rule code exists (the rules' own tests do that).
"""

import re
from dataclasses import fields
from typing import Any

import pytest
import yaml

from qingdan.profiles import Step
from tests.schemas.files import KINDS, PROFILES, ROOT, Profile, column, repeated, words

REFERENCE = ROOT / "lists" / "reference"
PROFILE_KEYS = {
    "code",
    "title",
    "division",
    "source",
    "draft",
    "errors",
    "street_advice",
    "channels",
    "chains",
    "topics",
    "numbers",
}
OPTIONAL_KEYS = {"domain_field"}
CHAIN_KEYS = {field.name for field in fields(Step)}
MAKING = "编制"
CHAIN_ROWS = [
    pytest.param(kind, row, id=f"{code}-{kind}-{number}")
    for code, profile in PROFILES.items()
    for kind, rows in profile["chains"].items()
    for number, row in enumerate(rows, 1)
]

every_profile = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
# practice.yaml rests on no document of a place.
OF_DOCUMENTS = {code: profile for code, profile in PROFILES.items() if profile["source"]}


def registered(name: str) -> Any:
    return yaml.load((REFERENCE / name).read_text(encoding="utf-8"), yaml.BaseLoader)


@every_profile
def test_profile_has_only_known_keys(profile: Profile) -> None:
    assert set(profile) - OPTIONAL_KEYS == PROFILE_KEYS
    assert isinstance(profile["draft"], bool)
    assert not repeated(profile["errors"])
    assert all(re.fullmatch("[A-Z][0-9]{2}", code) for code in profile["errors"])
    assert set(profile["street_advice"]) <= set(profile["errors"])


def test_profiles_are_named_by_their_code() -> None:
    assert {stem: profile["code"] for stem, profile in PROFILES.items()} == {stem: stem for stem in PROFILES}


@every_profile
def test_profile_maps_domains_by_one_of_their_columns(profile: Profile) -> None:
    if "domain_field" in profile:
        assert words(column("domains", profile["domain_field"]))


@every_profile
def test_profile_channels_are_channels(profile: Profile) -> None:
    for kind, channels in profile["channels"].items():
        assert kind in KINDS
        assert channels
        assert set(channels) <= set(words(column("events", "channels")))


@every_profile
def test_profile_topics_are_topics(profile: Profile) -> None:
    assert not repeated(profile["topics"])
    assert set(profile["topics"]) <= set(words(column("disclosure", "topic")))


@pytest.mark.parametrize(("kind", "row"), CHAIN_ROWS)
def test_chain_row_speaks_the_words_of_the_schemas(kind: str, row: dict[str, Any]) -> None:
    assert kind in KINDS
    assert set(row) <= CHAIN_KEYS
    assert row["action"] in [MAKING, *words(column("events", "action"))]
    assert set(row["levels"]) <= set(words(column("organisations", "level")))
    assert set(row["bodies"]) <= set(words(column("organisations", "type")))
    assert row["order"] >= 1
    assert row["at"] in {"list", "item"}
    for name, values in row.get("when", {}).items():
        field = column(kind, name)
        assert values
        assert set(values) <= set(words(field) or field["trueValues"])


@every_profile
def test_profile_numbers_are_comparisons(profile: Profile) -> None:
    assert not repeated([number["id"] for number in profile["numbers"]])
    for number in profile["numbers"]:
        assert set(number) == {"id", "op", "value", "article"}
        assert number["op"] in words(column("indicators", "op"))
        assert re.fullmatch("[0-9]+(-[0-9]+)?", number["value"])


@pytest.mark.parametrize("profile", OF_DOCUMENTS.values(), ids=OF_DOCUMENTS.keys())
def test_profile_cites_registered_articles_and_indicators(profile: Profile) -> None:
    source = registered(f"sources/{profile['source']}.yaml")
    known = {row["代码"]: (row["比较"], row["阈值"], row["依据条款"]) for row in registered("indicators.yaml")}
    articles = {article["条号"] for article in source["条款"]}
    cited = [row["article"] for rows in profile["chains"].values() for row in rows]
    assert set(cited) <= articles
    assert source["适用区划"] == profile["division"]
    assert (source["效力"] == "征求意见稿") == profile["draft"]
    for number in profile["numbers"]:
        stated = (number["op"], number["value"], number["article"])
        assert known.get(number["id"], stated) == stated
        assert number["article"] in articles
