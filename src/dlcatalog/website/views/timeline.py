"""The field by year: what came when."""

from collections import Counter, defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from dlcatalog.catalog.catalog import Card
from dlcatalog.records import record
from dlcatalog.website.pages import shelf_order
from dlcatalog.website.pictures.years import draw_years
from dlcatalog.website.routes import Page
from dlcatalog.website.views.cards import Reference, refer
from dlcatalog.website.views.frame import About, Crumb, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words

_KINDS = frozenset({"paper", "book", "course", "library", "dataset"})
# What a year stands for: all landmarks, then the notable, but no wall of links.
_PER_YEAR = 12


class YearView(NamedTuple):
    """A year with its works; ``more`` says how many others there are, and ``more_href`` finds all of the year."""

    year: str
    items: tuple[tuple[Reference, bool], ...]
    more: str
    more_href: str


@record
class TimelinePage(View):
    """The timeline of the field, the newest year first."""

    crumbs: tuple[Crumb, ...]
    picture: Markup
    counts: tuple[tuple[int, int], ...]
    years: tuple[YearView, ...]


def _find_year(year: int) -> dict[str, str | int]:
    return {"kind": ",".join(sorted(_KINDS)), "from": year, "to": year}


def build_timeline(page: Page, context: Reads, words: Words) -> TimelinePage:
    """The timeline in ``page.lang``."""
    frame = frame_of(page, "timeline")
    cards = sorted(
        (card for card in context.catalog.cards.values() if card.year and card.kind in _KINDS),
        key=shelf_order,
    )
    counts = sorted(Counter(card.year for card in cards if card.year).items())
    by_year: defaultdict[int, list[Card]] = defaultdict(list)
    for card in cards:
        if card.year:
            by_year[card.year].append(card)
    years = tuple(
        YearView(
            year=str(year),
            items=tuple(
                (reference, card.rank == "landmark")
                for card in by_year[year][:_PER_YEAR]
                if (reference := refer(context, frame, words, card.id, with_year=False)) is not None
            ),
            more=words.count("timeline.more", len(by_year[year]) - _PER_YEAR) if len(by_year[year]) > _PER_YEAR else "",
            more_href=f"{frame.home}search.html?{urlencode(_find_year(year), safe=',')}"
            if context.catalog.site.doors.search
            else "",
        )
        for year in sorted(by_year, reverse=True)
    )
    title = words["timeline.title"]
    return TimelinePage(
        frame=frame,
        head=head_of(context, frame, About(title=title, description=words["timeline.intro"])),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        picture=draw_years(counts, words, label=words["picture.years"]),
        counts=tuple(counts),
        years=years,
    )
