"""Histories over simulated days: what a link's state becomes after a row of verdicts."""

from datetime import date, timedelta

import pytest

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.history import LinkRecord, format_records, read_records
from dlcatalog.linkcheck.memory import advance_record
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import Verdict

URL = "https://example.org/page"
DAY_ONE = date(2027, 1, 1)
RESULTS = {
    "ok": LinkResult(URL, Verdict.OK, "plain-ok", 200),
    "moved": LinkResult(URL, Verdict.MOVED, "moved", 200, moved_to="https://example.org/new"),
    "blocked": LinkResult(URL, Verdict.BLOCKED, "refuses-robots", 403),
    "404": LinkResult(URL, Verdict.GONE, "http-404", 404),
    "410": LinkResult(URL, Verdict.GONE, "http-410", 410),
    "no-name": LinkResult(URL, Verdict.DNS_ERROR, "no-such-name", "no-such-name"),
    "dns": LinkResult(URL, Verdict.DNS_ERROR, "dns", "dns"),
    "503": LinkResult(URL, Verdict.SERVER_ERROR, "http-5xx", 503),
    "timeout": LinkResult(URL, Verdict.TIMEOUT, "timeout", "timeout"),
    "tls": LinkResult(URL, Verdict.TLS_ERROR, "tls", "tls"),
    "hijacked": LinkResult(URL, Verdict.HIJACKED, "parked", 200),
    "skipped": LinkResult(URL, Verdict.SKIPPED, "policy"),
}


def _live(days: str) -> list[LinkRecord]:
    """Play `DAY:WHAT` pairs, e.g. `0:ok 3:404`; returns the record after each, each time through the file."""
    record = LinkRecord(URL)
    lived = []
    for step in days.split():
        day, _, what = step.partition(":")
        today = DAY_ONE + timedelta(days=int(day))
        record = advance_record(record, RESULTS[what], today)
        record = read_records(format_records([record], today)).get(URL, LinkRecord(URL))
        lived.append(record)
    return lived


@pytest.mark.parametrize(
    ("days", "states"),
    [
        ("0:ok", "ok"),
        ("0:skipped", "unchecked"),
        ("0:ok 1:skipped", "ok ok"),
        ("0:ok 1:404", "ok failing"),
        ("0:ok 1:404 1:404 1:404", "ok failing failing failing"),
        ("0:ok 1:404 2:404 3:404", "ok failing failing failing"),
        ("0:ok 1:404 4:404 8:404", "ok failing failing gone"),
        ("0:ok 1:404 8:404", "ok failing failing"),
        ("0:ok 1:404 8:404 9:404", "ok failing failing gone"),
        ("0:ok 1:410 2:410", "ok failing failing"),
        ("0:ok 1:410 8:410", "ok failing gone"),
        ("0:ok 1:no-name 8:no-name", "ok failing gone"),
        ("0:ok 1:dns 8:dns", "ok failing failing"),
        ("0:ok 1:dns 8:dns 9:dns", "ok failing failing gone"),
        ("0:ok 1:503 2:timeout 9:tls", "ok failing failing gone"),
        ("0:ok 1:404 4:404 7:ok 8:404 9:404", "ok failing failing ok failing failing"),
        ("0:404 7:404 14:404", "failing failing gone"),
        ("0:ok 1:404 5:404 9:404 10:ok", "ok failing failing gone ok"),
        ("0:ok 1:404 5:404 9:404 10:blocked 11:503", "ok failing failing gone gone gone"),
        ("0:ok 1:blocked 2:blocked 30:blocked", "ok blocked blocked blocked"),
        ("0:ok 1:404 5:blocked 9:404 10:404", "ok failing blocked failing gone"),
        ("0:ok 1:moved 2:ok", "ok moved ok"),
        ("0:ok 1:hijacked", "ok hijacked"),
        ("0:ok 1:hijacked 2:blocked", "ok hijacked hijacked"),
        ("0:ok 1:hijacked 2:404 6:404 10:404", "ok hijacked hijacked hijacked gone"),
        ("0:hijacked 1:ok", "hijacked ok"),
        (
            "0:ok 1:503 2:ok 3:503 4:ok 5:503 6:ok 7:503 8:ok 9:503",
            "ok failing ok failing ok failing ok failing ok failing",
        ),
    ],
)
def test_a_history_ends_in_the_right_states(days: str, states: str) -> None:
    assert [str(record.state) for record in _live(days)] == states.split()


def test_the_day_a_state_began_and_the_last_fine_day_are_kept() -> None:
    *_, failing, gone = _live("0:ok 2:ok 3:404 5:404 10:404")
    assert (failing.since, failing.last_ok) == (DAY_ONE + timedelta(days=3), DAY_ONE + timedelta(days=2))
    assert (gone.since, gone.failures, gone.code) == (DAY_ONE + timedelta(days=10), 3, 404)


def test_gone_changes_nothing_more_so_that_the_file_stays_as_it_is() -> None:
    before, after = _live("0:404 7:404 14:404 15:503")[-2:]
    assert before == after


def test_only_a_moved_link_says_where_to() -> None:
    moved, fine = _live("0:moved 1:ok")
    assert (moved.moved_to, fine.moved_to) == ("https://example.org/new", None)


def test_a_fingerprint_stays_while_it_fits_and_failures_do_not_touch_it() -> None:
    first = Fingerprint("example.org", "Deep learning notes (12 stars)", "en")
    second = Fingerprint("example.org", "Deep learning notes (13 stars)", "en")
    other = Fingerprint("example.org", "Something else entirely", "en")
    record = LinkRecord(URL)
    for mark, expected in ((first, first), (second, first), (None, first), (other, other)):
        verdict = RESULTS["ok"] if mark else RESULTS["404"]
        result = LinkResult(URL, verdict.verdict, verdict.row, verdict.code, fingerprint=mark)
        record = advance_record(record, result, DAY_ONE)
        assert record.fingerprint == expected
