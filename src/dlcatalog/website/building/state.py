"""What the last build knew: kept in one file, safe to delete, and never trusted when anything about it is odd."""

import marshal
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeAlias

FORMAT = 1
_MAGIC = f"dlcatalog-state {FORMAT} {sys.implementation.cache_tag}\n".encode("ascii")
_IDENTITY_BYTES = 24
_CHECK_BYTES = 4

Identity: TypeAlias = tuple[int, int, int]
Sections: TypeAlias = Mapping[str, bytes]
"""Parts of the state by name, each marshalled by itself, so that a build reads only what it needs."""


def write_state(path: str, identity: Identity, sections: Sections) -> None:
    """Write the state of the website that ``identity`` names. Raises OSError."""
    draft = f"{path}.draft"
    with open(draft, "wb") as stream:
        stream.write(_MAGIC)
        stream.write(b"".join(number.to_bytes(8, "little") for number in identity))
        body = marshal.dumps(dict(sections), 2)
        stream.write(zlib.crc32(body).to_bytes(_CHECK_BYTES, "little"))
        stream.write(body)
    os.replace(draft, path)


def read_identity(path: str) -> Identity | None:
    """Which website a state describes; None where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return _parse_identity(stream.read(len(_MAGIC) + _IDENTITY_BYTES))
    except OSError:
        return None


def read_state(path: str, identity: Identity) -> dict[str, bytes] | None:
    """The sections of a state, if it is of this program and Python and describes the website ``identity``."""
    try:
        with open(path, "rb") as stream:
            content = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _IDENTITY_BYTES
    if _parse_identity(content[:start]) != identity:
        return None
    body = memoryview(content)[start + _CHECK_BYTES :]
    # ``marshal`` does not promise to survive broken input, so that is told apart first.
    if zlib.crc32(body).to_bytes(_CHECK_BYTES, "little") != content[start : start + _CHECK_BYTES]:
        return None
    sections = load_section(body)
    return sections if isinstance(sections, dict) else None


def _parse_identity(head: bytes) -> Identity | None:
    numbers = head[len(_MAGIC) :]
    if not head.startswith(_MAGIC) or len(numbers) != _IDENTITY_BYTES:
        return None
    one, two, three = (int.from_bytes(numbers[at : at + 8], "little") for at in (0, 8, 16))
    return (one, two, three)


def dump_section(value: Any) -> bytes:
    """Marshal a section. Version 2 has no references between objects: equal values give equal bytes."""
    return marshal.dumps(value, 2)


def load_section(content: bytes | memoryview | None) -> Any:
    """Read a section back; None where it is missing or broken."""
    if content is not None:
        with suppress(ValueError, EOFError, TypeError):
            return marshal.loads(content)
    return None
