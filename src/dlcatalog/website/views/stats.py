"""The catalog in figures: by kind, year, topic, language, level, cost and standing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dlcatalog.catalog.schema import Cost, Kind, Level, Standing
from dlcatalog.records import record
from dlcatalog.website.pages import facet_pairs
from dlcatalog.website.pictures.matrix import draw_matrix
from dlcatalog.website.pictures.years import draw_years
from dlcatalog.website.routes import Page
from dlcatalog.website.views.frame import About, Crumb, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.views.topics import find_members
from dlcatalog.website.words import Words

# These have an order of their own; languages stand by how many entries there are.
_ORDERED: Mapping[str, Iterable[Cost | Level | Standing]] = {"level": Level, "cost": Cost, "standing": Standing}


class Row(NamedTuple):
    """A name with its counts."""

    name: str
    counts: tuple[int, ...]


class Table(NamedTuple):
    """Counts by one property; ``share`` of a row is its part of the largest, in per cent."""

    id: str
    title: str
    rows: tuple[tuple[str, str, int], ...]


@record
class StatsPage(View):
    """The figures and their pictures."""

    crumbs: tuple[Crumb, ...]
    total: str
    years: Markup
    year_counts: tuple[tuple[int, int], ...]
    matrix: Markup
    matrix_columns: tuple[str, ...]
    matrix_rows: tuple[Row, ...]
    tables: tuple[Table, ...]


def build_stats(page: Page, context: Reads, words: Words) -> StatsPage:
    """The figures in ``page.lang``."""
    frame = frame_of(page, "stats")
    cards = tuple(context.catalog.cards.values())
    totals = Counter(pair for card in cards for pair in facet_pairs(card, ""))
    years = sorted((int(value), count) for (facet, value), count in totals.items() if facet == "year")
    kinds = [kind.value for kind in Kind if any(card.kind == kind.value for card in cards)]
    columns = tuple(words[f"kinds.{kind}"] for kind in kinds)
    rows = _matrix(context, words, kinds)
    title = words["stats.title"]
    kind_counts = Counter(card.kind for card in cards)
    return StatsPage(
        frame=frame,
        head=head_of(context, frame, About(title=title, description=words["stats.intro"])),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        total=words.count("count.entries", len(cards)),
        years=draw_years(years, words, label=words["picture.years"]),
        year_counts=tuple(years),
        matrix=draw_matrix(columns, [(row.name, row.counts) for row in rows], label=words["picture.matrix"]),
        matrix_columns=columns,
        matrix_rows=rows,
        tables=(
            _table("kind", words["facet.kind"], [(words[f"kinds.{k}"], kind_counts[k]) for k in kinds], words),
            *(_facet_table(facet, totals, words) for facet in ("level", "cost", "standing", "lang")),
        ),
    )


def _facet_table(facet: str, totals: Counter[tuple[str, str]], words: Words) -> Table:
    places = {value.value: place for place, value in enumerate(_ORDERED.get(facet, ()))}
    pairs = sorted(
        ((value, count) for (name, value), count in totals.items() if name == facet),
        key=lambda pair: (places.get(pair[0], 0), -pair[1], pair[0]),
    )
    named = [(words.language(value) if facet == "lang" else words[f"{facet}.{value}"], count) for value, count in pairs]
    return _table(facet, words[f"facet.{facet}"], named, words)


def _table(table_id: str, title: str, pairs: Iterable[tuple[str, int]], words: Words) -> Table:
    found = list(pairs)
    most = max((count for _, count in found), default=1) or 1
    rows = tuple((name, words.number(count), max(1, round(100 * count / most))) for name, count in found)
    return Table(table_id, title, rows)


def _matrix(context: Reads, words: Words, kinds: Sequence[str]) -> tuple[Row, ...]:
    topics = context.catalog.topics
    kind_of = {card.id: card.kind for card in context.catalog.cards.values()}
    rows = []
    for topic in topics.values():
        if not topic.parent:
            counts = Counter(kind_of[member] for member in find_members(context, topic.id))
            rows.append(Row(topic.name.get(words.lang), tuple(counts[kind] for kind in kinds)))
    return tuple(rows)
