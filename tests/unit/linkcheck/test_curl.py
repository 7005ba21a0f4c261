"""The fast transport against small servers of its own: connections that come and go, and the limit on requests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dlcatalog.linkcheck.fetch.transport import Wire
from dlcatalog.linkcheck.outcome import Reply, Request

pytest.importorskip("pycurl")
from dlcatalog.linkcheck.fetch import curl
from dlcatalog.linkcheck.fetch.readiness import Epoll, Poll

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


class _Server:
    """Answers each request on any number of connections; hangs up after every `patience` answers without saying so."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.lock = threading.Lock()
        self.busy = 0
        self.busiest = 0
        self.connections = 0
        self.all_here = threading.Event()
        self.wanted = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        with connection:
            for _ in range(self.patience):
                heard = b""
                while not heard.endswith(b"\r\n\r\n"):
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    heard += piece
                with self.lock:
                    self.busy += 1
                    self.busiest = max(self.busiest, self.busy)
                    if self.busy >= self.wanted:
                        self.all_here.set()
                self.all_here.wait(5)
                with self.lock:
                    self.busy -= 1
                connection.sendall(ANSWER)


@contextmanager
def _serving(patience: int, wanted: int = 0) -> Iterator[_Server]:
    server = _Server(patience)
    server.wanted = wanted
    thread = threading.Thread(target=server.accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join(5)


def _ask(transport: curl.CurlTransport, server: _Server, count: int) -> list[Reply]:
    replies: list[Reply] = []
    for number in range(count):
        url = f"http://name.test:{server.port}/{number}"
        transport.start(Request(url, "name.test", addresses=("127.0.0.1",), timeout=5.0), replies.append)
    while len(replies) < count:
        transport.poll(1.0)
    return replies


@pytest.mark.parametrize("readiness", [Epoll, Poll])
@pytest.mark.parametrize("patience", [1, 3])
def test_connections_that_end_while_they_rest(monkeypatch: pytest.MonkeyPatch, readiness: type, patience: int) -> None:
    monkeypatch.setattr(curl, "Epoll", readiness)
    with _serving(patience) as server:
        transport = curl.CurlTransport(Wire(concurrency=3, is_private=None))
        try:
            # Numbers of closed sockets are used again by new ones between the rounds.
            replies = [reply for _ in range(8) for reply in _ask(transport, server, 4)]
        finally:
            transport.close()
    assert [reply.status for reply in replies] == [200] * 32
    assert server.connections >= 32 / patience


def test_as_many_at_once_as_allowed_and_no_more() -> None:
    with _serving(100, wanted=12) as server:
        transport = curl.CurlTransport(Wire(concurrency=12, is_private=None))
        try:
            replies = _ask(transport, server, 40)
        finally:
            transport.close()
    assert all(reply.body == b"ok" for reply in replies)
    assert server.busiest == 12
    assert server.connections == 12
