"""Edits of entry files that change nothing but what they mean to: one address replaced, one link added."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from dlcatalog.records import record

_SPECIAL = re.compile(r": | #|[\[\]{},\"'\s]|:\Z")


@record
class Snapshot:
    """A copy in a web archive: its address and the day it was taken."""

    url: str
    captured: date


@record
class _Edit:
    start: int
    end: int
    text: str


def replace_addresses(text: str, moved: Mapping[str, str]) -> str:
    """Replace addresses of `links` and `repository`; every other byte stays.

    An address that another link of the entry already has is left alone: the entry would hold it twice.
    """
    nodes = [node for node in _address_nodes(text) if node.value in moved]
    taken = {node.value for node in _address_nodes(text)}
    edits = [_replacement(text, node, moved[node.value]) for node in nodes if moved[node.value] not in taken]
    return _checked(text, _apply(text, edits), {node.value: moved[node.value] for node in nodes})


def find_addresses(text: str) -> frozenset[str]:
    """Addresses of `links` and `repository`; none where the text is no YAML."""
    try:
        return frozenset(_values(text))
    except yaml.YAMLError:
        return frozenset()


def add_archive_link(text: str, snapshot: Snapshot) -> str | None:
    """Add a `role: archive` link after the last link; `None` where `links` is not a block list."""
    links = _child(_root(text), "links")
    if not isinstance(links, yaml.SequenceNode) or links.flow_style or not links.value:
        return None
    last = links.value[-1]
    dash = links.value[0].start_mark
    line = _line_start(text, dash.line)
    indent = re.match(r"[ ]*", text[line:])
    item = f"- {{url: {_quoted(snapshot.url)}, role: archive, captured: {snapshot.captured.isoformat()}}}"
    at = _line_start(text, _last_line(last) + 1)
    ending = "\r\n" if text[line : at or len(text)].find("\r\n") >= 0 else "\n"
    lead = "" if at == 0 or text[at - 1] == "\n" else ending
    return text[:at] + lead + (indent[0] if indent else "") + item + ending + text[at:]


def _apply(text: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _replacement(text: str, node: yaml.ScalarNode, url: str) -> _Edit:
    # Marks count characters of the text without BOM, which PyYAML skips.
    start = _offset(text, node.start_mark)
    end = _offset(text, node.end_mark)
    old = text[start:end]
    if old[:1] in {'"', "'"}:
        quote = old[0]
        return _Edit(
            start, end, json.dumps(url, ensure_ascii=False) if quote == '"' else "'" + url.replace("'", "''") + "'"
        )
    return _Edit(start, end, _quoted(url))


def _quoted(url: str) -> str:
    return json.dumps(url, ensure_ascii=False) if _SPECIAL.search(url) else url


def _offset(text: str, mark: Any) -> int:
    return _line_start(text, mark.line) + int(mark.column) + (1 if mark.line == 0 and text.startswith("\ufeff") else 0)


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line):
        found = text.find("\n", at)
        if found < 0:
            return len(text)
        at = found + 1
    return at


def _last_line(node: yaml.Node) -> int:
    # The end of a block mapping is where the next thing begins, comments and blank lines later.
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False):
        return int(node.end_mark.line)
    parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return max(_last_line(part) for part in parts)


def _root(text: str) -> yaml.Node | None:
    return yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader)


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _address_nodes(text: str) -> list[yaml.ScalarNode]:
    root = _root(text)
    links = _child(root, "links")
    items = links.value if isinstance(links, yaml.SequenceNode) else []
    found = [_child(root, "repository"), *(_child(item, "url") for item in items)]
    return [node for node in found if isinstance(node, yaml.ScalarNode)]


def _checked(before: str, after: str, moved: Mapping[str, str]) -> str:
    """Refuse an edit that would mean anything else than intended; the old text is better than a guess."""
    wanted = [
        moved.get(node.value, node.value) if moved.get(node.value) not in _values(before) else node.value
        for node in _address_nodes(before)
    ]
    try:
        return after if [node.value for node in _address_nodes(after)] == wanted else before
    except yaml.YAMLError:
        return before


def _values(text: str) -> set[str]:
    return {node.value for node in _address_nodes(text)}
