"""The journal of a run: one line per result, handed to the system as it comes, so that nothing is asked twice."""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from dlcatalog.errors import OutputError, UsageError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.result import JournalLineError, LinkResult, format_result, parse_result

FORMAT = "dlcatalog-links-journal/1"


class Journal:
    """An open journal. Each result is with the system before the next is judged: a killed process loses none.

    A journal that is taken up again gets another head line, with the day from which its next results are.
    """

    def __init__(self, path: Path, day: date, *, resume: bool) -> None:
        self.done: Mapping[str, LinkResult] = _read_unfinished(path) if resume else {}
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            _claim(self._file, path)
            if not self.done and stat.S_ISREG(os.fstat(self._file).st_mode):
                os.ftruncate(self._file, 0)
        except OSError as error:
            raise self._fault(error) from error
        # A line break first ends the half line that a crash may have left.
        self._append(("\n" if self.done else "") + json.dumps({"format": FORMAT, "day": day.isoformat()}))

    def write(self, result: LinkResult) -> None:
        """Add one result; when this returns, killing the process does not lose it any more.

        Raises:
            OutputError: the file cannot be written (a full disk).
        """
        self._append(format_result(result))

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _append(self, line: str) -> None:
        # One call a line: half a microsecond, and what the system has is safe from whatever happens to us.
        data = line.encode("utf-8", "surrogatepass") + b"\n"
        try:
            written = os.write(self._file, data)
            while written < len(data):
                data = data[written:]
                written = os.write(self._file, data)
        except OSError as error:
            raise self._fault(error) from error

    def _fault(self, error: OSError) -> OutputError:
        text = f"{self._path}: {error.strerror}"
        return OutputError(Localized(en=f"cannot write the journal {text}", zh=f"无法写入日志文件 {text}"))


def _claim(file: int, path: Path) -> None:
    """Keep the journal for this process; another run that began with it would wipe out what this one finds."""
    try:
        import fcntl
    except ImportError:
        # A system without such locks.
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        raise UsageError(
            Localized(
                en=f"another run is writing the journal {path}; give this one its own with --journal",
                zh=f"另一次检查正在写入日志 {path}，请用 --journal 另指定一个文件",
            )
        ) from None


def read_journal(path: Path) -> Mapping[str, LinkResult]:
    """Results by address, each with its day; half lines are left out, the later of two lines on an address counts.

    Raises:
        UsageError: the file is no journal.
    """
    return parse_journal(_read_text(path), str(path))


def journal_day(path: Path) -> date:
    """The day on which a journal was begun, or last taken up again."""
    days = [day for line in _read_text(path).split("\n") if (day := _head_day(line))]
    if not days:
        raise _no_journal(str(path))
    return days[-1]


def parse_journal(text: str, name: str) -> Mapping[str, LinkResult]:
    """The same from the journal's text; `name` is for the message."""
    first, _, rest = text.partition("\n")
    day = _head_day(first)
    if day is None:
        raise _no_journal(name)
    return {result.url: result for result in _results(rest.split("\n"), day)}


def merge_journals(parts: Iterable[Mapping[str, LinkResult]]) -> Mapping[str, LinkResult]:
    """Join the parts of a run; shards share no address, so their order does not matter."""
    return {url: part[url] for part in parts for url in part}


def _results(lines: Iterable[str], day: date) -> Iterator[LinkResult]:
    for line in lines:
        if not line.strip():
            continue
        if head := _head_day(line):
            day = head
            continue
        try:
            yield parse_result(line, day)
        except JournalLineError:
            continue


def _head_day(line: str) -> date | None:
    if FORMAT not in line[:80]:
        return None
    try:
        return date.fromisoformat(str(json.loads(line)["day"]))
    except (ValueError, KeyError, TypeError):
        return None


def _read_unfinished(path: Path) -> Mapping[str, LinkResult]:
    # Killed before the first line was out, a run leaves an empty file or half a head line: nothing to go on from.
    try:
        if "\n" not in path.read_text("utf-8", "replace"):
            return {}
    except FileNotFoundError:
        return {}
    except OSError:
        pass
    return read_journal(path)


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError as error:
        text = f"{path}: {error.strerror}"
        raise UsageError(Localized(en=f"cannot read {text}", zh=f"无法读取 {text}")) from error


def _no_journal(name: str) -> UsageError:
    return UsageError(Localized(en=f"{name} is no journal of a link check", zh=f"{name} 不是链接检查的日志文件"))
