"""What all pages share: where they stand, their way to the root, and what stands in their head."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from markupsafe import Markup

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import Header, LinkRecord
from dlcatalog.records import record
from dlcatalog.website.routes import Page, climb
from dlcatalog.website.structured import Node, format_structured
from dlcatalog.website.words import Words


class Reads(Protocol):
    """What views read; the build gives a context that notes each key, so that it knows which pages are stale."""

    @property
    def catalog(self) -> Catalog:
        """The catalog; full entries only of the page's own id."""

    @property
    def records(self) -> Mapping[str, LinkRecord]:
        """Link records by address as written in the entry."""

    @property
    def checked(self) -> Header:
        """Day of the last link check, and its counts."""

    @property
    def base_url(self) -> str:
        """Absolute address of the website with its final slash, or empty."""


class Frame(NamedTuple):
    """Where a page stands.

    ``route`` is its address relative to the language folder, ``root`` leads from it to the root of the website,
    ``home`` to the language folder; ``section`` names the part of the navigation that it belongs to.
    """

    lang: Lang
    route: str
    root: str
    home: str
    section: str
    switch: str
    """Link to the same page in the other language."""


class Alternate(NamedTuple):
    """An address of the same page in another language (``hreflang``), or the default one."""

    hreflang: str
    href: str


class Head(NamedTuple):
    """What stands in ``<head>``; empty texts are left out by the template."""

    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    og_type: str
    image: str
    structured: Markup
    citation: tuple[tuple[str, str], ...]
    noindex: bool
    feed: str


class About(NamedTuple):
    """What a page says about itself, before it becomes a head."""

    title: str
    description: str
    structured: tuple[Node, ...] = ()
    kind: str = "site-wide"
    og_type: str = "website"
    citation: tuple[tuple[str, str], ...] = ()
    noindex: bool = False
    feed: str = ""


class Crumb(NamedTuple):
    """A step of the way from the home page; the last one is the page itself and has no link."""

    text: str
    href: str = ""


@record
class View:
    """What every page has; one subclass per page template, of the same name."""

    frame: Frame
    head: Head


def frame_of(page: Page, section: str = "") -> Frame:
    """Where a page of one language stands."""
    lang = Lang(page.lang)
    route = page.path[len(page.lang) + 1 :]
    home = climb(route)
    root = f"../{home}"
    return Frame(lang, route, root, home or "./", section, f"{root}{lang.other.value}/{route}")


def head_of(context: Reads, frame: Frame, about: About) -> Head:
    """Put a head together: full title, canonical address, alternates, picture, structured data."""
    name = context.catalog.site.title.get(frame.lang)
    base = context.base_url
    return Head(
        title=about.title if about.title == name else f"{about.title} - {name}",
        description=about.description,
        canonical=f"{base}{frame.lang.value}/{frame.route}" if base else "",
        alternates=alternates_of(base or frame.root, frame.route),
        og_type=about.og_type,
        image=f"{base}assets/og/{about.kind}-{frame.lang.value}.png" if base else "",
        structured=format_structured(about.structured),
        citation=about.citation,
        noindex=about.noindex,
        feed=about.feed,
    )


@lru_cache(maxsize=16)
def _folders(base: str) -> tuple[tuple[str, str], ...]:
    return (("zh", f"{base}zh/"), ("en", f"{base}en/"), ("x-default", f"{base}en/"))


def alternates_of(base: str, route: str) -> tuple[Alternate, ...]:
    """Both languages, the page's own included, and for everybody else English, or the gateway to the home pages."""
    if route == "index.html":
        pairs = [Alternate(tag, f"{folder}{route}") for tag, folder in _folders(base)[:2]]
        return (*pairs, Alternate("x-default", f"{base}{route}"))
    return tuple([Alternate(tag, f"{folder}{route}") for tag, folder in _folders(base)])


def home_crumb(frame: Frame, words: Words) -> Crumb:
    """The first step of each way."""
    return Crumb(words["nav.home"], f"{frame.home}index.html")
