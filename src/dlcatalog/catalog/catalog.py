"""The assembled catalog: entries by id, what others may show of them (cards), and the inverse indices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from dlcatalog.catalog.schema import Author, Course, EntryBase, Kind, Library, kind_of
from dlcatalog.catalog.topics import LearningPath, LinkPolicy, SiteSettings, SourcesFile, Topic
from dlcatalog.lang import Lang, Localized
from dlcatalog.records import field, record

_K = TypeVar("_K")
_V = TypeVar("_V")


@record
class Card:
    """All that pages other than an entry's own may show about it.

    The build re-renders a page when its own entry or one of the cards on it changed; a page that reads more of
    another entry than its card would be stale. Dates are ISO 8601 text, so that a card can be stored as it is.
    """

    id: str
    kind: str
    title_en: str
    title_zh: str
    aliases: tuple[str, ...]
    rank: str
    summary_en: str
    summary_zh: str
    authors_en: tuple[str, ...]
    authors_zh: tuple[str, ...]
    year: int | None
    language: tuple[str, ...]
    topics: tuple[str, ...]
    level: str
    cost: str
    standing: str
    successor: str
    relations: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    former_ids: tuple[str, ...]
    added: str
    reviewed: str
    links: tuple[tuple[str, str, str], ...]
    """``(url, role, region)`` of each link, in order; region is empty or ``cn``."""
    identities: tuple[str, ...]
    """What no second entry may have: normalised addresses, arXiv id, DOI, ISBN, repository, title."""
    digest: str
    """Content hash of the entry's file."""

    def title(self, lang: Lang) -> str:
        """Title in the reader's language."""
        return self.title_zh if lang is Lang.ZH else self.title_en

    def summary(self, lang: Lang) -> str:
        """Summary in the reader's language."""
        return self.summary_zh if lang is Lang.ZH else self.summary_en

    def authors(self, lang: Lang) -> tuple[str, ...]:
        """Names as the reader's language writes them."""
        return self.authors_zh if lang is Lang.ZH else self.authors_en


def author_name(author: Author, lang: Lang) -> str:
    """The name of an author as ``lang`` writes it; *et al.* for all further authors."""
    if author.others:
        return "等" if lang is Lang.ZH else "et al."
    return author.zh if lang is Lang.ZH and author.zh else author.name


def people_of(entry: EntryBase) -> tuple[Author, ...]:
    """The authors of an entry; of a course without authors, its instructors."""
    if isinstance(entry, Course) and not entry.authors:
        return entry.instructors
    return entry.authors


def build_card(entry_id: str, entry: EntryBase, *, identities: tuple[str, ...], digest: str) -> Card:
    """Make the card of an entry."""
    people = people_of(entry)
    return Card(
        id=entry_id,
        kind=kind_of(entry).value,
        title_en=entry.title.en,
        title_zh=entry.title.zh,
        aliases=entry.aliases,
        rank=entry.rank.value if entry.rank else "",
        summary_en=entry.summary.en,
        summary_zh=entry.summary.zh,
        authors_en=tuple(author_name(person, Lang.EN) for person in people),
        authors_zh=tuple(author_name(person, Lang.ZH) for person in people),
        year=entry.year,
        language=entry.language,
        topics=entry.topics,
        level=entry.level.value,
        cost=entry.cost.value,
        standing=entry.standing.value,
        successor=entry.successor or "",
        relations=entry.relations.pairs(),
        sources=entry.sources,
        former_ids=entry.former_ids,
        added=entry.added.isoformat(),
        reviewed=entry.reviewed.isoformat() if entry.reviewed else "",
        links=link_triples(entry),
        identities=identities,
        digest=digest,
    )


def link_triples(entry: EntryBase) -> tuple[tuple[str, str, str], ...]:
    """``(url, role, region)`` of each link, the repository of a library included where no link names it."""
    triples = [(link.url, link.role.value, link.region or "") for link in entry.links]
    if isinstance(entry, Library) and entry.repository and entry.repository not in {url for url, _, _ in triples}:
        triples.append((entry.repository, "code", ""))
    return tuple(triples)


@record
class Beside:
    """What stands beside the entries."""

    site: SiteSettings
    topics: Mapping[str, Topic] = field(default_factory=dict)
    paths: Mapping[str, LearningPath] = field(default_factory=dict)
    sources: SourcesFile = field(default_factory=SourcesFile)
    policies: tuple[LinkPolicy, ...] = ()


@record
class Catalog:
    """The whole catalog.

    ``cards`` holds every entry, in the order of ids. ``entries`` holds the full entries that were loaded: all of them
    after ``load_catalog``, only those whose own pages are rebuilt in an incremental build.
    """

    beside: Beside
    cards: Mapping[str, Card]
    entries: Mapping[str, EntryBase]
    inverse: Mapping[str, tuple[tuple[str, str], ...]]
    """For each id, ``(relation type, source id)`` of the relations that lead to it, ``successor`` included."""
    by_topic: Mapping[str, tuple[str, ...]]
    by_kind: Mapping[Kind, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]
    """For each topic with children, their ids in file order; the key ``""`` holds the top level."""
    on_paths: Mapping[str, tuple[tuple[str, int], ...]]
    """For each entry, ``(path id, number of the step from 1)``."""
    starts: Mapping[str, tuple[str, ...]]
    """For each entry, the topics that name it under start-here."""

    @property
    def site(self) -> SiteSettings:
        """Settings of the website."""
        return self.beside.site

    @property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by id, in file order."""
        return self.beside.topics

    @property
    def paths(self) -> Mapping[str, LearningPath]:
        """Learning paths by id, in the order of ids."""
        return self.beside.paths

    def topic_name(self, topic_id: str) -> Localized:
        """Name of a topic; the id itself where the topic is unknown."""
        topic = self.topics.get(topic_id)
        return topic.name if topic else Localized.same(topic_id)


def assemble_catalog(beside: Beside, cards: Iterable[Card], entries: Mapping[str, EntryBase]) -> Catalog:
    """Put the parts together and derive the indices."""
    by_id = {card.id: card for card in sorted(cards, key=lambda card: card.id)}
    inverse: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    by_topic: defaultdict[str, list[str]] = defaultdict(list)
    by_kind: defaultdict[Kind, list[str]] = defaultdict(list)
    for card in by_id.values():
        for relation, target in card.relations:
            inverse[target].append((relation, card.id))
        if card.successor:
            inverse[card.successor].append(("successor", card.id))
        for topic in card.topics:
            by_topic[topic].append(card.id)
        by_kind[Kind(card.kind)].append(card.id)
    return Catalog(
        beside=beside,
        cards=MappingProxyType(by_id),
        entries=MappingProxyType(dict(entries)),
        inverse=_frozen(inverse),
        by_topic=_frozen(by_topic),
        by_kind=_frozen(by_kind),
        children=_children(beside.topics),
        on_paths=_on_paths(beside.paths),
        starts=_starts(beside.topics),
    )


def _frozen(index: Mapping[_K, list[_V]]) -> Mapping[_K, tuple[_V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in index.items()})


def _children(topics: Mapping[str, Topic]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic in topics.values():
        found[topic.parent or ""].append(topic.id)
    return _frozen(found)


def _on_paths(paths: Mapping[str, LearningPath]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for path_id, path in paths.items():
        for number, step in enumerate(path.steps, start=1):
            found[step.entry].append((path_id, number))
    return _frozen(found)


def _starts(topics: Mapping[str, Topic]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic in topics.values():
        for start in topic.start_here:
            found[start.entry].append(topic.id)
    return _frozen(found)
