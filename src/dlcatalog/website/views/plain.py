"""Pages that say much the same for every catalog: search, downloads, contribute, about, gateway, 404, redirects."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dlcatalog.catalog.schema import Kind
from dlcatalog.lang import Lang
from dlcatalog.records import record
from dlcatalog.website.routes import FOLDERS, Page, climb, entry_route
from dlcatalog.website.views.cards import pick_title
from dlcatalog.website.views.frame import (
    About,
    Alternate,
    Crumb,
    Frame,
    Head,
    Reads,
    View,
    frame_of,
    head_of,
    home_crumb,
)
from dlcatalog.website.views.home import ShelfLink, link_shelves
from dlcatalog.website.words import Words


@record
class SearchPage(View):
    """The search; ``shelves`` stand below it until something is asked for, and for readers without scripts."""

    crumbs: tuple[Crumb, ...]
    shelves: tuple[ShelfLink, ...]


@record
class DownloadsPage(View):
    """Everything to take away."""

    crumbs: tuple[Crumb, ...]
    feeds: bool
    api: bool
    exports: bool
    markdown: bool
    sitemap: bool
    license: str


@record
class ContributePage(View):
    """How to report a fault or add an entry; ``repository`` is empty where the site names none."""

    crumbs: tuple[Crumb, ...]
    repository: str
    folders: tuple[tuple[str, str], ...]


@record
class AboutPage(View):
    """What this website is."""

    crumbs: tuple[Crumb, ...]
    description: str
    maintainers: str
    repository: str
    license: str


class LanguageDoor(NamedTuple):
    """The way into one language, in that language; ``text`` is what the page says beside the title."""

    tag: str
    title: str
    tagline: str
    href: str
    text: str


@record
class GatewayPage(View):
    """The door: both languages as plain links, in the order of ``site.yaml``."""

    doors: tuple[LanguageDoor, ...]


@record
class NotFoundPage(View):
    """The page for addresses that do not exist, in both languages."""

    doors: tuple[LanguageDoor, ...]


@record
class RedirectPage(View):
    """Where an entry with a former id has gone."""

    target: str
    title: str


def _named(page: Page, context: Reads, words: Words, *, noindex: bool = False) -> tuple[Frame, Head, tuple[Crumb, ...]]:
    frame = frame_of(page, page.view)
    title = words[f"{page.view}.title"]
    about = About(title=title, description=words[f"{page.view}.intro"], noindex=noindex)
    return frame, head_of(context, frame, about), (home_crumb(frame, words), Crumb(title))


def build_search(page: Page, context: Reads, words: Words) -> SearchPage:
    """The search page in ``page.lang``."""
    frame, head, crumbs = _named(page, context, words)
    return SearchPage(frame, head, crumbs, link_shelves(context, frame, words))


def build_downloads(page: Page, context: Reads, words: Words) -> DownloadsPage:
    """The downloads page in ``page.lang``."""
    frame, head, crumbs = _named(page, context, words)
    site = context.catalog.site
    return DownloadsPage(
        frame,
        head,
        crumbs,
        feeds=site.doors.feeds,
        api=site.doors.api,
        exports=site.doors.exports,
        markdown=site.doors.markdown,
        sitemap=bool(context.base_url),
        license=site.license,
    )


def build_contribute(page: Page, context: Reads, words: Words) -> ContributePage:
    """The page for contributors in ``page.lang``."""
    frame, head, crumbs = _named(page, context, words)
    site = context.catalog.site
    folders = tuple((words[f"kinds.{kind.value}"], f"{site.catalog_folder}/{FOLDERS[kind.value]}/") for kind in Kind)
    return ContributePage(frame, head, crumbs, site.repository or "", folders)


def build_about(page: Page, context: Reads, words: Words) -> AboutPage:
    """The about page in ``page.lang``."""
    frame, head, crumbs = _named(page, context, words)
    site = context.catalog.site
    return AboutPage(
        frame,
        head,
        crumbs,
        description=site.description.get(frame.lang) if site.description else "",
        maintainers=words.join(site.maintainers),
        repository=site.repository or "",
        license=site.license,
    )


def _doors(context: Reads, prefix: str, words: Mapping[Lang, Words], message: str) -> tuple[LanguageDoor, ...]:
    site = context.catalog.site
    return tuple(
        LanguageDoor(
            tag=lang.tag,
            title=site.title.get(lang),
            tagline=site.tagline.get(lang),
            href=f"{prefix}{lang.value}/index.html",
            text=words[lang][message],
        )
        for lang in map(Lang, site.languages)
    )


def _bare_head(
    title: str, description: str, alternates: tuple[Alternate, ...], *, noindex: bool, canonical: str = ""
) -> Head:
    return Head(title, description, canonical, alternates, "website", "", Markup(), (), noindex, "")


def build_gateway(page: Page, context: Reads, words: Mapping[Lang, Words]) -> GatewayPage:
    """The gateway."""
    doors = _doors(context, "", words, "gateway.choose")
    name = " / ".join(dict.fromkeys(door.title for door in doors))
    base = context.base_url
    alternates = (
        Alternate("zh", f"{base}zh/index.html"),
        Alternate("en", f"{base}en/index.html"),
        Alternate("x-default", f"{base}index.html"),
    )
    taglines = " / ".join(door.tagline for door in doors)
    head = _bare_head(name, taglines, alternates, noindex=False, canonical=f"{base}index.html" if base else "")
    return GatewayPage(Frame(Lang.EN, page.path, "", "", "", ""), head, doors)


def build_not_found(page: Page, context: Reads, words: Mapping[Lang, Words]) -> NotFoundPage:
    """The 404 page: hosts serve it at any depth, so its links start at the website's own root where we know it."""
    root = urlsplit(context.base_url).path if context.base_url else ""
    doors = _doors(context, root, words, "not-found.text")
    head = _bare_head("404", " / ".join(door.text for door in doors), (), noindex=True)
    return NotFoundPage(Frame(Lang.EN, page.path, root, root, "", ""), head, doors)


def build_redirect(page: Page, context: Reads, words: Words) -> RedirectPage:
    """The page of a former id; ``page.args`` is ``(kind, id)`` of the entry."""
    kind, entry_id = page.args
    frame = frame_of(page, kind)
    target = f"{climb(frame.route)}{entry_route(kind, entry_id)}"
    title = pick_title(context.catalog.cards[entry_id], frame.lang).text
    base = context.base_url
    canonical = f"{base}{frame.lang.value}/{entry_route(kind, entry_id)}" if base else ""
    head = _bare_head(title, words["redirect.text"], (), noindex=True, canonical=canonical)
    return RedirectPage(frame, head, target, title)
