"""Where a website stands and where its builds keep what they know: ownership, one builder at a time, leftovers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dlcatalog.errors import OutputError, reason_of
from dlcatalog.lang import Localized

MANIFEST = ".dlcatalog-manifest"
_HEADER = "dlcatalog-manifest 1"
_INSIDE = ".dlcatalog"


class Place(NamedTuple):
    """The folder of a website, and the folder of its builds.

    ``work`` stands beside the website (``.site.dlcatalog`` beside ``site``), on the same file system, so that a whole
    tree can be exchanged in one step; inside it, where there is no place beside (``is_inside``).
    """

    site: str
    work: str
    is_inside: bool

    def path(self, name: str) -> str:
        """Path of a file of the builds."""
        return os.path.join(self.work, name)


def find_place(output: Path) -> Place:
    """Find where builds into ``output`` keep their state; touches nothing. A link to a folder stands for the folder."""
    site = os.path.realpath(output)
    parent, name = os.path.split(site)
    beside, inside = os.path.join(parent, f".{name}.dlcatalog"), os.path.join(site, _INSIDE)
    if not name or os.path.isdir(inside) or not _shares_device(parent, site):
        return Place(site, inside, is_inside=True)
    return Place(site, beside, is_inside=False)


def _shares_device(parent: str, site: str) -> bool:
    try:
        return os.stat(parent).st_dev == os.stat(site).st_dev and not os.path.ismount(site)
    except OSError:
        return True


@contextmanager
def claim_place(output: Path) -> Iterator[Place]:
    """Own the folder for one build: refuse what is not ours, keep other builds out, clear what a killed one left.

    Raises OutputError with the reason.
    """
    place = find_place(output)
    check_ownership(place.site)
    place = _make_work(place)
    with _locked(place):
        yield place


def check_ownership(site: str) -> None:
    """Refuse a folder that holds anything but dot files and was not written by this program."""
    try:
        names = os.listdir(site)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise OutputError(Localized(en=f"{site} is not a folder", zh=f"{site} 不是文件夹")) from None
    except OSError as error:
        raise unwritable(site, error) from error
    if MANIFEST in names or all(name.startswith(".") for name in names):
        return
    raise OutputError(
        Localized(
            en=f"{site} holds files that this program did not write (no {MANIFEST}); "
            "choose an empty folder, or empty this one yourself. Nothing was changed",
            zh=f"{site} 里有不是本程序生成的文件（没有 {MANIFEST}）。请换一个空文件夹，或自行清空。没有改动任何内容",
        ),
    )


def _make_work(place: Place) -> Place:
    try:
        os.makedirs(place.work, exist_ok=True)
    except OSError as error:
        if place.is_inside or not os.path.isdir(place.site):
            raise unwritable(place.work, error) from error
        return _make_work(Place(place.site, os.path.join(place.site, _INSIDE), is_inside=True))
    ignore = place.path(".gitignore")
    if not os.path.exists(ignore):
        with suppress(OSError), open(ignore, "w", encoding="utf-8") as stream:
            stream.write("*\n")
    return place


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    """Hold the lock of the folder. The kernel lets go of it when the process ends, however it ends."""
    import fcntl

    try:
        handle = os.open(place.path("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unwritable(place.work, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _refuse_second(place, os.pread(handle, 32, 0).decode("ascii", "replace")) from None
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        _held.add(handle)
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


_held: set[int] = set()


def forget_locks() -> None:
    """Give up the locks in a forked worker, which must not hold them for a builder that was killed."""
    while _held:
        os.close(_held.pop())


def _refuse_second(place: Place, owner: str) -> OutputError:
    return OutputError(
        Localized(
            en=f"another build{f' (process {owner})' if owner else ''} is writing to {place.site}; wait for it, then try again",
            zh=f"另一个构建{f'（进程 {owner}）' if owner else ''}正在写入 {place.site}，请等它结束后再试",
        ),
    )


def unwritable(path: str, error: OSError) -> OutputError:
    """Say that nothing could be written, and that the website is as it was."""
    reason = reason_of(error)
    return OutputError(
        Localized(
            en=f"cannot write to {error.filename or path}: {reason.en}. The website is as it was",
            zh=f"无法写入 {error.filename or path}：{reason.zh}。网站保持原样",
        ),
    )


def read_manifest(site: str) -> dict[str, str] | None:
    """Checksums of the files that the last build wrote, by path; None where there is no manifest that we can read."""
    try:
        with open(os.path.join(site, MANIFEST), encoding="utf-8") as stream:
            lines = stream.read().split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if lines[0] != _HEADER:
        return None
    return {path: crc for crc, _, path in (line.partition(" ") for line in lines[1:]) if path and is_inner(path)}


def is_inner(path: str) -> bool:
    """Tell whether a path stays inside the folder that it is relative to."""
    return not path.startswith("/") and ".." not in path.split("/")


def format_manifest(checksums: dict[str, str]) -> bytes:
    """The text of the manifest: a header, then ``checksum path`` for each file, sorted by path."""
    rows = [f"{checksums[path]} {path}" for path in sorted(checksums)]
    return "\n".join([_HEADER, *rows, ""]).encode("utf-8")


def clear_leftovers(place: Place, keep: str = "") -> None:
    """Remove the trees that killed builds left behind."""
    with os.scandir(place.work) as found:
        names = [entry.name for entry in found if entry.name.startswith(("tree-", "clock-"))]
    for name in names:
        if name != keep:
            remove_tree(place.path(name))


def remove_tree(path: str) -> None:
    """Remove a file or a folder with all that is in it; what is gone already is no fault."""
    import shutil

    with suppress(FileNotFoundError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)
