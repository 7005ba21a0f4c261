"""Holds the first promise of the catalog: every resource that the source documents name is answered."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.catalog.loader import load_catalog

INVENTORY = Path(__file__).with_name("inventory.csv")
RESOURCES = 329
REQUIRED = 302


@pytest.fixture(scope="module")
def catalog(real_catalog: Path) -> Catalog:
    return load_catalog(real_catalog).catalog


@pytest.fixture(scope="module")
def inventory() -> dict[str, bool]:
    with INVENTORY.open(encoding="utf-8") as stream:
        return {row["id"]: row["required"] == "yes" for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def answered(catalog: Catalog) -> Counter[str]:
    return Counter(source for card in catalog.cards.values() for source in card.sources)


def test_the_inventory_has_the_size_the_documents_give(inventory: dict[str, bool]) -> None:
    assert (len(inventory), sum(inventory.values())) == (RESOURCES, REQUIRED)


def test_every_required_resource_is_answered_by_an_entry(inventory: dict[str, bool], answered: Counter[str]) -> None:
    assert [source for source, required in inventory.items() if required and source not in answered] == []


def test_every_other_resource_is_answered_or_its_omission_explained(
    catalog: Catalog, inventory: dict[str, bool], answered: Counter[str]
) -> None:
    omitted = {omission.id for omission in catalog.beside.sources.omitted}
    assert [source for source in inventory if source not in answered and source not in omitted] == []


def test_nothing_is_both_answered_and_omitted(catalog: Catalog, answered: Counter[str]) -> None:
    assert [omission.id for omission in catalog.beside.sources.omitted if omission.id in answered] == []


def test_no_entry_names_a_resource_that_no_document_has(inventory: dict[str, bool], answered: Counter[str]) -> None:
    assert sorted(set(answered) - set(inventory)) == []


def test_no_resource_is_answered_twice(answered: Counter[str]) -> None:
    assert [source for source, count in answered.items() if count > 1] == []


def test_documents_state_how_many_resources_they_name(catalog: Catalog, inventory: dict[str, bool]) -> None:
    named = Counter("00" + source[1] for source in inventory)
    assert {document.id: document.resources for document in catalog.beside.sources.documents} == dict(named)
