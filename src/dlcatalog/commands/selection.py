"""Which files of a catalog the arguments of a command name."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from dlcatalog.catalog.files import id_of
from dlcatalog.catalog.nearby import nearest_name
from dlcatalog.errors import UsageError
from dlcatalog.lang import Localized


def select_paths(root: Path, names: Sequence[str], files: Collection[str]) -> set[str]:
    """The files that ``names`` mean: files, folders or ids, seen from here or from the catalog; all where none is given.

    Raises UsageError for a name that means nothing.
    """
    if not names:
        return set(files)
    chosen: set[str] = set()
    for name in names:
        found = _meant(root, name, files)
        if not found:
            raise _unknown(name, files)
        chosen |= found
    return chosen


def _meant(root: Path, name: str, files: Collection[str]) -> set[str]:
    by_id = {path for path in files if id_of(path) == name}
    if by_id:
        return by_id
    inside = Path(os.path.normpath(name)).as_posix()
    below = {path for path in files if path == inside or path.startswith(f"{inside}/")}
    return below or _seen_from_here(root, Path(name), files)


def _seen_from_here(root: Path, path: Path, files: Collection[str]) -> set[str]:
    full, base = path.resolve(), root.resolve()
    if not full.is_relative_to(base):
        return set()
    inside = full.relative_to(base).as_posix()
    if inside == ".":
        return set(files)
    return {file for file in files if file == inside or file.startswith(f"{inside}/")}


def _unknown(name: str, files: Collection[str]) -> UsageError:
    near = nearest_name(name, {*map(id_of, files), *files})
    return UsageError(
        Localized(
            en=f"no entry, file or folder of the catalog: {name}" + (f" (did you mean {near}?)" if near else ""),
            zh=f"目录里没有这个条目、文件或文件夹：{name}" + (f"（是不是 {near}？）" if near else ""),
        ),
    )
