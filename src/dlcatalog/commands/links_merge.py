"""`dlcatalog links merge`: join the journals of shards into one report and one status file."""

import argparse

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import load_link_catalog
from dlcatalog.commands.links_check import CUT_OFF
from dlcatalog.commands.links_output import urls_to_place, write_report
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.files import STATUS_FILE, write_text
from dlcatalog.linkcheck.history import format_records
from dlcatalog.linkcheck.journal import journal_day, merge_journals, read_journal
from dlcatalog.linkcheck.report import LinkReport
from dlcatalog.linkcheck.select import Omitted
from dlcatalog.linkcheck.settle import is_cut_off, make_findings, settle_records

_LOST = Localized(
    "{path}: no address answered at all: the network seems to have been down there, so this part is left out",
    "{path}：没有一个地址有响应，看来那台机器断网，因此不采用这一部分",
)


def run(args: argparse.Namespace, console: Console) -> int:
    """Merge journals; the run's day is the latest day on which one of them was begun."""
    catalog = load_link_catalog(args.catalog)
    parts = {path: read_journal(path) for path in args.journals}
    day = max((journal_day(path) for path in args.journals), default=console.today())
    lost = [path for path, part in parts.items() if is_cut_off(part.values())]
    for path in lost if len(lost) < len(parts) else ():
        console.say(_LOST.format({"path": str(path)}))
    merged = merge_journals(part for path, part in parts.items() if path not in lost or len(lost) == len(parts))
    results = [result for url, result in merged.items() if url in catalog.uses]
    if args.update and is_cut_off(results):
        console.say(CUT_OFF)
    elif args.update:
        records = settle_records(catalog.records, results, day, in_use=catalog.uses.keys())
        write_text(args.catalog / STATUS_FILE, format_records(records.values(), day))
    places = catalog.find_places(urls_to_place(results, args.format))
    findings = make_findings(results, catalog.records, day, places=places)
    missing = tuple(url for url in catalog.uses if url not in merged)
    report = LinkReport(day, findings, {Omitted.NOT_IN_JOURNALS: missing})
    write_report(report, args, console)
    return ExitCode.FINDINGS if report.broken else ExitCode.CLEAN
