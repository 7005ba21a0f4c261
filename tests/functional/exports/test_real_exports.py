"""Every file for machines, made from the real catalog and read back by a library of its field."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource

from dlcatalog.catalog.files import STATUS_FILE
from dlcatalog.catalog.loader import load_catalog
from dlcatalog.linkcheck.history import read_header, read_records
from dlcatalog.website.exports.aggregates import format_aggregate, list_aggregates
from dlcatalog.website.exports.artifacts import build_artifact, list_artifacts
from dlcatalog.website.exports.item import Snapshot, topic_members
from dlcatalog.website.exports.schema_json import SCHEMAS, format_schema
from dlcatalog.website.exports.table import EXPORTS

_BASE = "https://catalog.example/"


@pytest.fixture(scope="session")
def context(real_catalog: Path) -> Snapshot:
    """The real catalog with its real link records."""
    status = real_catalog / STATUS_FILE
    text = status.read_text(encoding="utf-8") if status.exists() else ""
    loaded = load_catalog(real_catalog)
    return Snapshot(loaded.catalog, read_records(text), read_header(text), _BASE)


@pytest.fixture(scope="session")
def files(context: Snapshot) -> Mapping[str, str]:
    """Every file for machines, by path."""
    catalog = context.catalog
    made = {found.path: format_aggregate(found, context) for found in list_aggregates(catalog, base_url=_BASE)}
    return made | {found.path: build_artifact(found, context) for found in list_artifacts(catalog, base_url=_BASE)}


def test_every_json_document_is_json(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".json"):
            json.loads(text)


def test_every_xml_document_is_well_formed(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.endswith((".xml", ".atom")):
            ET.fromstring(text)


def test_every_entry_is_what_its_schema_says(files: Mapping[str, str], context: Snapshot) -> None:
    schemas = {f"{name}.json": json.loads(format_schema(name)) for name in SCHEMAS}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    for name, schema in schemas.items():
        assert files[f"api/v1/schema/{name}"] == format_schema(name.removesuffix(".json"))
        Draft202012Validator.check_schema(schema)
    for entry_id, card in context.catalog.cards.items():
        answer = json.loads(files[f"api/v1/entries/{entry_id}.json"])
        Draft202012Validator(schemas[f"{card.kind}.json"], registry=registry).validate(answer)
    for name in ("links", "topics"):
        answer = json.loads(files[f"api/v1/{name}.json"])
        Draft202012Validator(schemas[f"{name}.json"], registry=registry).validate(answer)


def test_catalog_and_lines_hold_every_entry_once(files: Mapping[str, str], context: Snapshot) -> None:
    ids = list(context.catalog.cards)
    assert [entry["id"] for entry in json.loads(files["api/v1/catalog.json"])["entries"]] == ids
    assert [json.loads(line)["id"] for line in files["api/v1/entries.ndjson"].split("\n")[:-1]] == ids
    assert list(json.loads(files["api/v1/links.json"])["entries"]) == ids


def test_the_openapi_document_is_valid(files: Mapping[str, str]) -> None:
    validate(json.loads(files["api/v1/openapi.json"]))


def test_bibliographies_come_back_whole(files: Mapping[str, str], context: Snapshot) -> None:
    library = parse_string(files["exports/catalog.bib"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(context.catalog.cards)
    records = rispy.loads(files["exports/catalog.ris"])
    assert [record["id"] for record in records] == list(context.catalog.cards)
    assert [item["id"] for item in json.loads(files["exports/catalog.csl.json"])] == list(context.catalog.cards)


def test_the_table_comes_back_whole(files: Mapping[str, str], context: Snapshot) -> None:
    text = files["exports/catalog.csv"].encode().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["id"] for row in rows] == list(context.catalog.cards)
    for row in rows:
        card = context.catalog.cards[row["id"]]
        assert (row["title_zh"].removeprefix("'"), row["url"]) == (card.title_zh, card.links[0][0])
        assert None not in row


def test_topic_files_hold_their_members(files: Mapping[str, str], context: Snapshot) -> None:
    for topic in context.catalog.topics:
        items = json.loads(files[f"exports/topics/{topic}.csl.json"])
        assert [item["id"] for item in items] == list(topic_members(context.catalog, topic))


def test_every_feed_is_valid_and_its_ids_are_unique(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".atom"):
            parsed = feedparser.parse(text.encode())
            assert not parsed.bozo, path
            assert parsed.feed.title, path
            ids = [entry.id for entry in parsed.entries]
            assert len(ids) == len(set(ids)), path
            assert all(entry.title and entry.updated and entry.link.startswith(_BASE) for entry in parsed.entries), path


def test_nothing_of_the_program_leaks_into_a_file(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        for leak in ("Localized(", "<class", "built-in method", "WorkType.", "State.", "\x00"):
            assert leak not in text, path


def test_the_documentation_names_every_address(root: Path) -> None:
    text = (root / "docs" / "api.md").read_text(encoding="utf-8")
    assert [export.pattern for export in EXPORTS if f"`{export.pattern}`" not in text] == []
