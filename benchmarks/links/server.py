"""The loopback server of the benchmark: small pages after a fixed delay, several processes on one port, TLS on demand.

Run as `python benchmarks/links/server.py --port 0 --delay 0.1 --workers 2 [--certificate PEM]`; it prints its port.
"""

import argparse
import asyncio
import multiprocessing
import os
import socket
import ssl
import sys

PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>A page of the benchmark</title></head>"
    b"<body><h1>A page</h1><p>" + b"Words that fill a small page. " * 30 + b"</p></body></html>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (
    len(PAGE),
    PAGE,
)
HEAD = ANSWER[: -len(PAGE)]


class Pages(asyncio.Protocol):
    """One connection; answers each request in turn, without parsing more than where it ends."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.buffer = b""
        self.loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        buffer = self.buffer + data if self.buffer else data
        while (end := buffer.find(b"\r\n\r\n")) >= 0:
            answer = HEAD if buffer[:5] == b"HEAD " else ANSWER
            buffer = buffer[end + 4 :]
            if self.delay:
                self.loop.call_later(self.delay, self.transport.write, answer)
            else:
                self.transport.write(answer)
        self.buffer = buffer


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    return listener


def _serve(port: int, delay: float, certificate: str | None) -> None:
    try:
        import uvloop as loops
    except ImportError:
        import asyncio as loops  # type: ignore[no-redef]
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Pages(delay), sock=_listen(port), ssl=context, backlog=4096)
        await server.serve_forever()

    loops.run(run())


def main() -> None:
    """Start the workers and print the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.1, metavar="SECONDS")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--certificate", metavar="PEM", help="serve TLS with this chain and key")
    args = parser.parse_args()
    holder = _listen(args.port)
    port = holder.getsockname()[1]
    workers = [
        multiprocessing.Process(target=_serve, args=(port, args.delay, args.certificate), daemon=True)
        for _ in range(args.workers)
    ]
    for worker in workers:
        worker.start()
    print(port, flush=True)
    # Our parent closes our standard input when the benchmark ends, however it ends.
    sys.stdin.read()


if __name__ == "__main__":
    main()
