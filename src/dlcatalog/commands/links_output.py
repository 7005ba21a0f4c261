"""Writes a link report in the format asked for."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from dlcatalog import __version__
from dlcatalog.commands.console import Console
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.report import LinkReport
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import FINE


def write_report(report: LinkReport, args: argparse.Namespace, console: Console) -> None:
    """Print the report or write it to `--output`; append the Markdown summary to `--summary`."""
    text = format_report(report, args.format, console.lang)
    if args.output:
        from dlcatalog.linkcheck.files import write_text

        write_text(args.output, text)
    elif args.format in {"json", "junit", "sarif"}:
        console.report_data(text)
    else:
        console.report(text)
    if args.summary:
        _append(args.summary, format_report(report, "markdown", console.lang))


def urls_to_place(results: Iterable[LinkResult], form: str) -> tuple[str, ...]:
    """The addresses whose places a report shows: all for programs, those that need a look for people."""
    everything = form in {"json", "junit"}
    return tuple(r.url for r in results if everything or r.verdict not in FINE or r.moved_to)


def format_report(report: LinkReport, form: str, lang: Lang) -> str:
    """Format a report; `form` is one of `links.FORMATS`."""
    match form:
        case "json":
            from dlcatalog.reporting.links_json import format_json

            return format_json(report)
        case "junit":
            from dlcatalog.reporting.links_junit import format_junit

            return format_junit(report, lang)
        case "sarif":
            from dlcatalog.reporting.links_sarif import format_sarif

            return format_sarif(report, lang, __version__)
        case "markdown":
            from dlcatalog.reporting.links_markdown import format_markdown

            return format_markdown(report, lang)
        case "github":
            from dlcatalog.reporting.links_github import format_github

            return format_github(report, lang)
        case _:
            from dlcatalog.reporting.links_text import format_text

            return format_text(report, lang)


def _append(path: Path, text: str) -> None:
    from dlcatalog.errors import OutputError, reason_of
    from dlcatalog.lang import Localized

    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        why = reason_of(error)
        raise OutputError(Localized(en=f"cannot write {path}: {why.en}", zh=f"无法写入 {path}：{why.zh}")) from error
