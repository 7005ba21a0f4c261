"""Diagnostics for a person at a terminal: place, rule, message, the line itself with a caret, a hint, and a count."""

import unicodedata
from collections.abc import Iterator

from dlcatalog.diagnostics import Diagnostic, Severity
from dlcatalog.lang import Lang, Localized
from dlcatalog.reporting.report import Report, format_counts, printable

_WORDS = {
    Severity.ERROR: Localized(en="error", zh="错误"),
    Severity.WARNING: Localized(en="warning", zh="警告"),
}
_HINT = Localized(en="hint", zh="提示")
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33"}
_BOLD, _DIM = "1", "2"
_BEFORE, _AFTER = 60, 40


def format_text(report: Report, lang: Lang, *, color: bool = False) -> str:
    """Format a report for reading; ``color`` adds terminal colours."""
    lines: list[str] = []
    texts: dict[str, list[str]] = {}
    for diagnostic in report.diagnostics:
        if diagnostic.path not in texts:
            texts[diagnostic.path] = (report.read_text(diagnostic.path) or "").split("\n")
        lines.extend(_diagnostic(report, diagnostic, texts[diagnostic.path], lang, color=color))
    lines.append(_paint(format_counts(report).get(lang), _BOLD, color=color))
    return "\n".join(lines) + "\n"


def _diagnostic(report: Report, found: Diagnostic, source: list[str], lang: Lang, *, color: bool) -> Iterator[str]:
    place = _paint(f"{report.file(found)}:{found.line}:{found.column}", _BOLD, color=color)
    severity = _paint(_WORDS[found.severity].get(lang), _COLORS[found.severity], color=color)
    yield f"{place} {severity} [{found.rule}] {printable(found.message.get(lang))}"
    if 0 < found.line <= len(source) and source[found.line - 1].strip():
        yield from _source_line(found, source[found.line - 1], color=color)
    if found.hint is not None:
        colon = "：" if lang is Lang.ZH else ": "
        yield printable(f"    {_HINT.get(lang)}{colon}{found.hint.get(lang)}")


def _source_line(found: Diagnostic, line: str, *, color: bool) -> Iterator[str]:
    start = max(0, found.column - 1 - _BEFORE)
    shown = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line[start : found.column + _AFTER]
    )
    before = shown[: found.column - 1 - start]
    if start:
        shown, before = f"…{shown}", f"…{before}"
    number = f"{found.line:>5}"
    yield f"{_paint(number + ' |', _DIM, color=color)} {shown}"
    caret = " " * display_width(before) + "^"
    yield f"{_paint('      |', _DIM, color=color)} {_paint(caret, _COLORS[found.severity], color=color)}"


def display_width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: Chinese characters take two."""
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _paint(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
