"""A link report as GitHub workflow commands: annotations at the YAML line of each link."""

from dlcatalog.lang import Lang
from dlcatalog.linkcheck.report import Finding, LinkReport, Place
from dlcatalog.reporting.links_sarif import level_of
from dlcatalog.reporting.links_text import VERDICTS, describe, format_summary

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def format_github(report: LinkReport, lang: Lang) -> str:
    """Format a report as annotations, the broken links first: GitHub shows only the first ten of a kind."""
    listed = sorted((f for f in report.findings if not f.is_fine), key=lambda f: (not f.is_broken, f.result.url))
    lines = [_annotation(finding, place, lang) for finding in listed for place in finding.places or (None,)]
    return "\n".join([*lines, *format_summary(report, lang)]) + "\n"


def _annotation(finding: Finding, place: Place | None, lang: Lang) -> str:
    title = f"{VERDICTS[finding.result.verdict].get(lang)} {finding.result.code or ''}".strip()
    where = f"file={_property(place.path)},line={place.position.line},col={place.position.column}," if place else ""
    message = _message(f"{finding.result.url}: {describe(finding, lang)}")
    return f"::{_COMMANDS[level_of(finding)]} {where}title={_property(title)}::{message}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
