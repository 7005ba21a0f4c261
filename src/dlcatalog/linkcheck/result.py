"""What one run found out about one address, and its line in the journal."""

import json
from collections.abc import Callable, Mapping
from datetime import date

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.verdict import ROWS, Row, Verdict
from dlcatalog.records import record

_quote: Callable[[str], str] = json.encoder.encode_basestring


@record
class LinkResult:
    """The verdict on one address.

    `code` is the final HTTP status or the name of the fault, `row` the id of the row of the table that decided,
    `final` where the request ended, `moved_to` what `links fix` writes instead, `elapsed` seconds on the wire,
    `day` the day of the check where it was another run's (read from a journal).
    """

    url: str
    verdict: Verdict
    row: str
    code: int | str | None = None
    final: str | None = None
    moved_to: str | None = None
    fingerprint: Fingerprint | None = None
    elapsed: float = 0.0
    note: str = ""
    day: date | None = None

    @property
    def decided_by(self) -> Row:
        """The row of the table that decided."""
        return ROWS[self.row]


class JournalLineError(ValueError):
    """A line that is no result."""


def format_result(result: LinkResult) -> str:
    """One line of JSON, without its line break; what is empty is left out."""
    # Put together by hand: an encoder made for each line would cost more than the verdict.
    code = result.code
    told = "null" if code is None else code if isinstance(code, int) else _quote(code)
    line = f'{{"url": {_quote(result.url)}, "verdict": "{result.verdict}", "row": "{result.row}", "code": {told}'
    if result.final and result.final != result.url:
        line += f', "final": {_quote(result.final)}'
    if result.moved_to:
        line += f', "moved_to": {_quote(result.moved_to)}'
    if mark := result.fingerprint:
        line += f', "fingerprint": [{_quote(mark.host)}, {_quote(mark.title)}, {_quote(mark.language)}]'
    if result.elapsed:
        line += f', "elapsed": {result.elapsed:.3f}'
    if result.note:
        line += f', "note": {_quote(result.note)}'
    return line + "}"


def parse_result(line: str, day: date | None = None) -> LinkResult:
    """Read what `format_result` wrote; `day` is the day of the journal it stands in.

    Raises:
        JournalLineError: the line is cut short or something else.
    """
    try:
        data = json.loads(line)
        return _from_data(data, day)
    except (ValueError, KeyError, TypeError) as error:
        raise JournalLineError(str(error)) from error


def _from_data(data: Mapping[str, object], day: date | None) -> LinkResult:
    code, final, moved_to, elapsed = data.get("code"), data.get("final"), data.get("moved_to"), data.get("elapsed", 0.0)
    mark = data.get("fingerprint")
    row = str(data["row"])
    if row not in ROWS:
        raise ValueError(row)
    return LinkResult(
        url=str(data["url"]),
        verdict=Verdict(str(data["verdict"])),
        row=row,
        code=code if isinstance(code, int | str) else None,
        final=str(final) if final else None,
        moved_to=str(moved_to) if moved_to else None,
        fingerprint=Fingerprint(*map(str, mark)) if isinstance(mark, list) else None,
        elapsed=float(elapsed) if isinstance(elapsed, int | float) else 0.0,
        note=str(data.get("note", "")),
        day=day,
    )
