"""All that pages show, computed before any template runs: one view type per page template, of the same name."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from dlcatalog.lang import Lang
from dlcatalog.website.routes import Page
from dlcatalog.website.views.frame import Reads, View
from dlcatalog.website.words import Words

# Module and function of each view. They are imported when the first such page is made: a build after one change makes
# few kinds of pages, and its time is the time of its imports.
_BUILDERS: Mapping[str, tuple[str, str]] = {
    "home": ("home", "build_home"),
    "shelf": ("shelf", "build_shelf"),
    "facet": ("shelf", "build_shelf"),
    "entry": ("entry", "build_entry"),
    "topics": ("topics", "build_topics"),
    "topic": ("topics", "build_topic"),
    "paths": ("paths", "build_paths"),
    "path": ("paths", "build_path"),
    "search": ("plain", "build_search"),
    "timeline": ("timeline", "build_timeline"),
    "glossary": ("glossary", "build_glossary"),
    "new": ("new", "build_new"),
    "health": ("health", "build_health"),
    "stats": ("stats", "build_stats"),
    "sources": ("sources", "build_sources"),
    "downloads": ("plain", "build_downloads"),
    "contribute": ("plain", "build_contribute"),
    "about": ("plain", "build_about"),
    "redirect": ("plain", "build_redirect"),
    "gateway": ("plain", "build_gateway"),
    "not-found": ("plain", "build_not_found"),
}
# Pages in both languages at once.
_BILINGUAL = frozenset({"gateway", "not-found"})


def build_view(page: Page, context: Reads, words: Mapping[Lang, Words]) -> View:
    """The view of a page."""
    spoken = words if page.view in _BILINGUAL else words[Lang(page.lang)]
    view: View = _load_builder(page.view)(page, context, spoken)
    return view


@cache
def _load_builder(view: str) -> Any:
    module, function = _BUILDERS[view]
    return getattr(import_module(f"{__name__}.{module}"), function)
