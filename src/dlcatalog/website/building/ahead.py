"""Begin to read the entries of a first build in other processes while this one still imports what a build needs.

Nothing heavy is imported here: the others import what reading takes, and that is a part of what a build takes.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.place import Place
from dlcatalog.website.building.publish import STATE
from dlcatalog.website.building.scan import Inputs, Stamp
from dlcatalog.website.building.workers import Shift, can_fork

if TYPE_CHECKING:
    from dlcatalog.website.building.reading import EntryRead

# Below, the others would be importing still when all is read.
_WORTH_AHEAD = 64
_PIECE, _MAX_PIECES = 8, 8192


class Ahead(NamedTuple):
    """The inputs as they were found (at ``started``, nanoseconds), and who reads which entry files already."""

    inputs: Inputs
    started: int
    paths: Sequence[str]
    shift: "Shift[dict[str, EntryRead]]"

    def finish(self) -> "dict[str, EntryRead]":
        """Read along; all entry files by path."""
        found: dict[str, EntryRead] = {}
        for part in self.shift.finish():
            found |= part
        return found


def read_ahead(request: BuildRequest, place: Place, processes: int) -> "AbstractContextManager[Ahead | None]":
    """Begin to read where all must be read, and enough for it to pay; else do nothing, and give None."""
    if processes <= 1 or not can_fork() or os.path.exists(place.path(STATE)):
        return nullcontext()
    started = time.time_ns()
    inputs = request.scan()
    paths = list_entry_files(inputs["catalog"])
    if len(paths) < _WORTH_AHEAD:
        return nullcontext()
    return _Reading(request, inputs, started, paths, processes - 1)


class _Reading(AbstractContextManager[Ahead]):
    def __init__(self, request: BuildRequest, inputs: Inputs, started: int, paths: Sequence[str], helpers: int) -> None:
        size = max(_PIECE, -(-len(paths) // _MAX_PIECES))

        def work(pieces: Iterator[int]) -> "dict[str, EntryRead]":
            from dlcatalog.website.building.reading import read_entry_file

            cut = (paths[piece * size : (piece + 1) * size] for piece in pieces)
            return {path: read_entry_file(request.catalog, path) for part in cut for path in part}

        self._ahead = Ahead(inputs, started, paths, Shift(-(-len(paths) // size), helpers, work))

    def __enter__(self) -> Ahead:
        return self._ahead

    def __exit__(self, *_: object) -> None:
        self._ahead.shift.close()


def list_entry_files(files: Mapping[str, Stamp]) -> list[str]:
    """Paths among ``files`` that look like entries: ``<folder>/<id>.yaml``; which folders are kinds is told later."""
    return sorted(path for path in files if path.count("/") == 1 and path.endswith(".yaml"))
