"""Diagnostics as GitHub workflow commands: annotations at the line of each fault."""

from dlcatalog.diagnostics import Diagnostic, Severity
from dlcatalog.lang import Lang
from dlcatalog.reporting.report import Report, format_counts


def format_github(report: Report, lang: Lang) -> str:
    """Format a report as annotations, errors first: GitHub shows only the first ten of a kind."""
    ordered = sorted(report.diagnostics, key=lambda found: found.severity is not Severity.ERROR)
    lines = [_annotation(report, found, lang) for found in ordered]
    return "\n".join([*lines, _data(format_counts(report).get(lang))]) + "\n"


def _annotation(report: Report, found: Diagnostic, lang: Lang) -> str:
    place = f"file={_property(report.file(found))},line={found.line},col={found.column},title={_property(found.rule)}"
    message = found.message.get(lang)
    if found.hint is not None:
        message = f"{message}\n{found.hint.get(lang)}"
    return f"::{found.severity.value} {place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
