"""Raw HTTP answers, and the less polite things a server can do with a connection."""

import asyncio
import socket
import struct
from asyncio import StreamWriter
from collections.abc import Callable

from tests.linkserver.scenario import Asked, Behaviour, Play

WORDS = "Enough words to look like a page that somebody wrote for others to read. "


def answer(status: int | str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    lines = {"Content-Length": str(len(body)), **(headers or {})}
    status_line = status if isinstance(status, str) else f"HTTP/1.1 {status} Status"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value != "-")
    return f"{status_line}\r\n{head}\r\n".encode() + body


def html(title: str, lang: str = "en", inner: str = "", head: str = "") -> bytes:
    body = inner or f"<p>{WORDS * 8}</p>"
    text = f"<!doctype html><html lang={lang}><head><meta charset=utf-8>{head}<title>{title}</title></head><body>{body}</body></html>"
    return text.encode()


def page(title: str = "A fine page", lang: str = "en", inner: str = "", head: str = "", status: int = 200) -> bytes:
    return answer(status, {"Content-Type": "text/html; charset=utf-8"}, html(title, lang, inner, head))


def redirect(status: int, location: str, headers: dict[str, str] | None = None) -> bytes:
    return answer(status, {"Location": location, **(headers or {})})


def always(raw: bytes) -> Behaviour:
    return lambda _: raw


def at_page(raw: bytes, elsewhere: bytes | None = None) -> Behaviour:
    """Answer `raw` at /page and a 404 (or `elsewhere`) at any other path."""
    return lambda asked: raw if asked.path == "/page" else (elsewhere or page("Nothing here", status=404))


def in_turn(*raws: bytes | Play) -> Behaviour:
    """Answer differently each time; the last answer stays."""
    return lambda asked: raws[min(asked.times, len(raws) - 1)]


def paths(table: dict[str, bytes | Play | Callable[[Asked], bytes]]) -> Behaviour:
    """Answer by path; 404 where the table says nothing."""

    def behave(asked: Asked) -> bytes | Play:
        found = table.get(asked.path, page("Nothing here", status=404))
        return found(asked) if callable(found) and not asyncio.iscoroutinefunction(found) else found  # type: ignore[arg-type, return-value]

    return behave


async def reset(writer: StreamWriter) -> None:
    """Send a TCP reset."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def hang_up(writer: StreamWriter) -> None:
    """Close without a word."""
    writer.close()


async def silence(_writer: StreamWriter) -> None:
    """Say nothing, ever."""
    await asyncio.sleep(60)


def then_close(raw: bytes) -> Play:
    """Send bytes as they are and close."""

    async def play(writer: StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    return play


def then_silence(raw: bytes) -> Play:
    """Send bytes as they are and leave the connection open."""

    async def play(writer: StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        await asyncio.sleep(60)

    return play


def drip(raw: bytes, seconds: float) -> Play:
    """Send byte after byte."""

    async def play(writer: StreamWriter) -> None:
        for byte in raw:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(seconds)
        writer.close()

    return play


def pour(head: bytes, piece: bytes) -> Play:
    """Send a head, then the same piece until nobody reads any more."""

    async def play(writer: StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return play
