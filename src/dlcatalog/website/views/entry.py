"""The page of one entry."""

from typing import NamedTuple, cast

from markupsafe import Markup

from dlcatalog.catalog.catalog import Card, people_of
from dlcatalog.catalog.schema import Entry, EntryBase
from dlcatalog.catalog.topics import SiteSettings
from dlcatalog.lang import Lang
from dlcatalog.records import record
from dlcatalog.website.markdown import render_markdown
from dlcatalog.website.pictures.relation_graph import draw_relations
from dlcatalog.website.routes import FOLDERS, Page, path_route, shelf_route, topic_route
from dlcatalog.website.structured import Node, breadcrumbs, citation_metas, entry_node, page_node
from dlcatalog.website.views.cards import Localised, Reference, original_title, pick_text, pick_title, refer, tag_names
from dlcatalog.website.views.citations import Citation, view_citations
from dlcatalog.website.views.facts import Fact, own_facts, people_names
from dlcatalog.website.views.frame import About, Crumb, Frame, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.views.links import LinkView, last_check, view_links
from dlcatalog.website.views.relations import RelationGroup, view_relations
from dlcatalog.website.words import Words


class Anchor(NamedTuple):
    """A link with its text."""

    href: str
    text: str


class StandingView(NamedTuple):
    """The editors' word: its key, the words, and the entry to read instead."""

    key: str
    text: str
    successor: Reference | None


class Doors(NamedTuple):
    """Where a reader can go from here: edit, report, permanent address, JSON; empty where the door is closed."""

    edit: str
    report: str
    permanent: str
    json: str


@record
class EntryPage(View):
    """What the page of an entry shows."""

    id: str
    kind: str
    kind_name: str
    crumbs: tuple[Crumb, ...]
    title: Localised
    original: Localised
    aliases: tuple[Localised, ...]
    rank: str
    summary: Localised
    facts: tuple[Fact, ...]
    standing: StandingView
    topics: tuple[Anchor, ...]
    links: tuple[LinkView, ...]
    replaced: bool
    notes: Markup
    notes_lang: str
    relations: tuple[RelationGroup, ...]
    graph: Markup
    starts: tuple[Anchor, ...]
    paths: tuple[Anchor, ...]
    citations: tuple[Citation, ...]
    added: str
    reviewed: str
    checked: str
    sources: tuple[str, ...]
    doors: Doors


def build_entry(page: Page, context: Reads, words: Words) -> EntryPage:
    """Everything that the page of ``page.subject`` shows; other entries appear through their cards only."""
    catalog, lang = context.catalog, Lang(page.lang)
    card, entry = catalog.cards[page.subject], catalog.entries[page.subject]
    frame = frame_of(page, card.kind)
    title, original = pick_title(card, lang), original_title(card, lang)
    summary = pick_text(card.summary_en, card.summary_zh, lang)
    notes = pick_text(entry.notes.en, entry.notes.zh, lang) if entry.notes else Localised("", "")
    relations = view_relations(context, frame, words, card)
    links = view_links(entry, context.records, words)
    topics = tuple([Anchor(f"{frame.home}{topic_route(t)}", catalog.topic_name(t).get(lang)) for t in card.topics])
    kind_name = words[f"kinds.{card.kind}"]
    return EntryPage(
        frame=frame,
        head=head_of(context, frame, _about(context, frame, card, entry, kind_name=kind_name)),
        id=card.id,
        kind=card.kind,
        kind_name=words[f"kind.{card.kind}"],
        crumbs=(home_crumb(frame, words), Crumb(kind_name, "index.html"), Crumb(title.text)),
        title=title,
        original=original,
        aliases=tag_names(card.aliases, lang),
        rank=words[f"rank.{card.rank}"] if card.rank else "",
        summary=summary,
        facts=tuple(_facts(entry, card, words)),
        standing=_standing(context, frame, words, card),
        topics=topics,
        links=links,
        replaced=links[0].url != entry.links[0].url,
        notes=render_markdown(notes.text),
        notes_lang=notes.lang,
        relations=relations,
        graph=draw_relations(title.text, relations, words) if relations else Markup(),
        starts=tuple(
            [
                Anchor(f"{frame.home}{topic_route(t)}", catalog.topic_name(t).get(lang))
                for t in catalog.starts.get(card.id, ())
            ],
        ),
        paths=tuple(_paths(context, frame, words, card.id)),
        citations=view_citations(card, entry, context.records),
        added=words.date(card.added),
        reviewed=words.date(card.reviewed) if card.reviewed else "",
        checked=_checked(context, entry, words),
        sources=card.sources,
        doors=_doors(catalog.site, context.base_url, frame, card),
    )


