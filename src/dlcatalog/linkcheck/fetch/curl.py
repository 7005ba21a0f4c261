"""The fast transport: libcurl's multi interface, driven by its socket actions."""

import errno
import select
import socket
from collections import deque
from collections.abc import Callable
from time import monotonic

import pycurl

from dlcatalog.linkcheck.fetch.headers import is_readable, parse_headers
from dlcatalog.linkcheck.fetch.readiness import BITS, Epoll, Poll
from dlcatalog.linkcheck.fetch.resolve import pins_for
from dlcatalog.linkcheck.fetch.transport import Done, Wire
from dlcatalog.linkcheck.outcome import BODY_LIMIT, Fault, Reply, Request

_TLS_ERRORS = (35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98)
_FAULTS = {
    pycurl.E_OPERATION_TIMEDOUT: Fault.TIMEOUT,
    pycurl.E_COULDNT_RESOLVE_HOST: Fault.DNS,
    pycurl.E_COULDNT_CONNECT: Fault.REFUSED,
    pycurl.E_URL_MALFORMAT: Fault.UNUSABLE,
    **dict.fromkeys(_TLS_ERRORS, Fault.TLS),
}
_PAGE_ENOUGH = 1024
_BROKEN_OFF = frozenset({pycurl.E_OPERATION_TIMEDOUT, pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR})
_BATCH = 16
_SOCKET_BAD: int = pycurl.SOCKET_BAD


