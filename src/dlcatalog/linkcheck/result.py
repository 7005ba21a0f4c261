"""What one run found out about one address, and its line in the journal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.verdict import ROWS, Row, Verdict

_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The verdict on one address.

    `code` is the final HTTP status or the name of the fault, `row` the id of the row of the table that decided,
    `final` where the request ended, `moved_to` what `links fix` writes instead, `elapsed` seconds on the wire.
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

    @property
    def decided_by(self) -> Row:
        """The row of the table that decided."""
        return ROWS[self.row]


class JournalLineError(ValueError):
    """A line that is no result."""


def format_result(result: LinkResult) -> str:
    """One line of JSON, without its line break; what is empty is left out."""
    data: dict[str, object] = {
        "url": result.url,
        "verdict": str(result.verdict),
        "row": result.row,
        "code": result.code,
    }
    if result.final and result.final != result.url:
        data["final"] = result.final
    if result.moved_to:
        data["moved_to"] = result.moved_to
    if mark := result.fingerprint:
        data["fingerprint"] = [mark.host, mark.title, mark.language]
    if result.elapsed:
        data["elapsed"] = round(result.elapsed, 3)
    if result.note:
        data["note"] = result.note
    return _encode(data)


def parse_result(line: str) -> LinkResult:
    """Read what `format_result` wrote.

    Raises:
        JournalLineError: the line is cut short or something else.
    """
    try:
        data = json.loads(line)
        return _from_data(data)
    except (ValueError, KeyError, TypeError) as error:
        raise JournalLineError(str(error)) from error


def _from_data(data: Mapping[str, object]) -> LinkResult:
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
    )
