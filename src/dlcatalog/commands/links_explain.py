"""`dlcatalog links explain`: the attempts at one address, the row of the table that decided, and its history."""

import argparse

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_network import make_setup
from dlcatalog.lang import Lang, Localized
from dlcatalog.linkcheck.checker import Surroundings
from dlcatalog.linkcheck.files import load_records
from dlcatalog.linkcheck.history import LinkRecord, record_for
from dlcatalog.linkcheck.memory import advance_record
from dlcatalog.linkcheck.outcome import Reply, Request
from dlcatalog.linkcheck.policy import Policy
from dlcatalog.linkcheck.report import is_broken
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.stack import check_addresses, random_name
from dlcatalog.records import replace
from dlcatalog.reporting.links_text import STATES, VERDICTS, printable

_NONE = Localized("never checked", "从未检查")


def run(args: argparse.Namespace, console: Console) -> int:
    """Check one address and say everything that led to the verdict."""
    records, policy, contact = _surroundings(args, console)
    record = record_for(records, args.url)
    trace: list[tuple[Request, Reply]] = []
    results: list[LinkResult] = []
    marks = {args.url: record.fingerprint} if record.fingerprint else {}
    setup = replace(make_setup(args, contact), observe=lambda request, reply: trace.append((request, reply)))
    check_addresses([args.url], setup, Surroundings(marks, policy, random_name), results.append)
    after = advance_record(record, results[0], console.today())
    lines = [
        args.url,
        *_requests(trace, console.lang),
        *_verdict(results[0], console.lang),
        *_history(record, after, console.lang),
    ]
    console.report("\n".join(map(printable, lines)) + "\n")
    return ExitCode.FINDINGS if is_broken(results[0], records.get(args.url), after) else ExitCode.CLEAN


def _surroundings(args: argparse.Namespace, console: Console) -> tuple[dict[str, LinkRecord], Policy, str]:
    if not (args.catalog / "site.yaml").exists():
        return {}, Policy(fragments=args.fragments, robots=args.robots), ""
    from dlcatalog.commands.links_catalog import build_policy, load_link_catalog

    catalog = load_link_catalog(args.catalog)
    policy = build_policy(catalog.policies, console.today(), fragments=args.fragments, robots=args.robots)
    return load_records(args.catalog), policy, catalog.contact


def _requests(trace: list[tuple[Request, Reply]], lang: Lang) -> list[str]:
    heading = Localized("requests:", "请求：").get(lang)
    return [heading, *(_request(number, *step) for number, step in enumerate(trace, 1))]


def _request(number: int, request: Request, reply: Reply) -> str:
    said = f"{reply.fault}{f' ({reply.detail})' if reply.detail else ''}" if reply.fault else str(reply.status)
    notes = [
        f"{name}: {reply.headers[name]}"
        for name in ("location", "retry-after", "content-type")
        if name in reply.headers
    ]
    notes += [f"{len(reply.body)} B"] if reply.body else []
    return f"  {number}. {request.method} {request.url} -> {said}  {reply.elapsed:.2f} s  {'; '.join(notes)}".rstrip()


def _verdict(result: LinkResult, lang: Lang) -> list[str]:
    row = result.decided_by
    lines = [
        Localized(
            f"verdict: {VERDICTS[row.verdict].en} ({row.verdict})", f"判断：{VERDICTS[row.verdict].zh}（{row.verdict}）"
        ).get(lang),
        Localized(f"decided by row {row.id}: {row.reason.en}", f"依据表中的 {row.id} 一行：{row.reason.zh}").get(lang),
    ]
    if result.moved_to:
        lines.append(Localized(f"new address: {result.moved_to}", f"新地址：{result.moved_to}").get(lang))
    if result.note:
        lines.append(Localized(f"note: {result.note}", f"备注：{result.note}").get(lang))
    if mark := result.fingerprint:
        lines.append(
            Localized(
                f"fingerprint: {mark.host} | {mark.title} | {mark.language}",
                f"指纹：{mark.host} | {mark.title} | {mark.language}",
            ).get(lang)
        )
    return lines


def _history(before: LinkRecord, after: LinkRecord, lang: Lang) -> list[str]:
    return [
        Localized("history: ", "历史：").get(lang) + _state(before, lang),
        Localized("after a run with this result: ", "若以此结果更新：").get(lang) + _state(after, lang),
    ]


def _state(record: LinkRecord, lang: Lang) -> str:
    if record.since is None:
        return _NONE.get(lang)
    days = ("、" if lang is Lang.ZH else ", ").join(day.isoformat() for day in record.failed_on)
    parts = [STATES[record.state].get(lang), Localized(f"since {record.since}", f"自 {record.since} 起").get(lang)]
    if record.last_ok:
        parts.append(Localized(f"last fine {record.last_ok}", f"上次正常 {record.last_ok}").get(lang))
    if days:
        parts.append(Localized(f"failed on {days}", f"失败于 {days}").get(lang))
    return ("，" if lang is Lang.ZH else ", ").join(parts)
