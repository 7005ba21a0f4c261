"""The home page of a language: search, shelves, topics, start-here picks, paths, what is new, link health in a line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.schema import Kind
from dlcatalog.linkcheck.history import State
from dlcatalog.records import record
from dlcatalog.website.routes import Page, shelf_route
from dlcatalog.website.structured import Node
from dlcatalog.website.views.cards import CardView, Reference, refer, view_card
from dlcatalog.website.views.frame import About, Frame, Reads, View, frame_of, head_of
from dlcatalog.website.views.paths import PathLink, link_path
from dlcatalog.website.views.topics import TopicLink, topic_tree
from dlcatalog.website.words import Words

_STARTS = 6
_NEW = 8
_MAIN_KINDS = (Kind.LIBRARY, Kind.COURSE, Kind.BOOK, Kind.PAPER, Kind.SITE)


@record
class ShelfLink:
    """A shelf with the number of its entries."""

    kind: str
    href: str
    name: str
    intro: str
    count: int
    is_main: bool


class Pick(NamedTuple):
    """A start-here entry with the topic that names it."""

    card: CardView
    topic: TopicLink
    why: str


@record
class HomePage(View):
    """What the home page shows."""

    title: str
    tagline: str
    size: str
    shelves: tuple[ShelfLink, ...]
    topics: tuple[TopicLink, ...]
    picks: tuple[Pick, ...]
    paths: tuple[PathLink, ...]
    newest: tuple[Reference, ...]
    newest_day: str
    health: str


def build_home(page: Page, context: Reads, words: Words) -> HomePage:
    """The home page of ``page.lang``."""
    frame = frame_of(page, "home")
    site, cards = context.catalog.site, context.catalog.cards
    title, tagline = site.title.get(frame.lang), site.tagline.get(frame.lang)
    description = site.description.get(frame.lang) if site.description else tagline
    feed = "feed.atom" if site.doors.feeds else ""
    about = About(title=title, description=description, structured=(_site_node(context, frame, title),), feed=feed)
    newest = max((card.added for card in cards.values()), default="")
    return HomePage(
        frame=frame,
        head=head_of(context, frame, about),
        title=title,
        tagline=tagline,
        size=words.format(
            "home.size",
            entries=words.number(len(cards)),
            topics=len(context.catalog.topics),
            paths=len(context.catalog.paths),
        ),
        shelves=link_shelves(context, frame, words),
        topics=topic_tree(context, frame),
        picks=tuple(_picks(context, frame, words)),
        paths=tuple(link_path(frame, words, path_id, path) for path_id, path in context.catalog.paths.items()),
        newest=tuple(_newest(context, frame, words, newest)),
        newest_day=words.date(newest) if newest else "",
        health=health_line(context, words),
    )


def _site_node(context: Reads, frame: Frame, title: str) -> Node:
    base = context.base_url
    home = f"{base}{frame.lang.value}/"
    node: dict[str, object] = {"@type": "WebSite", "name": title, "inLanguage": frame.lang.tag}
    if base:
        node["url"] = f"{home}index.html"
        node["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search.html?q={{search_term_string}}"},
        }
    return node


def link_shelves(context: Reads, frame: Frame, words: Words) -> tuple[ShelfLink, ...]:
    """All shelves that hold something; the five of the mission always."""
    by_kind = context.catalog.by_kind
    return tuple(
        ShelfLink(
            kind=kind.value,
            href=f"{frame.home}{shelf_route(kind.value)}",
            name=words[f"kinds.{kind.value}"],
            intro=words[f"shelf.short.{kind.value}"],
            count=len(by_kind.get(kind, ())),
            is_main=kind in _MAIN_KINDS,
        )
        for kind in Kind
        if kind in _MAIN_KINDS or by_kind.get(kind)
    )


def _picks(context: Reads, frame: Frame, words: Words) -> Iterator[Pick]:
    """The first recommendation of the first topics, no entry twice: the door for somebody who knows nothing yet."""
    tree = {link.id: link for link in _flat(topic_tree(context, frame))}
    seen: set[str] = set()
    for topic in context.catalog.topics.values():
        for start in topic.start_here:
            if start.entry in context.catalog.cards and start.entry not in seen and len(seen) < _STARTS:
                seen.add(start.entry)
                card = view_card(context, frame, words, start.entry)
                yield Pick(card, tree[topic.id], start.why.get(frame.lang))
                break


def _flat(links: Iterable[TopicLink]) -> Iterator[TopicLink]:
    for link in links:
        yield link
        yield from _flat(link.children)


def _newest(context: Reads, frame: Frame, words: Words, day: str) -> Iterator[Reference]:
    ranks = {"landmark": 0, "notable": 1, "": 2}

    def order(card: Card) -> tuple[int, int, str]:
        return (ranks[card.rank], -(card.year or 0), card.id)

    newest = sorted((card for card in context.catalog.cards.values() if card.added == day), key=order)
    for card in newest[:_NEW]:
        reference = refer(context, frame, words, card.id)
        if reference is not None:
            yield reference


def count_states(context: Reads) -> Counter[str]:
    """How many addresses are in which state; each address counts once."""
    urls = {url for card in context.catalog.cards.values() for url, _, _ in card.links}
    # Noted as one read of all records, not as a hundred thousand reads of one.
    known = {url: record for url, record in context.records.items() if url in urls}
    counts = Counter(record.state.value for record in known.values())
    counts[State.UNCHECKED.value] += len(urls) - len(known)
    return counts


def health_line(context: Reads, words: Words) -> str:
    """The health of all links in one line."""
    counts = count_states(context)
    total = sum(counts.values())
    checked = total - counts[State.UNCHECKED.value]
    if not checked:
        return words.format("home.health_none", n=words.number(total))
    run = context.checked.run
    return words.format(
        "home.health",
        n=words.number(total),
        ok=words.number(counts[State.OK.value] + counts[State.MOVED.value]),
        bad=words.number(counts[State.GONE.value] + counts[State.HIJACKED.value]),
        unchecked=words.number(counts[State.UNCHECKED.value]),
        date=words.date(run.isoformat()) if run else "",
    )
