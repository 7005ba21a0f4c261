"""Holds what the shelf promises its readers: completeness, living successors, starting points, mirrors."""

from pathlib import Path

import pytest

from dlcatalog.catalog.catalog import Card, Catalog
from dlcatalog.catalog.loader import load_catalog
from dlcatalog.catalog.schema import Kind

# The source documents end here; what came later is the editors' own choice.
DOCUMENTS_END = 2018


@pytest.fixture(scope="module")
def catalog(real_catalog: Path) -> Catalog:
    return load_catalog(real_catalog).catalog


@pytest.fixture(scope="module")
def cards(catalog: Catalog) -> list[Card]:
    return list(catalog.cards.values())


def test_every_kind_has_a_shelf(catalog: Catalog) -> None:
    assert [kind for kind in Kind if not catalog.by_kind.get(kind)] == []


def test_the_years_since_the_documents_are_well_covered(cards: list[Card]) -> None:
    assert sum(not card.sources for card in cards) >= 150
    assert sum((card.year or 0) > DOCUMENTS_END for card in cards) >= 150


def test_successors_are_alive(catalog: Catalog, cards: list[Card]) -> None:
    dead = {"dated", "lost"}
    assert [card.id for card in cards if card.successor and catalog.cards[card.successor].standing in dead] == []


def test_dated_entries_name_a_successor(cards: list[Card]) -> None:
    assert [card.id for card in cards if card.standing == "dated" and not card.successor] == []


def test_every_topic_tells_where_to_start(catalog: Catalog) -> None:
    standing = {
        start.entry: catalog.cards[start.entry].standing for t in catalog.topics.values() for start in t.start_here
    }
    assert [topic.id for topic in catalog.topics.values() if not topic.start_here] == []
    assert [entry for entry, word in standing.items() if word in {"dated", "lost"}] == []


def test_topics_stand_in_two_levels_and_are_introduced(catalog: Catalog) -> None:
    topics = catalog.topics.values()
    assert 40 <= len(topics) <= 70
    assert [topic.id for topic in topics if topic.parent and catalog.topics[topic.parent].parent] == []
    assert [topic.id for topic in topics if not topic.intro] == []


def test_every_topic_has_entries_of_its_own_or_below_it(catalog: Catalog) -> None:
    empty = [
        topic
        for topic in catalog.topics
        if not any(catalog.by_topic.get(each) for each in (topic, *catalog.children.get(topic, ())))
    ]
    assert empty == []


def test_learning_paths_lead_through_entries_that_are_not_lost(catalog: Catalog) -> None:
    steps = [(name, step.entry) for name, path in catalog.paths.items() for step in path.steps]
    assert len(catalog.paths) >= 8
    assert [step for step in steps if catalog.cards[step[1]].standing == "lost"] == []


def test_readers_in_mainland_china_find_mirrors_and_material_in_their_language(cards: list[Card]) -> None:
    assert sum(any(region == "cn" for _, _, region in card.links) for card in cards) >= 80
    assert sum("zh" in card.language for card in cards) >= 50


def test_most_entries_carry_notes(catalog: Catalog) -> None:
    with_notes = sum(entry.notes is not None for entry in catalog.entries.values())
    assert with_notes >= len(catalog.entries) / 2


def test_landmarks_are_few(cards: list[Card]) -> None:
    assert sum(card.rank == "landmark" for card in cards) <= len(cards) / 7


def test_aliases_name_the_work_and_not_its_people(catalog: Catalog) -> None:
    wrong = {}
    for entry_id, entry in catalog.entries.items():
        people = [*getattr(entry, "authors", ()), *getattr(entry, "instructors", ())]
        names = {name for person in people if not person.organization for name in (person.name, person.zh) if name}
        if found := names.intersection(entry.aliases):
            wrong[entry_id] = found
    # Its readers call this program by its author's handle.
    assert wrong == {"stable-diffusion-webui": {"AUTOMATIC1111"}}
