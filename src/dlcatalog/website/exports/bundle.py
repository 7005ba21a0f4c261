"""The whole website in one ZIP file that works from a folder: the same site gives the same bytes."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import BinaryIO, Final

PATH: Final = "exports/dlcatalog-site.zip"
"""Where the bundle stands in a website."""
FOLDER: Final = "dlcatalog-site"
"""The one folder that it unpacks to."""
_FIRST_DAY: Final = date(1980, 1, 1)  # a ZIP file knows no earlier one
_LAST_DAY: Final = date(2107, 12, 31)
_MODE: Final = 0o100644 << 16
_STORED: Final = (".png", ".jpg", ".webp", ".woff2", ".gz", ".br", ".zip")


def is_bundled(path: str) -> bool:
    """Tell whether a file of the website (its path with ``/``) goes into the bundle: not the bundle, not a dotfile."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return not hidden and path not in {PATH, "_headers"} and not path.startswith(f"{PATH}.")


def write_bundle(
    stream: BinaryIO,
    files: Iterable[tuple[str, Callable[[], bytes]]],
    built: date,
    *,
    comment: str = "",
) -> int:
    """Write the bundle and return how many files it holds.

    ``files`` are site-relative paths, each with what reads it; each is read when its turn comes, so that a large
    website never lies in memory. All stamps are noon of ``built``. ``comment`` becomes the comment of the archive.
    """
    day = min(max(built, _FIRST_DAY), _LAST_DAY)
    stamp = (day.year, day.month, day.day, 12, 0, 0)
    chosen = sorted(((path, read) for path, read in files if is_bundled(path)), key=lambda pair: pair[0])
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.comment = comment.encode()
        for path, read in chosen:
            member = zipfile.ZipInfo(f"{FOLDER}/{path}", stamp)
            member.create_system = 3  # Unix, whatever this runs on
            member.external_attr = _MODE
            member.compress_type = zipfile.ZIP_STORED if path.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(member, read())
    return len(chosen)
