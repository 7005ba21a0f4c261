"""What the last build knew: kept in one file, safe to delete, and never trusted when anything about it is odd."""

import marshal
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeAlias

FORMAT = 2
_MAGIC = f"dlcatalog-state {FORMAT} {sys.implementation.cache_tag}\n".encode("ascii")
_IDENTITY_BYTES = 24
_END = "end"
_HEAD = struct.Struct("<16sQI")
"""Name of a section, its size, and its sum."""

Identity: TypeAlias = tuple[int, int, int]
Sections: TypeAlias = Mapping[str, "bytes | memoryview"]
"""Parts of the state by name, each marshalled by itself, so that a build reads only what it needs."""


def write_state(path: str, identity: Identity, sections: Sections) -> None:
    """Write the state of the website that ``identity`` names. Raises OSError."""
    draft = f"{path}.draft"
    with open(draft, "wb") as stream:
        stream.write(_MAGIC)
        stream.write(b"".join(number.to_bytes(8, "little") for number in identity))
        # The last section is empty and tells that none is missing.
        for name, body in {**sections, _END: b""}.items():
            label = name.encode("ascii").ljust(16, b"\0")
            stream.write(_HEAD.pack(label, len(body), zlib.crc32(body, zlib.crc32(label))))
            stream.write(body)
    os.replace(draft, path)


def read_identity(path: str) -> Identity | None:
    """Which website a state describes; None where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return _parse_identity(stream.read(len(_MAGIC) + _IDENTITY_BYTES))
    except OSError:
        return None


def read_state(path: str, identity: Identity) -> "dict[str, bytes | memoryview] | None":
    """The sections of a state, if it is of this program and Python and describes the website ``identity``."""
    try:
        with open(path, "rb") as stream:
            content = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _IDENTITY_BYTES
    if _parse_identity(content[:start]) != identity:
        return None
    return _split_sections(memoryview(content), start)


def _split_sections(content: memoryview, start: int) -> "dict[str, bytes | memoryview] | None":
    sections: dict[str, bytes | memoryview] = {}
    while start < len(content):
        end = start + _HEAD.size
        if end > len(content):
            return None
        name, size, check = _HEAD.unpack(content[start:end])
        body = content[end : end + size]
        # ``marshal`` does not promise to survive broken input, so that is told apart first.
        if len(body) != size or zlib.crc32(body, zlib.crc32(name)) != check:
            return None
        sections[name.rstrip(b"\0").decode("ascii")] = body
        start = end + size
    return sections if sections.pop(_END, None) is not None else None


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
