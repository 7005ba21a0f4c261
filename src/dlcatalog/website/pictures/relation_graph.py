"""The neighbours of an entry as a small picture: what comes before it on the left, what follows on the right."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from markupsafe import Markup

from dlcatalog.website.pictures.svg import arrow_marker, box, curve, fit_text, picture, text_at
from dlcatalog.website.words import Words

_WIDTH, _NODE, _ROW, _HEIGHT = 720, 204, 46, 34
_PER_SIDE = 5
_RIGHT = _WIDTH - _NODE
_CENTRE = (_WIDTH - _NODE) / 2


class _Item(Protocol):
    @property
    def title(self) -> str: ...


class _Group(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def items(self) -> Sequence[_Item]: ...


def draw_relations(title: str, groups: Iterable[_Group], words: Words) -> Markup:
    """Draw the relations of one entry; the same relations stand in words beside the picture."""
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for group in groups:
        side = left if group.side == "before" or (group.side == "beside" and len(left) < len(right)) else right
        side += [(group.label, item.title) for item in group.items]
    left, right = left[:_PER_SIDE], right[:_PER_SIDE]
    rows = max(len(left), len(right), 1)
    height = rows * _ROW + 14
    middle = height / 2
    parts = [arrow_marker("tip")]
    parts += _side(left, 0, middle, to_right=False)
    parts += _side(right, _RIGHT, middle, to_right=True)
    parts.append(box(_CENTRE, middle - _HEIGHT / 2, _NODE, _HEIGHT, css="pic-self"))
    parts.append(text_at(_WIDTH / 2, middle + 5, fit_text(title, _NODE - 20), css="pic-self-text", anchor="middle"))
    return picture(_WIDTH, height, words.format("picture.relations", title=title), parts, css="pic-relations")


def _side(nodes: list[tuple[str, str]], x: float, middle: float, *, to_right: bool) -> list[str]:
    parts = []
    top = middle - len(nodes) * _ROW / 2
    for place, (label, title) in enumerate(nodes):
        centre = top + place * _ROW + _ROW / 2
        if to_right:
            parts.append(curve((_CENTRE + _NODE, middle), (x - 2, centre), css="pic-edge", arrow="tip"))
        else:
            parts.append(curve((x + _NODE, centre), (_CENTRE - 2, middle), css="pic-edge", arrow="tip"))
        parts.append(box(x, centre - _HEIGHT / 2 - 2, _NODE, _HEIGHT + 4, css="pic-node"))
        parts.append(text_at(x + 10, centre - 4, fit_text(label, _NODE - 20, 10), css="pic-label"))
        parts.append(text_at(x + 10, centre + 11, fit_text(title, _NODE - 20)))
    return parts
