"""``dlcatalog schema``: print the JSON Schema of a kind of file."""

import argparse
from pathlib import Path
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

# Spelled out here, since the models are too heavy to load for `--help`; a test compares.
NAMES = (
    *("library", "course", "book", "paper", "site", "article", "talk", "dataset", "app"),
    *("site-settings", "topics", "path", "sources", "links"),
)
_KIND = Localized(
    en="one kind of file (default: all, as one JSON object by kind)",
    zh="只输出一类文件（默认输出全部，合为一个按类别分的 JSON 对象）",
)
_OUTPUT = Localized(
    en="write to a file, or without --kind to a folder, one file per kind",
    zh="写入文件；不带 --kind 时写入文件夹，每类一个文件",
)


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["schema"].get(lang)
    parser = commands.add_parser("schema", help=summary, description=summary)
    parser.add_argument("--kind", choices=NAMES, help=_KIND.get(lang))
    parser.add_argument("--output", type=Path, metavar="PATH", help=_OUTPUT.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print or write the schemas."""
    from dlcatalog.catalog.schema_export import export_schema, format_schema
    from dlcatalog.commands.output import write_atomically, write_result

    if args.kind:
        write_result(format_schema(export_schema(args.kind)), args.output, console)
    elif args.output:
        for name in NAMES:
            text = format_schema(export_schema(name))
            write_atomically(args.output / f"{name}.schema.json", text.encode("utf-8"))
    else:
        console.report_data(format_schema({name: export_schema(name) for name in NAMES}))
    return ExitCode.CLEAN
