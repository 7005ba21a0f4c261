"""Puts the keys of an entry and of its links in order; each moves with its lines and with the comments above it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import yaml

from dlcatalog.catalog.document import parse_document
from dlcatalog.catalog.schema import Link
from dlcatalog.catalog.yaml_loader import compose

Pair = tuple[yaml.Node, yaml.Node]


def reorder_keys(path: str, text: str, order: Sequence[str]) -> str:
    """Sort the keys of the entry by ``order`` and those of its links by the schema.

    What is of another shape, holds unknown keys or would read differently afterwards stays as it is.
    """
    root = compose(text)
    if not isinstance(root, yaml.MappingNode):
        return text
    # Sorting a mapping changes no other line's number, so one composition serves all links.
    for link in _links_of(root):
        text = _keep_data(path, text, _reorder(text, link, tuple(Link.model_fields)))
    root = compose(text)
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        text = _keep_data(path, text, _reorder(text, root, order))
    return text


def _links_of(root: yaml.MappingNode) -> Iterator[yaml.MappingNode]:
    links = next((value for key, value in root.value if key.value == "links"), None)
    if isinstance(links, yaml.SequenceNode):
        yield from (item for item in links.value if isinstance(item, yaml.MappingNode))


def _reorder(text: str, node: yaml.MappingNode, order: Sequence[str]) -> str:
    rank = {name: number for number, name in enumerate(order)}
    pairs: list[Pair] = node.value
    names = [key.value if isinstance(key, yaml.ScalarNode) else "" for key, _ in pairs]
    if any(name not in rank for name in names):
        return text
    wanted = sorted(range(len(names)), key=lambda at: rank[names[at]])
    if wanted == list(range(len(names))):
        return text
    return _swap_inside(text, pairs, wanted) if node.flow_style else _swap_lines(text, pairs, wanted)


def _swap_inside(text: str, pairs: Sequence[Pair], wanted: Sequence[int]) -> str:
    """Put pairs of a flow mapping into each other's places; what stands between them stays."""
    places = [(key.start_mark.index, value.end_mark.index) for key, value in pairs]
    between = [text[end:start] for (_, end), (start, _) in pairwise(places)]
    if any("#" in part for part in between):
        # A comment would stay behind and stand beside another key.
        return text
    pieces = [text[slice(*places[at])] for at in wanted]
    middle = "".join(piece + gap for piece, gap in zip(pieces, [*between, ""], strict=True))
    return text[: places[0][0]] + middle + text[places[-1][1] :]


def _swap_lines(text: str, pairs: Sequence[Pair], wanted: Sequence[int]) -> str:
    """Put the lines of a block mapping's keys in order; the first key may stand behind the dash of a list."""
    lines = text.split("\n")
    column = pairs[0][0].start_mark.column
    starts = [key.start_mark.line for key, _ in pairs]
    ends = [_last_line(value) + 1 for _, value in pairs]
    dash, lines[starts[0]] = lines[starts[0]][:column], " " * column + lines[starts[0]][column:]
    tops = [starts[0], *(_with_comments(lines, at, before) for at, before in zip(starts[1:], ends, strict=False))]
    tails = [*tops[1:], ends[-1] if column else len(lines) - (not lines[-1])]
    blocks = [(lines[top:start], lines[start:tail]) for top, start, tail in zip(tops, starts, tails, strict=True)]
    ordered: list[str] = []
    for number, at in enumerate(wanted):
        comments, own = blocks[at]
        first = dash + own[0][column:] if number == 0 else own[0]
        ordered += [*comments, first, *own[1:]]
    return "\n".join([*lines[: tops[0]], *ordered, *lines[tails[-1] :]])


def _with_comments(lines: Sequence[str], start: int, before: int) -> int:
    """The first line of the comments right above line ``start``, but not above line ``before``."""
    while start > before and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _last_line(node: yaml.Node) -> int:
    """The last line that belongs to a value; the parser ends a block only where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        items = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
        return max((_last_line(item) for item in items), default=node.start_mark.line)
    end: yaml.Mark = node.end_mark
    return int(end.line) if end.column else max(int(end.line) - 1, int(node.start_mark.line))


def _keep_data(path: str, before: str, after: str) -> str:
    """``after``, if it says the same as ``before``."""
    if after == before:
        return before
    old, new = parse_document(path, before)[0], parse_document(path, after)[0]
    return after if old is not None and new is not None and old.data == new.data else before
