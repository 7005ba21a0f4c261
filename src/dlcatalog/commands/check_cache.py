"""What `dlcatalog check` found in each entry file, kept by content, so that a second check reads only what changed.

Lives in the user's cache folder, safe to delete; anything odd about it is treated as if it were not there.
"""

import marshal
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from dlcatalog.commands.output import write_atomically
from dlcatalog.diagnostics import Diagnostic, Position, Severity
from dlcatalog.errors import OutputError
from dlcatalog.lang import Localized

Row: TypeAlias = tuple[Any, ...] | None
Known: TypeAlias = dict[str, tuple[bytes, Row, tuple[Any, ...]]]
"""By path: digest of the content, row of the card, plain diagnostics."""

_CHECKSUM = 16


def cache_file(root: Path) -> Path:
    """Where the cache of a catalog lies (XDG base directories)."""
    home = os.environ.get("XDG_CACHE_HOME")
    base = Path(home) if home else Path.home() / ".cache"
    return base / "dlcatalog" / f"check-{digest(str(root.resolve()).encode('utf-8', 'surrogateescape')).hex()}.bin"


def digest(content: bytes) -> bytes:
    """Digest of a file's content."""
    return blake2b(content, digest_size=_CHECKSUM).digest()


def tool_digest() -> bytes:
    """Digest of all code that decides what a check finds."""
    package = Path(__file__).resolve().parent.parent
    paths = [*sorted((package / "catalog").rglob("*.py")), package / "diagnostics.py", package / "lang.py"]
    return digest(b"\0".join(path.read_bytes() for path in paths))


def read_cache(path: Path) -> Known:
    """What the last check knew; nothing where there is no cache of this very program."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    tool, check, body = content[:_CHECKSUM], content[_CHECKSUM : 2 * _CHECKSUM], content[2 * _CHECKSUM :]
    # `marshal` does not promise to survive broken input, so that is told apart first.
    if tool != tool_digest() or check != digest(body):
        return {}
    known: Known = marshal.loads(body)  # noqa: S302 - our own bytes, and their checksum is right
    return known


def write_cache(path: Path, known: Known) -> None:
    """Keep what this check knows; a cache that cannot be written is not missed."""
    body = marshal.dumps(known, 2)
    with suppress(OutputError):
        write_atomically(path, tool_digest() + digest(body) + body)


def to_plain(diagnostics: Iterable[Diagnostic]) -> tuple[Any, ...]:
    """Diagnostics as plain tuples, without their path."""
    return tuple(
        (
            *(found.rule, found.line, found.column, found.message.en, found.message.zh, found.severity.value),
            *((found.hint.en, found.hint.zh) if found.hint else ("", "")),
            found.route,
        )
        for found in diagnostics
    )


def from_plain(path: str, rows: Iterable[tuple[Any, ...]]) -> tuple[Diagnostic, ...]:
    """The diagnostics of the file ``path`` again."""
    return tuple(
        Diagnostic(
            rule,
            path,
            Position(line, column),
            Localized(en, zh),
            Severity(severity),
            Localized(hint_en, hint_zh) if hint_en else None,
            route,
        )
        for rule, line, column, en, zh, severity, hint_en, hint_zh, route in rows
    )


def digests_of(root: Path, paths: Iterable[str]) -> Mapping[str, bytes]:
    """Digest of each plain file; files that cannot be read, or are none, have no digest and are never cached."""
    found: dict[str, bytes] = {}
    for path in paths:
        full = root / path
        with suppress(OSError):
            if full.is_file() and not full.is_symlink():
                found[path] = digest(full.read_bytes())
    return found
