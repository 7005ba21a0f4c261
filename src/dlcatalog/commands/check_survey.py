"""Finds all faults of a catalog over all processors; what `dlcatalog check` reports."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from dlcatalog.catalog.catalog import Card, assemble_catalog
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.listing import catalog_files
from dlcatalog.catalog.loader import broken_files, check_root, entry_paths, load_beside, read_document
from dlcatalog.catalog.rules import check_beside, check_catalog
from dlcatalog.commands.check_cache import Row, cache_file, digests_of, from_plain, read_cache, to_plain, write_cache
from dlcatalog.diagnostics import Diagnostic, sort_diagnostics
from dlcatalog.website.building.reading import read_entry_files


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a catalog, and which files it has."""

    diagnostics: tuple[Diagnostic, ...]
    files: frozenset[str]


def _say_nothing(_at: int, _of: int) -> None:
    pass


def check_all(
    root: Path,
    today: date,
    progress: Callable[[int, int], None] = _say_nothing,
    *,
    use_cache: bool = False,
) -> Checked:
    """Read the catalog below ``root`` and run all rules; the result is that of ``survey_catalog``.

    ``progress`` hears which piece of how many is begun; with ``use_cache``, files that are as they were at the last
    check of a large catalog are not read again.

    Raises CatalogError where ``root`` is no catalog at all.
    """
    check_root(root)
    found: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    beside = load_beside(root, documents, found)
    broken = set(broken_files(found))
    paths = tuple(entry_paths(root, found))
    worth_it = use_cache and len(paths) >= _WORTH_CACHING
    read = _read_through_cache(root, paths, progress) if worth_it else _read(root, paths, progress)
    cards: dict[str, Card] = {}
    for path in paths:
        row, diagnostics = read[path]
        found.extend(diagnostics)
        if row is None:
            broken.add(path)
        else:
            card = Card(*row)
            cards.setdefault(card.id, card)
    found.extend(check_beside(documents, beside))
    found.extend(
        check_catalog(
            assemble_catalog(beside, cards.values(), {}),
            today=today,
            read=partial(read_document, root),
            files=paths,
            broken=broken,
        ),
    )
    return Checked(sort_diagnostics(found), catalog_files(root))


# Below, a check is quicker than a person notices, and nothing needs to be left behind.
_WORTH_CACHING = 500
_Read: TypeAlias = dict[str, tuple[Row, tuple[Diagnostic, ...]]]


def _read(root: Path, paths: Sequence[str], progress: Callable[[int, int], None]) -> _Read:
    parts = read_entry_files(root, paths, _processors(), progress)
    return {path: (part.row, part.diagnostics) for path, part in parts.items()}


def _read_through_cache(root: Path, paths: Sequence[str], progress: Callable[[int, int], None]) -> _Read:
    """Read only what is not as the last check saw it."""
    file = cache_file(root)
    known = read_cache(file)
    digests = digests_of(root, paths)
    same = {path for path in paths if path in known and known[path][0] == digests.get(path)}
    read = _read(root, [path for path in paths if path not in same], progress)
    if read or len(known) != len(same):
        fresh = {path: (digests[path], row, to_plain(found)) for path, (row, found) in read.items() if path in digests}
        write_cache(file, {path: known[path] for path in same} | fresh)
    return read | {path: (known[path][1], from_plain(path, known[path][2])) for path in same}


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
