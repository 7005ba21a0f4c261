"""Topics by kind as a table of squares: the larger a square, the more entries stand there."""

from collections.abc import Sequence

from markupsafe import Markup

from dlcatalog.website.pictures.svg import box, fit_text, picture, text_at

_NAME, _CELL, _ROW, _TOP = 225, 60, 26, 30


def draw_matrix(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, label: str) -> Markup:
    """Draw ``rows`` of ``(name, counts)``, one count a column; the same numbers stand in a table beside it."""
    if not rows:
        return Markup()
    most = max((count for _, counts in rows for count in counts), default=1) or 1
    parts = [
        text_at(_NAME + _CELL * (index + 0.5), 18, fit_text(name, _CELL, 11), css="pic-label", anchor="middle")
        for index, name in enumerate(columns)
    ]
    for place, (name, counts) in enumerate(rows):
        centre = _TOP + place * _ROW + _ROW / 2
        parts.append(text_at(0, centre + 4, fit_text(name, _NAME - 10)))
        for index, count in enumerate(counts):
            if count:
                side = 6 + 16 * (count / most) ** 0.5
                x = _NAME + _CELL * (index + 0.5) - side / 2 - 10
                parts.append(box(x, centre - side / 2, side, side, css="pic-bar", radius=3))
                parts.append(text_at(x + side + 4, centre + 4, str(count), css="pic-label"))
    return picture(_NAME + _CELL * len(columns), _TOP + len(rows) * _ROW + 6, label, parts, css="pic-matrix")
