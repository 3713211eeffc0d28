"""The schemas as a contract: everything else in the project trusts what is checked here.

Comes in: the table schemas below schemas/. Checked: form, examples, unique names and titles, references, foreign keys.
Not checked here: the profiles (test_profiles.py), the project's own loader, and the data in lists/.
"""

import re

import pytest
from frictionless import Schema

from tests.schemas.files import (
    FIELD_IDS,
    FIELDS,
    KINDS,
    PACKAGE,
    PATHS,
    PUBLISHED,
    TABLES,
    Field,
    Table,
    column,
    read,
    record_fields,
    repeated,
    required,
    words,
)

TABLE_KEYS = {
    "derive",
    "name",
    "title",
    "section",
    "description",
    "summary",
    "short",
    "covers",
    "include",
    "children",
    "classifier",
    "public",
    "defaults",
    "location",
    "single",
    "published",
    "primaryKey",
    "foreignKeys",
    "fields",
}
FIELD_KEYS = {
    "name",
    "title",
    "description",
    "example",
    "type",
    "constraints",
    "arrayItem",
    "delimiter",
    "trueValues",
    "falseValues",
    "ref",
    "within",
    "substantive",
    "computed",
    "group",
    "unit",
    "aspect",
}
CONSTRAINTS = {"required", "enum", "pattern", "minLength", "minimum", "maximum"}
TYPES = {"string", "integer", "number", "date", "boolean", "array", "list"}
REF_KEYS = {
    "organisations": "id",
    "places": "id",
    "sources": "id",
    "articles": "article",
    "divisions": "code",
    "domains": "name",
    "indicators": "code",
    "items": "id",
    "lists": "id",
}
PATTERNED_REFS = {"divisions", "items", "lists"}
COMPUTED_COLUMNS = {
    "items": [
        "id",
        "list",
        "division",
        "kind",
        "serial",
        "catalogue_item",
        "in_catalogue",
        "overridden",
        "data_nature",
    ],
    "lists": ["id", "division", "kind", "key", "data_nature", "items", "catalogue_version"],
    "guides": ["item", "data_nature"],
    "parties": ["list", "item", "no", "data_nature", "derived"],
    **{name: ["list", "item", "no", "data_nature"] for name in ("basis", "events", "steps", "materials", "changes")},
    **{name: ["id", "data_nature"] for name in ("organisations", "sources", "places")},
    **{name: ["data_nature"] for name in ("divisions", "domains", "indicators")},
    "articles": ["source", "data_nature"],
}
MODELLED_AS_FIELDS = {"L45", "L49", "L53"}

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
every_field = pytest.mark.parametrize("field", [field for _, field in FIELDS], ids=FIELD_IDS)
every_field_of_a_table = pytest.mark.parametrize(("table", "field"), FIELDS, ids=FIELD_IDS)


# Form


def test_every_file_is_one_table_of_its_name() -> None:
    names = [read(path)["name"] for path in PATHS]
    assert not repeated(names)
    assert [path.stem for path in PATHS if path.stem != "core"] == [name for name in names if name != "items"]


@every_table
def test_table_is_a_valid_table_schema(table: Table) -> None:
    assert Schema.from_descriptor(table).to_descriptor()["fields"]


@every_table
def test_table_has_only_known_keys(table: Table) -> None:
    assert set(table) <= TABLE_KEYS
    assert table["section"] in {"core", "header", "kind", "child", "reference", "settings"}
    assert all(set(field) <= FIELD_KEYS for field in table["fields"])


@every_table
def test_table_says_what_it_is(table: Table) -> None:
    assert re.search("[一-鿿]", table["title"])
    assert table["description"].endswith("。")
    assert "\n" not in table["description"]


@every_field
def test_field_speaks_to_the_clerk(field: Field) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", field["name"])
    assert field["title"]
    assert not re.search(r"[\s:：#]", field["title"])
    assert field["description"].endswith("。")
    assert "\n" not in field["description"]
    assert field["example"] not in (None, "", [])
    assert field["group"]


