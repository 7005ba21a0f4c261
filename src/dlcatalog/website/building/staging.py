"""Write the files of the next website into a tree of their own, where no reader sees them."""

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from dlcatalog.website.building.scan import FileStamp


class Written(NamedTuple):
    """A file of the next website. ``is_new`` is false where the present website has the same bytes."""

    path: str
    checksum: str
    stamp: FileStamp
    is_new: bool


class Staging:
    """The tree of the next website, beside the present one.

    ``present`` holds the stamps of the files of the present website; ``is_spare`` tells that the tree began as the
    spare of the last build, whose files are also those of the present website.
    """

    __slots__ = ("_folders", "is_spare", "present", "site", "tree")

    def __init__(self, tree: str, site: str, present: Mapping[str, FileStamp], *, is_spare: bool = False) -> None:
        self.tree = tree
        self.is_spare = is_spare
        self.site = site
        self.present = present
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes) -> Written:
        """Write a file, unless the present website has it already with the same bytes."""
        checksum = f"{zlib.crc32(content):08x}"
        stamp = self.present.get(path)
        if stamp is not None and stamp[0] == len(content) and self._reads(path) == content:
            return Written(path, checksum, stamp, is_new=False)
        self.make_folder(path)
        full = f"{self.tree}/{path}"
        if self.is_spare:
            # The file of the spare may be the very file of the present website: it must be let go, not written over.
            with suppress(FileNotFoundError):
                os.unlink(full)
        handle = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        try:
            _write_all(handle, content)
            at = os.fstat(handle)
        finally:
            os.close(handle)
        return Written(path, checksum, (at.st_size, at.st_mtime_ns), is_new=True)

    def make_folder(self, path: str) -> None:
        """Make the folder that the file ``path`` stands in."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.tree}/{folder}", exist_ok=True)
            self._folders.add(folder)

    def _reads(self, path: str) -> bytes | None:
        full = f"{self.site}/{path}"
        try:
            if os.path.islink(full):
                return None
            with open(full, "rb", buffering=0) as stream:
                return stream.read()
        except OSError:
            return None


def _write_all(handle: int, content: bytes) -> None:
    done = os.write(handle, content)
    while done < len(content):
        # A write may stop short at a limit or on a nearly full disk; the next one then says why.
        done += os.write(handle, content[done:])
