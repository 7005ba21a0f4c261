"""List every page of the website, with what each of the lists holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from dlcatalog.catalog.catalog import Card, Catalog
from dlcatalog.catalog.schema import Cost, Kind, Level, Standing
from dlcatalog.catalog.topics import Topic
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.website.routes import (
    SINGLE_PAGES,
    Page,
    entry_route,
    facet_route,
    path_route,
    shelf_route,
    topic_route,
)

PAGE_SIZE = 100
LANGS = ("zh", "en")
FACETS = ("topic", "level", "cost", "lang", "standing", "link", "year")
FacetCounts: TypeAlias = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""``((facet, ((value, count), ...)), ...)``, in the order in which readers see them."""
_RANKS: Mapping[str, int] = {"landmark": 0, "notable": 1, "": 2}
# An alphabet would put "advanced" before "beginner": these facets have an order of their own.
_VALUE_ORDER: Mapping[str, tuple[str, ...]] = {
    "level": tuple(level.value for level in Level),
    "cost": tuple(cost.value for cost in Cost),
    "standing": tuple(standing.value for standing in Standing),
    "link": tuple(state.value for state in State),
}


def list_pages(catalog: Catalog, records: Mapping[str, LinkRecord]) -> list[Page]:
    """All pages, redirects included; the doors of ``site.yaml`` decide whether facets have pages."""
    pages = [Page("index.html", "gateway", ""), Page("404.html", "not-found", "")]
    pages += [Page(f"{lang}/{route}", view, lang) for view, route in SINGLE_PAGES.items() for lang in LANGS]
    ordered = sorted(catalog.cards.values(), key=shelf_order)
    shelves: Mapping[str, list[str]] = _collect_kinds(ordered)
    facets: Mapping[str, FacetCounts] = {}
    if catalog.site.doors.facets:
        shelves = _collect_shelves(ordered, catalog.topics, records)
        facets = _count_facets(shelves, tuple(catalog.topics))
    for kind in Kind:
        ids = tuple(shelves.get(kind.value, ()))
        pages += _shelf_pages(kind.value, ids, facets.get(kind.value, ()))
        pages += _facet_pages(kind.value, shelves, facets.get(kind.value, ()))
    # Both languages of an entry one after the other: what they share is then made once.
    pages += [
        Page(f"{lang}/{entry_route(card.kind, card.id)}", "entry", lang, card.id) for card in ordered for lang in LANGS
    ]
    pages += _topic_pages(ordered, catalog.topics)
    pages += [Page(f"{lang}/{path_route(path)}", "path", lang, path) for path in catalog.paths for lang in LANGS]
    pages += _redirects(ordered, catalog.cards)
    return pages


def shelf_order(card: Card) -> tuple[int, int, str]:
    """Landmarks first, then the notable, then the rest; within each the newest first, then by id."""
    return (_RANKS[card.rank], -(card.year or 0), card.id)


def trace_topics(topics: Mapping[str, Topic]) -> Callable[[Card], Iterable[str]]:
    """What gives the topics of a card and their parents: an entry on GANs is an entry on generative models."""
    parents = {topic.id: topic.parent for topic in topics.values() if topic.parent}

    def trace(card: Card) -> Iterable[str]:
        found = dict.fromkeys(card.topics)
        for topic_id in card.topics:
            parent = parents.get(topic_id)
            if parent:
                found.setdefault(parent)
        return found

    return trace


def facet_pairs(card: Card, state: str) -> Iterator[tuple[str, str]]:
    """The facets of a card but for its topics."""
    yield "level", card.level
    yield "cost", card.cost
    for code in card.language:
        yield "lang", code
    yield "standing", card.standing
    yield "link", state
    if card.year:
        yield "year", str(card.year)


def first_state(card: Card, records: Mapping[str, LinkRecord]) -> str:
    """State of the entry's own address."""
    record = records.get(card.links[0][0]) if card.links else None
    return record.state.value if record else State.UNCHECKED.value


