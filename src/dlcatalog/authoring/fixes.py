"""Repairs of a file's text that need no judgement; everything else in the file stays as it is, byte for byte."""

from collections.abc import Callable, Iterable, Mapping

import yaml

from dlcatalog.catalog.document import parse_document
from dlcatalog.catalog.yaml_loader import compose
from dlcatalog.diagnostics import Diagnostic

_BOM = "\ufeff"
# One repair may bring another fault to light, such as a full-width mark before a half-width one.
_ROUNDS = 4


def fix_text(path: str, text: str, diagnose: Callable[[str, str], Iterable[Diagnostic]], order: tuple[str, ...]) -> str:
    """Repair ``text``; ``diagnose`` finds the faults of a path and a text, ``order`` is the order of the keys.

    What cannot be repaired without doubt stays: a result that would read differently is thrown away.
    """
    fixed = text.removeprefix(_BOM)
    if parse_document(path, fixed)[0] is None:
        return fixed
    for _ in range(_ROUNDS):
        before = fixed
        fixed = _replace(fixed, [found for found in diagnose(path, fixed) if found.rule in _EDITS])
        if fixed == before:
            break
    return _reorder(path, fixed, order)


def _space(text: str, offset: int) -> tuple[int, int, str]:
    return offset, offset, "" if text[offset - 1 : offset].isspace() else " "


def _full_width(text: str, offset: int) -> tuple[int, int, str] | None:
    full = _FULL.get(text[offset : offset + 1])
    if full is None:
        return None
    # A full-width mark brings its own space along.
    end = offset + 1 + (text[offset + 1 : offset + 2] == " " and full != "（")
    start = offset - (text[offset - 1 : offset] == " " and full == "（")
    return start, end, full


_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_EDITS: Mapping[str, Callable[[str, int], tuple[int, int, str] | None]] = {
    "missing-space": _space,
    "mixed-punctuation": _full_width,
}


def _replace(text: str, found: list[Diagnostic]) -> str:
    lines = _line_starts(text)
    edits = set()
    for diagnostic in found:
        offset = lines[diagnostic.line - 1] + diagnostic.column - 1
        edit = _EDITS[diagnostic.rule](text, offset)
        if edit is not None:
            edits.add(edit)
            edits |= _closing(text, edit)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _closing(text: str, edit: tuple[int, int, str]) -> set[tuple[int, int, str]]:
    """The other half of a bracket that is made full-width."""
    if edit[2] != "（":
        return set()
    close = text.find(")", edit[1])
    inside = text[edit[1] : close] if close >= 0 else "\n"
    end = close + 1 + (text[close + 1 : close + 2] == " ")
    return set() if "\n" in inside or "(" in inside else {(close, end, "）")}


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _reorder(path: str, text: str, order: tuple[str, ...]) -> str:
    """Put the top-level keys in order, each with its lines and with the comments above it."""
    node = compose(text)
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not order:
        return text
    keys = [(key.value, key.start_mark.line) for key, _ in node.value]
    rank = {name: number for number, name in enumerate(order)}
    if any(name not in rank for name, _ in keys) or keys == sorted(keys, key=lambda item: rank[item[0]]):
        return text
    lines = text.split("\n")
    tail = [] if lines[-1] else [lines.pop()]
    starts = [_with_comments(lines, line, index == 0) for index, (_, line) in enumerate(keys)]
    ends = [*starts[1:], len(lines)]
    blocks = {name: lines[start:end] for (name, _), start, end in zip(keys, starts, ends, strict=True)}
    ordered = [line for name in sorted(blocks, key=lambda name: rank[name]) for line in blocks[name]]
    result = "\n".join([*lines[: starts[0]], *ordered, *tail])
    return result if _same_data(path, text, result) else text


def _with_comments(lines: list[str], line: int, is_first: bool) -> int:  # noqa: FBT001 - private, called once
    """The first line of a key's block; comments above the first key are about the file."""
    while not is_first and line > 0 and lines[line - 1].startswith("#"):
        line -= 1
    return line


def _same_data(path: str, before: str, after: str) -> bool:
    old, new = parse_document(path, before)[0], parse_document(path, after)[0]
    return old is not None and new is not None and old.data == new.data
