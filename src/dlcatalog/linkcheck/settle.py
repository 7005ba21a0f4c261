"""Brings results and memory together: the records after a run, and the findings for its report."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from operator import attrgetter

from dlcatalog.linkcheck.history import LinkRecord, State, record_for
from dlcatalog.linkcheck.memory import advance_record
from dlcatalog.linkcheck.report import Finding, Place, is_broken
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import TRANSIENT, Verdict

_SEVERAL = 5


def settle_records(
    before: Mapping[str, LinkRecord],
    results: Iterable[LinkResult],
    today: date,
    *,
    in_use: Collection[str] | None = None,
) -> dict[str, LinkRecord]:
    """The records after a run; those of addresses that the catalog no longer uses are forgotten."""
    after = dict(before)
    for result in results:
        after[result.url] = advance_record(record_for(before, result.url), result, today)
    return after if in_use is None else {url: record for url, record in after.items() if url in in_use}


def make_findings(
    results: Iterable[LinkResult],
    before: Mapping[str, LinkRecord],
    today: date,
    *,
    places: Mapping[str, tuple[Place, ...]],
    added: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """One finding per result, sorted by address; where `added` is given, only those addresses can be broken."""
    findings = []
    for result in sorted(results, key=attrgetter("url")):
        if result.verdict is Verdict.OK and result.url not in before:
            # Most results of a first run; what is not remembered yet has no days to tell.
            findings.append(Finding(result, State.OK, places.get(result.url, ())))
            continue
        after = advance_record(record_for(before, result.url), result, today)
        broken = is_broken(result, before.get(result.url), after, added=None if added is None else result.url in added)
        findings.append(Finding(result, after.state, places.get(result.url, ()), after, broken))
    return tuple(findings)


def is_cut_off(results: Collection[LinkResult]) -> bool:
    """Tell whether not one of several addresses answered: then it is our own network that fails."""
    asked = [result for result in results if result.verdict not in {Verdict.SKIPPED, Verdict.INVALID}]
    return (
        len(asked) >= _SEVERAL
        and all(result.verdict in TRANSIENT for result in asked)
        and not any(isinstance(r.code, int) for r in asked)
    )
