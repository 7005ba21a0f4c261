"""What is wrong in a file, and where: positions, routes and diagnostics."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from dlcatalog.lang import Localized
from dlcatalog.records import field, record

Route: TypeAlias = tuple[str | int, ...]
"""The keys and list indices that lead to a value, e.g. ``("links", 0, "url")``; the same as pydantic's ``loc``."""


class Severity(StrEnum):
    """An error stops a build; a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int = 1
    column: int = 1


@record
class Diagnostic:
    """One fault in one file.

    ``rule`` is the kebab-case id of the rule, ``path`` is relative to the catalog folder with forward slashes, and
    ``hint`` says how to put it right where that is known.
    """

    rule: str
    path: str
    position: Position
    message: Localized
    severity: Severity = Severity.ERROR
    hint: Localized | None = None
    route: Route = field(default=(), compare=False)

    @property
    def line(self) -> int:
        """Line of the fault, from 1."""
        return self.position.line

    @property
    def column(self) -> int:
        """Column of the fault, from 1, in characters."""
        return self.position.column

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Diagnostics are reported by file, then by place, then by rule."""
        return (self.path, self.line, self.column, self.rule, self.message.en)


@record
class Finding:
    """A fault as a rule finds it: by route, before anything knows lines and columns.

    ``on_key`` points at the key instead of the value, for keys that should not be there. ``needle`` is a piece of the
    value to point at (its occurrence number ``nth``, from 0; ``shift`` characters into it), ``path`` names the file where a rule sees several.
    """

    message: Localized
    route: Route = ()
    hint: Localized | None = None
    on_key: bool = False
    needle: str = ""
    nth: int = 0
    shift: int = 0
    path: str = ""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any diagnostic is an error rather than a warning."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put diagnostics into the order of reports, each of them once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key))
