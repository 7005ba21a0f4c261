"""Which addresses a run checks, and why it leaves the others out."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.shard import Shard, select_shard
from dlcatalog.records import record


class Omitted(StrEnum):
    """Why an address was not asked for."""

    FRESH = "fresh"
    OTHER_SHARD = "other-shard"
    ALREADY_DONE = "already-done"
    INTERRUPTED = "interrupted"
    NOT_IN_JOURNALS = "not-in-journals"


@record
class Selection:
    """Addresses to check, and those left out by reason."""

    urls: tuple[str, ...]
    omitted: Mapping[Omitted, tuple[str, ...]]


def select_urls(  # noqa: PLR0913
    urls: Iterable[str],
    records: Mapping[str, LinkRecord],
    *,
    today: date,
    max_age: int | None = None,
    shard: Shard | None = None,
    done: Collection[str] = (),
) -> Selection:
    """Choose from `urls`: this shard's, not yet in the journal, and not fine within the last `max_age` days."""
    everything = tuple(dict.fromkeys(urls))
    mine = select_shard(everything, shard) if shard else everything
    waiting = tuple(url for url in mine if url not in done)
    fresh = frozenset(url for url in waiting if max_age is not None and _is_fresh(records.get(url), today, max_age))
    chosen = frozenset(mine)
    return Selection(
        tuple(url for url in waiting if url not in fresh),
        {
            Omitted.OTHER_SHARD: tuple(url for url in everything if url not in chosen),
            Omitted.ALREADY_DONE: tuple(url for url in mine if url in done),
            Omitted.FRESH: tuple(url for url in waiting if url in fresh),
        },
    )


def _is_fresh(record: LinkRecord | None, today: date, max_age: int) -> bool:
    if record is None or record.state not in {State.OK, State.MOVED} or record.last_ok is None:
        return False
    return today - record.last_ok < timedelta(days=max_age)
