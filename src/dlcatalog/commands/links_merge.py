"""`dlcatalog links merge`: join the journals of shards into one report and one status file."""

import argparse

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import load_link_catalog
from dlcatalog.commands.links_check import CUT_OFF
from dlcatalog.commands.links_output import write_report
from dlcatalog.linkcheck.files import STATUS_FILE, write_text
from dlcatalog.linkcheck.history import format_records
from dlcatalog.linkcheck.journal import journal_day, merge_journals, read_journal
from dlcatalog.linkcheck.report import LinkReport
from dlcatalog.linkcheck.settle import is_cut_off, make_findings, settle_records
from dlcatalog.linkcheck.verdict import FINE


def run(args: argparse.Namespace, console: Console) -> int:
    """Merge journals; the run's day is the latest day on which one of them was begun."""
    catalog = load_link_catalog(args.catalog)
    merged = merge_journals(read_journal(path) for path in args.journals)
    day = max((journal_day(path) for path in args.journals), default=console.today())
    results = [result for url, result in merged.items() if url in catalog.uses]
    if args.update and is_cut_off(results):
        console.say(CUT_OFF)
    elif args.update:
        records = settle_records(catalog.records, results, day, in_use=catalog.uses.keys())
        write_text(args.catalog / STATUS_FILE, format_records(records.values(), day))
    places = catalog.find_places(result.url for result in results if result.verdict not in FINE or result.moved_to)
    findings = make_findings(results, catalog.records, day, places=places)
    report = LinkReport(day, findings, {}, max((result.elapsed for result in results), default=0.0))
    write_report(report, args, console)
    return ExitCode.FINDINGS if report.broken else ExitCode.CLEAN
