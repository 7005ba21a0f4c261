"""Finds all faults of a catalog over all processors; what `dlcatalog check` reports."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from dlcatalog.catalog.catalog import Card, assemble_catalog
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.loader import broken_files, check_root, entry_paths, load_beside, read_document
from dlcatalog.catalog.rules import check_beside, check_catalog
from dlcatalog.diagnostics import Diagnostic, sort_diagnostics
from dlcatalog.website.building.reading import read_entry_files


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a catalog, and which files it has."""

    diagnostics: tuple[Diagnostic, ...]
    files: frozenset[str]


def _say_nothing(_at: int, _of: int) -> None:
    pass


def check_all(root: Path, today: date, progress: Callable[[int, int], None] = _say_nothing) -> Checked:
    """Read the catalog below ``root`` and run all rules; the result is that of ``survey_catalog``.

    ``progress`` hears which piece of how many is begun.

    Raises CatalogError where ``root`` is no catalog at all.
    """
    check_root(root)
    found: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    beside = load_beside(root, documents, found)
    broken = set(broken_files(found))
    paths = tuple(entry_paths(root, found))
    read = read_entry_files(root, paths, _processors(), progress)
    cards: dict[str, Card] = {}
    for path in paths:
        part = read[path]
        found.extend(part.diagnostics)
        if part.row is None:
            broken.add(path)
        else:
            card = Card(*part.row)
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
    return Checked(sort_diagnostics(found), frozenset((*paths, *documents)))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
