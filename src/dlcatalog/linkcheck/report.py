"""A finished run as one value: each result with the places it stands at, its state, and whether it fails the run."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from dlcatalog.diagnostics import Position
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.select import Omitted
from dlcatalog.linkcheck.verdict import BROKEN, FINE, Verdict
from dlcatalog.records import field, record


@record
class Place:
    """Where an address stands: entry, file as the reader of the report finds it, line and column."""

    entry_id: str
    path: str
    position: Position
    role: str = ""


class Finding(NamedTuple):
    """One result, the places it concerns (none for addresses from a list), and the state after this run."""

    result: LinkResult
    state: State
    places: tuple[Place, ...] = ()
    record: LinkRecord | None = None
    is_broken: bool = False

    @property
    def is_fine(self) -> bool:
        """Tell whether nobody needs to look at it."""
        return self.result.verdict is Verdict.OK or self.result.verdict is Verdict.SKIPPED


@record
class LinkReport:
    """A run: its day, all findings by address, what was left out and why; `seconds` is 0 where others ran it."""

    day: date
    findings: tuple[Finding, ...]
    omitted: Mapping[Omitted, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Findings that fail the run."""
        return tuple([finding for finding in self.findings if finding.is_broken])

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given, in the order of the enum, without zeros."""
        # By identity: to hash a member of an enum takes Python longer than all else here.
        counts = Counter(map(id, map(attrgetter("result.verdict"), self.findings)))
        return {verdict: counts[id(verdict)] for verdict in Verdict if counts[id(verdict)]}


def is_broken(result: LinkResult, before: LinkRecord | None, after: LinkRecord, *, added: bool | None = None) -> bool:
    """Tell whether a result fails the run.

    A link that was never fine is judged by this run alone; one that has been fine before fails only when its state
    says so, since one bad night is not a death. `blocked` and `failing` never fail. Where a change is looked at, `added`
    says whether it brings the link: then that alone counts, and what was there before is no fault of the change.
    """
    if result.verdict in FINE or result.verdict is Verdict.SKIPPED or added is False:
        return False
    if added or before is None or before.last_ok is None or result.verdict in {Verdict.HIJACKED, Verdict.INVALID}:
        return result.verdict in BROKEN
    return after.state in {State.GONE, State.HIJACKED}
