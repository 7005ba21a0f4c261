"""A report of diagnostics: what was found, in how many files, and how to show where."""

from collections.abc import Callable, Iterable

from dlcatalog.diagnostics import Diagnostic, Severity
from dlcatalog.lang import Localized
from dlcatalog.records import record


def _no_text(_: str) -> str | None:
    return None


@record
class Report:
    """What a check found.

    ``prefix`` stands before each path in the output (``catalog/``), so that the reader can open the file;
    ``read_text`` gives the text of a file for the source line under a diagnostic, None where it cannot be read.
    """

    diagnostics: tuple[Diagnostic, ...]
    checked: int
    prefix: str = ""
    read_text: Callable[[str], str | None] = _no_text

    @property
    def errors(self) -> int:
        """How many errors."""
        return _count(self.diagnostics, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings."""
        return _count(self.diagnostics, Severity.WARNING)

    @property
    def faulty(self) -> int:
        """How many files have a diagnostic."""
        return len({diagnostic.path for diagnostic in self.diagnostics})

    def file(self, diagnostic: Diagnostic) -> str:
        """The path of a diagnostic as the reader sees it."""
        return printable(self.prefix + diagnostic.path)


def _count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)


def encodable(text: str) -> str:
    """``text`` without what an output stream cannot encode: names of files may hold any byte."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def printable(text: str) -> str:
    """``text`` as a terminal may have it: file names and values may hold orders to the terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def format_counts(report: Report) -> Localized:
    """The last line of a report."""
    checked = report.checked
    files = f"{checked} file" if checked == 1 else f"{checked} files"
    if not report.diagnostics:
        return Localized(en=f"{files} checked, nothing to complain about", zh=f"检查了 {checked} 个文件，没有发现问题")
    errors = "1 error" if report.errors == 1 else f"{report.errors} errors"
    warnings = "1 warning" if report.warnings == 1 else f"{report.warnings} warnings"
    faulty = "1 file" if report.faulty == 1 else f"{report.faulty} files"
    return Localized(
        en=f"{errors}, {warnings} in {faulty} ({files} checked)",
        zh=f"{report.errors} 个错误，{report.warnings} 个警告，涉及 {report.faulty} 个文件（共检查 {checked} 个文件）",
    )