def _collect_kinds(ordered: Iterable[Card]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for card in ordered:
        found[card.kind].append(card.id)
    return found


def _collect_shelves(
    ordered: Iterable[Card],
    topics: Mapping[str, Topic],
    records: Mapping[str, LinkRecord],
) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    topics_of = trace_topics(topics)
    for card in ordered:
        kind = card.kind
        found[kind].append(card.id)
        for topic in topics_of(card):
            found[f"{kind}/topic/{topic}"].append(card.id)
        for facet, value in facet_pairs(card, first_state(card, records)):
            found[f"{kind}/{facet}/{value}"].append(card.id)
    return found


def _count_facets(shelves: Mapping[str, list[str]], topic_order: tuple[str, ...]) -> Mapping[str, FacetCounts]:
    found: defaultdict[str, defaultdict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for key, ids in shelves.items():
        if "/" in key:
            kind, facet, value = key.split("/", 2)
            found[kind][facet].append((value, len(ids)))
    orders = {**_VALUE_ORDER, "topic": topic_order}
    return {
        kind: tuple(
            (facet, _order_values(facet, facets[facet], orders)) for facet in FACETS if _has_pages(facet, facets)
        )
        for kind, facets in found.items()
    }


def _has_pages(facet: str, facets: Mapping[str, list[tuple[str, int]]]) -> bool:
    """A facet with one value has nothing to choose from; topic pages, though, link to their part of each shelf."""
    return len(facets.get(facet, ())) > (0 if facet == "topic" else 1)


def _order_values(
    facet: str,
    values: list[tuple[str, int]],
    orders: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[str, int], ...]:
    if facet == "year":
        return tuple(sorted(values, key=lambda pair: -int(pair[0])))
    places = {value: place for place, value in enumerate(orders.get(facet, ()))}
    # Values without a place of their own (languages) stand by how many there are.
    return tuple(sorted(values, key=lambda pair: (places.get(pair[0], len(places)), -pair[1], pair[0])))


def _shelf_pages(kind: str, ids: tuple[str, ...], facets: FacetCounts) -> Iterator[Page]:
    for number, last, part in _parts(ids):
        # Counts change with every entry, so they stand on the first page only.
        args = (number, last, len(ids) if number == 1 else 0, part, facets if number == 1 else ())
        for lang in LANGS:
            yield Page(f"{lang}/{shelf_route(kind, number)}", "shelf", lang, kind, args)


def _facet_pages(kind: str, shelves: Mapping[str, list[str]], facets: FacetCounts) -> Iterator[Page]:
    for facet, values in facets:
        for value, count in values:
            key = f"{kind}/{facet}/{value}"
            for number, last, part in _parts(tuple(shelves[key])):
                args = (number, last, count if number == 1 else 0, part, ((facet, values),) if number == 1 else ())
                for lang in LANGS:
                    yield Page(f"{lang}/{facet_route(kind, facet, value, number)}", "facet", lang, key, args)


def _parts(ids: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    last = max(1, -(-len(ids) // PAGE_SIZE))
    for number in range(1, last + 1):
        yield number, last, ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _topic_pages(ordered: Iterable[Card], topics: Mapping[str, Topic]) -> Iterator[Page]:
    """``args``: ids by kind, ``(year, count)`` pairs, and how many entries the topic holds."""
    groups: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    years: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    topics_of = trace_topics(topics)
    for card in ordered:
        for topic in topics_of(card):
            groups[topic][card.kind].append(card.id)
            if card.year:
                years[topic][card.year] += 1
    for topic in topics:
        kinds = groups[topic]
        by_kind = tuple(
            (kind.value, len(kinds[kind.value]), tuple(kinds[kind.value][:ON_TOPIC_PAGE]))
            for kind in Kind
            if kind.value in kinds
        )
        args = (by_kind, tuple(sorted(years[topic].items())))
        for lang in LANGS:
            yield Page(f"{lang}/{topic_route(topic)}", "topic", lang, topic, args)


ON_TOPIC_PAGE = 12
"""Entries of one kind on a topic page; all of them stand on the shelf's page for the topic."""


def _redirects(ordered: Iterable[Card], cards: Mapping[str, Card]) -> Iterator[Page]:
    for card in ordered:
        for former in card.former_ids:
            if former not in cards:
                for lang in LANGS:
                    path = f"{lang}/{entry_route(card.kind, former)}"
                    yield Page(path, "redirect", lang, former, (card.kind, card.id))
