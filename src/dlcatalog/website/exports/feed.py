"""What both feed formats say: the words of each event, in both languages, and the addresses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.lang import Lang, Localized
from dlcatalog.website.exports.events import (
    Event,
    EventKind,
    collect_events,
    dead_links,
    event_id,
    tag_prefix,
    timestamp,
)
from dlcatalog.website.exports.item import Context, entry_page, topic_members

_EPOCH: Final = "1970-01-01"
_FIRST_YEAR: Final = "2026"  # since when there are feeds; a tag URI names a day on which its host had its owner
_TITLES: Final[Mapping[EventKind, Localized]] = {
    EventKind.ADDED: Localized(en="New: {title}", zh="新收录：{title}"),
    EventKind.CHANGED: Localized(en="Reviewed again: {title}", zh="重新审阅：{title}"),
    EventKind.DIED: Localized(en="Link died: {title}", zh="链接失效：{title}"),
}
_DEATHS: Final[Mapping[str, Localized]] = {
    "gone": Localized(en="{url} is gone since {day}.", zh="{url} 自 {day} 起已无法访问。"),
    "hijacked": Localized(en="{url} belongs to another site since {day}.", zh="{url} 自 {day} 起已变成别的网站。"),
}


class FeedItem(NamedTuple):
    """One event in one language; ``updated`` is an RFC 3339 time."""

    id: str
    title: str
    summary: str
    page: str
    updated: str
    category: str


class Feed(NamedTuple):
    """One feed in one language; ``home`` and ``self_url`` are empty where no base URL is set."""

    id: str
    lang: Lang
    title: str
    subtitle: str
    updated: str
    home: str
    self_url: str
    author: str
    license: str
    items: tuple[FeedItem, ...]


def build_feed(context: Context, lang: Lang, topic_id: str = "") -> Feed:
    """The feed of the website, or of one topic and the topics below it."""
    cards = context.catalog.cards
    if topic_id:
        chosen = [cards[member] for member in topic_members(context.catalog, topic_id)]
        return describe_feed(context, lang, topic_id, events=collect_events(chosen, context.records))
    return describe_feed(context, lang, events=collect_events(cards.values(), dead_links(context.records)))


def describe_feed(context: Context, lang: Lang, topic_id: str = "", *, events: Iterable[Event]) -> Feed:
    """The feed of these events, which stand newest first."""
    catalog = context.catalog
    events = tuple(events)
    path = f"{lang.value}/topics/{topic_id}" if topic_id else f"{lang.value}/feed"
    home = f"{lang.value}/topics/{topic_id}.html" if topic_id else f"{lang.value}/index.html"
    return Feed(
        id=f"{tag_prefix(context.base_url, _FIRST_YEAR)}{path}",
        lang=lang,
        title=_title(catalog, lang, topic_id),
        subtitle=_subtitle(catalog, lang, topic_id),
        updated=timestamp(events[0].day if events else _EPOCH),
        home=_address(context, home, topic_id),
        self_url=f"{context.base_url}{path}" if context.base_url else "",
        author=", ".join(context.catalog.site.maintainers) or context.catalog.site.title.get(lang),
        license=context.catalog.site.license,
        items=tuple(_items(context, lang, topic_id, events=events)),
    )


def _title(catalog: Catalog, lang: Lang, topic_id: str) -> str:
    site = catalog.site.title.get(lang)
    if not topic_id:
        return site
    between = "：" if lang is Lang.ZH else ": "
    return f"{site}{between}{catalog.topic_name(topic_id).get(lang)}"


def _subtitle(catalog: Catalog, lang: Lang, topic_id: str) -> str:
    return catalog.topics[topic_id].gloss.get(lang) if topic_id else catalog.site.tagline.get(lang)


def _items(context: Context, lang: Lang, topic_id: str, *, events: Iterable[Event]) -> Iterator[FeedItem]:
    base_url = context.base_url
    for event in events:
        card = context.catalog.cards[event.id]
        values = {"title": card.title(lang) or card.title(lang.other), "url": event.url, "day": event.day}
        summary = card.summary(lang) or card.summary(lang.other)
        if event.kind is EventKind.DIED:
            summary = _DEATHS[event.state].format(values).get(lang)
        yield FeedItem(
            id=event_id(event, card, base_url),
            title=_TITLES[event.kind].format(values).get(lang),
            summary=summary,
            page=_address(context, entry_page(card, lang), topic_id),
            updated=timestamp(event.day),
            category=event.kind.value,
        )


def _address(context: Context, path: str, topic_id: str) -> str:
    """Absolute with a base URL, else relative to the feed, which lies one or two folders deep."""
    return f"{context.base_url}{path}" if context.base_url else f"{'../../' if topic_id else '../'}{path}"
