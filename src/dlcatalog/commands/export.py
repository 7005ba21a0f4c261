"""``dlcatalog export``: write the catalog in another format."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import add_date, choose
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from dlcatalog.website.exports.item import Snapshot

# What the user says, and what the exports call it; a test compares.
FORMATS = {
    "csv": "csv",
    "bib": "bib",
    "ris": "ris",
    "csl-json": "csl.json",
    "json": "json",
    "ndjson": "ndjson",
    "links": "links",
}
_FORMAT = Localized(
    en="what to write; bundle packs a built website into one ZIP for reading offline",
    zh="导出格式；bundle 把生成好的网站打包成一个 ZIP，供离线阅读",
)
_PATHS = Localized(en="files, folders or ids (default: everything)", zh="文件、文件夹或 id（默认全部）")
_OUTPUT = Localized(
    en="write to a file instead of standard output; for bundle: the folder of the built website (default: site)",
    zh="写入文件而不是标准输出；对 bundle 则为生成好的网站文件夹（默认 site）",
)


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["export"].get(lang)
    parser = commands.add_parser("export", help=summary, description=summary)
    parser.add_argument("format", choices=(*FORMATS, "bundle"), help=_FORMAT.get(lang))
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_PATHS.get(lang))
    parser.add_argument("--output", type=Path, metavar="PATH", help=_OUTPUT.get(lang))
    add_date(parser, lang)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the export; entries with faults are left out, with a notice and exit code 1."""
    if args.format == "bundle":
        return _export_bundle(args, console)
    from dlcatalog.catalog.files import id_of
    from dlcatalog.catalog.loader import load_catalog
    from dlcatalog.commands.output import write_result
    from dlcatalog.commands.selection import select_paths
    from dlcatalog.website.exports.aggregates import Aggregate, format_aggregate

    loaded = load_catalog(args.catalog)
    chosen = {id_of(path) for path in select_paths(args.catalog, args.paths, loaded.files)}
    ids = tuple(entry_id for entry_id in loaded.catalog.cards if entry_id in chosen)
    context = _snapshot(args.catalog, loaded.catalog)
    write_result(format_aggregate(Aggregate("", FORMATS[args.format], ids), context), args.output, console)
    left_out = len(chosen) - len(ids)
    if left_out:
        console.say(
            Localized(
                en=f"{left_out} entries have faults and were left out (see `dlcatalog check`)",
                zh=f"有 {left_out} 个条目有错误，没有导出（请运行 dlcatalog check）",
            ),
        )
    return ExitCode.FINDINGS if left_out else ExitCode.CLEAN


def _snapshot(root: Path, catalog: Any) -> "Snapshot":
    from dlcatalog.linkcheck.files import load_history
    from dlcatalog.website.exports.item import Snapshot

    history = load_history(root)
    return Snapshot(catalog, history.records, history.header, catalog.site.base_url or "")


def _export_bundle(args: argparse.Namespace, console: Console) -> int:
    from io import BytesIO

    from dlcatalog.commands.output import write_atomically
    from dlcatalog.errors import UsageError
    from dlcatalog.website.exports.bundle import PATH, write_bundle

    site: Path = args.output or Path("site")
    if not (site / "index.html").is_file():
        raise UsageError(
            Localized(
                en=f"no website in {site}: run `dlcatalog build` first",
                zh=f"{site} 里没有网站，请先运行 dlcatalog build",
            ),
        )
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    stream = BytesIO()
    count = write_bundle(
        stream,
        ((path.relative_to(site).as_posix(), path.read_bytes) for path in paths),
        choose(args.date, console),
    )
    write_atomically(site / PATH, stream.getvalue())
    console.say(Localized(en=f"{site / PATH}: {count} files", zh=f"{site / PATH}：{count} 个文件"))
    return ExitCode.CLEAN
