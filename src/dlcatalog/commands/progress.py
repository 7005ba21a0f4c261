"""A progress bar on a terminal; nothing elsewhere."""

import time

from dlcatalog.commands.console import Console
from dlcatalog.lang import Localized

_STAGES = {
    "read": Localized(en="reading", zh="读取"),
    "make": Localized(en="making pages", zh="生成页面"),
    "collect": Localized(en="putting together", zh="汇总"),
}
_WIDTH = 24
_PATIENCE = 0.5
_PAUSE = 0.1


class ProgressBar:
    """One line on the error stream, drawn only where a person watches, and only when the work takes a while."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def __call__(self, stage: str, at: int, of: int) -> None:
        """Show that piece ``at`` of ``of`` is begun."""
        now = time.monotonic()
        if not self._console.is_watched or now < self._next:
            return
        self._next = now + _PAUSE
        self._is_shown = True
        filled = _WIDTH * at // max(of, 1)
        name = _STAGES[stage].get(self._console.lang)
        self._console.err.write(f"\r\x1b[K[{'#' * filled}{'.' * (_WIDTH - filled)}] {name} {at}/{of}")
        self._console.err.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._is_shown:
            self._console.err.write("\r\x1b[K")
            self._console.err.flush()
            self._is_shown = False
