"""Shows how far a run is: one line that renews itself on a terminal, a plain line now and then in a log."""

import time
from collections import Counter

from dlcatalog.commands.console import Console
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.verdict import BROKEN, FINE, Verdict

_TERMINAL_SECONDS = 0.1
_LOG_SECONDS = 30.0
_LINE = Localized(
    "{done}/{total} checked, {fine} fine, {broken} suspect, {other} other",
    "已检查 {done}/{total}，正常 {fine}，可疑 {broken}，其他 {other}",
)


class Progress:
    """Counts results and says so from time to time, to standard error only."""

    def __init__(self, console: Console, total: int, *, quiet: bool) -> None:
        self._console = console
        self._total = total
        self._quiet = quiet
        self._watched = console.is_watched
        self._every = _TERMINAL_SECONDS if self._watched else _LOG_SECONDS
        self._next = time.monotonic() + self._every
        self._counts: Counter[Verdict] = Counter()
        self._done = 0

    def count(self, result: LinkResult) -> None:
        """Count one result."""
        if self._quiet:
            return
        self._counts[result.verdict] += 1
        self._done += 1
        # The clock is asked every few results only: it would cost more than counting.
        if not self._done % 8 and time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            self._show()

    def finish(self) -> None:
        """Wipe the line of a terminal."""
        if self._watched and not self._quiet:
            self._console.err.write("\r\x1b[K")
            self._console.err.flush()

    def _show(self) -> None:
        fine = sum(self._counts[verdict] for verdict in FINE)
        broken = sum(self._counts[verdict] for verdict in BROKEN)
        values = {
            "done": self._done,
            "total": self._total,
            "fine": fine,
            "broken": broken,
            "other": self._done - fine - broken,
        }
        line = _LINE.format(values).get(self._console.lang)
        self._console.err.write(f"\r{line}\x1b[K" if self._watched else line + "\n")
        self._console.err.flush()
