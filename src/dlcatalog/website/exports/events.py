"""What feeds report: an entry was added, a person reviewed it again, one of its links died."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from hashlib import blake2b
from heapq import nlargest
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from dlcatalog.catalog.catalog import Card
from dlcatalog.linkcheck.history import LinkRecord, State

NEWEST: Final = 50
"""How many events a feed holds."""


class EventKind(StrEnum):
    """What happened."""

    ADDED = "added"
    CHANGED = "changed"
    DIED = "died"


class Event(NamedTuple):
    """One event; ``day`` is ISO 8601 text, ``url`` and ``state`` are of the link that died."""

    day: str
    id: str
    kind: EventKind
    url: str = ""
    state: str = ""


def collect_events(cards: Iterable[Card], records: Mapping[str, LinkRecord]) -> tuple[Event, ...]:
    """The newest events of these entries, newest first, in an order that is the same in every build."""
    return tuple(nlargest(NEWEST, _events(cards, records)))


def dead_links(records: Mapping[str, LinkRecord]) -> Mapping[str, LinkRecord]:
    """The few records that can be news of a death; asking these is quick where all entries are walked."""
    return {url: record for url, record in records.items() if record.state in _DEAD and record.since}


_DEAD = frozenset({State.GONE, State.HIJACKED})


def _events(cards: Iterable[Card], dead: Mapping[str, LinkRecord]) -> Iterator[Event]:
    for card in cards:
        yield Event(card.added, card.id, EventKind.ADDED)
        if card.reviewed > card.added:
            yield Event(card.reviewed, card.id, EventKind.CHANGED)
        if dead:
            yield from _deaths(card, dead)


def _deaths(card: Card, dead: Mapping[str, LinkRecord]) -> Iterator[Event]:
    """Links that died after the entry came in; one that was dead already when it came is no news."""
    for url in dict.fromkeys(url for url, _, _ in card.links):
        record = dead.get(url)
        if record and record.state in _DEAD and record.since and record.since.isoformat() >= card.added:
            yield Event(record.since.isoformat(), card.id, EventKind.DIED, url, record.state.value)


def event_id(event: Event, card: Card, base_url: str) -> str:
    """A tag URI (RFC 4151) that stays the same for good, whatever the page is called in whichever language."""
    match event.kind:
        case EventKind.ADDED:
            last = "added"
        case EventKind.CHANGED:
            last = f"changed:{event.day}"
        case EventKind.DIED:
            last = f"died:{event.day}:{blake2b(event.url.encode(), digest_size=4).hexdigest()}"
    return f"{tag_prefix(base_url, card.added)}{event.id}:{last}"


def tag_prefix(base_url: str, day: str) -> str:
    """Authority, day and path of a tag URI; a website without an address uses a name that nobody can own."""
    parts = urlsplit(base_url)
    return f"tag:{parts.hostname or 'dlcatalog.invalid'},{day}:{parts.path.lstrip('/')}"


def timestamp(day: str) -> str:
    """A day as the first second of it in UTC (RFC 3339); the catalog keeps no hours."""
    return f"{day}T00:00:00Z"
