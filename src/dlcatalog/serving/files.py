"""From the address of a request to a file of the website, and what to say about it."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".ndjson": "application/x-ndjson; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the website: its path on the disk, and its media type."""

    path: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A folder asked for without its final slash; ``location`` has it."""

    location: str


def find_file(site: str, target: str) -> Found | Moved | None:
    """Find what the target of a request stands for; None where there is no such file, or it is none of a reader's business.

    Dot files and whatever lies outside the folder are never found, however the address is spelled.
    """
    path = urlsplit(target).path
    parts = unquote(path, errors="replace").split("/")[1:]
    if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts) or "" in parts[:-1]:
        return None
    full = os.path.join(site, *parts)
    if os.path.isdir(full):
        if parts and parts[-1]:
            return Moved(f"/{'/'.join(path.split('/')[1:])}/")
        full = os.path.join(full, "index.html")
    if not os.path.isfile(full) or not _is_below(full, site):
        return None
    return Found(full, TYPES.get(os.path.splitext(full)[1].lower(), "application/octet-stream"))


def _is_below(full: str, site: str) -> bool:
    """Whether a file lies in the website even after all symbolic links."""
    return os.path.realpath(full).startswith(os.path.realpath(site) + os.sep)


def parse_range(header: str, size: int) -> range | None:
    """The bytes that a ``Range`` header asks for: None for all of them, an empty range where it cannot be met.

    Only a single range is understood (RFC 9110, section 14.2: a server may ignore any other).
    """
    unit, _, spec = header.strip().partition("=")
    first, dash, last = spec.partition("-")
    if unit != "bytes" or not dash or "," in spec:
        return None
    try:
        if not first:
            length = int(last)
            return range(max(0, size - length), size) if length > 0 else range(0)
        start = int(first)
        stop = min(int(last) + 1, size) if last else size
    except ValueError:
        return None
    if last and int(last) < start:
        return None
    return range(start, stop) if start < size else range(0)
