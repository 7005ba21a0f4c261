"""From a verdict to a state with memory: one bad night is not a death."""

from datetime import date, timedelta

from dlcatalog.linkcheck.fingerprint import Fingerprint, refresh_fingerprint
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.outcome import Fault
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import Verdict
from dlcatalog.records import replace

FAILURES_TO_DIE = 3
"""Different days with a failure before `failing` becomes `gone`."""
SURE_FAILURES_TO_DIE = 2
"""The same where the server or the name service says that it is for good."""
DAYS_TO_DIE = timedelta(days=7)
"""Days the failures must span, sure or not."""
_SURE_CODES = frozenset({410, str(Fault.NO_NAME)})


def advance_record(record: LinkRecord, result: LinkResult, today: date) -> LinkRecord:
    """Return what to remember of an address after a run of `today`, or of the result's own day, gave `result`."""
    today = result.day or today
    match result.verdict:
        case Verdict.SKIPPED:
            return record
        case Verdict.OK:
            return _enter(record, State.OK, result, today, fine=True)
        case Verdict.MOVED:
            return _enter(record, State.MOVED, result, today, fine=True)
        case Verdict.HIJACKED:
            return _enter(record, State.HIJACKED, result, today)
        case Verdict.BLOCKED:
            # A refusal neither proves nor refutes a death that was proven.
            return (
                record if record.state in {State.GONE, State.HIJACKED} else _enter(record, State.BLOCKED, result, today)
            )
        case _:
            return _fail(record, result, today)


def _enter(record: LinkRecord, state: State, result: LinkResult, today: date, *, fine: bool = False) -> LinkRecord:
    return LinkRecord(
        url=record.url,
        state=state,
        code=result.code,
        since=record.since if record.state is state and record.since else today,
        failed_on=() if fine else record.failed_on,
        last_ok=today if fine else record.last_ok,
        moved_to=result.moved_to if state is State.MOVED else None,
        fingerprint=_fingerprint(record.fingerprint, result.fingerprint) if fine else record.fingerprint,
    )


def _fingerprint(old: Fingerprint | None, new: Fingerprint | None) -> Fingerprint | None:
    return refresh_fingerprint(old, new) if new else old


def _fail(record: LinkRecord, result: LinkResult, today: date) -> LinkRecord:
    if record.state is State.GONE:
        return record
    days = record.failed_on if today in record.failed_on else tuple(sorted((*record.failed_on, today)))
    dead = len(days) >= _failures_to_die(result.code) and days[-1] - days[0] >= DAYS_TO_DIE
    if record.state is State.HIJACKED and not dead:
        return replace(record, failed_on=days)
    state = State.GONE if dead else State.FAILING
    return _enter(replace(record, failed_on=days), state, result, today)


def _failures_to_die(code: int | str | None) -> int:
    return SURE_FAILURES_TO_DIE if code in _SURE_CODES else FAILURES_TO_DIE
