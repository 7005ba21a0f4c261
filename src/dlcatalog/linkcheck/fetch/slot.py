"""One reusable handle of libcurl, with the buffers of the request it is busy with."""

import socket
from collections.abc import Callable
from functools import lru_cache

import pycurl

from dlcatalog.linkcheck.fetch.headers import is_readable
from dlcatalog.linkcheck.fetch.transport import Done
from dlcatalog.linkcheck.outcome import BODY_LIMIT, Request

_SOCKET_BAD: int = pycurl.SOCKET_BAD


class Slot:
    """An easy handle, what it is asked for, and what has come so far."""

    __slots__ = (
        "body",
        "cut",
        "done",
        "handle",
        "is_private",
        "lines",
        "opened",
        "refused",
        "request",
        "size",
        "special",
        "timeout",
    )

    def __init__(self, is_private: Callable[[str], bool] | None) -> None:
        self.handle = pycurl.Curl()
        self.is_private = is_private
        self.handle.slot = self
        self.lines: list[bytes] = []
        self.opened: list[socket.socket] = []
        self.body: list[bytes] = []
        self.size = 0
        self.cut = False
        self.refused = False
        self.special = False
        self.timeout = 0.0
        self.request: Request
        self.done: Done

    def clear(self) -> None:
        """Forget the request that has ended."""
        self.lines.clear()
        self.body.clear()
        self.size = 0
        self.cut = self.refused = False
        while self.opened:
            self.opened.pop().close()

    def write(self, chunk: bytes) -> int | None:
        """Keep a piece of the body; anything but `None` ends the transfer, since nothing more is needed."""
        if not self.size and not self._is_readable():
            self.cut = True
            return 0
        self.body.append(chunk)
        self.size += len(chunk)
        if self.size >= BODY_LIMIT:
            self.cut = True
            return 0
        return None

    def _is_readable(self) -> bool:
        # libcurl knows the type, but pycurl forbids to ask inside a callback.
        for line in self.lines:
            if line[:13].lower() == b"content-type:":
                return _is_readable_line(line)
        return True

    def open_socket(self, _purpose: int, address: tuple[int, int, int, tuple[str, int]]) -> socket.socket | int:
        """Make the socket for an address that libcurl is about to connect to, unless it is private."""
        family, kind, protocol, place = address
        if self.is_private and self.is_private(place[0] if isinstance(place[0], str) else place[0].decode()):
            self.refused = True
            return _SOCKET_BAD
        # pycurl hands a duplicate to libcurl; this one is ours to close.
        self.opened.append(socket.socket(family, kind, protocol))
        return self.opened[-1]


@lru_cache(maxsize=256)
def _is_readable_line(line: bytes) -> bool:
    # The whole web says this in a few dozen ways.
    return is_readable(line[13:].strip().decode("latin-1"))
