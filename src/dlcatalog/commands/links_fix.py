"""`dlcatalog links fix`: rewrite the addresses of links that moved, and nothing else."""

import argparse
import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import LinkCatalog, load_link_catalog
from dlcatalog.errors import CatalogError, UsageError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.collect import LinkUse
from dlcatalog.linkcheck.files import write_text
from dlcatalog.linkcheck.history import State
from dlcatalog.linkcheck.rewrite import replace_addresses


def run(args: argparse.Namespace, console: Console) -> int:
    """Rewrite addresses by what the status file remembers; `--dry-run` prints the diff alone."""
    catalog = load_link_catalog(args.catalog)
    moved = {
        url: record.moved_to
        for url, record in catalog.records.items()
        if record.state is State.MOVED and record.moved_to
    }
    files = files_of(catalog, moved, args.names)
    edits = {path: replace_addresses(read_raw(catalog.root / path), moved) for path in files}
    count = apply_edits(catalog.root, edits, console, dry_run=args.dry_run)
    console.say(
        Localized(f"{count} {'file' if count == 1 else 'files'} with moved links", f"{count} 个文件含有已迁移的链接")
    )
    return ExitCode.CLEAN


def files_of(catalog: LinkCatalog, urls: Iterable[str], names: Iterable[str]) -> list[str]:
    """Entry files that use any of `urls`, only those of the entries named if any are; archived copies do not count."""
    wanted = {Path(name).stem for name in names}
    known = {use.entry_id for uses in catalog.uses.values() for use in uses}
    if unknown := sorted(wanted - known):
        raise UsageError(Localized(en=f"no such entry: {', '.join(unknown)}", zh=f"没有这个条目：{'、'.join(unknown)}"))
    uses: list[LinkUse] = [use for url in urls for use in catalog.uses.get(url, ())]
    return sorted({use.path for use in uses if use.role != "archive" and (not wanted or use.entry_id in wanted)})


def read_raw(path: Path) -> str:
    """The text of an entry file with its own line ends."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(Localized(en=f"cannot read {path}: {error}", zh=f"无法读取 {path}：{error}")) from error


def apply_edits(root: Path, edits: Mapping[str, str], console: Console, *, dry_run: bool) -> int:
    """Write the files that differ, or print their diff; returns how many differ."""
    count = 0
    for path, after in edits.items():
        before = read_raw(root / path)
        if after == before:
            continue
        count += 1
        if dry_run:
            name = (root / path).as_posix()
            diff = difflib.unified_diff(
                before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
            )
            console.report("".join(line if line.endswith("\n") else line + "\n" for line in diff))
        else:
            write_text(root / path, after)
    return count
