"""Which topic to know before which, as layers from left to right; at most sixty topics."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dlcatalog.website.pictures.svg import arrow_marker, box, curve, fit_text, picture, text_at

_NODE, _GAP, _ROW, _HEIGHT = 150, 56, 43, 35
_LINE = 14
_ROOM = _NODE - 8
MAX_TOPICS = 60


def draw_topic_graph(
    names: Mapping[str, str],
    prerequisites: Mapping[str, Sequence[str]],
    *,
    label: str,
    current: str = "",
) -> Markup:
    """Draw the topics of ``names`` with an arrow from each prerequisite; ``current`` is drawn as the one meant.

    Topics that neither need nor lead to another one are left out: the tree shows them.
    """
    edges = [(before, after) for after in names for before in prerequisites.get(after, ()) if before in names]
    linked = {topic for edge in edges for topic in edge} | ({current} if current else set())
    kept = [topic for topic in names if topic in linked][:MAX_TOPICS]
    if not kept:
        return Markup()
    edges = [(before, after) for before, after in edges if before in kept and after in kept]
    layers = _order_layers(_assign_layers(kept, edges), edges)
    places = {
        topic: (column * (_NODE + _GAP), _offset(layer, layers) + row * _ROW)
        for column, layer in enumerate(layers)
        for row, topic in enumerate(layer)
    }
    parts = [arrow_marker("topic-tip")]
    for before, after in edges:
        (x1, y1), (x2, y2) = places[before], places[after]
        start, end = (x1 + _NODE, y1 + _HEIGHT / 2), (x2 - 2, y2 + _HEIGHT / 2)
        parts.append(curve(start, end, css="pic-edge", arrow="topic-tip"))
    for topic, (x, y) in places.items():
        parts.append(box(x, y, _NODE, _HEIGHT, css="pic-self" if topic == current else "pic-node", radius=13))
        css = "pic-self-text" if topic == current else "pic-small"
        lines = _break_name(names[topic])
        top = y + _HEIGHT / 2 + 4 - (len(lines) - 1) * _LINE / 2
        parts += [
            text_at(x + _NODE / 2, top + row * _LINE, line, css=css, anchor="middle") for row, line in enumerate(lines)
        ]
    width = len(layers) * (_NODE + _GAP) - _GAP
    height = max(len(layer) for layer in layers) * _ROW
    return picture(width, height, label, parts, css="pic-topics")


def _break_name(name: str) -> list[str]:
    """The name on one line, or on two where it is too long and has a space to break at."""
    if fit_text(name, _ROOM, 11) == name:
        return [name]
    words = name.split(" ")
    first = words[0]
    for count in range(2, len(words)):
        longer = " ".join(words[:count])
        if fit_text(longer, _ROOM, 11) != longer:
            break
        first = longer
    rest = name[len(first) + 1 :]
    return [fit_text(line, _ROOM, 11) for line in (first, rest) if line]


def _assign_layers(topics: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each topic one layer after its last prerequisite; a cycle (a rule forbids it) stops the pushing."""
    depth = dict.fromkeys(topics, 0)
    for _ in topics:
        moved = False
        for before, after in edges:
            if depth[after] <= depth[before] < len(topics):
                depth[after] = depth[before] + 1
                moved = True
        if not moved:
            break
    used = sorted(set(depth.values()))
    return [[topic for topic in topics if depth[topic] == layer] for layer in used]


def _order_layers(layers: list[list[str]], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Move each topic near the middle of its prerequisites, so that fewer arrows cross."""
    before: dict[str, list[str]] = {}
    for source, target in edges:
        before.setdefault(target, []).append(source)
    place: dict[str, float] = {}
    ordered = []
    for layer in layers:
        weights = {
            topic: sum(place[source] for source in sources if source in place) / len(sources)
            if (sources := before.get(topic, []))
            else index
            for index, topic in enumerate(layer)
        }
        sorted_layer = sorted(layer, key=lambda topic: (weights[topic], topic))
        offset = -len(sorted_layer) / 2
        place.update({topic: offset + row for row, topic in enumerate(sorted_layer)})
        ordered.append(sorted_layer)
    return ordered


def _offset(layer: Sequence[str], layers: Sequence[Sequence[str]]) -> float:
    tallest = max(len(other) for other in layers)
    return (tallest - len(layer)) * _ROW / 2
