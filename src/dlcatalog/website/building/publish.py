"""Put the next website in the place of the present one, so that readers see the one or the other, never a mixture.

The next tree is completed with hard links to what did not change and trades places with the present folder in one
step of the kernel. What was the present folder is kept as a spare: the next build brings it up to date instead of
linking every file anew, so that a small change costs little in a large website, too. Where that cannot be (another system, a mount point, folders such as ``.git`` inside the website),
a journal is written first and the files are renamed one by one: a build that is killed between two of them is finished
by the next one.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from dlcatalog.errors import OutputError
from dlcatalog.lang import Localized
from dlcatalog.website.building.exchange import exchange_folders
from dlcatalog.website.building.place import MANIFEST, Place, clear_leftovers, is_inner, read_manifest, remove_tree
from dlcatalog.website.building.scan import FileStamp
from dlcatalog.website.building.staging import Staging

STATE, NEXT_STATE, JOURNAL, SPARE = "state", "state.next", "journal", "spare"
# A spare that differs in more than this share of the files is not worth keeping.
_WORTH_SPARING = 4


class Present(NamedTuple):
    """The website as it stands: stamps of its files, its folders, and which of the files an earlier build wrote."""

    files: dict[str, FileStamp]
    folders: tuple[str, ...]
    owned: Collection[str]

    def foreign(self) -> list[str]:
        """Files that no build wrote: dot files, and what others put there."""
        return [path for path in self.files if path not in self.owned and path != MANIFEST]


def check_collisions(present: Present, paths: Iterable[str]) -> None:
    """Refuse to write over a file that no build wrote."""
    for path in paths:
        if path in present.files and path not in present.owned and path != MANIFEST:
            raise OutputError(
                Localized(
                    en=f"{path} stands in the output folder, but this program did not write it; move it away. Nothing was changed",
                    zh=f"输出文件夹里的 {path} 不是本程序生成的，请先把它移走。没有改动任何内容",
                ),
            )


class Changes(NamedTuple):
    """What becomes of the files: ``kept`` stay as they are, ``written`` stand in the staged tree, ``dropped`` go."""

    kept: Collection[str]
    written: Collection[str]
    dropped: Collection[str]

    @property
    def differing(self) -> list[str]:
        """Paths in which the old and the new website differ."""
        return [*self.written, *self.dropped]


def open_tree(place: Place, name: str, behind: Collection[str] | None) -> tuple[str, bool]:
    """Make the folder for the next website: from the spare where there is one, else empty; tell which.

    ``behind`` are the paths in which the spare is not as the present website; None where that is not known.
    """
    tree, spare = place.path(name), place.path(SPARE)
    if behind is None or not os.path.isdir(spare):
        remove_tree(spare)
        os.mkdir(tree)
        return tree, False
    # From here on a killed build leaves no spare behind, only a tree that the next one clears away.
    os.rename(spare, tree)
    for path in behind:
        with suppress(FileNotFoundError):
            os.unlink(f"{tree}/{path}")
    return tree, True


def publish(
    place: Place, staging: Staging, present: Present, changes: Changes, *, behind: Collection[str] | None
) -> None:
    """Make the staged tree the website.

    The manifest is among the files written. The state of the build must stand in ``state.next`` already; it becomes
    ``state`` together with the website. ``behind`` is given where the tree is the spare of the last build.
    """
    if place.is_inside or _has_dot_folders(present) or not _exchange(place, staging, present, changes, behind):
        _replace_one_by_one(place, staging, changes)


def _has_dot_folders(present: Present) -> bool:
    return any(folder.startswith(".") and "/" not in folder for folder in present.folders)


def _exchange(
    place: Place, staging: Staging, present: Present, changes: Changes, behind: Collection[str] | None
) -> bool:
    missing = changes.kept if behind is None else set(behind).intersection(changes.kept)
    for path in (*missing, *present.foreign()):
        staging.make_folder(path)
        _link(f"{place.site}/{path}", f"{staging.tree}/{path}")
    if behind is not None:
        for path in changes.dropped:
            _drop(staging.tree, path)
        _drop_empty(staging.tree, behind)
    for folder in _foreign_folders(present):
        os.makedirs(f"{staging.tree}/{folder}", exist_ok=True)
    if os.path.isdir(place.site):
        os.chmod(staging.tree, os.stat(place.site).st_mode & 0o7777)
        if not exchange_folders(staging.tree, place.site):
            return False
    else:
        os.chmod(staging.tree, 0o755)  # noqa: S103 - a website is there to be read
        os.rename(staging.tree, place.site)
    os.replace(place.path(NEXT_STATE), place.path(STATE))
    _keep_spare(place, staging, changes, present)
    return True


def _keep_spare(place: Place, staging: Staging, changes: Changes, present: Present) -> None:
    if len(changes.differing) * _WORTH_SPARING > len(changes.kept):
        return
    # Files of others belong to the website alone: they are linked anew each time.
    for path in present.foreign():
        _drop(staging.tree, path)
    for folder in sorted(_foreign_folders(present), reverse=True):
        with suppress(OSError):
            os.rmdir(f"{staging.tree}/{folder}")
    return_spare(place, staging)


def return_spare(place: Place, staging: Staging) -> None:
    """Put a tree away as the spare for the next build."""
    with suppress(OSError):
        os.rename(staging.tree, place.path(SPARE))


def _drop_empty(tree: str, paths: Collection[str]) -> None:
    """Remove the folders of ``paths`` that nothing stands in any more."""
    for folder in {path.rpartition("/")[0] for path in paths}:
        _remove_folders(tree, folder)


def _foreign_folders(present: Present) -> list[str]:
    """Folders in which no build wrote anything, such as an empty one that somebody made."""
    ours: set[str] = set()
    for path in present.owned:
        folder = path.rpartition("/")[0]
        while folder and folder not in ours:
            ours.add(folder)
            folder = folder.rpartition("/")[0]
    return [folder for folder in present.folders if folder not in ours]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        return
    except FileNotFoundError:
        raise
    except OSError:
        # A file system without hard links, or a file with too many: a copy with the same stamp serves as well.
        import shutil

        shutil.copy2(source, target, follow_symlinks=False)


def _replace_one_by_one(place: Place, staging: Staging, changes: Changes) -> None:
    # The manifest goes last: whoever sees the new one sees the new website.
    files = [*sorted(path for path in changes.written if path != MANIFEST), MANIFEST]
    journal = {"tree": os.path.basename(staging.tree), "files": files, "dropped": sorted(changes.dropped)}
    import json

    draft = place.path(f"{JOURNAL}.draft")
    with open(draft, "w", encoding="utf-8") as stream:
        json.dump(journal, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, place.path(JOURNAL))
    finish_publishing(place)


def finish_publishing(place: Place) -> bool:
    """Finish what a killed build began to rename; tell whether there was anything to finish."""
    import json

    try:
        with open(place.path(JOURNAL), encoding="utf-8") as stream:
            journal = json.load(stream)
    except (OSError, ValueError):
        journal = None
    if journal is None:
        _adopt_state(place)
        clear_leftovers(place)
        return False
    tree = place.path(os.path.basename(journal["tree"]))
    for path in filter(is_inner, journal["files"]):
        source, target = f"{tree}/{path}", f"{place.site}/{path}"
        if os.path.lexists(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(source, target)
    for path in filter(is_inner, journal["dropped"]):
        _drop(place.site, path)
    with suppress(FileNotFoundError):
        os.replace(place.path(NEXT_STATE), place.path(STATE))
    os.unlink(place.path(JOURNAL))
    clear_leftovers(place)
    return True


def _drop(site: str, path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(f"{site}/{path}")
    _remove_folders(site, path.rpartition("/")[0])


def _remove_folders(site: str, folder: str) -> None:
    """Remove a folder and those above it, as far as they are empty."""
    with suppress(OSError):
        while folder:
            os.rmdir(f"{site}/{folder}")
            folder = folder.rpartition("/")[0]


def _adopt_state(place: Place) -> None:
    """After the exchange of the folders, the state of the new website may still wear its temporary name."""
    from dlcatalog.website.building.state import read_identity

    ahead = place.path(NEXT_STATE)
    if os.path.exists(ahead):
        if read_identity(ahead) == identify_site(place.site):
            os.replace(ahead, place.path(STATE))
        else:
            os.unlink(ahead)


def identify_site(site: str) -> tuple[int, int, int]:
    """What tells one build of the website from another: inode, time and size of its manifest; zeros without one."""
    try:
        at = os.lstat(os.path.join(site, MANIFEST))
    except OSError:
        return (0, 0, 0)
    return (at.st_ino, at.st_mtime_ns, at.st_size)


def look_at(place: Place, scanned: tuple[dict[str, FileStamp], list[str]] | None) -> Present:
    """Describe the website as it stands; ``scanned`` is None where there is none yet."""
    files, folders = scanned or ({}, [])
    owned = read_manifest(place.site) or {}
    inside = os.path.basename(place.work) + "/" if place.is_inside else "\0"
    files = {path: stamp for path, stamp in files.items() if not path.startswith(inside)}
    return Present(files, tuple(folder for folder in folders if folder + "/" != inside), frozenset(owned))
