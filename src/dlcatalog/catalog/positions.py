"""Turn a route into the data of a YAML text back into a line and a column."""

from typing import Any

import yaml

from dlcatalog.catalog.yaml_loader import compose
from dlcatalog.diagnostics import Finding, Position, Route


def place_of(mark: Any) -> Position:
    """The position of a mark of PyYAML, which counts from 0."""
    return Position(mark.line + 1, mark.column + 1)


def place_in(text: str, offset: int) -> Position:
    """The position of the character number ``offset`` (from 0) of ``text``."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class Locator:
    """Finds places in one text; composes it once, however many places are asked for."""

    __slots__ = ("_found", "_keys", "_root", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = compose(text)
        self._found: dict[tuple[int, str], tuple[int, int]] = {}
        self._keys: dict[int, dict[str, tuple[Any, Any]]] = {}

    def find(self, finding: Finding) -> Position:
        """The place that a finding means."""
        key, node, place, whole = self._follow(finding.route)
        if finding.on_key and key is not None:
            return place_of(key.start_mark)
        if finding.needle and whole and isinstance(node, yaml.ScalarNode):
            return self._find_needle(node, finding) or place
        return place

    def _follow(self, route: Route) -> tuple[Any, Any, Position, bool]:
        """Go as far as the route leads; the last value tells whether that was all the way."""
        node, key = self._root, None
        place, whole = (Position() if node is None else place_of(node.start_mark)), True
        for part in route:
            step = self._step(node, part)
            if step is None:
                # A missing field, or a part that only the model knows (a plain string read as a localized text).
                whole = isinstance(node, yaml.ScalarNode)
                continue
            key, node = step
            place = place_of(node.start_mark)
        return key, node, place, whole

    def _step(self, node: Any, part: str | int) -> tuple[Any, Any] | None:
        if isinstance(node, yaml.MappingNode):
            return self._pairs(node).get(str(part))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
            return None, node.value[part]
        return None

    def _pairs(self, node: yaml.MappingNode) -> dict[str, tuple[Any, Any]]:
        known = self._keys.get(id(node))
        if known is None:
            # The first of two equal keys is the one whose value was read.
            known = {key.value: (key, value) for key, value in reversed(node.value) if isinstance(key.value, str)}
            self._keys[id(node)] = known
        return known

    def _find_needle(self, node: yaml.ScalarNode, finding: Finding) -> Position | None:
        start, end = node.start_mark.index, node.end_mark.index
        # Findings come in order: go on where the last occurrence was, so that a thousand of them stay quick.
        count, offset = self._found.get((start, finding.needle), (-1, start - 1))
        if count > finding.nth:
            count, offset = -1, start - 1
        while count < finding.nth:
            offset = self._text.find(finding.needle, offset + 1, end)
            if offset < 0:
                return None
            count += 1
        self._found[start, finding.needle] = (count, offset)
        return place_in(self._text, offset + finding.shift)
