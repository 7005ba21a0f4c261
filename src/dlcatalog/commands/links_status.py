"""`dlcatalog links status`: what is remembered of the links."""

import argparse
import json

from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.links_catalog import LinkCatalog, load_link_catalog
from dlcatalog.errors import UsageError
from dlcatalog.lang import Lang, Localized
from dlcatalog.linkcheck.history import LinkRecord, State, record_for
from dlcatalog.reporting.links_text import STATES

_TROUBLE = (State.HIJACKED, State.GONE, State.FAILING)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print counts by state, and the links in the states asked for (by default those in trouble)."""
    catalog = load_link_catalog(args.catalog)
    listed = _read_states(args.state) or _TROUBLE
    records = [record_for(catalog.records, url) for url in sorted(catalog.uses)]
    counts = {state: sum(record.state is state for record in records) for state in State}
    if args.format == "json":
        data = {
            "states": {str(state): count for state, count in counts.items()},
            "links": [_data(r) for r in records if r.state in listed],
        }
        console.report_data(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        console.report(_format_text(catalog, records, (counts, listed), console.lang))
    return ExitCode.CLEAN


def _read_states(names: list[str] | None) -> tuple[State, ...]:
    try:
        return tuple(State(name) for name in names or ())
    except ValueError:
        known = ", ".join(State)
        raise UsageError(
            Localized(en=f"unknown state; the states are {known}", zh=f"没有这种状态；可用的有 {known}")
        ) from None


def _format_text(
    catalog: LinkCatalog, records: list[LinkRecord], choice: tuple[dict[State, int], tuple[State, ...]], lang: Lang
) -> str:
    counts, listed = choice
    lines = [f"{count:6}  {STATES[state].get(lang)}" for state, count in counts.items() if count]
    for record in records:
        if record.state in listed:
            entries = ", ".join(dict.fromkeys(use.entry_id for use in catalog.uses[record.url]))
            lines.append(
                f"{STATES[record.state].get(lang)}  {record.code or ''}  {record.url}  ({entries})  {_dates(record, lang)}"
            )
    return "\n".join(lines) + "\n"


def _dates(record: LinkRecord, lang: Lang) -> str:
    since = Localized(f"since {record.since}", f"自 {record.since} 起") if record.since else Localized("", "")
    last = (
        Localized(f"; last fine {record.last_ok}", f"；上次正常 {record.last_ok}")
        if record.last_ok
        else Localized("", "")
    )
    return since.get(lang) + last.get(lang)


def _data(record: LinkRecord) -> dict[str, object]:
    return {
        "url": record.url,
        "state": str(record.state),
        "code": record.code,
        "since": record.since and record.since.isoformat(),
        "last_ok": record.last_ok and record.last_ok.isoformat(),
        "failures": record.failures,
        "moved_to": record.moved_to,
    }
