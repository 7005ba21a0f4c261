"""`dlcatalog links archive`: add archived copies for links that are gone or taken over."""

import argparse

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import LinkCatalog, load_link_catalog
from dlcatalog.commands.links_fix import apply_edits, files_of, read_raw
from dlcatalog.commands.links_network import make_user_agent
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.rewrite import add_archive_link
from dlcatalog.linkcheck.wayback import ENDPOINT, ArchiveError, Wayback

_LOST = frozenset({State.GONE, State.HIJACKED})


def run(args: argparse.Namespace, console: Console) -> int:
    """Ask the archive for each lost link of each entry that has no archived copy of it yet."""
    catalog = load_link_catalog(args.catalog)
    archive = Wayback(make_user_agent(args.contact or catalog.contact), args.endpoint or ENDPOINT)
    lost = {url: record for url, record in catalog.records.items() if record.state in _LOST}
    edits: dict[str, str] = {}
    failures = 0
    for path in files_of(catalog, lost, args.names):
        for record in _lost_of(catalog, path, lost):
            try:
                edits[path] = _add_copy(edits.get(path) or read_raw(catalog.root / path), record, archive, console)
            except ArchiveError as error:
                failures += 1
                console.say(
                    Localized(
                        f"{record.url}: the archive does not answer: {error}",
                        f"{record.url}：存档网站没有回答：{error}",
                    )
                )
    count = apply_edits(catalog.root, edits, console, dry_run=args.dry_run)
    console.say(Localized(f"{count} files get archived copies", f"{count} 个文件补上存档副本"))
    return ExitCode.FINDINGS if failures else ExitCode.CLEAN


def _lost_of(catalog: LinkCatalog, path: str, lost: dict[str, LinkRecord]) -> list[LinkRecord]:
    mine = {
        url for url, uses in catalog.uses.items() if any(use.path == path and use.role != "archive" for use in uses)
    }
    copies = [
        url for url, uses in catalog.uses.items() if any(use.path == path and use.role == "archive" for use in uses)
    ]
    bare = {url: url.partition("://")[2].rstrip("/") for url in mine if url in lost}
    return [lost[url] for url in sorted(bare) if not any(bare[url] in copy for copy in copies)]


def _add_copy(text: str, record: LinkRecord, archive: Wayback, console: Console) -> str:
    snapshot = archive.find_snapshot(record.url, record.last_ok)
    if snapshot is None:
        console.say(Localized(f"{record.url}: no archived copy", f"{record.url}：没有存档副本"))
        return text
    edited = add_archive_link(text, snapshot)
    if edited is None:
        console.say(
            Localized(
                f"{record.url}: `links` is no block list; add {snapshot.url} by hand",
                f"{record.url}：links 不是块状列表，请手工添加 {snapshot.url}",
            )
        )
    return edited or text
