"""Lists the files of a catalog, and reports what stands where none belongs."""

import os
from collections.abc import Iterator
from pathlib import Path

from dlcatalog.catalog.files import BESIDE_FILES, PATHS_FOLDER, STATUS_FILE
from dlcatalog.catalog.nearby import did_you_mean
from dlcatalog.catalog.schema import KIND_OF_FOLDER
from dlcatalog.diagnostics import Diagnostic, Position
from dlcatalog.lang import Localized

OUTSIDE = Localized(
    en="a symbolic link that leads out of the catalog; put the file itself here",
    zh="这是指向目录之外的符号链接，请把文件本身放在这里",
)
_NO_PERMISSION = Localized(en="cannot be read: no permission", zh="无法读取：没有权限")


def path_paths(root: Path) -> list[str]:
    """Files of learning paths, relative to the catalog, sorted."""
    folder = root / PATHS_FOLDER
    is_ours = folder.is_dir() and os.access(folder, os.R_OK | os.X_OK) and not leads_out(root, folder)
    return [f"{PATHS_FOLDER}/{name}" for name in _yaml_names(folder)] if is_ours else []


def entry_paths(root: Path, diagnostics: list[Diagnostic] | None = None) -> Iterator[str]:
    """Files of entries, relative to the catalog, sorted; files that stand where none belongs are reported."""
    faults = diagnostics if diagnostics is not None else []
    faults.extend(_stray_in_root(root))
    for folder in sorted(entry.name for entry in root.iterdir() if entry.is_dir()):
        if leads_out(root, root / folder):
            faults.append(Diagnostic("outside-catalog", folder, Position(), OUTSIDE))
        elif not os.access(root / folder, os.R_OK | os.X_OK):
            faults.append(Diagnostic("unreadable-file", folder, Position(), _NO_PERMISSION))
        elif folder in KIND_OF_FOLDER:
            faults.extend(_stray_files(root, folder))
            yield from (f"{folder}/{name}" for name in _yaml_names(root / folder))
        elif folder == PATHS_FOLDER:
            faults.extend(_stray_files(root, folder))
        elif folder != _STATUS_FOLDER and not folder.startswith("."):
            faults.extend(_unknown_folder(root, folder))


def catalog_files(root: Path) -> frozenset[str]:
    """All files that a catalog is read from, whatever is in them."""
    beside = (name for name in BESIDE_FILES if os.path.lexists(root / name))
    return frozenset((*beside, *path_paths(root), *entry_paths(root)))


_STATUS_FOLDER = STATUS_FILE.partition("/")[0]


def _yaml_names(folder: Path) -> list[str]:
    names = (entry.name for entry in os.scandir(folder))
    return sorted(name for name in names if name.endswith(".yaml") and not name.startswith("."))


def _stray_files(root: Path, folder: str) -> Iterator[Diagnostic]:
    """Find what an editor may take for an entry, and the tool would pass over in silence."""
    for item in sorted(os.scandir(root / folder), key=lambda item: item.name):
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False) and not item.name.endswith(".yaml"):
            message = Localized(en="a folder inside the folder of a kind", zh="类别文件夹里不能再有文件夹")
            yield Diagnostic("stray-file", f"{folder}/{item.name}", Position(), message)
        elif item.name.lower().endswith((".yml", ".yaml", ".json")) and not item.name.endswith(".yaml"):
            message = Localized(
                en="entries end in `.yaml`; this file is never read", zh="条目文件以 .yaml 结尾，这个文件不会被读取"
            )
            yield Diagnostic("stray-file", f"{folder}/{item.name}", Position(), message)


def _stray_in_root(root: Path) -> Iterator[Diagnostic]:
    """Find files beside the folders whose names mean nothing, such as ``topic.yaml``."""
    for item in sorted(os.scandir(root), key=lambda item: item.name):
        is_known = item.name in BESIDE_FILES or item.name.startswith(".") or item.is_dir()
        if is_known or not item.name.lower().endswith((".yml", ".yaml")):
            continue
        message = Localized(
            en="no file of this name is read here; entries stand in the folder of their kind",
            zh="这里不读取叫这个名字的文件；条目要放在所属类别的文件夹里",
        )
        hint = did_you_mean(item.name, BESIDE_FILES)
        yield Diagnostic("stray-file", item.name, Position(), message, hint=hint)


def _unknown_folder(root: Path, folder: str) -> Iterator[Diagnostic]:
    names = _yaml_names(root / folder)
    if names:
        listed = ", ".join(KIND_OF_FOLDER)
        message = Localized(en=f"unknown kind folder `{folder}`", zh=f"未知的类别文件夹 {folder}")
        hint = did_you_mean(folder, KIND_OF_FOLDER) or Localized(en=f"known: {listed}", zh=f"可用的有：{listed}")
        yield Diagnostic("unknown-kind-folder", f"{folder}/{names[0]}", Position(), message, hint=hint)


def leads_out(root: Path, path: str | Path) -> bool:
    """Tell whether ``path`` is a symbolic link to something outside ``root``."""
    try:
        if not os.path.islink(path):
            return False
        link = Path(path)
        return link != root and not link.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        # Links that lead round in a circle lead nowhere; opening the file will say so.
        return False
