"""The exported schemas describe every field, and agree with the tool on what is right and wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dlcatalog.catalog.loader import parse_entry
from dlcatalog.catalog.schema import KIND_OF_FOLDER, Kind, key_order
from dlcatalog.catalog.schema_export import SCHEMA_MODELS, export_schema
from tests.broken_cases import Case, all_cases
from tests.core_yaml import load_core_yaml

SHAPE = {
    *("unknown-key", "missing-field", "wrong-type", "unknown-value", "unknown-role", "out-of-range", "empty-value"),
    *("too-many-items", "too-few-items", "bad-format"),
}


@pytest.mark.parametrize("name", SCHEMA_MODELS)
def test_is_a_schema_with_an_address_and_a_title(name: str) -> None:
    schema = export_schema(name)

    Draft7Validator.check_schema(schema)
    assert schema["$id"] == f"urn:dlcatalog:schema:{name}"
    assert schema["title"]
    assert schema["additionalProperties"] is False


def properties(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            yield f"{where}/{name}", value
        for key, value in node.items():
            yield from properties(value, f"{where}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from properties(value, where)


@pytest.mark.parametrize("name", SCHEMA_MODELS)
def test_every_field_is_described(name: str) -> None:
    bare = [where for where, field in properties(export_schema(name)) if not field.get("description")]

    assert bare == []


@pytest.mark.parametrize("kind", Kind)
def test_fields_stand_in_the_order_of_files(kind: Kind) -> None:
    assert tuple(export_schema(kind.value)["properties"]) == key_order(kind)


@pytest.mark.parametrize(
    "case",
    [case for case in all_cases() if case.path.is_file() and case.kind in set(Kind)],
    ids=lambda case: case.name,
)
def test_agrees_with_the_tool_on_broken_files(case: Case) -> None:
    parsed = parse_entry(case.inside, case.path.read_bytes())
    if parsed.document is None or "yaml-anchor" in {d.rule for d in parsed.diagnostics}:
        pytest.skip("not YAML of ours, so no schema is asked")
    schema = export_schema(KIND_OF_FOLDER[case.inside.partition("/")[0]].value)
    is_valid = Draft7Validator(schema).is_valid(load_core_yaml(parsed.document.text))

    rules = {diagnostic.rule for diagnostic in parsed.diagnostics}
    # An empty key, an id or a day that is none may be a fault for the tool alone or for both.
    if not rules & {"bad-id", "bad-date", "missing-translation"}:
        assert is_valid is not bool(rules & SHAPE)


@pytest.mark.parametrize("name", SCHEMA_MODELS)
def test_every_description_is_bilingual(name: str) -> None:
    schema = export_schema(name)
    texts = [schema["description"], *(field["description"] for _, field in properties(schema))]

    assert [text for text in texts if "\n" not in text] == []
