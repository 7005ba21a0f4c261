"""The sitemap: both languages of each page with their alternates, split well before the limit of 50,000 addresses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dlcatalog.lang import Lang
from dlcatalog.website.exports.item import Context, Item, entry_page
from dlcatalog.website.exports.markup import escape_xml
from dlcatalog.website.routes import Page

HEAD: Final = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
SEPARATOR: Final = ""
TAIL: Final = "</urlset>\n"
INDEX: Final = "sitemap.xml"
MOST_PAIRS: Final = 20_000
"""Pages in one file, each with an address for either language."""

# Pages that are fragments of their own, or that no search engine should show.
_LEFT_OUT = frozenset({"entry", "redirect", "gateway", "not-found", "search"})
# Pages that show something of every entry: they change when any entry does. The others change with this program.
_OF_ALL = frozenset({"home", "new", "timeline", "stats", "health", "sources"})


class SitemapPage(NamedTuple):
    """A page in both languages; paths are site-relative, ``default`` is the page for readers of neither language."""

    zh: str
    en: str
    lastmod: str = ""
    default: str = ""


class Part(NamedTuple):
    """One file of the sitemap: a range of the pages, and a range of the entries in the order of ids."""

    path: str
    pages: tuple[int, int]
    entries: tuple[int, int]


def plan_parts(entries: int, pages: int) -> tuple[Part, ...]:
    """The files that hold so many entries and other pages; with more than one, ``sitemap.xml`` is the index of them."""
    if entries + pages <= MOST_PAIRS:
        return (Part(INDEX, (0, pages), (0, entries)),)
    ranges = [(found, (0, 0)) for found in _ranges(pages)] + [((0, 0), found) for found in _ranges(entries)]
    return tuple(Part(f"sitemap-{number}.xml", *found) for number, found in enumerate(ranges, start=1))


def _ranges(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, MOST_PAIRS):
        yield start, min(start + MOST_PAIRS, count)


def format_fragment(item: Item, base_url: str) -> str:
    """The two pages of an entry; they changed when it came, when a person reviewed it, when a link changed state."""
    card = item.card
    days = (record.since.isoformat() for record in item.records if record.since)
    lastmod = max(card.added, card.reviewed, *days)
    return _format_page(SitemapPage(entry_page(card, Lang.ZH), entry_page(card, Lang.EN), lastmod), base_url)


def format_pages(pages: Iterable[SitemapPage], base_url: str) -> str:
    """The pages that belong to no entry."""
    return "".join(_format_page(page, base_url) for page in pages)


def select_pages(pages: Iterable[Page]) -> list[Page]:
    """The Chinese pages that stand for a pair in the sitemap, entries apart."""
    return [page for page in pages if page.lang == Lang.ZH.value and page.view not in _LEFT_OUT]


def describe_pages(pages: Sequence[Page], context: Context) -> Iterator[SitemapPage]:
    """These pages with the day on which what they list changed last, where that is known."""
    # One plain table: a large website lists its entries many times over, on shelves and facets.
    days = {card.id: max(card.added, card.reviewed) for card in context.catalog.cards.values()}
    newest = max(days.values(), default="")
    for page in pages:
        lastmod = newest if page.view in _OF_ALL else _latest(page.args, days)
        default = "index.html" if page.view == "home" else ""
        yield SitemapPage(page.path, f"{Lang.EN.value}{page.path[2:]}", lastmod, default)


def _latest(args: tuple[Any, ...], days: Mapping[str, str]) -> str:
    """The latest day of the entries that a page lists: their ids stand somewhere in its arguments."""
    latest = ""
    for value in args:
        day = _latest(value, days) if isinstance(value, tuple) else days.get(value, "")
        latest = max(latest, day)
    return latest


def _format_page(page: SitemapPage, base_url: str) -> str:
    zh, en = escape_xml(base_url + page.zh), escape_xml(base_url + page.en)
    default = escape_xml(base_url + page.default) if page.default else en
    rest = (
        (f"<lastmod>{page.lastmod}</lastmod>" if page.lastmod else "")
        + f'<xhtml:link rel="alternate" hreflang="zh" href="{zh}"/>'
        f'<xhtml:link rel="alternate" hreflang="en" href="{en}"/>'
        f'<xhtml:link rel="alternate" hreflang="x-default" href="{default}"/></url>\n'
    )
    own = f"<url><loc>{default}</loc>{rest}" if page.default else ""
    return f"{own}<url><loc>{zh}</loc>{rest}<url><loc>{en}</loc>{rest}"


def format_index(paths: Iterable[str], base_url: str) -> str:
    """The index of the parts. It gives no dates of its own: each address has its own in the parts."""
    rows = "".join(f"<sitemap><loc>{escape_xml(base_url + path)}</loc></sitemap>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )
