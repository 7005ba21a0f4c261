"""`dlcatalog links check`: check links, keep a journal, report, and remember where asked to."""

import argparse
import gc
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_network import make_setup
from dlcatalog.commands.links_output import urls_to_place, write_report
from dlcatalog.commands.links_progress import Progress
from dlcatalog.errors import UsageError, reason_of
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.checker import Surroundings
from dlcatalog.linkcheck.files import STATUS_FILE, load_records, write_text
from dlcatalog.linkcheck.history import LinkRecord, format_records
from dlcatalog.linkcheck.journal import Journal
from dlcatalog.linkcheck.policy import Policy
from dlcatalog.linkcheck.report import LinkReport, Place
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.select import Omitted, Selection, select_urls
from dlcatalog.linkcheck.settle import is_cut_off, make_findings, settle_records
from dlcatalog.linkcheck.shard import Shard, interleave_hosts, parse_shard
from dlcatalog.linkcheck.stack import Setup, check_addresses, random_name
from dlcatalog.records import field, record

INTERRUPTED = 130
CUT_OFF = Localized(
    en="no address answered at all: the network seems to be down here, so no states are written",
    zh="没有一个地址有响应，看来本机断网，因此不写入任何状态",
)


@record
class _Job:
    """What one run is about: addresses, memory, policy, and how to find the places of an address."""

    urls: tuple[str, ...]
    records: Mapping[str, LinkRecord]
    policy: Policy
    contact: str
    find_places: Callable[[Iterable[str]], Mapping[str, tuple[Place, ...]]] = lambda _: {}
    added: frozenset[str] | None = None
    in_use: frozenset[str] | None = None
    record_bases: dict[str, str] = field(default_factory=dict)


def run(args: argparse.Namespace, console: Console) -> int:
    """Check what the arguments ask for."""
    shard = _read_shard(args.shard)
    job = _plan_job(args, console)
    if args.update and job.in_use is None:
        raise UsageError(
            Localized(
                en="--update needs the addresses of a catalog, not a list",
                zh="--update 只适用于目录中的链接，不适用于地址列表",
            )
        )
    if args.update and shard:
        raise UsageError(
            Localized(
                en="--update with --shard: write the states with `links merge --update`",
                zh="--update 不能与 --shard 同用：请用 links merge --update 写入状态",
            )
        )
    journal = Journal(args.journal, console.today(), resume=args.resume)
    try:
        return _run_job(job, journal, shard, args, console)
    finally:
        journal.close()


def _run_job(job: _Job, journal: Journal, shard: Shard | None, args: argparse.Namespace, console: Console) -> int:
    today = console.today()
    selection = select_urls(job.urls, job.records, today=today, max_age=args.max_age, shard=shard, done=journal.done)
    begun = time.monotonic()
    fresh, was_stopped = _check_all(job, selection, journal, args, console)
    known = frozenset(job.urls)
    results = (*(result for url, result in journal.done.items() if url in known), *fresh)
    omitted = {**selection.omitted, Omitted.ALREADY_DONE: ()}
    if was_stopped:
        reached = {result.url for result in fresh}
        omitted[Omitted.INTERRUPTED] = tuple(url for url in selection.urls if url not in reached)
    if args.update and is_cut_off(results):
        console.say(CUT_OFF)
    elif args.update and not was_stopped:
        records = settle_records(job.records, results, today, in_use=job.in_use)
        write_text(args.catalog / STATUS_FILE, format_records(records.values(), today))
    places = job.find_places(urls_to_place(results, args.format))
    findings = make_findings(results, job.records, today, places=places, added=job.added)
    report = LinkReport(today, findings, omitted, time.monotonic() - begun)
    write_report(report, args, console)
    if was_stopped:
        console.say(
            Localized(
                en=f"interrupted; go on with --resume (journal: {args.journal})",
                zh=f"已中断；可用 --resume 继续（日志：{args.journal}）",
            )
        )
        return INTERRUPTED
    return ExitCode.FINDINGS if report.broken else ExitCode.CLEAN


