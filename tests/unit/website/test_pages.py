from typing import TYPE_CHECKING

from dlcatalog.catalog.catalog import assemble_catalog
from dlcatalog.records import replace
from dlcatalog.website.pages import PAGE_SIZE, list_pages
from dlcatalog.website.routes import climb

if TYPE_CHECKING:
    from tests.unit.website.conftest import Site


def test_addresses_are_unique(site: "Site") -> None:
    assert len(site.pages) == len(list_pages(site.context.catalog, site.context.records))


def test_addresses_are_those_of_the_specification(site: "Site") -> None:
    expected = {
        "index.html",
        "404.html",
        "zh/index.html",
        "en/papers/index.html",
        "zh/papers/deep-residual-learning.html",
        "en/topics/index.html",
        "zh/topics/residual-networks.html",
        "en/paths/first-steps.html",
        "zh/search.html",
        "zh/papers/level_advanced.html",
        "en/libraries/torch-seven.html",
    }
    assert expected <= site.pages.keys()


def test_both_languages_have_the_same_pages(site: "Site") -> None:
    def paths(lang: str) -> set[str]:
        return {path.removeprefix(lang) for path in site.pages if path.startswith(lang)}

    assert paths("zh/") == paths("en/")


def test_a_topic_holds_the_entries_of_its_children(site: "Site") -> None:
    by_kind, years = site.pages["en/topics/vision.html"].args
    assert ("paper", 2, ("deep-residual-learning", "identity-mappings")) in by_kind
    assert dict(years)[2016] == 2


def test_every_entry_stands_on_exactly_one_shelf_page(site: "Site") -> None:
    listed = [
        entry_id
        for page in site.pages.values()
        if (page.view, page.lang) == ("shelf", "en")
        for entry_id in page.args[3]
    ]
    assert sorted(listed) == sorted(site.context.catalog.cards)


def test_facet_counts_are_the_length_of_their_pages(site: "Site") -> None:
    shelf = site.pages["en/papers/index.html"]
    counts = {(facet, value): count for facet, values in shelf.args[4] for value, count in values}
    assert counts["level", "advanced"] == 1
    for (facet, value), count in counts.items():
        assert len(site.pages[f"en/papers/{facet}_{value}.html"].args[3]) == count


def test_long_shelves_have_pages(site: "Site") -> None:
    catalog = site.context.catalog
    card = catalog.cards["identity-mappings"]
    cards = [replace(card, id=f"paper-{number:03}", former_ids=()) for number in range(2 * PAGE_SIZE + 1)]
    pages = {page.path: page for page in list_pages(assemble_catalog(catalog.beside, cards, {}), {})}
    assert len(pages["en/papers/index.html"].args[3]) == PAGE_SIZE
    assert pages["en/papers/page-3.html"].args[:2] == (3, 3)
    assert pages["en/papers/page-3.html"].args[3] == ("paper-200",)
    assert f"en/papers/topic_{card.topics[0]}_3.html" in pages


def test_a_facet_that_leaves_no_choice_has_no_pages(site: "Site") -> None:
    catalog = site.context.catalog
    card = catalog.cards["identity-mappings"]
    cards = [replace(card, id="one", level="beginner", former_ids=()), replace(card, id="two", level="advanced")]
    subjects = {page.subject for page in list_pages(assemble_catalog(catalog.beside, cards, {}), {})}
    assert {"paper/level/beginner", "paper/level/advanced"} <= subjects
    assert not [subject for subject in subjects if subject.startswith(("paper/cost/", "paper/link/", "paper/year/"))]
    # Topic pages link to their part of a shelf, whatever else stands there.
    assert f"paper/topic/{card.topics[0]}" in subjects


def test_closed_doors_have_no_facet_pages(site: "Site") -> None:
    catalog = site.context.catalog
    doors = catalog.site.doors.model_copy(update={"facets": False})
    beside = replace(catalog.beside, site=catalog.site.model_copy(update={"doors": doors}))
    pages = list_pages(assemble_catalog(beside, catalog.cards.values(), {}), {})
    assert not [page for page in pages if page.view == "facet"]


def test_landmarks_come_first(site: "Site") -> None:
    assert site.pages["en/papers/index.html"].args[3][0] == "deep-residual-learning"


def test_climbing() -> None:
    assert [climb("index.html"), climb("zh/a.html"), climb("zh/papers/a.html")] == ["", "../", "../../"]