def _about(context: Reads, frame: Frame, card: Card, entry: EntryBase, *, kind_name: str) -> About:
    lang, base = frame.lang, context.base_url
    title = card.title(lang) or card.title(lang.other)
    summary = card.summary(lang) or card.summary(lang.other)
    url = f"{base}{frame.lang.value}/{frame.route}" if base else ""
    main = entry_node(card, entry, lang)
    home = f"{lang.value}/"
    steps = (
        (context.catalog.site.title.get(lang), f"{home}index.html"),
        (kind_name, home + shelf_route(card.kind)),
        (title, ""),
    )
    nodes: tuple[Node, ...] = (
        page_node(name=title, lang=lang, url=url, main=main, dateCreated=card.added, lastReviewed=card.reviewed),
        breadcrumbs(base, steps),
    )
    return About(
        title=title,
        description=summary,
        structured=nodes,
        kind=card.kind,
        og_type="article",
        citation=citation_metas(card, entry),
        # Where both texts are borrowed from the other language, the other page is the one worth finding.
        noindex=not card.summary(lang) and not card.title(lang),
    )


def _facts(entry: EntryBase, card: Card, words: Words) -> list[Fact]:
    facts = []
    people = people_of(entry)
    if people:
        label = "fact.instructors" if card.kind == "course" and not entry.authors else "fact.authors"
        facts.append(Fact(words[label], people_names(people, words)))
    if card.year:
        facts.append(Fact(words["fact.year"], str(card.year)))
    # Every model of the catalog is one of the union; the base class alone is never built.
    facts += own_facts(cast("Entry", entry), words)
    if card.language:
        facts.append(Fact(words["fact.language"], words.join([words.language(code) for code in card.language])))
    facts.append(Fact(words["fact.level"], words[f"level.{card.level}"]))
    facts.append(Fact(words["fact.cost"], words[f"cost.{card.cost}"]))
    return facts


def _standing(context: Reads, frame: Frame, words: Words, card: Card) -> StandingView:
    successor = refer(context, frame, words, card.successor) if card.successor else None
    key = f"stands.{card.standing}.instead" if successor else f"stands.{card.standing}"
    return StandingView(card.standing, words[key], successor)


def _paths(context: Reads, frame: Frame, words: Words, entry_id: str) -> list[Anchor]:
    found = []
    for path_id, number in context.catalog.on_paths.get(entry_id, ()):
        title = context.catalog.paths[path_id].title.get(frame.lang)
        text = words.format("entry.path_step", title=title, n=number)
        found.append(Anchor(f"{frame.home}{path_route(path_id)}#step-{number}", text))
    return found


def _checked(context: Reads, entry: EntryBase, words: Words) -> str:
    day = last_check([context.records.get(link.url) for link in entry.links])
    return words.date(day) if day else ""


def _doors(settings: SiteSettings, base: str, frame: Frame, card: Card) -> Doors:
    repository = settings.repository or ""
    file = f"{settings.catalog_folder}/{FOLDERS[card.kind]}/{card.id}.yaml"
    return Doors(
        edit=f"{repository}/edit/{settings.branch}/{file}" if repository else "",
        report=f"{repository}/issues/new?title={card.id}" if repository else "",
        permanent=f"{base}{frame.lang.value}/{frame.route}" if base else f"{card.id}.html",
        json=f"{frame.root}api/v1/entries/{card.id}.json" if settings.doors.api and settings.doors.entry_api else "",
    )
