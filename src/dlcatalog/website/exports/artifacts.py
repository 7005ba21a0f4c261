"""Files that are made in one go: what there is of them, which door each stands behind, and how each is made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import record_for
from dlcatalog.website.exports import (
    atom,
    badge,
    entry_json,
    feed,
    headers,
    json_feed,
    llms,
    markdown_twin,
    openapi,
    opensearch,
    robots,
    schema_json,
    sitemap,
    topics_json,
)
from dlcatalog.website.exports.item import Context, read_item
from dlcatalog.website.routes import Page


class Artifact(NamedTuple):
    """One file: its path, the name of what makes it, and what it is about."""

    path: str
    kind: str
    subject: str = ""
    args: tuple[str, ...] = ()


def list_artifacts(catalog: Catalog, pages: Sequence[Page] = (), *, base_url: str = "") -> Iterator[Artifact]:
    """Every file whose door is open; the search description and an index of sitemaps only where there is a base URL."""
    doors = catalog.site.doors
    yield from (Artifact("robots.txt", "robots"), Artifact("_headers", "headers"))
    if doors.markdown:
        yield Artifact("llms.txt", "llms")
    if doors.api:
        yield from _list_api()
    if doors.entry_api:
        for entry_id in catalog.cards:
            yield Artifact(f"api/v1/entries/{entry_id}.json", "entry", entry_id)
            yield Artifact(f"api/v1/badge/{entry_id}.json", "badge", entry_id)
    for lang in Lang:
        yield from _list_of_language(catalog, lang)
        if doors.search and base_url:
            yield Artifact(f"{lang.value}/opensearch.xml", "opensearch", args=(lang.value,))
    parts = sitemap.plan_parts(len(catalog.cards), len(sitemap.select_pages(pages)))
    if base_url and len(parts) > 1:
        yield Artifact(sitemap.INDEX, "sitemap-index", args=tuple(part.path for part in parts))


def _list_api() -> Iterator[Artifact]:
    yield Artifact("api/v1/topics.json", "topics")
    yield Artifact("api/v1/openapi.json", "openapi")
    yield from (Artifact(f"api/v1/schema/{name}.json", "schema", name) for name in schema_json.SCHEMAS)


def _list_of_language(catalog: Catalog, lang: Lang) -> Iterator[Artifact]:
    doors = catalog.site.doors
    if doors.feeds:
        yield Artifact(f"{lang.value}/feed.atom", "atom", args=(lang.value,))
        yield Artifact(f"{lang.value}/feed.json", "json-feed", args=(lang.value,))
    for topic in catalog.topics:
        if doors.markdown:
            yield Artifact(f"{lang.value}/topics/{topic}.md", "markdown", topic, (lang.value,))
        if doors.feeds:
            yield Artifact(f"{lang.value}/topics/{topic}.atom", "atom", topic, (lang.value,))


def build_artifact(artifact: Artifact, context: Context) -> str:
    """Make one file."""
    return _BUILDERS[artifact.kind](artifact, context)


def _build_entry(artifact: Artifact, context: Context) -> str:
    inverse = context.catalog.inverse.get(artifact.subject, ())
    return entry_json.format_entry(read_item(artifact.subject, context), inverse)


def _build_badge(artifact: Artifact, context: Context) -> str:
    card = context.catalog.cards[artifact.subject]
    return badge.format_badge(card, record_for(context.records, card.links[0][0]))


def _build_markdown(artifact: Artifact, context: Context) -> str:
    return markdown_twin.format_topic(context, context.catalog.topics[artifact.subject], _lang(artifact))


def _build_atom(artifact: Artifact, context: Context) -> str:
    return atom.format_atom(feed.build_feed(context, _lang(artifact), artifact.subject))


def _build_json_feed(artifact: Artifact, context: Context) -> str:
    return json_feed.format_json_feed(feed.build_feed(context, _lang(artifact)))


def _lang(artifact: Artifact) -> Lang:
    return Lang(artifact.args[0])


_BUILDERS: Final[Mapping[str, Callable[[Artifact, Context], str]]] = {
    "entry": _build_entry,
    "badge": _build_badge,
    "topics": lambda _, context: topics_json.format_topics(context),
    "schema": lambda artifact, _: schema_json.format_schema(artifact.subject),
    "openapi": lambda _, context: openapi.format_openapi(context),
    "atom": _build_atom,
    "json-feed": _build_json_feed,
    "markdown": _build_markdown,
    "opensearch": lambda artifact, context: opensearch.format_opensearch(context, _lang(artifact)),
    "robots": lambda _, context: robots.format_robots(context),
    "headers": lambda *_: headers.format_headers(),
    "llms": lambda _, context: llms.format_llms(context),
    "sitemap-index": lambda artifact, context: sitemap.format_index(artifact.args, context.base_url),
}
