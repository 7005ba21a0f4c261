"""What is new: entries by the day they came into the catalog."""

from collections import defaultdict

from dlcatalog.records import record
from dlcatalog.website.pages import shelf_order
from dlcatalog.website.routes import Page
from dlcatalog.website.views.cards import CardView, view_cards
from dlcatalog.website.views.frame import About, Crumb, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words

_LIMIT = 60


@record
class DayView:
    """A day, how many entries came on it, and those that are shown."""

    date: str
    count: str
    cards: tuple[CardView, ...]


@record
class NewPage(View):
    """The latest entries, by day."""

    crumbs: tuple[Crumb, ...]
    days: tuple[DayView, ...]
    feeds: bool


def build_new(page: Page, context: Reads, words: Words) -> NewPage:
    """The latest days until the page is full."""
    frame = frame_of(page, "new")
    by_day: defaultdict[str, list[str]] = defaultdict(list)
    for card in sorted(context.catalog.cards.values(), key=shelf_order):
        by_day[card.added].append(card.id)
    days: list[DayView] = []
    room = _LIMIT
    for day in sorted(by_day, reverse=True):
        if room <= 0:
            break
        ids = by_day[day]
        cards = view_cards(context, frame, words, ids[:room])
        days.append(DayView(words.date(day), words.count("count.entries", len(ids)), cards))
        room -= len(cards)
    title = words["new.title"]
    feeds = context.catalog.site.doors.feeds
    about = About(title=title, description=words["new.intro"], feed="feed.atom" if feeds else "")
    return NewPage(
        frame=frame,
        head=head_of(context, frame, about),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        days=tuple(days),
        feeds=feeds,
    )
