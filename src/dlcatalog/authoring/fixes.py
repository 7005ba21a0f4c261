"""Repairs of a file's text that need no judgement; everything else in the file stays as it is, byte for byte."""

from collections.abc import Callable, Iterable, Mapping

from dlcatalog.authoring.key_order import reorder_keys
from dlcatalog.catalog.document import parse_document
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
    return reorder_keys(path, fixed, order)


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
