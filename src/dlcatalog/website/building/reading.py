"""Read the catalog: only the entry files that changed are parsed, the others stand in the state of the last build."""

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dlcatalog.catalog.document import Document
from dlcatalog.catalog.loader import load_entry
from dlcatalog.catalog.rules import check_entry
from dlcatalog.catalog.schema import KIND_OF_FOLDER, MODELS, EntryBase
from dlcatalog.catalog.validate import validate_document
from dlcatalog.diagnostics import Diagnostic
from dlcatalog.errors import CatalogError
from dlcatalog.lang import Localized
from dlcatalog.website.building.ahead import Ahead
from dlcatalog.website.building.changes import Row, to_row
from dlcatalog.website.building.workers import share_work

_PIECE = 64
_WORTH_FORKING = 128


class EntryRead(NamedTuple):
    """One entry file: the row of its card and its marshalled data where the shape is right, and all that is wrong."""

    row: Row | None
    data: bytes
    diagnostics: tuple[Diagnostic, ...]


def read_entry_file(root: Path, path: str) -> EntryRead:
    """Parse one entry file and check all that can be said of it alone."""
    parsed = load_entry(root, path)
    faults = parsed.diagnostics
    if parsed.document is not None:
        faults = (*faults, *check_entry(parsed.document, parsed.entry))
    if parsed.card is None or parsed.document is None:
        return EntryRead(None, b"", faults)
    return EntryRead(to_row(parsed.card), marshal.dumps(parsed.document.data, 2), faults)


def read_entry_files(
    root: Path,
    paths: Sequence[str],
    processes: int,
    progress: Callable[[int, int], None],
    ahead: Ahead | None = None,
) -> dict[str, EntryRead]:
    """Parse many entry files; ``progress`` hears which piece of how many is begun.

    What is read ``ahead`` already is not read again.
    """
    if ahead is not None:
        progress(0, 1)
        known = ahead.finish()
        found = {path: known[path] for path in paths if path in known}
        rest = [path for path in paths if path not in known]
        return found | (read_entry_files(root, rest, processes, progress) if rest else {})

    def work(pieces: Iterator[int]) -> dict[str, EntryRead]:
        done: dict[str, EntryRead] = {}
        for piece in pieces:
            progress(piece, count)
            for path in paths[piece * size : (piece + 1) * size]:
                done[path] = read_entry_file(root, path)
        return done

    size = max(_PIECE, -(-len(paths) // 8192))
    count = -(-len(paths) // size)
    found = {}
    for part in share_work(count, processes if len(paths) >= _WORTH_FORKING else 1, work):
        found |= part
    return found


@dataclass(slots=True)
class _Last:
    entry_id: str = ""
    entry: EntryBase | None = None


class Entries(Mapping[str, EntryBase]):
    """Full entries on demand: from the data of a file parsed in this build, else from the file.

    Only the last one is kept: what is made of an entry is made in a row.
    """

    __slots__ = ("_data", "_last", "_paths", "_root")

    def __init__(self, root: Path, paths: Mapping[str, str], data: Mapping[str, bytes]) -> None:
        self._root = root
        self._paths = paths
        self._data = data
        self._last = _Last()

    def __getitem__(self, entry_id: str) -> EntryBase:
        last = self._last
        if last.entry_id == entry_id and last.entry is not None:
            return last.entry
        path = self._paths[entry_id]
        entry = self._read(path)
        if entry is None:
            raise CatalogError(
                Localized(
                    en=f"{path} changed while the website was built; build again",
                    zh=f"{path} 在构建期间被修改，请重新构建",
                ),
            )
        last.entry_id, last.entry = entry_id, entry
        return entry

    def _read(self, path: str) -> EntryBase | None:
        data = self._data.get(path)
        if data is None:
            return load_entry(self._root, path).entry
        model = MODELS[KIND_OF_FOLDER[path.partition("/")[0]]]
        return validate_document(Document(path, "", marshal.loads(data)), model)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
