"""What an export is made from: one entry with the records of its links, and the context of the build."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from dlcatalog.catalog.catalog import Card, Catalog
from dlcatalog.catalog.schema import EntryBase
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import Header, LinkRecord, State, record_for
from dlcatalog.records import field, record
from dlcatalog.website.routes import Page, entry_route


@record
class Item:
    """One entry; ``records`` stand in the order of ``card.links``."""

    card: Card
    entry: EntryBase
    records: tuple[LinkRecord, ...]


class Context(Protocol):
    """All that an export may read of the build; each reading may be noted, so nothing is read in vain."""

    @property
    def catalog(self) -> Catalog:
        """The catalog; full entries only of those that are asked for by id."""

    @property
    def records(self) -> Mapping[str, LinkRecord]:
        """What is remembered of each address that was ever checked."""

    @property
    def checked(self) -> Header:
        """The last run of the link checker."""

    @property
    def base_url(self) -> str:
        """Absolute address of the website with its final slash; empty where none is set."""

    @property
    def pages(self) -> Sequence[Page]:
        """Every page of the website."""


@record
class Snapshot:
    """A context of plain values, for exports outside a build."""

    catalog: Catalog
    records: Mapping[str, LinkRecord] = field(default_factory=dict)
    checked: Header = field(default_factory=Header)
    base_url: str = ""
    pages: Sequence[Page] = ()


def read_item(entry_id: str, context: Context) -> Item:
    """The item of one entry of the catalog."""
    catalog = context.catalog
    return make_item(catalog.cards[entry_id], catalog.entries[entry_id], context.records)


def make_item(card: Card, entry: EntryBase, records: Mapping[str, LinkRecord]) -> Item:
    """Join an entry with what is remembered of its links."""
    return Item(card, entry, card_records(card, records))


def card_records(card: Card, records: Mapping[str, LinkRecord]) -> tuple[LinkRecord, ...]:
    """The records of an entry's links, in their order."""
    return tuple(record_for(records, url) for url, _, _ in card.links)


def accessed_day(item: Item) -> str:
    """The day on which a check really reached the entry's own address, or nothing."""
    first = item.records[0] if item.records else None
    if first is None or first.state not in _REACHED or first.last_ok is None:
        return ""
    return first.last_ok.isoformat()


_REACHED = frozenset({State.OK, State.MOVED})


def entry_page(card: Card, lang: Lang) -> str:
    """Site-relative address of an entry's page."""
    return f"{lang.value}/{entry_route(card.kind, card.id)}"


def topic_members(catalog: Catalog, topic_id: str) -> tuple[str, ...]:
    """Ids of the entries of a topic and of the topics below it, in the order of ids."""
    topics = (topic_id, *catalog.children.get(topic_id, ()))
    return tuple(sorted({entry for topic in topics for entry in catalog.by_topic.get(topic, ())}))
