"""A shelf: all entries of one kind, page by page, and the same for each value of a facet."""

from collections.abc import Iterable
from typing import NamedTuple

from dlcatalog.lang import Lang
from dlcatalog.records import record
from dlcatalog.website.pages import FacetCounts
from dlcatalog.website.routes import Page, facet_route, shelf_route
from dlcatalog.website.structured import breadcrumbs, item_list, page_node
from dlcatalog.website.views.cards import CardView, view_cards
from dlcatalog.website.views.frame import About, Crumb, Frame, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words


@record
class FacetLink:
    """A value of a facet as a link to its page; ``current`` is the page itself."""

    text: str
    href: str
    count: int
    current: bool


class FacetView(NamedTuple):
    """A facet with all its values."""

    id: str
    name: str
    values: tuple[FacetLink, ...]


class Pager(NamedTuple):
    """The pages of a list: where this one stands, and links to its neighbours (empty at the ends)."""

    number: int
    last: int
    text: str
    previous: str
    following: str
    pages: tuple[FacetLink, ...]


@record
class ShelfPage(View):
    """What a page of a shelf shows; a facet's page names it (``level=beginner``), ``whole`` leads back to the shelf."""

    kind: str
    facet: str
    crumbs: tuple[Crumb, ...]
    title: str
    intro: str
    count: str
    cards: tuple[CardView, ...]
    facets: tuple[FacetView, ...]
    whole: str
    pager: Pager


def build_shelf(page: Page, context: Reads, words: Words) -> ShelfPage:
    """A page of a whole shelf, or of one facet value (``paper/level/beginner``)."""
    kind, _, rest = page.subject.partition("/")
    facet, _, value = rest.partition("/")
    number, last, total, ids, facets = page.args
    frame = frame_of(page, kind)
    kind_name = words[f"kinds.{kind}"]
    label = facet_label(context, words, facet, value) if facet else ""
    title = words.format("shelf.facet_title", kind=kind_name, value=label) if facet else kind_name
    cards = view_cards(context, frame, words, ids)
    heading = title if number == 1 else words.format("shelf.page_title", title=title, n=number)
    crumbs = [home_crumb(frame, words), Crumb(kind_name, "index.html" if facet or number > 1 else "")]
    if facet:
        crumbs.append(Crumb(label))
    return ShelfPage(
        frame=frame,
        head=head_of(
            context, frame, _about(context, frame, heading, intro=words[f"shelf.intro.{kind}"], cards=cards, kind=kind)
        ),
        kind=kind,
        facet=f"{facet}={value}" if facet else "",
        crumbs=tuple(crumbs),
        title=heading,
        intro="" if facet else words[f"shelf.intro.{kind}"],
        count=words.count("count.entries", total) if number == 1 else "",
        cards=cards,
        facets=tuple(_facets(context, words, kind, facets, (facet, value))),
        whole="index.html" if facet else "",
        pager=_pager(words, kind, facet, value, number=number, last=last),
    )


def facet_label(context: Reads, words: Words, facet: str, value: str) -> str:
    """A value of a facet in words."""
    match facet:
        case "topic":
            return context.catalog.topic_name(value).get(words.lang)
        case "lang":
            return words.language(value)
        case "year":
            return words.format("value.year", n=value)
        case _:
            return words[f"{facet}.{value}"]


def _about(  # noqa: PLR0913 - one place, and every part of it is used
    context: Reads,
    frame: Frame,
    heading: str,
    *,
    intro: str,
    cards: Iterable[CardView],
    kind: str,
) -> About:
    base, lang = context.base_url, frame.lang
    folder = f"{lang.value}/"
    url = f"{base}{folder}{frame.route}" if base else ""
    strip = len(frame.home)
    items = item_list(base, heading, [(card.title, folder + card.href[strip:]) for card in cards])
    steps = ((context.catalog.site.title.get(Lang(lang)), f"{folder}index.html"), (heading, ""))
    nodes = (page_node(name=heading, lang=lang, url=url), items, breadcrumbs(base, steps))
    return About(title=heading, description=intro, structured=nodes, kind=kind)


def _facets(
    context: Reads,
    words: Words,
    kind: str,
    facets: FacetCounts,
    current: tuple[str, str],
) -> Iterable[FacetView]:
    for facet, values in facets:
        links = tuple(
            FacetLink(
                text=facet_label(context, words, facet, value),
                href=f"{facet_route(kind, facet, value).rpartition('/')[2]}",
                count=count,
                current=(facet, value) == current,
            )
            for value, count in values
        )
        yield FacetView(facet, words[f"facet.{facet}"], links)


def _pager(words: Words, kind: str, facet: str, value: str, *, number: int, last: int) -> Pager:  # noqa: PLR0913 - see above
    def href(target: int) -> str:
        route = facet_route(kind, facet, value, target) if facet else shelf_route(kind, target)
        return route.rpartition("/")[2]

    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    return Pager(
        number=number,
        last=last,
        text=words.format("pager.page", n=number, last=last),
        previous=href(number - 1) if number > 1 else "",
        following=href(number + 1) if number < last else "",
        pages=tuple(FacetLink(str(target), href(target), 0, target == number) for target in shown),
    )
