"""The server of the scenarios: real sockets, one loopback address each, on a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.linkserver.scenario import Asked, Scenario

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Mapping, Sequence

_MOST_HEADER = 64 * 1024


@dataclass
class ScenarioServer:
    """Serves scenarios until `stop`; `seen` counts requests by scenario, host, method and path."""

    scenarios: Sequence[Scenario]
    contexts: Mapping[str, ssl.SSLContext]
    port: int = 0
    seen: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    addresses: dict[str, str] = field(default_factory=dict)

    def start(self) -> ScenarioServer:
        self._writers: list[asyncio.StreamWriter] = []
        self._sockets = self._bind()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="linkserver", daemon=True)
        self._thread.start()
        self._ready.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def forget(self) -> None:
        """Begin to count anew, for the next transport."""
        self.seen.clear()

    def url(self, scenario: Scenario) -> str:
        scheme = "https" if scenario.certificate else "http"
        origin = f"{scheme}://{scenario.host}:{self.port}"
        return scenario.url.format(origin=origin, port=self.port, host=scenario.host)

    def _bind(self) -> list[socket.socket]:
        for _ in range(50):
            first = _listen("127.0.0.2", 0)
            port = first.getsockname()[1]
            bound = [first]
            try:
                for number in range(1, len(self.scenarios)):
                    bound.append(_listen(f"127.0.{number // 250}.{2 + number % 250}", port))  # noqa: PERF401
            except OSError:
                for sock in bound:
                    sock.close()
                continue
            self.port = port
            for scenario, sock in zip(self.scenarios, bound, strict=True):
                for host in (scenario.host, *scenario.hosts):
                    self.addresses[host] = sock.getsockname()[0]
            return bound
        raise RuntimeError("no port is free on all addresses")

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        self._loop.set_exception_handler(lambda *_: None)
        servers = [
            await asyncio.start_server(
                self._handler(scenario), sock=sock, ssl=self.contexts.get(scenario.certificate), limit=_MOST_HEADER
            )
            for scenario, sock in zip(self.scenarios, self._sockets, strict=True)
        ]
        self._ready.set()
        await self._stopped.wait()
        for server in servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        # The transports close themselves in the next rounds of the loop.
        for _ in range(5):
            await asyncio.sleep(0)

    def _handler(self, scenario: Scenario) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._writers.append(writer)
            with contextlib.suppress(
                ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, TimeoutError
            ):
                try:
                    goes_on = True
                    while goes_on:
                        goes_on = await self._answer(scenario, reader, writer)
                finally:
                    writer.close()

        return handle

    async def _answer(self, scenario: Scenario, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":
            # A TLS greeting on a plain port: what every web server says to that.
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return False
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *lines = head.strip().split("\r\n")
        method, path, _ = line.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
        host = headers.get("host", "").rpartition(":")[0]
        key = (scenario.id, host, method, path)
        asked = Asked(method, path, headers, host, self.port, self.seen[key])
        self.seen[key] += 1
        reply = scenario.behave(asked)
        if not isinstance(reply, bytes):
            await reply(writer)
            return False
        writer.write(reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else reply)
        await writer.drain()
        return True


def _listen(address: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock
