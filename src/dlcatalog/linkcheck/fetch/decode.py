"""Undoes content encodings without ever making more of them than was asked for."""

import zlib
from typing import Any

# What this module cannot undo; a name that nobody knows means, as browsers have it, that nothing was done.
_SEALED = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_GZIP = frozenset({"gzip", "x-gzip"})
_MAGIC = b"\x1f\x8b"
# Of encodings inside of each other: the most that one piece may become on its way through the outer ones.
_BETWEEN = 1 << 20


class UndecodableError(ValueError):
    """The body is not what its encoding says."""


class Decoder:
    """Undoes gzip and deflate piece by piece, and never gives out more than was asked for: bombs stay small.

    `is_sealed` says that the body cannot be read here, whatever it is; then `decode` must not be asked.
    """

    def __init__(self, encoding: str) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        self.is_sealed = not _SEALED.isdisjoint(names)
        self._stages = [_Stage(name) for name in reversed(names) if name in _GZIP or name in {"deflate", "x-deflate"}]

    def decode(self, chunk: bytes, room: int) -> bytes:
        """Decode one piece; what would be beyond `room` bytes is dropped."""
        for stage in self._stages[:-1]:
            chunk = stage.feed(chunk, _BETWEEN)
        return self._stages[-1].feed(chunk, room) if self._stages else chunk[:room]


class _Stage:
    """One encoding, read as browsers do: several members, rubbish at the end, and bodies that were never encoded."""

    def __init__(self, name: str) -> None:
        self._is_gzip = name in _GZIP
        self._inflate: Any = None
        self._is_plain = False
        self._members = 0
        self._head = b""

    def feed(self, chunk: bytes, room: int) -> bytes:
        decoded = b""
        while chunk and len(decoded) < room and not self._is_plain:
            if self._inflate is None:
                chunk = self._begin(chunk)
                continue
            try:
                decoded += self._inflate.decompress(chunk, room - len(decoded))
            except zlib.error as error:
                raise UndecodableError(str(error)) from error
            chunk = self._inflate.unused_data
            if self._inflate.eof:
                self._inflate = None
                self._members += 1
        # What stands behind the last member is no page.
        return decoded if self._members else decoded + chunk[: room - len(decoded)]

    def _begin(self, chunk: bytes) -> bytes:
        """Look at the first bytes of a body or of another member; returns what is to be read."""
        chunk, self._head = self._head + chunk, b""
        if len(chunk) < len(_MAGIC):
            self._head = chunk
            return b""
        if (self._is_gzip and not chunk.startswith(_MAGIC)) or (self._members and not self._is_gzip):
            self._is_plain = True
        else:
            self._inflate = zlib.decompressobj(31 if self._is_gzip else _deflate_window(chunk))
        return chunk


def _deflate_window(chunk: bytes) -> int:
    # "deflate" without the zlib header is common, and browsers read it: the header's check sum tells.
    return 15 if chunk[0] & 15 == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0 else -15  # noqa: PLR2004
