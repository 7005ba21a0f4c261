"""Every address of the website, and the way from one page to another."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from dlcatalog.catalog.schema import Kind


class Page(NamedTuple):
    """One page of the website, and what it lists.

    ``path`` is relative to the root of the website; ``lang`` is empty for pages that serve both languages; ``subject``
    is what the page is about (an id, a kind, ``paper/level/beginner``); ``args`` holds only texts, numbers and tuples.
    """

    path: str
    view: str
    lang: str
    subject: str = ""
    args: tuple[Any, ...] = ()


SINGLE_PAGES: Mapping[str, str] = {
    "home": "index.html",
    "topics": "topics/index.html",
    "paths": "paths/index.html",
    "search": "search.html",
    "timeline": "timeline.html",
    "glossary": "glossary.html",
    "new": "new.html",
    "health": "health.html",
    "stats": "stats.html",
    "sources": "sources.html",
    "downloads": "downloads.html",
    "contribute": "contribute.html",
    "about": "about.html",
}
"""Pages of which each language has one, relative to the language folder."""

FOLDERS: Mapping[str, str] = {kind.value: kind.folder for kind in Kind}
"""Folder of each kind, by the kind's name."""


def entry_route(kind: str, entry_id: str) -> str:
    """Address of an entry, relative to the language folder."""
    return f"{FOLDERS[kind]}/{entry_id}.html"


def topic_route(topic_id: str) -> str:
    """Address of a topic, relative to the language folder."""
    return f"topics/{topic_id}.html"


def path_route(path_id: str) -> str:
    """Address of a learning path, relative to the language folder."""
    return f"paths/{path_id}.html"


def shelf_route(kind: str, number: int = 1) -> str:
    """Address of a page of a shelf, relative to the language folder."""
    name = "index" if number == 1 else f"page-{number}"
    return f"{FOLDERS[kind]}/{name}.html"


def facet_route(kind: str, facet: str, value: str, number: int = 1) -> str:
    """Address of a page of one facet value of a shelf, relative to the language folder.

    The underscore is not in the grammar of ids, so that no entry can ever want the same address.
    """
    tail = "" if number == 1 else f"_{number}"
    return f"{FOLDERS[kind]}/{facet}_{value}{tail}.html"


def climb(route: str) -> str:
    """What leads from the folder of ``route`` back to the root that it is relative to: empty, ``../``, ``../../``."""
    return "../" * route.count("/")
