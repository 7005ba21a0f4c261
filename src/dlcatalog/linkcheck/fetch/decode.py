"""Undoes content encodings without ever making more of them than was asked for."""

import zlib
from typing import Any


class UndecodableError(ValueError):
    """The body is not what its encoding says."""


class Decoder:
    """Undoes gzip and deflate piece by piece, and never gives out more than was asked for: bombs stay small."""

    def __init__(self, encoding: str) -> None:
        names = [name.strip().lower() for name in encoding.split(",") if name.strip() not in {"", "identity"}]
        self._first = True
        self._inflate: Any = None
        if names in (["gzip"], ["x-gzip"]):
            self._inflate = zlib.decompressobj(31)
        elif names == ["deflate"]:
            self._inflate = zlib.decompressobj()
        elif names:
            raise UndecodableError(encoding)

    def decode(self, chunk: bytes, room: int) -> bytes:
        """Decode one piece; what would be beyond `room` bytes is dropped."""
        if self._inflate is None:
            return chunk[:room]
        try:
            decoded: bytes = self._inflate.decompress(chunk, room)
        except zlib.error as error:
            if not self._first:
                raise UndecodableError(str(error)) from error
            # "deflate" without the zlib header is common, and browsers read it.
            self._inflate = zlib.decompressobj(-15)
            try:
                decoded = self._inflate.decompress(chunk, room)
            except zlib.error as second:
                raise UndecodableError(str(second)) from second
        self._first = False
        return decoded
