"""The tree of topics, and the page of one topic."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.topics import Topic
from dlcatalog.lang import Lang
from dlcatalog.records import record
from dlcatalog.website.markdown import render_markdown
from dlcatalog.website.pictures.topic_graph import draw_topic_graph
from dlcatalog.website.pictures.years import draw_years
from dlcatalog.website.routes import Page, facet_route, topic_route
from dlcatalog.website.structured import Node, breadcrumbs, item_list, page_node
from dlcatalog.website.views.cards import CardView, Localised, Reference, refer, tag_names, view_cards
from dlcatalog.website.views.frame import About, Crumb, Frame, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words


@record
class TopicLink:
    """A topic as a link; ``gloss`` and ``count`` are filled where the page shows them."""

    id: str
    href: str
    name: str
    gloss: str = ""
    count: int = 0
    children: tuple["TopicLink", ...] = ()


@record
class TopicsPage(View):
    """The whole tree, and which topic needs which."""

    crumbs: tuple[Crumb, ...]
    tree: tuple[TopicLink, ...]
    graph: Markup
    needs: tuple[tuple[TopicLink, tuple[TopicLink, ...]], ...]


class StartView(NamedTuple):
    """An entry to start with, and why."""

    card: CardView
    why: str
    reviewed: str


@record
class KindGroup:
    """The entries of one kind; ``more`` leads to all of them where only the first are shown."""

    id: str
    name: str
    count: str
    cards: tuple[CardView, ...]
    more: str
    more_text: str


class Doorway(NamedTuple):
    """A file about this topic for machines or reference managers."""

    href: str
    text: str


@record
class TopicPage(View):
    """What the page of a topic shows."""

    id: str
    crumbs: tuple[Crumb, ...]
    name: str
    other_name: str
    other_lang: str
    aliases: tuple[Localised, ...]
    gloss: str
    intro: Markup
    parent: TopicLink | None
    children: tuple[TopicLink, ...]
    before: tuple[TopicLink, ...]
    after: tuple[TopicLink, ...]
    starts: tuple[StartView, ...]
    groups: tuple[KindGroup, ...]
    years: tuple[tuple[int, int], ...]
    timeline: Markup
    doors: tuple[Doorway, ...]


def link_topic(context: Reads, frame: Frame, topic_id: str, *, count: int = 0, gloss: bool = False) -> TopicLink:
    """A link to a topic."""
    topic = context.catalog.topics[topic_id]
    return TopicLink(
        id=topic_id,
        href=f"{frame.home}{topic_route(topic_id)}",
        name=topic.name.get(frame.lang),
        gloss=topic.gloss.get(frame.lang) if gloss else "",
        count=count,
    )


def count_topics(context: Reads) -> dict[str, int]:
    """How many entries each topic holds, its children's included."""
    return {topic: len(find_members(context, topic)) for topic in context.catalog.topics}


def find_members(context: Reads, topic_id: str) -> set[str]:
    """Ids of the entries of a topic and of its children: an entry on GANs is an entry on generative models."""
    catalog = context.catalog
    found = set(catalog.by_topic.get(topic_id, ()))
    return found.union(*(catalog.by_topic.get(child, ()) for child in catalog.children.get(topic_id, ())))


def topic_tree(context: Reads, frame: Frame) -> tuple[TopicLink, ...]:
    """The two levels of topics, in the order of the file."""
    counts = count_topics(context)

    def branch(parent: str) -> tuple[TopicLink, ...]:
        return tuple(
            TopicLink(link.id, link.href, link.name, link.gloss, counts[topic_id], branch(topic_id))
            for topic_id in context.catalog.children.get(parent, ())
            for link in (link_topic(context, frame, topic_id, gloss=True),)
        )

    return branch("")


def build_topics(page: Page, context: Reads, words: Words) -> TopicsPage:
    """The page of all topics."""
    frame = frame_of(page, "topics")
    topics = context.catalog.topics
    needs = tuple(
        (link_topic(context, frame, topic.id), tuple(_links(context, frame, topic.prerequisites)))
        for topic in topics.values()
        if topic.prerequisites
    )
    title = words["topics.title"]
    about = About(title=title, description=words["topics.intro"], structured=(_plain_node(context, frame, title),))
    return TopicsPage(
        frame=frame,
        head=head_of(context, frame, about),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        tree=topic_tree(context, frame),
        graph=draw_topic_graph(
            {topic.id: topic.name.get(frame.lang) for topic in topics.values()},
            {topic.id: topic.prerequisites for topic in topics.values()},
            label=words["picture.topics"],
        ),
        needs=needs,
    )


def _plain_node(context: Reads, frame: Frame, title: str) -> Node:
    base = context.base_url
    return page_node(name=title, lang=frame.lang, url=f"{base}{frame.lang.value}/{frame.route}" if base else "")


def _links(context: Reads, frame: Frame, topic_ids: Iterable[str]) -> Iterator[TopicLink]:
    return (link_topic(context, frame, topic_id) for topic_id in topic_ids if topic_id in context.catalog.topics)


