"""From a card of the catalog to the document that the search indexes."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.topics import Topic
from dlcatalog.website.routes import entry_route
from dlcatalog.website.search.document import SearchDocument, SearchTopic

_OTHERS: Final = ("et al.", "等")  # what stands for the rest of a long list of authors: nobody's name
_ARXIV: Final = re.compile(r"//arxiv\.org/abs/([0-9]{4}\.[0-9]{4,5})")


def describe_card(card: Card, topics: Mapping[str, Topic], *, link_state: str, bibtex: str) -> SearchDocument:
    """Return the document of a card; `link_state` is that of its first link."""
    return SearchDocument(
        id=card.id,
        kind=card.kind,
        title=(card.title_en, card.title_zh),
        other_titles=(),
        aliases=(*card.aliases, *_list_arxiv(card)),
        authors=tuple(pair for pair in zip(card.authors_en, card.authors_zh, strict=True) if pair != _OTHERS),
        topics=card.topics,
        topic_names=tuple(dict.fromkeys(_list_names(card.topics, topics))),
        summary=(card.summary_en, card.summary_zh),
        rank=card.rank,
        year=card.year or 0,
        level=card.level,
        cost=card.cost,
        standing=card.standing,
        languages=card.language,
        link_state=link_state,
        added=card.added,
        page=entry_route(card.kind, card.id),
        url=card.links[0][0] if card.links else "",
        bibtex=bibtex,
    )


def describe_topics(topics: Mapping[str, Topic]) -> tuple[SearchTopic, ...]:
    """Return the topics as the facets name them, in file order."""
    return tuple(
        SearchTopic(topic.id, (topic.name.en, topic.name.zh), topic.parent or "", tuple(topic.aliases))
        for topic in topics.values()
    )


def _list_arxiv(card: Card) -> Iterator[str]:
    """Yield the arXiv numbers among the card's links: readers paste them."""
    for url, _, _ in card.links[:1]:
        if found := _ARXIV.search(url):
            yield found[1]


def _list_names(ids: tuple[str, ...], topics: Mapping[str, Topic]) -> Iterator[str]:
    """Yield the names of the topics with their aliases, and those of their parents."""
    for topic in filter(None, map(topics.get, ids)):
        yield from (topic.name.en, topic.name.zh, *topic.aliases)
        parent = topics.get(topic.parent or "")
        if parent:
            yield from (parent.name.en, parent.name.zh)
