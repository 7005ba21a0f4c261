"""What a rule is, and the list of all of them; a rule enters the list by its decorator."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from dlcatalog.catalog.catalog import Beside, Catalog
from dlcatalog.catalog.document import Data, Document
from dlcatalog.catalog.rules.twins import Twin
from dlcatalog.catalog.schema import EntryBase, Kind
from dlcatalog.diagnostics import Finding, Route, Severity
from dlcatalog.lang import Localized
from dlcatalog.records import record


class Section(StrEnum):
    """What a rule is about; the chapters of ``docs/rules.md``."""

    SHAPE = "shape"
    TEXT = "text"
    IDENTITY = "identity"
    REFERENCES = "references"
    LINKS = "links"
    DATES = "dates"
    BILINGUAL = "bilingual"


class Scope(StrEnum):
    """What a rule looks at, and so when it has to run again."""

    READING = "reading"
    TEXT = "text"
    ADDRESS = "address"
    ENTRY = "entry"
    BESIDE = "beside"
    CATALOG = "catalog"


@record
class TextItem:
    """One bilingual text of a file: where it stands, the name of its field, and how it was written."""

    route: Route
    field: str
    text: Localized
    is_plain: bool

    def routes(self) -> Iterator[tuple[str, Route, str]]:
        """``(language, route, text)`` of both halves; a plain string has one route."""
        yield "en", self.route if self.is_plain else (*self.route, "en"), self.text.en
        yield "zh", self.route if self.is_plain else (*self.route, "zh"), self.text.zh


@record
class AddressItem:
    """One address of a file: where it stands, and whether a person follows it to the thing itself."""

    route: Route
    url: str


@record
class Subject:
    """What an entry rule sees: the entry, its id, its file and the data as written."""

    id: str
    path: str
    entry: EntryBase
    data: Mapping[str, Data]


@record
class Whole:
    """What a catalog-wide rule sees.

    ``files`` are the paths of all entry files, ``broken`` those of files that could not be read as what they are.
    """

    catalog: Catalog
    today: date
    read: Callable[[str], Document | None]
    files: Collection[str]
    broken: Collection[str]
    ids: frozenset[str]
    """Ids of all entry files, readable or not."""
    twins: Mapping[str, Sequence[Twin]]
    """Pairs of entries that share an identity, by its sort."""

    @property
    def beside(self) -> Beside:
        """What stands beside the entries."""
        return self.catalog.beside

    def path_of(self, entry_id: str) -> str:
        """The file of an entry."""
        return f"{Kind(self.catalog.cards[entry_id].kind).folder}/{entry_id}.yaml"


Check: TypeAlias = Callable[..., Iterator[Finding]]
C = TypeVar("C", bound=Callable[..., Iterator[Finding]])


@record
class Rule:
    """A rule: its id, one line of documentation in both languages, and its check (None: found while reading)."""

    id: str
    section: Section
    scope: Scope
    severity: Severity
    doc: Localized
    check: Check | None


RULES: dict[str, Rule] = {}


def _register(rule: Rule) -> None:
    if rule.id in RULES:
        raise ValueError(rule.id)
    RULES[rule.id] = rule


def reading_rule(rule_id: str, section: Section, doc: Localized) -> None:
    """Document a rule whose breach is found while a file is read."""
    _register(Rule(rule_id, section, Scope.READING, Severity.ERROR, doc, None))


def rule(section: Section, scope: Scope, zh: str, *, severity: Severity = Severity.ERROR) -> Callable[[C], C]:
    """Register a generator as a rule: its name is the id, its docstring the documentation, ``zh`` the same in Chinese."""

    def register(check: C) -> C:
        name: Any = getattr(check, "__name__", "")
        english = " ".join((check.__doc__ or "").split()).removesuffix(".")
        _register(Rule(name.replace("_", "-"), section, scope, severity, Localized(en=english, zh=zh), check))
        return check

    return register


def rules_of(scope: Scope) -> tuple[Rule, ...]:
    """The rules of one scope, in the order of their definition."""
    return tuple(found for found in RULES.values() if found.scope is scope)