class _Slot:
    """One reusable easy handle with the buffers of the request it is busy with."""

    __slots__ = (
        "body",
        "cut",
        "done",
        "handle",
        "is_private",
        "lines",
        "opened",
        "pinned",
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
        self.pinned = False
        self.special = False
        self.timeout = 0.0
        self.request: Request
        self.done: Done

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
                return is_readable(line[13:].strip().decode("latin-1"))
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


class CurlTransport:
    """Requests at once on one thread, connections and handles kept, no Python code per byte."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, wire.concurrency + 16)
        self._poll = Epoll() if hasattr(select, "epoll") else Poll()
        self._slots: list[_Slot] = []
        self._idle: list[_Slot] = []
        self._unsent = 0
        self._queue: deque[tuple[Request, Done]] = deque()
        self._bell, self._ringer = socket.socketpair()
        self._bell.setblocking(False)
        self._ringer.setblocking(False)
        self._poll.set(self._bell.fileno(), reads=True, writes=False)
        self._due: float | None = None

    def start(self, request: Request, done: Done) -> None:
        """Begin a request on a free handle, or queue it."""
        if self._idle:
            self._begin(self._idle.pop(), request, done)
        elif len(self._slots) < self._wire.concurrency:
            self._slots.append(self._make_slot())
            self._begin(self._slots[-1], request, done)
        else:
            self._queue.append((request, done))
            return
        self._unsent += 1
        if self._unsent >= _BATCH:
            self._kick()

    def poll(self, seconds: float) -> None:
        """Wait for sockets, let libcurl act on them, and deliver what has finished."""
        if self._due is not None:
            seconds = min(seconds, max(self._due - monotonic(), 0.0))
        ready = self._poll.wait(seconds)
        while len(ready) > _BATCH:
            # Batch by batch, so that the first of a crowd of answers does not wait for the last.
            self._act(ready[:_BATCH])
            self._deliver()
            ready = ready[_BATCH:]
        self._act(ready)
        if self._due is not None and self._due <= monotonic():
            self._kick()
        # Also where nothing was ready: a request may have ended while it was begun.
        self._deliver()

    def _act(self, ready: list[tuple[int, int]]) -> None:
        action = self._multi.socket_action
        bell = self._bell.fileno()
        for number, mask in ready:
            if number == bell:
                self._silence()
            else:
                action(number, BITS[mask & 31])

    def wake(self) -> None:
        """End a `poll` early."""
        try:
            self._ringer.send(b"!")
        except OSError:
            return

    def close(self) -> None:
        """Drop all handles and connections."""
        for slot in self._slots:
            while slot.opened:
                slot.opened.pop().close()
        self._queue.clear()
        self._multi.close()
        self._poll.close()
        self._bell.close()
        self._ringer.close()

    def _make_slot(self) -> _Slot:
        wire, slot = self._wire, _Slot(self._wire.is_private)
        options = {
            pycurl.NOSIGNAL: 1,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.ACCEPT_ENCODING: "",
            pycurl.USERAGENT: wire.user_agent,
            pycurl.HTTPHEADER: list(wire.headers),
            pycurl.CONNECTTIMEOUT_MS: int(wire.connect_timeout * 1000),
            pycurl.PROXY: "",
            pycurl.NETRC: 0,
            pycurl.HEADERFUNCTION: slot.lines.append,
            pycurl.WRITEFUNCTION: slot.write,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_2TLS,
        }
        if wire.roots:
            options[pycurl.CAINFO] = wire.roots
        if wire.is_private:
            options[pycurl.OPENSOCKETFUNCTION] = slot.open_socket
        for option, value in options.items():
            slot.handle.setopt(option, value)
        return slot

    def _begin(self, slot: _Slot, request: Request, done: Done) -> None:
        slot.request, slot.done = request, done
        handle = slot.handle
        setopt = handle.setopt
        setopt(pycurl.URL, request.url)
        if request.timeout != slot.timeout:
            setopt(pycurl.TIMEOUT_MS, int(request.timeout * 1000))
            slot.timeout = request.timeout
        special = request.method != "GET" or bool(request.headers) or request.old_http
        if special or slot.special:
            setopt(pycurl.HTTPHEADER, [*self._wire.headers, *request.headers])
            setopt(pycurl.NOBODY, int(request.method == "HEAD"))
            if request.method == "GET":
                setopt(pycurl.HTTPGET, 1)
            setopt(
                pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1 if request.old_http else pycurl.CURL_HTTP_VERSION_2TLS
            )
            slot.special = special
        if request.addresses or slot.pinned:
            setopt(pycurl.RESOLVE, pins_for(request.url, request.host, request.addresses))
            slot.pinned = bool(request.addresses)
        self._multi.add_handle(handle)

    def _deliver(self) -> None:
        more = 1
        while more:
            more, fine, failed = self._multi.info_read(_BATCH)
            for handle in fine:
                self._finish(handle.slot, 0, "")
            for handle, number, text in failed:
                self._finish(handle.slot, number, text)
            if self._due == 0.0:
                # New requests wait for a zero timer; sent batch by batch, they do not wait for the whole crowd.
                self._kick()

    def _kick(self) -> None:
        self._due = None
        self._unsent = 0
        self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def _finish(self, slot: _Slot, number: int, text: str) -> None:
        handle = slot.handle
        reply = _reply(slot, number, text)
        self._multi.remove_handle(handle)
        done = slot.done
        slot.lines.clear()
        slot.body.clear()
        slot.size = 0
        slot.cut = slot.refused = False
        while slot.opened:
            slot.opened.pop().close()
        if self._queue:
            self._begin(slot, *self._queue.popleft())
        else:
            self._idle.append(slot)
        done(reply)

    def _watch(self, what: int, number: int, _multi: object, _data: object) -> None:
        if what == pycurl.POLL_REMOVE:
            self._poll.unset(number)
        else:
            self._poll.set(number, reads=what != pycurl.POLL_OUT, writes=what != pycurl.POLL_IN)

    def _set_timer(self, milliseconds: int) -> None:
        # 0 means at once, and is in the past of every clock.
        self._due = None if milliseconds < 0 else monotonic() + milliseconds / 1000 if milliseconds else 0.0

    def _silence(self) -> None:
        try:
            while self._bell.recv(4096):
                pass
        except OSError:
            return


def _reply(slot: _Slot, number: int, text: str) -> Reply:
    handle = slot.handle
    fault = None if number == 0 or (number == pycurl.E_WRITE_ERROR and slot.cut) else _fault(slot, number)
    elapsed = handle.getinfo(pycurl.TOTAL_TIME)
    lines = slot.lines
    # A page that breaks off, or is still coming at the deadline, has been seen if enough of it came.
    if number in _BROKEN_OFF and slot.size >= _PAGE_ENOUGH:
        fault = None
    if fault:
        return Reply(fault=fault, detail=text, elapsed=elapsed)
    start = 1
    for index in range(len(lines) - 1, 0, -1):
        # 1xx answers come first and have status lines of their own; the last block counts.
        if lines[index].startswith(b"HTTP/"):
            start = index + 1
            break
    headers, cookies = parse_headers(lines[start:])
    body = slot.body[0] if len(slot.body) == 1 else b"".join(slot.body)
    return Reply(
        handle.getinfo(pycurl.RESPONSE_CODE), headers, cookies, body[:BODY_LIMIT], number == 0, None, "", elapsed
    )


def _fault(slot: _Slot, number: int) -> Fault:
    if slot.refused:
        return Fault.PRIVATE
    if number == pycurl.E_COULDNT_CONNECT and slot.handle.getinfo(pycurl.OS_ERRNO) == errno.ETIMEDOUT:
        return Fault.TIMEOUT
    return _FAULTS.get(number, Fault.PROTOCOL)
