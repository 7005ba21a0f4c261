"""Reads a whole catalog and finds all its faults, without any cache."""

from datetime import date
from pathlib import Path

from dlcatalog.catalog.files import id_of
from dlcatalog.catalog.loader import LoadedCatalog, load_catalog, read_document
from dlcatalog.catalog.rules import check_beside, check_catalog, check_entry
from dlcatalog.diagnostics import Diagnostic, sort_diagnostics
from dlcatalog.records import record


@record
class Survey:
    """A catalog as far as it could be read, and everything that is wrong with it, sorted."""

    loaded: LoadedCatalog
    diagnostics: tuple[Diagnostic, ...]


def survey_catalog(root: Path, today: date) -> Survey:
    """Load the catalog below ``root`` and run all rules.

    Raises CatalogError where ``root`` is no catalog at all.
    """
    loaded = load_catalog(root)
    found = list(loaded.diagnostics)
    for path in loaded.files:
        document = loaded.documents.get(path)
        if document is not None:
            entry = None if path in loaded.broken else loaded.catalog.entries.get(id_of(path))
            found.extend(check_entry(document, entry))
    found.extend(check_beside(loaded.documents, loaded.catalog.beside))
    found.extend(
        check_catalog(
            loaded.catalog,
            today=today,
            read=lambda path: loaded.documents.get(path) or read_document(root, path),
            files=loaded.files,
            broken=loaded.broken,
        ),
    )
    return Survey(loaded, sort_diagnostics(found))
