"""From the inputs and the last build's state to a catalog and its faults, parsing only what changed."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from dlcatalog.catalog.catalog import Beside, Card, Catalog, assemble_catalog
from dlcatalog.catalog.files import PATHS_FOLDER
from dlcatalog.catalog.loader import check_root, entry_paths, read_document
from dlcatalog.catalog.rules import check_catalog
from dlcatalog.catalog.schema import KIND_OF_FOLDER
from dlcatalog.diagnostics import Diagnostic, has_errors, sort_diagnostics
from dlcatalog.linkcheck.files import LinkHistory, load_history
from dlcatalog.records import replace
from dlcatalog.website.building.ahead import Ahead
from dlcatalog.website.building.beside import read_beside
from dlcatalog.website.building.changes import Row
from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.past import Past
from dlcatalog.website.building.reading import Entries, EntryRead, read_entry_files
from dlcatalog.website.building.scan import Stamp


class Gathered(NamedTuple):
    """The catalog of this build, what is wrong with it, and what differs from the last one by file."""

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]
    rows: Mapping[str, Row]
    """Rows of the cards by path of the file."""
    before: Mapping[str, Row]
    """Rows of the last build."""
    touched: tuple[str, ...]
    """Entry files that are new, gone or changed."""
    beside: bytes
    """What stands beside the entries, packed for the next build."""

    @property
    def is_sound(self) -> bool:
        """Whether a website can be made of it."""
        return not has_errors(self.diagnostics)


def gather_catalog(
    request: BuildRequest,
    past: Past,
    *,
    processes: int,
    progress: Callable[[int, int], None],
    ahead: Ahead | None = None,
) -> Gathered:
    """Read the catalog: of its entries only those whose files are not what the last build read."""
    known, changed = past.known, past.changed_files
    check_root(request.catalog)
    beside = read_beside(request, past)
    found = list(beside.diagnostics)
    paths = _list_entry_files(request, past.inputs["catalog"], found)
    before: dict[str, Row] = (known.get("rows") or {}) if known and changed is not None else {}
    stale = [path for path in paths if path not in before or (changed is not None and path in changed)]
    read = read_entry_files(request.catalog, stale, processes, progress, ahead)
    for part in read.values():
        found.extend(part.diagnostics)
    rows = _join_rows(paths, before, read)
    catalog = _assemble(request, beside.beside, rows, read)
    broken = {path for path, part in read.items() if part.row is None}
    broken |= {fault.path for fault in found if has_errors((fault,)) and fault.path not in rows}
    found.extend(
        check_catalog(
            catalog,
            today=date.fromisoformat(request.today),
            read=partial(read_document, request.catalog),
            files=paths,
            broken=broken,
        ),
    )
    touched = (*stale, *(path for path in before if path not in rows))
    return Gathered(catalog, sort_diagnostics(found), rows, before, touched, beside.packed)


def _list_entry_files(request: BuildRequest, files: Mapping[str, Stamp], found: list[Diagnostic]) -> list[str]:
    paths = []
    is_strange = False
    for path in files:
        folder, _, name = path.rpartition("/")
        if folder in KIND_OF_FOLDER:
            paths.append(path)
            is_strange = is_strange or not name.endswith(".yaml")
        is_strange = is_strange or (bool(folder) and folder not in {PATHS_FOLDER, "status"} and name.endswith(".yaml"))
    if is_strange:
        list(entry_paths(request.catalog, found))
    return sorted(path for path in paths if path.endswith(".yaml"))


def _join_rows(paths: list[str], before: Mapping[str, Row], read: Mapping[str, EntryRead]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for path in paths:
        part = read.get(path)
        row = before[path] if part is None else part.row
        if row is not None:
            rows[path] = row
    return rows


def _assemble(request: BuildRequest, beside: Beside, rows: Mapping[str, Row], read: Mapping[str, EntryRead]) -> Catalog:
    cards: dict[str, Card] = {}
    paths: dict[str, str] = {}
    for path, row in rows.items():
        if row[0] not in cards:
            cards[row[0]] = Card(*row)
            paths[row[0]] = path
    data = {path: part.data for path, part in read.items() if part.row is not None}
    catalog = assemble_catalog(beside, cards.values(), {})
    return replace(catalog, entries=Entries(request.catalog, paths, data))


def read_history(request: BuildRequest) -> LinkHistory:
    """Read the status file; without one, nothing was ever checked. Raises CatalogError where it is broken."""
    return load_history(request.catalog)
