"""Structured data: JSON-LD for machines that read pages, and the `citation_*` names of scholars' search engines."""

import json
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from dlcatalog.catalog.catalog import Card, people_of
from dlcatalog.catalog.schema import Article, Author, Book, Course, Dataset, EntryBase, Library, Paper, Talk
from dlcatalog.lang import Lang

Node = Mapping[str, object]
SCHEMA = "https://schema.org"
TYPES: Mapping[str, str] = {
    "library": "SoftwareSourceCode",
    "course": "Course",
    "book": "Book",
    "paper": "ScholarlyArticle",
    "site": "WebSite",
    "article": "Article",
    "talk": "VideoObject",
    "dataset": "Dataset",
    "app": "SoftwareApplication",
}
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ESCAPES = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")


def format_json(value: object) -> Markup:
    """JSON that is safe inside ``<script>``: no text of the catalog can end the element."""
    text = _ENCODE(value)
    for char, escaped in _ESCAPES:
        # Looking is much cheaper than replacing, and almost no text has any of them.
        if char in text:
            text = text.replace(char, escaped)
    return Markup(text)  # noqa: S704 - the characters that matter to HTML are escaped


def format_structured(nodes: Sequence[Node]) -> Markup:
    """One JSON-LD document of all nodes; empty where there are none."""
    if not nodes:
        return Markup()
    if len(nodes) == 1:
        return format_json({"@context": SCHEMA, **nodes[0]})
    return format_json({"@context": SCHEMA, "@graph": list(nodes)})


def breadcrumbs(base: str, steps: Iterable[tuple[str, str]]) -> Node:
    """The way from the home page: ``(name, address relative to the root)``; addresses only where a base URL is set."""
    items = []
    for position, (name, route) in enumerate(steps, start=1):
        item: dict[str, object] = {"@type": "ListItem", "position": position, "name": name}
        if base and route:
            item["item"] = base + route
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def item_list(base: str, name: str, items: Iterable[tuple[str, str]]) -> Node:
    """A list of entries: ``(title, address relative to the root)``."""
    elements = []
    for position, (title, route) in enumerate(items, start=1):
        element: dict[str, object] = {"@type": "ListItem", "position": position, "name": title}
        if base:
            element["url"] = base + route
        elements.append(element)
    return {"@type": "ItemList", "name": name, "numberOfItems": len(elements), "itemListElement": elements}


def page_node(*, name: str, lang: Lang, url: str, main: Node | None = None, **dates: str) -> Node:
    """The page itself, with what it is mainly about."""
    node: dict[str, object] = {"@type": "WebPage", "name": name, "inLanguage": lang.tag}
    if url:
        node["url"] = url
    node.update({key: value for key, value in dates.items() if value})
    if main is not None:
        node["mainEntity"] = main
    return node


def entry_node(card: Card, entry: EntryBase, lang: Lang) -> Node:
    """The resource that an entry describes, typed by its kind."""
    node: dict[str, object] = {"@type": TYPES[card.kind], "name": card.title(lang) or card.title(lang.other)}
    other = card.title(lang.other)
    names = [name for name in (other, *card.aliases) if name and name != node["name"]]
    if names:
        node["alternateName"] = names
    node["description"] = card.summary(lang) or card.summary(lang.other)
    if card.links:
        node["url"] = card.links[0][0]
    people = [_person(author, lang) for author in people_of(entry) if not author.others]
    if people:
        node["author"] = people
    if card.year:
        node["datePublished"] = str(card.year)
    if card.language:
        node["inLanguage"] = list(card.language)
    if card.cost == "free":
        node["isAccessibleForFree"] = True
    node.update(_own(entry, lang))
    return node


def _person(author: Author, lang: Lang) -> Node:
    name = author.zh if lang is Lang.ZH and author.zh else author.name
    return {"@type": "Organization" if author.organization else "Person", "name": name}


def _own(entry: EntryBase, lang: Lang) -> Node:  # noqa: PLR0911 - one return a kind
    match entry:
        case Library():
            return _present(codeRepository=entry.repository, programmingLanguage=entry.written_in)
        case Course():
            provider = entry.institution.get(lang) if entry.institution else ""
            return _present(provider={"@type": "Organization", "name": provider} if provider else None)
        case Book():
            publisher = {"@type": "Organization", "name": entry.publisher} if entry.publisher else None
            return _present(publisher=publisher, isbn=entry.isbn, bookEdition=entry.edition)
        case Paper():
            venue = {"@type": "Periodical", "name": entry.venue} if entry.venue else None
            return _present(isPartOf=venue, sameAs=f"https://doi.org/{entry.doi}" if entry.doi else None)
        case Article():
            return _present(datePublished=entry.published, headline=entry.title.get(lang))
        case Talk():
            return _present(
                duration=f"PT{entry.minutes}M" if entry.minutes else None,
                uploadDate=str(entry.year) if entry.year else None,
            )
        case Dataset():
            return _present(size=entry.size.get(lang) if entry.size else None)
        case _:
            return {}


def _present(**values: object) -> Node:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value}


def citation_metas(card: Card, entry: EntryBase) -> tuple[tuple[str, str], ...]:
    """Highwire names of a paper, in the language of the work; no address of a PDF: that file is not ours."""
    if not isinstance(entry, Paper):
        return ()
    pairs = [("citation_title", entry.title.en or entry.title.zh)]
    pairs += [("citation_author", author.name) for author in entry.authors if not author.others]
    if entry.year:
        pairs.append(("citation_publication_date", str(entry.year)))
    if entry.venue:
        journal = entry.entry_type == "article"
        pairs.append(("citation_journal_title" if journal else "citation_conference_title", entry.venue))
    pairs += [
        (name, value)
        for name, value in (
            ("citation_volume", entry.volume),
            ("citation_issue", entry.number),
            ("citation_doi", entry.doi),
            ("citation_arxiv_id", entry.arxiv),
        )
        if value
    ]
    if entry.pages:
        first, _, last = entry.pages.partition("-")
        pairs.append(("citation_firstpage", first.strip()))
        if last:
            pairs.append(("citation_lastpage", last.strip(" -")))
    pairs += [("citation_language", code) for code in card.language[:1]]
    return tuple(pairs)
