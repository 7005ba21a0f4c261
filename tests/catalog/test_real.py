"""The real catalog: every file parses, has no error, and is valid by the exported schema, too."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from dlcatalog.catalog.schema import KIND_OF_FOLDER
from dlcatalog.catalog.schema_export import export_schema
from dlcatalog.catalog.survey import Survey, survey_catalog
from dlcatalog.diagnostics import Severity
from tests.core_yaml import load_core_yaml

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "catalog"
FILES = sorted(path.relative_to(CATALOG).as_posix() for path in CATALOG.rglob("*.yaml"))
SCHEMA_OF_FILE = {
    "site.yaml": "site-settings",
    "topics.yaml": "topics",
    "sources.yaml": "sources",
    "links.yaml": "links",
}


@cache
def survey() -> Survey:
    # The day that the newest entry names: what is right today is not wrong because time passes.
    return survey_catalog(CATALOG, max(date(2026, 11, 20), date.today()))  # noqa: DTZ011 - days here have no zone


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(export_schema(name))


def schema_name(path: str) -> str:
    folder = path.rpartition("/")[0]
    if folder == "paths":
        return "path"
    return KIND_OF_FOLDER[folder].value if folder in KIND_OF_FOLDER else SCHEMA_OF_FILE[path]


@pytest.mark.parametrize("path", FILES)
def test_has_no_error(path: str) -> None:
    errors = [found for found in survey().diagnostics if found.path == path and found.severity is Severity.ERROR]

    assert [f"{found.line}:{found.column} {found.rule}: {found.message.en}" for found in errors] == []
    assert path in survey().loaded.documents


@pytest.mark.parametrize("path", FILES)
def test_is_valid_by_the_exported_schema(path: str) -> None:
    data = load_core_yaml((CATALOG / path).read_text(encoding="utf-8"))

    assert [error.message for error in validator(schema_name(path)).iter_errors(data)] == []


@pytest.mark.parametrize("path", FILES)
def test_names_its_schema_for_editors(path: str) -> None:
    first = (CATALOG / path).read_text(encoding="utf-8").split("\n", 1)[0]
    up = "../" * (path.count("/") + 1)

    assert first == f"# yaml-language-server: $schema={up}docs/schema/{schema_name(path)}.schema.json"


def test_every_file_was_read() -> None:
    assert {found.path for found in survey().diagnostics} <= set(FILES)
    assert set(survey().loaded.documents) == set(FILES)