def build_topic(page: Page, context: Reads, words: Words) -> TopicPage:
    """The page of ``page.subject``; ``page.args`` holds the entries by kind and the counts by year."""
    by_kind, years = page.args
    topic = context.catalog.topics[page.subject]
    frame = frame_of(page, "topics")
    lang = frame.lang
    name, other = topic.name.get(lang), topic.name.get(lang.other)
    groups = tuple(
        _group(context, frame, words, topic.id, kind=kind, count=count, ids=ids) for kind, count, ids in by_kind
    )
    title = words.format("topic.title", name=name)
    crumbs = [home_crumb(frame, words), Crumb(words["topics.title"], "index.html")]
    parent = next(_links(context, frame, (topic.parent,)), None) if topic.parent else None
    if parent is not None:
        crumbs.append(Crumb(parent.name, parent.href))
    return TopicPage(
        frame=frame,
        head=head_of(context, frame, _about(context, frame, topic, title, groups)),
        id=topic.id,
        crumbs=(*crumbs, Crumb(name)),
        name=name,
        other_name=other if other != name else "",
        other_lang=lang.other.tag,
        aliases=tag_names([alias for alias in topic.aliases if alias not in {name, other}], lang),
        gloss=topic.gloss.get(lang),
        intro=render_markdown(topic.intro.get(lang)) if topic.intro else Markup(),
        parent=parent,
        children=tuple(_links(context, frame, context.catalog.children.get(topic.id, ()))),
        before=tuple(_links(context, frame, topic.prerequisites)),
        after=tuple(_links(context, frame, _needing(context, topic.id))),
        starts=tuple(_starts(context, frame, words, topic)),
        groups=groups,
        years=years,
        timeline=_timeline(context, words, name, by_kind, years),
        doors=tuple(_doors(context, frame, words, topic.id)),
    )


def _needing(context: Reads, topic_id: str) -> list[str]:
    return [other.id for other in context.catalog.topics.values() if topic_id in other.prerequisites]


def _starts(context: Reads, frame: Frame, words: Words, topic: Topic) -> Iterator[StartView]:
    for start in topic.start_here:
        if start.entry in context.catalog.cards:
            card = view_cards(context, frame, words, (start.entry,))[0]
            reviewed = words.date(start.reviewed.isoformat()) if start.reviewed else ""
            yield StartView(card, start.why.get(frame.lang), reviewed)


def _group(  # noqa: PLR0913 - one place, and every part of it is used
    context: Reads,
    frame: Frame,
    words: Words,
    topic_id: str,
    *,
    kind: str,
    count: int,
    ids: tuple[str, ...],
) -> KindGroup:
    more = ""
    if count > len(ids):
        facets = context.catalog.site.doors.facets
        route = facet_route(kind, "topic", topic_id) if facets else f"search.html?kind={kind}&topic={topic_id}"
        more = f"{frame.home}{route}"
    kind_name = words[f"kinds.{kind}"]
    return KindGroup(
        id=kind,
        name=kind_name,
        count=str(count),
        cards=view_cards(context, frame, words, ids),
        more=more,
        more_text=words.format("topic.all", n=words.number(count), kind=kind_name) if more else "",
    )


def _timeline(
    context: Reads,
    words: Words,
    name: str,
    by_kind: Iterable[tuple[str, int, tuple[str, ...]]],
    years: tuple[tuple[int, int], ...],
) -> Markup:
    if len(years) < 2:  # noqa: PLR2004 - one year is no timeline
        return Markup()
    cards = [context.catalog.cards[entry_id] for _, _, ids in by_kind for entry_id in ids]
    marks = [(card.year, _short_title(card, words.lang)) for card in cards if card.rank == "landmark" and card.year]
    label = words.format("picture.years_of", name=name)
    return draw_years(years, words, label=label, marks=marks)


def _short_title(card: Card, lang: Lang) -> str:
    """People say *ResNet*, not the paper's title: the first alias that a reader of ``lang`` can read, if it is short."""
    title = card.title(lang) or card.title(lang.other)
    readable = [alias for alias in card.aliases if lang is Lang.ZH or alias.isascii()]
    return readable[0] if readable and len(readable[0]) < len(title) else title


def _about(context: Reads, frame: Frame, topic: Topic, title: str, groups: Iterable[KindGroup]) -> About:
    base, lang = context.base_url, frame.lang
    folder = f"{lang.value}/"
    strip = len(frame.home)
    items = [(card.title, folder + card.href[strip:]) for group in groups for card in group.cards]
    steps = ((context.catalog.site.title.get(lang), f"{folder}index.html"), (topic.name.get(lang), ""))
    nodes = (_plain_node(context, frame, title), item_list(base, title, items), breadcrumbs(base, steps))
    feed = f"{topic.id}.atom" if context.catalog.site.doors.feeds else ""
    return About(title=title, description=topic.gloss.get(lang), structured=nodes, feed=feed)


def _doors(context: Reads, frame: Frame, words: Words, topic_id: str) -> Iterator[Doorway]:
    doors = context.catalog.site.doors
    if doors.feeds:
        yield Doorway(f"{topic_id}.atom", words["door.atom"])
    if doors.markdown:
        yield Doorway(f"{topic_id}.md", "Markdown")
    if doors.exports:
        folder = f"{frame.root}exports/topics/{topic_id}"
        yield Doorway(f"{folder}.bib", "BibTeX")
        yield Doorway(f"{folder}.ris", "RIS")
        yield Doorway(f"{folder}.csl.json", "CSL JSON")
        yield Doorway(f"{folder}.csv", "CSV")


def references(context: Reads, frame: Frame, words: Words, ids: Iterable[str]) -> Iterator[Reference]:
    """References to those of ``ids`` that exist."""
    for entry_id in ids:
        reference = refer(context, frame, words, entry_id)
        if reference is not None:
            yield reference
