"""Small pieces of SVG: escaped text that fits its place, boxes, lines. Colours come from the theme's classes."""

from functools import lru_cache
from html import escape

from markupsafe import Markup

_WIDE_FROM = "\u2e80"


@lru_cache(maxsize=8192)
def fit_text(text: str, width: float, size: float = 13) -> str:
    """Cut a text, with an ellipsis, so that it fits ``width`` user units at font size ``size``."""
    room = width
    for index, char in enumerate(text):
        room -= size if char >= _WIDE_FROM else size * 0.54
        if room < 0:
            return text[: max(1, index - 1)].rstrip() + "…"
    return text


def text_at(x: float, y: float, text: str, *, css: str = "", anchor: str = "") -> str:
    """A text with its baseline at ``y``."""
    extra = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:g}" y="{y:g}"{extra}>{escape(text)}</text>'


def box(x: float, y: float, width: float, height: float, *, css: str, radius: float = 6) -> str:  # noqa: PLR0913 - x, y, width, height are one thing: a place
    """A rectangle with round corners."""
    return f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"/>'


def curve(start: tuple[float, float], end: tuple[float, float], *, css: str, arrow: str = "") -> str:
    """A line that leaves and arrives level, from left to right; ``arrow`` is the id of the marker at its end."""
    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2
    tip = f' marker-end="url(#{arrow})"' if arrow else ""
    return f'<path class="{css}" d="M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"{tip}/>'


def arrow_marker(marker_id: str) -> str:
    """The tip of an arrow."""
    return (
        f'<defs><marker id="{marker_id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="pic-tip" d="M0 0L8 4L0 8z"/></marker></defs>'
    )


def picture(width: float, height: float, label: str, parts: list[str], *, css: str = "") -> Markup:
    """A whole picture; ``label`` is what it shows, for readers who cannot see it."""
    name = f"pic {css}".strip()
    return Markup(  # noqa: S704 - every text in the parts is escaped where it is made
        f'<svg class="{name}" role="img" aria-label="{escape(label)}" viewBox="-1 -1 {width + 2:g} {height + 2:g}" '
        f'width="{width + 2:g}" height="{height + 2:g}">{"".join(parts)}</svg>',
    )
