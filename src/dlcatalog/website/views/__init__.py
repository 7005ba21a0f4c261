"""All that pages show, computed before any template runs: one view type per page template, of the same name."""

from collections.abc import Callable, Mapping

from dlcatalog.lang import Lang
from dlcatalog.website.routes import Page
from dlcatalog.website.views.entry import build_entry
from dlcatalog.website.views.frame import Reads, View
from dlcatalog.website.views.glossary import build_glossary
from dlcatalog.website.views.health import build_health
from dlcatalog.website.views.home import build_home
from dlcatalog.website.views.new import build_new
from dlcatalog.website.views.paths import build_path, build_paths
from dlcatalog.website.views.plain import (
    build_about,
    build_contribute,
    build_downloads,
    build_gateway,
    build_not_found,
    build_redirect,
    build_search,
)
from dlcatalog.website.views.shelf import build_shelf
from dlcatalog.website.views.sources import build_sources
from dlcatalog.website.views.stats import build_stats
from dlcatalog.website.views.timeline import build_timeline
from dlcatalog.website.views.topics import build_topic, build_topics
from dlcatalog.website.words import Words

_BUILDERS: Mapping[str, Callable[[Page, Reads, Words], View]] = {
    "home": build_home,
    "shelf": build_shelf,
    "facet": build_shelf,
    "entry": build_entry,
    "topics": build_topics,
    "topic": build_topic,
    "paths": build_paths,
    "path": build_path,
    "search": build_search,
    "timeline": build_timeline,
    "glossary": build_glossary,
    "new": build_new,
    "health": build_health,
    "stats": build_stats,
    "sources": build_sources,
    "downloads": build_downloads,
    "contribute": build_contribute,
    "about": build_about,
    "redirect": build_redirect,
}


def build_view(page: Page, context: Reads, words: Mapping[Lang, Words]) -> View:
    """The view of a page."""
    if page.view == "gateway":
        return build_gateway(page, context, words)
    if page.view == "not-found":
        return build_not_found(page, context, words)
    return _BUILDERS[page.view](page, context, words[Lang(page.lang)])
