"""Options that several commands share."""

import argparse
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
            return date.fromisoformat(text)
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
