"""The links of an entry: role, host, state in words with its date, and what stands in for a dead first link."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from dlcatalog.catalog.schema import EntryBase, Link
from dlcatalog.linkcheck.address import Unusable, ascii_host, parse_address
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.website.views.cards import Localised, pick_text
from dlcatalog.website.words import Words

DEAD = frozenset({State.GONE, State.HIJACKED})
# Who stands in for a dead first link: a copy that works, then one that may work, then an archive.
_STAND_IN = ("mirror", "archive")
_LIVELINESS = {State.OK: 0, State.MOVED: 1, State.BLOCKED: 2, State.UNCHECKED: 3, State.FAILING: 4}
# What a fragment may hold as it is (RFC 3986), and the sign of an escape.
_SAFE_FRAGMENT = "!$&'()*+,;=:@/?-._~%"


class LinkView(NamedTuple):
    """A link as the page shows it; ``href`` is empty where nobody should be sent there."""

    href: str
    url: str
    label: str
    label_lang: str
    host: str
    notes: tuple[str, ...]
    state: str
    state_words: str
    is_first: bool
    moved_to: str


def view_links(
    entry: EntryBase,
    records: Mapping[str, LinkRecord],
    words: Words,
) -> tuple[LinkView, ...]:
    """Links in the order of the page: where the first is dead, its best stand-in takes its place."""
    found = [(link, records.get(link.url)) for link in entry.links]
    order = list(range(len(found)))
    stand_in = find_stand_in(found)
    if stand_in is not None:
        order.remove(stand_in)
        order.insert(0, stand_in)
    return tuple(
        _view_link(*found[index], words, is_first=place == 0, stands_in=index == stand_in)
        for place, index in enumerate(order)
    )


def find_stand_in(links: list[tuple[Link, LinkRecord | None]]) -> int | None:
    """Index of the link that replaces a dead first one; None where the first lives or nothing can replace it."""
    if state_of(links[0][1]) not in DEAD:
        return None
    candidates = [
        (_STAND_IN.index(link.role.value), _LIVELINESS[state_of(record)], index)
        for index, (link, record) in enumerate(links)
        if link.role.value in _STAND_IN and state_of(record) in _LIVELINESS
    ]
    # A failing mirror is worse than a living archive.
    candidates.sort(key=lambda found: (found[1] == _LIVELINESS[State.FAILING], found))
    return candidates[0][2] if candidates else None


def state_of(record: LinkRecord | None) -> State:
    """State of a link; unchecked where nothing is remembered of it."""
    return record.state if record else State.UNCHECKED


def _view_link(
    link: Link,
    record: LinkRecord | None,
    words: Words,
    *,
    is_first: bool,
    stands_in: bool,
) -> LinkView:
    state = state_of(record)
    label = _label(link, words)
    href = "" if state is State.HIJACKED else safe_href(link.url)
    return LinkView(
        href=href,
        url=link.url,
        label=label.text,
        label_lang=label.lang,
        host=host_of(link.url),
        notes=tuple(_notes(link, words, stands_in=stands_in)),
        state=state.value,
        state_words=describe_state(record, words),
        is_first=is_first,
        moved_to=safe_href(record.moved_to) if record and record.moved_to and state is State.MOVED else "",
    )


def _label(link: Link, words: Words) -> Localised:
    if link.title is not None:
        return pick_text(link.title.en, link.title.zh, words.lang)
    return Localised(words[f"role.{link.role.value}"], "")


def _notes(link: Link, words: Words, *, stands_in: bool) -> Iterable[str]:
    if stands_in:
        yield words["links.stands_in"]
    if link.title is not None and link.role.value != "home":
        yield words[f"role.{link.role.value}"]
    if link.lang:
        yield words.language(link.lang)
    if link.region:
        yield words[f"region.{link.region}"]
    if link.captured:
        yield words.format("links.captured", date=words.date(link.captured.isoformat()))


def describe_state(record: LinkRecord | None, words: Words) -> str:
    """The state in words, with its date where one is known."""
    state = state_of(record)
    day = _day(record)
    if record is None or not day:
        return words[f"link.{state.value}"]
    host = host_of(record.moved_to or "") if state is State.MOVED else ""
    return words.format(f"checked.{state.value}", date=words.date(day), host=host)


def _day(record: LinkRecord | None) -> str:
    if record is None:
        return ""
    day = record.last_ok if record.state in {State.OK, State.MOVED} else record.since
    return day.isoformat() if day else ""


def last_check(records: Iterable[LinkRecord | None]) -> str:
    """The latest day that the records prove a check on; empty where there was none."""
    days: list[date] = []
    for record in records:
        if record is not None:
            days += [day for day in (record.last_ok, record.since, *record.failed_on[-1:]) if day]
    return max(days).isoformat() if days else ""


@lru_cache(maxsize=8192)
def safe_href(url: str) -> str:
    """The address as a browser requests it; empty for anything but http and https."""
    address = parse_address(url)
    if isinstance(address, Unusable):
        return ""
    if not address.fragment:
        return address.url
    return f"{address.url}#{quote(address.fragment, safe=_SAFE_FRAGMENT)}"


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """The host for readers: without ``www.``, in its own letters."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0].lower()
    if not host.isascii():
        host = host if ascii_host(host) else ""
    return host.removeprefix("www.")
