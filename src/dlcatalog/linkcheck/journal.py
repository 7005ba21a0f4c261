"""The journal of a run: one line per result, written as it comes, so that nothing that was asked is asked twice."""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dlcatalog.errors import UsageError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.result import JournalLineError, LinkResult, format_result, parse_result

FORMAT = "dlcatalog-links-journal/1"


class Journal:
    """An open journal. `flush` before each wait for the network: then a crash loses what came in the last moment at most."""

    def __init__(self, path: Path, day: date, *, resume: bool) -> None:
        self.done: Mapping[str, LinkResult] = read_journal(path) if resume and path.exists() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        keep = os.O_APPEND if self.done else os.O_TRUNC
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | keep, 0o644)
        except OSError as error:
            text = f"{path}: {error.strerror}"
            raise UsageError(Localized(en=f"cannot write the journal {text}", zh=f"无法写入日志文件 {text}")) from error
        self._lines: list[str] = []
        # A line break first ends the half line that a crash may have left.
        os.write(
            self._file, b"\n" if self.done else json.dumps({"format": FORMAT, "day": day.isoformat()}).encode() + b"\n"
        )

    def write(self, result: LinkResult) -> None:
        """Add one result."""
        self._lines.append(format_result(result))

    def flush(self) -> None:
        """Hand everything written so far to the system; whoever runs checks does so before each wait."""
        if self._lines:
            os.write(self._file, ("\n".join(self._lines) + "\n").encode())
            self._lines.clear()

    def close(self) -> None:
        """Close the file."""
        self.flush()
        os.close(self._file)


def read_journal(path: Path) -> Mapping[str, LinkResult]:
    """Results by address; half lines are left out, of an address that stands twice the later line counts.

    Raises:
        UsageError: the file is no journal.
    """
    return parse_journal(_read_text(path), str(path))


def journal_day(path: Path) -> date:
    """The day a journal was begun."""
    first = _read_text(path).partition("\n")[0]
    try:
        return date.fromisoformat(str(json.loads(first)["day"]))
    except (ValueError, KeyError, TypeError):
        raise _no_journal(str(path)) from None


def parse_journal(text: str, name: str) -> Mapping[str, LinkResult]:
    """The same from the journal's text; `name` is for the message."""
    first, _, rest = text.partition("\n")
    if f'"{FORMAT}"' not in first:
        raise _no_journal(name)
    return {result.url: result for result in _results(rest.split("\n"))}


def merge_journals(parts: Iterable[Mapping[str, LinkResult]]) -> Mapping[str, LinkResult]:
    """Join the parts of a run; shards share no address, so their order does not matter."""
    return {url: part[url] for part in parts for url in part}


def _results(lines: Iterable[str]) -> Iterable[LinkResult]:
    for line in lines:
        if line.strip():
            try:
                yield parse_result(line)
            except JournalLineError:
                continue


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError as error:
        text = f"{path}: {error.strerror}"
        raise UsageError(Localized(en=f"cannot read {text}", zh=f"无法读取 {text}")) from error


def _no_journal(name: str) -> UsageError:
    return UsageError(Localized(en=f"{name} is no journal of a link check", zh=f"{name} 不是链接检查的日志文件"))
