"""What a command gets from outside: streams, language, clock, and whether a person is watching."""

import io
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import TextIO

from dlcatalog.lang import Lang, Localized
from dlcatalog.records import field, record


class ExitCode(IntEnum):
    """The exit codes of the program."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    CRASH = 70


def _today() -> date:
    return datetime.now(tz=UTC).date()


@record
class Console:
    """Reports go to ``out``, progress and notices to ``err``; both speak ``lang``."""

    lang: Lang = Lang.EN
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    today: Callable[[], date] = _today

    def say(self, message: Localized) -> None:
        """Write one line for the user, apart from the report."""
        self.err.write(message.get(self.lang) + "\n")

    def report(self, text: str) -> None:
        """Write a report or a result, as it is. Raises OutputError where the stream takes no more."""
        from dlcatalog.errors import OutputError, reason_of

        try:
            self.out.write(text)
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            why = reason_of(error)
            raise OutputError(
                Localized(en=f"cannot write the result: {why.en}", zh=f"无法输出结果：{why.zh}"),
            ) from None

    def report_data(self, text: str) -> None:
        """Write what a program will read: UTF-8 with the line ends it has, whatever the terminal's encoding is."""
        if isinstance(self.out, io.TextIOWrapper):
            self.out.reconfigure(encoding="utf-8", newline="")
        self.report(text)

    @property
    def has_color(self) -> bool:
        """Whether the report goes to a terminal that shows colours (https://no-color.org)."""
        is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return self.out.isatty() and not is_plain

    @property
    def is_watched(self) -> bool:
        """Whether a person looks at a terminal, so that a progress bar is welcome."""
        return self.err.isatty()