@every_field
def test_field_has_a_known_type(field: Field) -> None:
    assert field["type"] in TYPES
    assert set(field.get("constraints", {})) <= CONSTRAINTS
    assert (field["type"] == "array") == ("arrayItem" in field)
    assert (field["type"] == "list") == (field.get("delimiter") == "；")
    if field["type"] == "boolean":
        assert (field["trueValues"], field["falseValues"]) == (["是"], ["否"])
    if field["type"] in {"array", "list"} and field.get("constraints", {}).get("required"):
        assert field["constraints"]["minLength"] == 1


@every_field
def test_allowed_words_are_texts_and_differ(field: Field) -> None:
    allowed = words(field)
    assert not repeated(allowed)
    assert {type(word) for word in allowed} <= {str}, "quote what YAML would read as something else"
    assert all(word.strip() == word != "" for word in allowed)


@every_field
def test_pattern_takes_no_other_digits(field: Field) -> None:
    pattern = field.get("constraints", {}).get("pattern", "")
    assert "\\" not in pattern
    assert "^" not in pattern
    assert "$" not in pattern
    re.compile(pattern)


# Examples


@every_field
def test_example_satisfies_the_field(field: Field) -> None:
    descriptor = {"fields": [{key: value for key, value in field.items() if key != "example"}]}
    example = list(field["example"]) if isinstance(field["example"], list) else field["example"]
    value, notes = Schema.from_descriptor(descriptor).fields[0].read_cell(example)
    assert value is not None
    assert not notes


@every_field
def test_example_matches_words_and_pattern(field: Field) -> None:
    values = field["example"] if isinstance(field["example"], list) else [field["example"]]
    if words(field):
        assert set(values) <= set(words(field))
    if pattern := field.get("constraints", {}).get("pattern"):
        assert all(re.fullmatch(pattern, value) for value in values)


@every_field
def test_example_is_written_as_the_dataset_would_write_it(field: Field) -> None:
    if field["type"] in {"array", "list"}:
        assert isinstance(field["example"], list)
    elif field["type"] in {"integer", "number"}:
        assert isinstance(field["example"], int | float)
        assert not isinstance(field["example"], bool)
    else:
        assert isinstance(field["example"], str)


# Names and titles


@every_table
def test_names_and_titles_are_unique_in_a_table(table: Table) -> None:
    assert not repeated([field["name"] for field in table["fields"]])
    assert not repeated([field["title"] for field in table["fields"]])


@every_table
def test_names_and_titles_are_unique_in_a_record(table: Table) -> None:
    """A record's keys are the titles of its fields and of its nested tables: one must never mean two things."""
    children = [TABLES[name] for name in table.get("children", [])]
    fields = record_fields(table)
    names, titles = [field["name"] for field in fields], [field["title"] for field in fields]
    assert not repeated(names + [child["name"] for child in children])
    assert not repeated(titles + [child["title"] for child in children])
    if table.get("include") == "core":
        computed = [field for field in TABLES["items"]["fields"] if field.get("computed")]
        assert not set(names) & {field["name"] for field in computed}
        assert not set(titles) & {field["title"] for field in computed}


def test_short_names_and_titles_of_tables_differ() -> None:
    assert not repeated([table["title"] for table in TABLES.values()])
    assert not repeated([kind["short"] for kind in KINDS.values()])


# References and keys


@every_field
def test_reference_names_a_table(field: Field) -> None:
    if "ref" not in field:
        assert "within" not in field
        return
    assert field["ref"] in REF_KEYS
    assert field["type"] in {"string", "array"}
    assert column(field["ref"], REF_KEYS[field["ref"]])
    assert not words(field)
    if field["ref"] not in PATTERNED_REFS:
        assert "pattern" not in field.get("constraints", {}), "a clerk types a name here"


@every_field_of_a_table
def test_article_stands_beside_its_source(table: str, field: Field) -> None:
    if field.get("ref") == "articles":
        assert column(table, field["within"])["ref"] == "sources"