def _check_all(
    job: _Job, selection: Selection, journal: Journal, args: argparse.Namespace, console: Console
) -> tuple[list[LinkResult], bool]:
    setup = make_setup(args, job.contact)
    marks = {url: record.fingerprint for url, record in job.records.items() if record.fingerprint}
    around = Surroundings(marks, job.policy, random_name, job.record_bases)
    progress = Progress(console, len(selection.urls), quiet=args.quiet)
    results: list[LinkResult] = []

    def keep(result: LinkResult) -> None:
        results.append(result)
        journal.write(result)
        progress.count(result)

    with _stop_on_signals() as stopped:
        _check(interleave_hosts(selection.urls), setup, around, keep, stopped)
    progress.finish()
    return results, stopped() and len(results) < len(selection.urls)


def _check(
    urls: tuple[str, ...],
    setup: Setup,
    around: Surroundings,
    keep: Callable[[LinkResult], None],
    stopped: Callable[[], bool],
) -> None:
    # What exists by now stays; without this, the collector walks all results again and again.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    check_addresses(urls, setup, around, keep, stopped=stopped)


@contextmanager
def _stop_on_signals() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C and SIGTERM into a wish to stop; a second one stops at once."""
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        if len(told) > 1:
            raise KeyboardInterrupt

    before: dict[signal.Signals, Any] = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            before[number] = signal.signal(number, note)
        except ValueError:
            # Not the main thread: whoever runs us there stops us in another way.
            break
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _plan_job(args: argparse.Namespace, console: Console) -> _Job:
    listed = _read_addresses(args)
    if listed or args.input:
        if args.changed or any("://" not in url for url in args.names):
            raise UsageError(
                Localized(
                    en="give either addresses, or entries, or --changed", zh="地址、条目和 --changed 只能给出一种"
                )
            )
        if not (args.catalog / "site.yaml").exists():
            return _Job(listed, {}, Policy(fragments=args.fragments, robots=args.robots), "")
        return _Job(listed, load_records(args.catalog), Policy(fragments=args.fragments, robots=args.robots), "")
    return _plan_catalog_job(args, console)


def _plan_catalog_job(args: argparse.Namespace, console: Console) -> _Job:
    from dlcatalog.commands.links_catalog import build_policy, load_link_catalog

    catalog = load_link_catalog(args.catalog)
    policy = build_policy(catalog.policies, console.today(), fragments=args.fragments, robots=args.robots)
    urls = tuple(catalog.uses)
    added: frozenset[str] | None = None
    if args.changed:
        from dlcatalog.linkcheck.changed import find_change

        change = find_change(args.catalog, args.changed)
        urls = tuple(url for url, uses in catalog.uses.items() if any(use.path in change.paths for use in uses))
        added = frozenset(urls) - change.former
    if args.names:
        urls = _of_entries(catalog.uses, args.names, urls)
    return _Job(urls, catalog.records, policy, catalog.contact, catalog.find_places, added, frozenset(catalog.uses))


def _of_entries(uses: Mapping[str, tuple[Any, ...]], names: Iterable[str], urls: tuple[str, ...]) -> tuple[str, ...]:
    known = {use.entry_id for group in uses.values() for use in group}
    wanted = {Path(name).stem for name in names}
    if unknown := sorted(wanted - known):
        raise UsageError(Localized(en=f"no such entry: {', '.join(unknown)}", zh=f"没有这个条目：{'、'.join(unknown)}"))
    return tuple(url for url in urls if any(use.entry_id in wanted for use in uses[url]))


def _read_addresses(args: argparse.Namespace) -> tuple[str, ...]:
    listed = [name for name in args.names if "://" in name]
    if args.input:
        try:
            text = sys.stdin.read() if args.input == "-" else Path(args.input).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(_unreadable(args.input, error)) from error
        listed += [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(listed)


def _unreadable(path: str, error: OSError | UnicodeDecodeError) -> Localized:
    why = reason_of(error) if isinstance(error, OSError) else Localized(en="not UTF-8", zh="不是 UTF-8 编码")
    return Localized(en=f"cannot read {path}: {why.en}", zh=f"无法读取 {path}：{why.zh}")


def _read_shard(text: str | None) -> Shard | None:
    if text is None:
        return None
    shard = parse_shard(text)
    if shard is None:
        raise UsageError(
            Localized(
                en=f"--shard wants I/N with 1 <= I <= N, not {text!r}",
                zh=f"--shard 应为 I/N 且 1 ≤ I ≤ N，而不是 {text!r}",
            )
        )
    return shard
