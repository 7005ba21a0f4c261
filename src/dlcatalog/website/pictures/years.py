"""How many entries each year holds, as bars; a topic's timeline adds the names of its landmarks."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dlcatalog.website.pictures.svg import box, fit_text, picture, text_at
from dlcatalog.website.words import Words

_WIDTH, _BARS, _LEFT = 720, 120, 4
_MAX_STEP = 36
_ROW = 18
_TICKS = 8
_NUMBER = 16  # room of the number above a bar


def draw_years(
    counts: Sequence[tuple[int, int]],
    words: Words,
    *,
    label: str,
    marks: Sequence[tuple[int, str]] = (),
) -> Markup:
    """Draw bars for ``(year, count)``; ``marks`` are ``(year, title)`` of works to name above the bars."""
    if not counts:
        return Markup()
    by_year = dict(counts)
    first = _first_year(counts)
    last = max(by_year)
    step = min(_MAX_STEP, (_WIDTH - 2 * _LEFT) / (last - first + 1))
    placed, rows = _place_marks(marks, first, step)
    top = rows * _ROW + 16
    shown = {year: count for year, count in by_year.items() if year >= first}
    # Words last, and no line crosses them.
    stems = _stems(placed, {_middle(year, first, step): top + y for year, y in _heads(shown, step).items()})
    parts = [*stems, *_bars(shown, first, step, top), *_titles(placed)]
    parts += _axis(first, last, step, top + _BARS)
    early = sum(count for year, count in counts if year < first)
    if early:
        parts.append(
            text_at(_LEFT, top + _BARS + 32, words.format("picture.earlier", n=early, year=first), css="pic-label")
        )
    return picture(_WIDTH, top + _BARS + (40 if early else 22), label, parts, css="pic-years")


def _first_year(counts: Sequence[tuple[int, int]]) -> int:
    """A lone forerunner decades before the rest would squeeze all other bars: it is told in words instead."""
    years = [year for year, _ in counts]
    return max(years[0], years[-1] - 45)


def _middle(year: int, first: int, step: float) -> float:
    return _LEFT + (year - first + 0.5) * step


def _height(count: int, most: int) -> float:
    return max(3, _BARS * count / most)


def _has_number(count: int, most: int, step: float) -> bool:
    return step >= 16 or count == most  # noqa: PLR2004 - room for two digits


def _heads(shown: Mapping[int, int], step: float) -> dict[int, float]:
    """Where each bar with its number ends, below the top of the highest bar."""
    most = max(shown.values())
    return {
        year: _BARS - _height(count, most) - (_NUMBER if _has_number(count, most, step) else 0)
        for year, count in shown.items()
    }


def _bars(shown: Mapping[int, int], first: int, step: float, top: float) -> list[str]:
    most = max(shown.values())
    parts = []
    for year, count in shown.items():
        height = _height(count, most)
        middle = _middle(year, first, step)
        parts.append(box(middle - step * 0.4, top + _BARS - height, step * 0.8, height, css="pic-bar", radius=2))
        if _has_number(count, most, step):
            parts.append(text_at(middle, top + _BARS - height - 4, str(count), css="pic-label", anchor="middle"))
    return parts


def _axis(first: int, last: int, step: float, y: float) -> list[str]:
    parts = [f'<path class="pic-axis" d="M0 {y:g}H{_WIDTH}"/>']
    span = last - first + 1
    every = next((n for n in (1, 2, 5, 10) if span / n <= _WIDTH / 60 and step * n >= 34), 10)  # noqa: PLR2004
    return parts + [
        text_at(_middle(year, first, step), y + 15, str(year), css="pic-label", anchor="middle")
        for year in range(first, last + 1)
        if year % every == 0
    ]


def _place_marks(
    marks: Sequence[tuple[int, str]],
    first: int,
    step: float,
) -> tuple[list[tuple[float, int, str, str]], int]:
    """Rows for the titles so that none covers another: ``(x, row, anchor, text)``, and how many rows."""
    placed: list[tuple[float, int, str, str]] = []
    ends: list[float] = []
    for year, title in sorted(marks):
        if year < first:
            continue
        x = _middle(year, first, step)
        text = f"{year} {fit_text(title, 190, 12)}"
        width = sum(12 if char >= "\u2e80" else 6.8 for char in text) + 14
        anchor = "end" if x + width > _WIDTH else "start"
        begin = x - width if anchor == "end" else x
        row = next((row for row, end in enumerate(ends) if end <= begin), len(ends))
        if row == len(ends):
            if row >= _TICKS:
                continue
            ends.append(0)
        ends[row] = x if anchor == "end" else begin + width
        placed.append((x, row, anchor, text))
    return placed, len(ends)


def _stems(placed: list[tuple[float, int, str, str]], feet: Mapping[float, float]) -> list[str]:
    return [f'<path class="pic-stem" d="M{x:g} {6 + row * _ROW:g}V{feet[x]:g}"/>' for x, row, _, _ in placed]


def _titles(placed: list[tuple[float, int, str, str]]) -> list[str]:
    return [
        text_at(x + (-5 if anchor == "end" else 5), 14 + row * _ROW, text, css="pic-mark", anchor=anchor)
        for x, row, anchor, text in placed
    ]
