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

    loaded = load_catalog(args.catalog)
    counts = count_catalog(loaded.catalog)
    if args.format == "json":
        console.report_data(json.dumps(counts, ensure_ascii=False, indent=2) + "\n")
    else:
        console.report(format_stats(counts, console.lang))
    if loaded.broken:
        files = len(loaded.broken)
        console.say(
            Localized(
                en=f"not counted for their faults: {files} {'file' if files == 1 else 'files'} (see `dlcatalog check`)",
                zh=f"有 {files} 个文件因有错误而未计入（请运行 dlcatalog check）",
            ),
        )
    return ExitCode.CLEAN
