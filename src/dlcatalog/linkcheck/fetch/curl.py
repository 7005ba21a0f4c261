"""The fast transport: libcurl's multi interface, driven by its socket actions."""

import errno
import select
import socket
from collections import deque
from time import monotonic

import pycurl

from dlcatalog.linkcheck.fetch.decode import Decoder, UndecodableError
from dlcatalog.linkcheck.fetch.headers import parse_headers
from dlcatalog.linkcheck.fetch.readiness import BITS, Epoll, Poll
from dlcatalog.linkcheck.fetch.resolve import pins_for
from dlcatalog.linkcheck.fetch.slot import Slot
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
_FEW = 8
# libcurl gives up on names of encodings that it does not know and on bodies that browsers still read: in the old
# fashion it hands over what came, and `Decoder` reads it.
_UNCOMPRESSED = "Accept-Encoding: identity"
# Every server of today takes X25519; the others are offered, but cost nothing until one is chosen.
_CURVES = "X25519:P-256:P-384:P-521"


class CurlTransport:
    """Requests at once on one thread, connections and handles kept, no Python code per byte."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, wire.concurrency + 16)
        self._poll = Epoll() if hasattr(select, "epoll") else Poll()
        self._slots: list[Slot] = []
        self._idle: list[Slot] = []
        self._queue: deque[tuple[Request, Done]] = deque()
        self._bell, self._ringer = socket.socketpair()
        self._bell.setblocking(False)
        self._ringer.setblocking(False)
        self._poll.set(self._bell.fileno(), reads=True, writes=False)
        self._due: float | None = None
        self._answered: list[tuple[Done, Reply]] = []
        self._pinned: dict[str, tuple[str, ...]] = {}

    def start(self, request: Request, done: Done) -> None:
        """Queue a request; `poll` begins it on the first free handle."""
        self._queue.append((request, done))

    def poll(self, seconds: float) -> None:
        """Begin requests, wait for sockets, let libcurl act on them, and deliver what has finished."""
        if self._feed() or self._answered:
            seconds = 0.0
        elif self._due is not None:
            seconds = min(seconds, max(self._due - monotonic(), 0.0))
        # The wire comes first: while there is something to hear, answered handles are refilled and sent off, a few at
        # a time; what was heard is judged once the wire is quiet, or before those who feed the queue must be asked.
        self._act(self._poll.wait(seconds, _FEW))
        while self._collect() < _BATCH and (ready := self._poll.wait(0.0, _FEW)):
            self._act(ready)
        answered, self._answered = self._answered, []
        waiting = len(answered)
        for done, reply in answered:
            done(reply)
            waiting -= 1
            # A verdict takes as long as several answers on the wire: whoever answers meanwhile is not kept waiting.
            if waiting + len(self._answered) < _FEW and (ready := self._poll.wait(0.0, _FEW)):
                self._act(ready)
                self._collect()

    def _feed(self) -> bool:
        """Begin a few requests on free handles; tell whether more could be begun at once.

        Only a few, so that connections begun earlier go on: a crowd of handshakes would delay them all.
        """
        for _ in range(_FEW):
            if not self._queue:
                break
            if self._idle:
                slot = self._idle.pop()
            elif len(self._slots) < self._wire.concurrency:
                slot = self._make_slot()
                self._slots.append(slot)
            else:
                break
            self._begin(slot, *self._queue.popleft())
        else:
            self._kick()
            return True
        if self._due == 0.0:
            self._kick()
        return False

    def _act(self, ready: list[tuple[int, int]]) -> None:
        action = self._multi.socket_action
        bell, resting = self._bell.fileno(), self._poll.resting
        for number, mask in ready:
            if number in resting:
                self._poll.drop(number)
            elif number == bell:
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
            slot.clear()
        self._queue.clear()
        self._multi.close()
        self._poll.close()
        self._bell.close()
        self._ringer.close()

    def _make_slot(self) -> Slot:
        wire, slot = self._wire, Slot(self._wire.is_private)
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
            pycurl.SOCKOPTFUNCTION: self._greet,
            pycurl.DNS_CACHE_TIMEOUT: -1,
        }
        if "OpenSSL" in pycurl.version:
            options[pycurl.SSL_EC_CURVES] = _CURVES
        if wire.roots:
            options[pycurl.CAINFO] = wire.roots
        if wire.is_private:
            options[pycurl.OPENSOCKETFUNCTION] = slot.open_socket
        for option, value in options.items():
            slot.handle.setopt(option, value)
        return slot

    def _begin(self, slot: Slot, request: Request, done: Done) -> None:
        slot.request, slot.done = request, done
        handle = slot.handle
        setopt = handle.setopt
        setopt(pycurl.URL, request.url)
        if request.timeout != slot.timeout:
            setopt(pycurl.TIMEOUT_MS, int(request.timeout * 1000))
            slot.timeout = request.timeout
        special = request.method != "GET" or bool(request.headers) or request.old_http
        if special or slot.special:
            plain = (_UNCOMPRESSED,) if request.old_http else ()
            setopt(pycurl.HTTPHEADER, [*self._wire.headers, *plain, *request.headers])
            setopt(pycurl.HTTP_CONTENT_DECODING, int(not request.old_http))
            setopt(pycurl.NOBODY, int(request.method == "HEAD"))
            if request.method == "GET":
                setopt(pycurl.HTTPGET, 1)
            setopt(
                pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1 if request.old_http else pycurl.CURL_HTTP_VERSION_2TLS
            )
            slot.special = special
        if request.addresses and self._pinned.get(_origin(request.url)) != request.addresses:
            setopt(pycurl.RESOLVE, pins_for(request.url, request.host, request.addresses))
        self._multi.add_handle(handle)

    def _collect(self) -> int:
        """Take what has ended, also where nothing was ready, and return how many replies wait to be delivered."""
        if self._due is not None and self._due <= monotonic():
            self._kick()
        more = 1
        while more:
            more, fine, failed = self._multi.info_read()
            for handle in fine:
                self._answered.append(self._finish(handle.slot, 0, ""))
            for handle, number, text in failed:
                self._answered.append(self._finish(handle.slot, number, text))
        if self._due == 0.0:
            self._kick()
        return len(self._answered)

    def _kick(self) -> None:
        self._due = None
        self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def _finish(self, slot: Slot, number: int, text: str) -> tuple[Done, Reply]:
        request, done, reply = slot.request, slot.done, _reply(slot, number, text)
        if number == 0 and request.addresses:
            # libcurl has the addresses of this origin now, and keeps them.
            self._pinned[_origin(request.url)] = request.addresses
        self._multi.remove_handle(slot.handle)
        slot.clear()
        if self._queue:
            self._begin(slot, *self._queue.popleft())
        else:
            self._idle.append(slot)
        return done, reply

    def _watch(self, what: int, number: int, _multi: object, _data: object) -> None:
        if what == pycurl.POLL_REMOVE:
            self._poll.unset(number)
        else:
            self._poll.set(number, reads=what != pycurl.POLL_OUT, writes=what != pycurl.POLL_IN)

    def _greet(self, number: int, _purpose: int) -> int:
        self._poll.meet(number)
        return 0

    def _set_timer(self, milliseconds: int) -> None:
        # 0 means at once, and is in the past of every clock.
        self._due = None if milliseconds < 0 else monotonic() + milliseconds / 1000 if milliseconds else 0.0

    def _silence(self) -> None:
        try:
            while self._bell.recv(4096):
                pass
        except OSError:
            return


def _reply(slot: Slot, number: int, text: str) -> Reply:
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
    if slot.request.old_http:
        try:
            body = _decode(lines[start:], body)
        except UndecodableError as error:
            return Reply(fault=Fault.PROTOCOL, detail=str(error), elapsed=elapsed)
    return Reply(
        handle.getinfo(pycurl.RESPONSE_CODE), headers, cookies, body[:BODY_LIMIT], number == 0, None, "", elapsed
    )


def _decode(lines: list[bytes], body: bytes) -> bytes:
    named = [line.partition(b":") for line in lines]
    encodings = [value.strip().decode("latin-1") for name, _, value in named if name.lower() == b"content-encoding"]
    decoder = Decoder(", ".join(encodings))
    return b"" if decoder.is_sealed else decoder.decode(body, BODY_LIMIT)


def _fault(slot: Slot, number: int) -> Fault:
    if slot.refused:
        return Fault.PRIVATE
    if number == pycurl.E_COULDNT_CONNECT and slot.handle.getinfo(pycurl.OS_ERRNO) == errno.ETIMEDOUT:
        return Fault.TIMEOUT
    return _FAULTS.get(number, Fault.PROTOCOL)


def _origin(url: str) -> str:
    return url[: url.find("/", 8)]
