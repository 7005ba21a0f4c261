"""``dlcatalog stats``: count what the catalog holds."""

import argparse
import json
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

_FORMAT = Localized(en="format (default: text)", zh="格式（默认 text）")


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["stats"].get(lang)
    parser = commands.add_parser("stats", help=summary, description=summary)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORMAT.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the counts."""
    from dlcatalog.authoring.stats import count_catalog, format_stats
    from dlcatalog.catalog.loader import load_catalog

    counts = count_catalog(load_catalog(args.catalog).catalog)
    if args.format == "json":
        console.report_data(json.dumps(counts, ensure_ascii=False, indent=2) + "\n")
    else:
        console.report(format_stats(counts, console.lang))
    return ExitCode.CLEAN
