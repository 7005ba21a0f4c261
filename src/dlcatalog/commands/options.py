"""Options that several commands share."""

import argparse
import re
from collections.abc import Callable
from datetime import date

from dlcatalog.commands.console import Console
from dlcatalog.lang import Lang

_DATE = {
    Lang.EN: "the day to go by, instead of today (2026-11-20)",
    Lang.ZH: "以这一天代替今天（如 2026-11-20）",
}


def add_date(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Add ``--date``."""
    parser.add_argument("--date", type=_Day(lang), metavar="DATE", help=_DATE[lang])


class _Day:
    """Reads a day, or says in the language of the run that it is none."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def __call__(self, text: str) -> date:
        try:
            # Python reads other forms, too, and each Python others; and nothing here is older than computers' clocks.
            return date.fromisoformat(
                text if re.fullmatch(r"(?:19[7-9]|[2-9]\d\d)\d-\d\d-\d\d", text, re.ASCII) else ""
            )
        except ValueError:
            message = (
                f"{text} 不是 2026-11-20 这种格式的日期"
                if self._lang is Lang.ZH
                else f"{text} is no date of the form 2026-11-20"
            )
            raise argparse.ArgumentTypeError(message) from None


def choose(day: date | None, console: Console) -> date:
    """The day asked for, or today."""
    return console.today() if day is None else day


def whole_number(lang: Lang, least: int, most: int | None = None) -> Callable[[str], int]:
    """A reader of whole numbers from ``least`` to ``most``, which says in the language of the run what is wrong."""

    def read_number(text: str) -> int:
        # Longer than any number that an option takes, and slow to read.
        number = int(text) if len(text) < _DIGITS else None
        if number is not None and least <= number and (most is None or number <= most):
            return number
        if lang is Lang.ZH:
            raise argparse.ArgumentTypeError(f"至少为 {least}" if most is None else f"应在 {least} 到 {most} 之间")
        raise argparse.ArgumentTypeError(f"at least {least}" if most is None else f"from {least} to {most}")

    read_number.__name__ = "int"
    return read_number


_DIGITS = 10
