"""All rules of the catalog: each a short generator, run here on one entry, on what stands beside, on the whole."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from pydantic import BaseModel

from dlcatalog.catalog.catalog import Beside, Catalog
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.files import LINKS_FILE, PATHS_FOLDER, SITE_FILE, SOURCES_FILE, TOPICS_FILE, id_of
from dlcatalog.catalog.rules import beside as _beside
from dlcatalog.catalog.rules import bilingual, dates, entry, formulas, identity, links, references, shape, text
from dlcatalog.catalog.rules.prose import link_targets
from dlcatalog.catalog.rules.registry import RULES, AddressItem, Rule, Scope, Section, Subject, Whole, rules_of
from dlcatalog.catalog.rules.twins import find_twins
from dlcatalog.catalog.rules.walk import addresses_of, texts_of
from dlcatalog.catalog.salvage import salvage, without_tainted
from dlcatalog.catalog.schema import KIND_OF_FOLDER, MODELS, EntryBase, Kind
from dlcatalog.catalog.topics import LearningPath, LinksFile, SiteSettings, SourcesFile, TopicsFile
from dlcatalog.diagnostics import Diagnostic, Finding, Position, Route, Severity, sort_diagnostics
from dlcatalog.records import replace

__all__ = ["RULES", "Rule", "Scope", "Section", "check_beside", "check_catalog", "check_entry"]

# The modules are imported for the rules that they register.
_MODULES = (shape, text, formulas, bilingual, links, entry, identity, _beside, references, dates)
_TEXT_RULES = rules_of(Scope.TEXT)
_ADDRESS_RULES = rules_of(Scope.ADDRESS)
_ENTRY_RULES = rules_of(Scope.ENTRY)
_BESIDE_RULES = rules_of(Scope.BESIDE)
_CATALOG_RULES = rules_of(Scope.CATALOG)


def check_entry(document: Document, entry: EntryBase | None) -> tuple[Diagnostic, ...]:
    """Find the faults of one entry that its own file decides; where its shape is wrong, of what can still be read."""
    tainted: tuple[Route, ...] = ()
    folder = document.path.rpartition("/")[0]
    if entry is None:
        entry, tainted = salvage(document, MODELS[KIND_OF_FOLDER.get(folder, Kind.SITE)])
        if entry is None:
            return ()
    found = list(_local_findings(document, entry))
    subject = Subject(id_of(document.path), document.path, entry, document.data)
    for rule in _ENTRY_RULES:
        if rule.check is not None:
            found.extend((rule.id, rule.severity, finding) for finding in rule.check(subject))
    return sort_diagnostics(document.locate(without_tainted(found, tainted) if tainted else found))


def _local_findings(document: Document, value: BaseModel) -> Iterator[tuple[str, Severity, Finding]]:
    for item in texts_of(value, document.data):
        for rule in _TEXT_RULES:
            if rule.check is not None:
                for finding in rule.check(item):
                    yield rule.id, rule.severity, finding
        if item.field in _MARKDOWN:
            for _, route, prose in item.routes():
                for url in link_targets(prose):
                    for rule_id, severity, finding in _address_findings(AddressItem(route, url)):
                        yield rule_id, severity, replace(finding, needle=url)
    for address in addresses_of(value):
        yield from _address_findings(address)


_MARKDOWN = frozenset({"notes", "intro"})


def _address_findings(address: AddressItem) -> Iterator[tuple[str, Severity, Finding]]:
    if links.is_ordinary(address.url):
        return
    for rule in _ADDRESS_RULES:
        if rule.check is not None:
            for finding in rule.check(address):
                yield rule.id, rule.severity, finding


def check_beside(documents: Mapping[str, Document], beside: Beside) -> tuple[Diagnostic, ...]:
    """Find the faults of what stands beside the entries, as far as no entry is needed to see them."""
    diagnostics: list[Diagnostic] = []
    for path, document in documents.items():
        model = _model_of(path)
        if model is not None:
            value, tainted = salvage(document, model)
            found = list(_local_findings(document, value)) if value is not None else []
            diagnostics.extend(document.locate(without_tainted(found, tainted)))
    found_beside = [
        (rule, finding) for rule in _BESIDE_RULES if rule.check is not None for finding in rule.check(beside, documents)
    ]
    diagnostics.extend(_place(found_beside, documents.get))
    return sort_diagnostics(diagnostics)


_BESIDE_MODELS: Mapping[str, type[BaseModel]] = {
    SITE_FILE: SiteSettings,
    TOPICS_FILE: TopicsFile,
    SOURCES_FILE: SourcesFile,
    LINKS_FILE: LinksFile,
}


def _model_of(path: str) -> type[BaseModel] | None:
    if path.startswith(f"{PATHS_FOLDER}/"):
        return LearningPath
    return _BESIDE_MODELS.get(path)


def check_catalog(
    catalog: Catalog,
    *,
    today: date,
    read: Callable[[str], Document | None],
    files: Collection[str],
    broken: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """Find the faults that only the whole catalog, or the day, shows.

    ``read`` gives the document of a file; it is called for files with a fault only. ``files`` are the paths of all
    entry files, ``broken`` those of files that could not be read as what they are and so have no card.
    """
    documents: dict[str, Document | None] = {}

    def read_once(path: str) -> Document | None:
        if path not in documents:
            documents[path] = read(path)
        return documents[path]

    whole = Whole(
        catalog=catalog,
        today=today,
        read=read_once,
        files=files,
        broken=broken,
        ids=frozenset(id_of(path) for path in files),
        twins=find_twins(catalog.cards.values()),
    )
    found = [(rule, finding) for rule in _CATALOG_RULES if rule.check is not None for finding in rule.check(whole)]
    return sort_diagnostics(_place(found, read_once))


def _place(
    found: list[tuple[Rule, Finding]],
    read: Callable[[str], Document | None],
) -> Iterator[Diagnostic]:
    """Give the findings of several files their positions, file by file."""
    by_path: dict[str, list[tuple[str, Severity, Finding]]] = {}
    for rule, finding in found:
        by_path.setdefault(finding.path, []).append((rule.id, rule.severity, finding))
    for path, findings in by_path.items():
        document = read(path)
        if document is not None:
            yield from document.locate(findings)
        else:
            for rule_id, severity, finding in findings:
                yield Diagnostic(rule_id, path, Position(), finding.message, severity, finding.hint, finding.route)
