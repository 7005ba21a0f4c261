"""The status file: small diffs, exact round trips, clear refusals."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.history import (
    HistoryFormatError,
    LinkRecord,
    State,
    format_records,
    read_header,
    read_records,
    record_for,
)

DAY = date(2027, 3, 1)
TEXT = st.text(max_size=20)
RECORDS = st.builds(
    LinkRecord,
    url=st.from_regex(r"https://[a-z]{1,8}\.org/[a-z]{0,5}", fullmatch=True),
    state=st.sampled_from([state for state in State if state is not State.UNCHECKED]),
    code=st.one_of(st.none(), st.integers(100, 999), TEXT),
    since=st.one_of(st.none(), st.dates()),
    failed_on=st.lists(st.dates(), max_size=3).map(tuple),
    last_ok=st.one_of(st.none(), st.dates()),
    moved_to=st.one_of(st.none(), st.just("https://new.org/")),
    fingerprint=st.one_of(st.none(), st.builds(Fingerprint, TEXT, TEXT, TEXT)),
)


@given(st.lists(RECORDS, unique_by=lambda record: record.url))
def test_what_is_written_is_what_is_read(records: list[LinkRecord]) -> None:
    text = format_records(records, DAY)
    assert dict(read_records(text)) == {record.url: record for record in records}
    assert format_records(read_records(text).values(), DAY) == text


def test_an_empty_file_holds_nothing_and_everything_is_unchecked() -> None:
    assert read_records("") == {}
    assert read_header("").run is None
    assert record_for({}, "https://example.org/").state is State.UNCHECKED


def test_a_run_in_which_nothing_changed_changes_the_first_line_only() -> None:
    def text(day: date) -> list[str]:
        fine = [LinkRecord(f"https://example.org/{n}", State.OK, 200, DAY, last_ok=day) for n in range(50)]
        gone = LinkRecord("https://gone.org/", State.GONE, 404, DAY, (DAY,), last_ok=DAY)
        return format_records([*fine, gone], day).splitlines()

    before, after = text(DAY), text(DAY + timedelta(days=7))
    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [0]


def test_a_partial_run_keeps_the_days_of_what_it_left_out() -> None:
    old = [LinkRecord(f"https://old.org/{n}", State.OK, 200, DAY, last_ok=DAY) for n in range(9)]
    new = LinkRecord("https://new.org/", State.OK, 200, DAY, last_ok=DAY + timedelta(days=1))
    records = read_records(format_records([*old, new], DAY + timedelta(days=1)))
    assert {record.last_ok for record in old} == {records[record.url].last_ok for record in old}
    assert records["https://new.org/"].last_ok == DAY + timedelta(days=1)


def test_lines_are_sorted_by_url_and_the_header_counts() -> None:
    text = format_records(
        [
            LinkRecord("https://b.org/", State.OK),
            LinkRecord("https://a.org/", State.GONE),
            LinkRecord("https://c.org/"),
        ],
        DAY,
    )
    assert [line.split('"')[3] for line in text.splitlines()[1:]] == ["https://a.org/", "https://b.org/"]
    assert read_header(text).counts == {"gone": 1, "ok": 1}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< HEAD\n", 1),
        ('{"format": "something/2"}\n', 1),
        ('{"format": "dlcatalog-links/1"}\n{"state": "ok"}\n', 2),
        ('{"format": "dlcatalog-links/1"}\n{"url": "https://a.org/", "state": "fine"}\n', 2),
        ('{"format": "dlcatalog-links/1"}\n\n{"url": "https://a.org/", "state": "ok", "since": "yesterday"}\n', 3),
        ('{"format": "dlcatalog-links/1"}\n[1]\n', 2),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(HistoryFormatError) as caught:
        read_records(text)
    assert caught.value.line == line
