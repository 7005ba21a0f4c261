"""`dlcatalog links archive`: add archived copies for links that are gone or taken over."""

import argparse
import re
from datetime import timedelta

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import LinkCatalog, load_link_catalog
from dlcatalog.commands.links_fix import apply_edits, files_of, read_raw
from dlcatalog.commands.links_network import make_user_agent
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.rewrite import Snapshot, add_archive_link
from dlcatalog.linkcheck.wayback import ENDPOINT, ArchiveError, Wayback

_A_YEAR = timedelta(days=365)
_DOUBTFUL = Localized(
    "{url}: the copy of {day} may already show what took the address over; look at it, and add it by hand: {copy}",
    "{url}：{day} 的副本可能已是域名被占用之后的页面，请先查看再手工添加：{copy}",
)
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
                        f"{record.url}：存档网站没有响应：{error}",
                    )
                )
    count = apply_edits(catalog.root, edits, console, dry_run=args.dry_run)
    console.say(
        Localized(
            f"{count} {'file gets an archived copy' if count == 1 else 'files get archived copies'}",
            f"{count} 个文件补上存档副本",
        )
    )
    return ExitCode.FINDINGS if failures else ExitCode.CLEAN


def _lost_of(catalog: LinkCatalog, path: str, lost: dict[str, LinkRecord]) -> list[LinkRecord]:
    mine = {
        url for url, uses in catalog.uses.items() if any(use.path == path and use.role != "archive" for use in uses)
    }
    copies = [
        url for url, uses in catalog.uses.items() if any(use.path == path and use.role == "archive" for use in uses)
    ]
    copied = {_bare(copy) for copy in copies}
    return [lost[url] for url in sorted(mine) if url in lost and _bare(url) not in copied]


def _bare(url: str) -> str:
    """What an address and the address of its copy have in common: no scheme, no default port, no slash at the end."""
    rest = re.split(r"https?:/+", url)[-1]
    return re.sub(r"\A([^/]*):(?:80|443)(?=/|\Z)", r"\1", rest).rstrip("/")


def _find_copy(record: LinkRecord, archive: Wayback) -> Snapshot | None:
    snapshot = archive.find_snapshot(record.url, record.last_ok)
    if snapshot and record.last_ok and not _is_from_good_days(record, snapshot):
        # The nearest is of the days after; perhaps there is an older one.
        older = archive.find_snapshot(record.url, record.last_ok - _A_YEAR)
        return older if older and _is_from_good_days(record, older) else snapshot
    return snapshot


def _is_from_good_days(record: LinkRecord, snapshot: Snapshot) -> bool:
    # A copy of a hijacked page may be a copy of the hijacker's.
    if record.state is not State.HIJACKED:
        return True
    return record.last_ok is not None and snapshot.captured <= record.last_ok


def _add_copy(text: str, record: LinkRecord, archive: Wayback, console: Console) -> str:
    snapshot = _find_copy(record, archive)
    if snapshot is None:
        console.say(Localized(f"{record.url}: no archived copy", f"{record.url}：没有存档副本"))
        return text
    if not _is_from_good_days(record, snapshot):
        console.say(_DOUBTFUL.format({"url": record.url, "copy": snapshot.url, "day": str(snapshot.captured)}))
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
