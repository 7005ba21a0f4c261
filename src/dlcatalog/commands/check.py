"""``dlcatalog check``: find faults in the catalog and report them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import add_date, choose
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from dlcatalog.reporting.report import Report

FORMATS = ("text", "json", "github", "sarif")
_PATHS = Localized(
    en="files, folders or ids; faults elsewhere are not reported (default: everything)",
    zh="文件、文件夹或 id，只报告其中的问题（默认全部）",
)
_FORMAT = Localized(en="format of the report (default: text)", zh="报告格式（默认 text）")
_STRICT = Localized(en="warnings count as faults too (exit code 1)", zh="警告也算问题（退出码为 1）")
_NO_CACHE = Localized(
    en="read every file, also those that are as they were at the last check",
    zh="重新读取所有文件，包括上次检查以来没有改动的",
)
_OUTPUT = Localized(en="write the report to a file", zh="把报告写入文件")


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["check"].get(lang)
    parser = commands.add_parser("check", help=summary, description=summary)
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_PATHS.get(lang))
    parser.add_argument("--format", choices=FORMATS, default="text", help=_FORMAT.get(lang))
    parser.add_argument("--strict", action="store_true", help=_STRICT.get(lang))
    parser.add_argument("--output", type=Path, metavar="FILE", help=_OUTPUT.get(lang))
    parser.add_argument("--no-cache", action="store_true", help=_NO_CACHE.get(lang))
    add_date(parser, lang)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Check the catalog; 1 where there are errors, or warnings under ``--strict``."""
    from dlcatalog.commands.output import write_result
    from dlcatalog.diagnostics import has_errors
    from dlcatalog.reporting.report import format_counts

    report = make_report(args, console)
    write_result(format_report(report, args, console), args.output, console, is_data=args.format in {"json", "sarif"})
    if args.output is not None:
        console.say(format_counts(report))
    is_bad = bool(report.diagnostics) if args.strict else has_errors(report.diagnostics)
    return ExitCode.FINDINGS if is_bad else ExitCode.CLEAN


def make_report(args: argparse.Namespace, console: Console) -> "Report":
    """Check the catalog and keep what the paths ask for."""
    from functools import partial

    from dlcatalog.catalog.loader import read_text
    from dlcatalog.commands.check_survey import check_all
    from dlcatalog.commands.progress import ProgressBar
    from dlcatalog.commands.selection import select_paths
    from dlcatalog.reporting.report import Report

    root: Path = args.catalog
    bar = ProgressBar(console)
    checked = check_all(root, choose(args.date, console), partial(bar, "read"), use_cache=not args.no_cache)
    bar.clear()
    chosen = select_paths(root, args.paths, checked.files | {found.path for found in checked.diagnostics})
    return Report(
        diagnostics=tuple(found for found in checked.diagnostics if found.path in chosen),
        checked=len(chosen & checked.files),
        prefix=_prefix(root),
        read_text=partial(read_text, root),
    )


def _prefix(root: Path) -> str:
    """How the catalog is called from here: relative where it lies below, so that editors and CI find the file."""
    full = root.resolve()
    shown = full.relative_to(Path.cwd()) if full.is_relative_to(Path.cwd()) else root
    text = shown.as_posix()
    return "" if text == "." else f"{text}/"


def format_report(report: "Report", args: argparse.Namespace, console: Console) -> str:
    """Format a report in the format asked for."""
    from dlcatalog import __version__

    match args.format:
        case "json":
            from dlcatalog.reporting.diagnostics_json import format_json

            return format_json(report, __version__)
        case "github":
            from dlcatalog.reporting.diagnostics_github import format_github

            return format_github(report, console.lang)
        case "sarif":
            from dlcatalog.catalog.rules import RULES
            from dlcatalog.reporting.diagnostics_sarif import format_sarif

            rules = {rule.id: (rule.severity, rule.doc) for rule in RULES.values()}
            return format_sarif(report, rules, console.lang, tool_version=__version__)
        case _:
            from dlcatalog.reporting.diagnostics_text import format_text

            return format_text(report, console.lang, color=args.output is None and console.has_color)
