"""What is remembered of each address between runs, and its form in `catalog/status/links.jsonl`."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dlcatalog.lang import Localized
from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = "dlcatalog-links/1"


class State(StrEnum):
    """What readers are told about an address; only a check that ran sets anything but `unchecked`."""

    OK = "ok"
    MOVED = "moved"
    BLOCKED = "blocked"
    FAILING = "failing"
    GONE = "gone"
    HIJACKED = "hijacked"
    UNCHECKED = "unchecked"


@record
class LinkRecord:
    """The memory of one address.

    `code` is the last HTTP status or the name of the last fault, `since` the day the state began, `failed_on` the
    days with a failure since the last `ok`, `last_ok` the last day it was fine, `moved_to` where it permanently leads.
    """

    url: str
    state: State = State.UNCHECKED
    code: int | str | None = None
    since: date | None = None
    failed_on: tuple[date, ...] = ()
    last_ok: date | None = None
    moved_to: str | None = None
    fingerprint: Fingerprint | None = None

    @property
    def failures(self) -> int:
        """Days with a failure since the address was last fine."""
        return len(self.failed_on)


@record
class Header:
    """The first line of the file: the day of the last run and its counts by state; `ok_on` see `format_records`."""

    run: date | None = None
    ok_on: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


class HistoryFormatError(ValueError):
    """A line of the status file that cannot be read; `line` counts from 1."""

    def __init__(self, line: int, problem: str, chinese: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = Localized(en=problem, zh=chinese)


def read_records(text: str) -> Mapping[str, LinkRecord]:
    """Records by URL from the text of the status file; an empty text gives none.

    Raises:
        HistoryFormatError: a line is not what `format_records` writes.
    """
    header, rows = _split(text)
    records = {}
    for number, line in rows:
        record = _parse_record(number, line, header.ok_on)
        records[record.url] = record
    return records


def read_header(text: str) -> Header:
    """The first line alone: when the last run was, and what it counted."""
    return _split(text)[0]


def record_for(records: Mapping[str, LinkRecord], url: str) -> LinkRecord:
    """What is remembered of `url`; an address never checked gives state `unchecked`."""
    return records.get(url) or LinkRecord(url)


def format_records(records: Iterable[LinkRecord], run: date) -> str:
    """The text of the status file: a header, then one line per checked address, sorted by URL.

    Most addresses are fine on the day of the last full run. That day stands once, in the header's `ok_on`, and a
    record says `last_ok` only if it differs: a run in which nothing changed changes one line.
    """
    kept = sorted((r for r in records if r.state is not State.UNCHECKED), key=lambda r: r.url)
    ok_on = _usual_day(kept)
    counts = Counter(str(r.state) for r in kept)
    first = {
        "format": FORMAT,
        "run": run.isoformat(),
        "ok_on": ok_on and ok_on.isoformat(),
        "counts": dict(sorted(counts.items())),
    }
    lines = [_dump(first), *(_dump(_record_data(r, ok_on)) for r in kept)]
    return "\n".join(lines) + "\n"


def _usual_day(records: Iterable[LinkRecord]) -> date | None:
    days = Counter(r.last_ok for r in records if r.last_ok and r.state in _FINE)
    return max(days, key=lambda day: (days[day], day), default=None)


_FINE = frozenset({State.OK, State.MOVED})


def _record_data(record: LinkRecord, ok_on: date | None) -> dict[str, object]:
    data: dict[str, object] = {"url": record.url, "state": str(record.state), "code": record.code}
    data["since"] = record.since and record.since.isoformat()
    if record.failed_on:
        data["failures"] = [day.isoformat() for day in record.failed_on]
    if not (record.state in _FINE and record.last_ok == ok_on):
        data["last_ok"] = record.last_ok and record.last_ok.isoformat()
    if record.moved_to:
        data["moved_to"] = record.moved_to
    if mark := record.fingerprint:
        data["fingerprint"] = {"host": mark.host, "title": mark.title, "language": mark.language}
    return data


def _dump(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


def _split(text: str) -> tuple[Header, Iterator[tuple[int, str]]]:
    # Not splitlines(): a title may hold U+2028, which JSON keeps as it is.
    rows = ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    first = next(rows, None)
    return (_parse_header(first[1]) if first else Header()), rows


def _parse_header(line: str) -> Header:
    data = _parse_line(1, line)
    if data.get("format") != FORMAT:
        raise HistoryFormatError(1, f"the first line must name the format {FORMAT}", f"第一行应写明格式 {FORMAT}")
    counts = data.get("counts")
    return Header(
        run=_day(1, data.get("run")),
        ok_on=_day(1, data.get("ok_on")),
        counts={str(k): v for k, v in counts.items() if isinstance(v, int)} if isinstance(counts, dict) else {},
    )


def _parse_record(number: int, line: str, ok_on: date | None) -> LinkRecord:
    data = _parse_line(number, line)
    url, code, moved_to = data.get("url"), data.get("code"), data.get("moved_to")
    if not isinstance(url, str):
        raise HistoryFormatError(number, "url is missing", "缺少 url")
    try:
        state = State(str(data.get("state")))
    except ValueError:
        raise HistoryFormatError(
            number, f"unknown state {data.get('state')!r}", f"未知的状态 {data.get('state')!r}"
        ) from None
    failures = data.get("failures") or []
    if not isinstance(failures, list):
        raise HistoryFormatError(number, "failures must be a list of days", "failures 应为日期列表")
    days = (_day(number, day) for day in failures)
    implied = ok_on if state in _FINE else None
    return LinkRecord(
        url=url,
        state=state,
        code=code if isinstance(code, int | str) else None,
        since=_day(number, data.get("since")),
        failed_on=tuple(day for day in days if day),
        last_ok=_day(number, data["last_ok"]) if "last_ok" in data else implied,
        moved_to=moved_to if isinstance(moved_to, str) else None,
        fingerprint=_parse_fingerprint(data.get("fingerprint")),
    )


def _parse_fingerprint(data: object) -> Fingerprint | None:
    if not isinstance(data, dict) or not isinstance(data.get("host"), str):
        return None
    return Fingerprint(data["host"], str(data.get("title", "")), str(data.get("language", "")))


def _parse_line(number: int, line: str) -> dict[str, object]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise HistoryFormatError(number, "not JSON", "不是 JSON") from None
    if not isinstance(data, dict):
        raise HistoryFormatError(number, "not a JSON object", "不是 JSON 对象")
    return data


def _day(number: int, value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise HistoryFormatError(number, f"not a date: {value!r}", f"不是日期：{value!r}") from None