@every_table
def test_keys_are_fields(table: Table) -> None:
    names = {field["name"] for field in table["fields"]}
    assert set(table.get("primaryKey", [])) <= names
    assert bool(table.get("primaryKey")) == (table["name"] in PUBLISHED)


@every_table
def test_foreign_keys_lead_to_published_fields(table: Table) -> None:
    for key in table.get("foreignKeys", []):
        assert set(key) == {"fields", "reference"}
        assert set(key["reference"]) == {"resource", "fields"}
        target = key["reference"]["resource"]
        assert target in PUBLISHED
        assert table["name"] in PUBLISHED
        assert len(key["fields"]) == len(key["reference"]["fields"])
        for here, there in zip(key["fields"], key["reference"]["fields"], strict=True):
            assert column(table["name"], here)["type"] == column(target, there)["type"]


@every_field_of_a_table
def test_published_reference_has_a_foreign_key(table: str, field: Field) -> None:
    keyed = {name for key in TABLES[table].get("foreignKeys", []) for name in key["fields"]}
    if table in PUBLISHED and field.get("ref") not in {None, "articles"} and field["type"] == "string":
        assert field["name"] in keyed


@every_table
def test_children_are_tables(table: Table) -> None:
    for name in table.get("children", []):
        assert TABLES[name]["section"] in {"child", "reference", "settings"}


# Sections


@every_table
def test_computed_columns(table: Table) -> None:
    expected = COMPUTED_COLUMNS.get(table["name"], ["id", "data_nature"] if table["section"] == "kind" else None)
    computed = [field["name"] for field in table["fields"] if field.get("computed")]
    if expected is not None:
        assert computed == expected
    assert all(
        field["group"] == "标识" for field in table["fields"] if field.get("computed") and field["name"] != "derived"
    )


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_every_published_row_says_its_nature(table: Table) -> None:
    nature = column(table["name"], "data_nature")
    assert nature["constraints"] == {"required": True, "enum": list(PACKAGE["natures"])}


def test_package_lists_every_published_table() -> None:
    assert not repeated(PACKAGE["tables"])
    assert {name for name, table in TABLES.items() if table.get("published", True)} == set(PUBLISHED)
    assert all(PACKAGE[key] for key in ("name", "title", "description", "version"))


def test_licences_are_those_a_publisher_may_choose() -> None:
    assert words(column("publisher", "licence")) == list(PACKAGE["licences"])
    assert all(licence["title"] and licence["path"] for licence in PACKAGE["licences"].values())


@every_kind
def test_kind_has_its_own_keys(kind: Table) -> None:
    assert kind["include"] == "core"
    assert set(kind["children"]) == {"basis", "parties", "events", "steps", "materials", "changes", "guides"}
    assert kind["public"] in {"all", "counts"}
    assert kind["summary"]
    assert kind["short"]
    for name, value in kind.get("defaults", {}).items():
        field = next(field for field in record_fields(kind) if field["name"] == name)
        assert value in words(field)


@every_kind
def test_kind_requires_its_classifier_only(kind: Table) -> None:
    """Every other gap is the business of a rule, so that nothing is reported twice."""
    assert required(kind) == [kind["classifier"]]
    classifier = column(kind["name"], kind["classifier"])
    assert words(classifier) or classifier["ref"] == "indicators"


def test_core_and_header_require_only_the_decided_fields() -> None:
    assert required(TABLES["items"]) == ["title", "status"]
    assert required(TABLES["lists"]) == ["title", "nature", "status"]


def test_every_list_of_the_documents_has_a_kind() -> None:
    covered = {code for kind in KINDS.values() for code in kind["covers"]}
    assert covered == {f"L{number:02d}" for number in range(1, 57)} - MODELLED_AS_FIELDS


def test_locations_of_references_and_settings() -> None:
    for table in TABLES.values():
        child = any(table["name"] in other.get("children", []) for other in TABLES.values())
        assert ("location" in table) == (table["section"] in {"reference", "settings"} and not child), table["name"]
