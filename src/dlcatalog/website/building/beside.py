"""What stands beside the entries (topics, paths, settings ...): read again only where one of its files changed.

Reading it builds a dozen validators of pydantic, which took a tenth of a build after one changed entry.
"""

import io
import pickle
from typing import Any, NamedTuple

from dlcatalog.catalog.catalog import Beside
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.files import BESIDE_FILES, PATHS_FOLDER
from dlcatalog.catalog.loader import load_beside
from dlcatalog.catalog.rules import check_beside
from dlcatalog.diagnostics import Diagnostic
from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.past import Past

SECTION = "beside"


class BesideRead(NamedTuple):
    """What stands beside the entries, what is wrong with it, and both packed for the next build."""

    beside: Beside
    diagnostics: tuple[Diagnostic, ...]
    packed: bytes


def read_beside(request: BuildRequest, past: Past) -> BesideRead:
    """Take it from the last build where none of its files changed, else read and check it."""
    changed = past.changed_files
    if past.known is not None and changed is not None and not any(map(_is_beside, changed)):
        packed = past.known.get(SECTION)
        kept = unpack(packed) if isinstance(packed, bytes) else None
        if kept is not None:
            return BesideRead(*kept, packed)
    documents: dict[str, Document] = {}
    found: list[Diagnostic] = []
    beside = load_beside(request.catalog, documents, found)
    found.extend(check_beside(documents, beside))
    diagnostics = tuple(found)
    return BesideRead(beside, diagnostics, pickle.dumps((beside, diagnostics), protocol=5))


def _is_beside(path: str) -> bool:
    return path in BESIDE_FILES or path.startswith(f"{PATHS_FOLDER}/")


def unpack(packed: bytes) -> tuple[Beside, tuple[Diagnostic, ...]] | None:
    """What ``packed`` holds; None where it holds anything that this program does not write."""
    try:
        found = _Unpickler(io.BytesIO(packed)).load()
        beside, diagnostics = found
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is read from the files then
        return None
    return (beside, diagnostics) if isinstance(beside, Beside) and isinstance(diagnostics, tuple) else None


class _Unpickler(pickle.Unpickler):
    """Makes values of the catalog's own classes and dates, and calls nothing else, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            from datetime import date

            return date
        found = super().find_class(module, name) if module.startswith("dlcatalog.") and "." not in name else None
        if not isinstance(found, type) and (module, name) != ("copyreg", "__newobj__"):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
