"""A web server for one person on this machine: the files of the website, and news for the pages that are open."""

import os
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dlcatalog.errors import UsageError
from dlcatalog.lang import Lang, Localized
from dlcatalog.serving.announcements import Announcements
from dlcatalog.serving.browser import (
    EVENTS,
    FOLDER,
    SCRIPT,
    STYLE,
    STYLE_TEXT,
    add_script,
    fault_page,
    format_event,
    script_text,
)
from dlcatalog.serving.files import TYPES, Found, Moved, find_file, parse_range

HOST = "127.0.0.1"
_OWN_NAMES = frozenset({"127.0.0.1", "localhost"})
_PORTS_TO_TRY = 20
_HEARTBEAT = 15.0


class SiteServer(ThreadingHTTPServer):
    """Serves the folder ``site`` on loopback."""

    daemon_threads = True

    def __init__(self, port: int, site: str, announcements: Announcements, lang: Lang) -> None:
        self.site = site
        self.announcements = announcements
        self.lang = lang
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the website can be looked at."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that goes away in the middle of an answer is no fault."""


def open_server(port: int, site: str, announcements: Announcements, lang: Lang) -> SiteServer:
    """Open the first free port from ``port`` on (0: any). Raises UsageError where there is none."""
    last = port + _PORTS_TO_TRY if port else 1
    for number in range(port, last):
        try:
            return SiteServer(number, site, announcements, lang)
        except (OSError, OverflowError):
            continue
    raise UsageError(
        Localized(en=f"no free port between {port} and {last - 1}", zh=f"{port} 到 {last - 1} 之间没有可用的端口"),
    )


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: SiteServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, the news, or the page for what is not there."""
        if not self._is_for_us():
            self._send(HTTPStatus.FORBIDDEN, b"forbidden\n", TYPES[".txt"])
        elif self.path.startswith(FOLDER):
            self._send_own(self.path)
        else:
            self._send_file()

    def do_HEAD(self) -> None:
        """As GET, without the content."""
        self.do_GET()

    def _is_for_us(self) -> bool:
        # Another website whose name leads to 127.0.0.1 must not read the pages of this server.
        return self.headers.get("Host", HOST).rpartition(":")[0] in _OWN_NAMES | {""}

    def _send_own(self, path: str) -> None:
        if path == EVENTS:
            self._send_news()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, script_text(self.server.lang).encode(), TYPES[".js"])
        elif path == STYLE:
            self._send(HTTPStatus.OK, STYLE_TEXT.encode(), TYPES[".css"])
        else:
            self._send(HTTPStatus.NOT_FOUND, b"not found\n", TYPES[".txt"])

    def _send_news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        announcements, seen = self.server.announcements, None
        while not announcements.is_closed:
            news = announcements.wait_for_other(seen, _HEARTBEAT)
            self.wfile.write(b": still here\n\n" if news == seen else format_event(news))
            self.wfile.flush()
            seen = news

    def _send_file(self) -> None:
        found = find_file(self.server.site, self.path)
        if isinstance(found, Moved):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", TYPES[".txt"], {"Location": found.location})
        elif found is not None and (content := _read(found)) is not None:
            self._send_content(found, *content)
        else:
            self._send_missing()

    def _send_missing(self) -> None:
        news = self.server.announcements.news
        if not os.path.isdir(self.server.site) or (news.build == 0 and news.fault and not self._has_site()):
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, fault_page(news, self.server.lang), TYPES[".html"])
            return
        page = find_file(self.server.site, "/404.html")
        content = _read(page) if isinstance(page, Found) else None
        text = add_script(content[0]) if content else b"not found\n"
        self._send(HTTPStatus.NOT_FOUND, text, TYPES[".html"] if content else TYPES[".txt"])

    def _has_site(self) -> bool:
        return find_file(self.server.site, "/index.html") is not None

    def _send_content(self, found: Found, content: bytes, changed: float) -> None:
        if found.media_type == TYPES[".html"]:
            content = add_script(content)
        headers = {
            "ETag": f'"{changed:.6f}-{len(content)}"',
            "Last-Modified": formatdate(changed, usegmt=True),
            "Accept-Ranges": "bytes",
        }
        if self.headers.get("If-None-Match") == headers["ETag"]:
            self._send(HTTPStatus.NOT_MODIFIED, b"", found.media_type, headers)
            return
        asked = parse_range(self.headers.get("Range", ""), len(content))
        if asked is None:
            self._send(HTTPStatus.OK, content, found.media_type, headers)
        elif not asked:
            headers["Content-Range"] = f"bytes */{len(content)}"
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", found.media_type, headers)
        else:
            headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{len(content)}"
            self._send(HTTPStatus.PARTIAL_CONTENT, content[asked.start : asked.stop], found.media_type, headers)

    def _send(self, status: HTTPStatus, content: bytes, media_type: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        # Kept by browsers, but asked for again each time: what is shown is what stands in the folder.
        for name, value in {"Content-Type": media_type, "Cache-Control": "no-cache", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is that of the base class
        """Requests are not worth a line each."""


def _read(found: Found) -> tuple[bytes, float] | None:
    """Content and time of change of a file; None where it went away in this moment."""
    try:
        with open(found.path, "rb") as stream:
            return stream.read(), os.fstat(stream.fileno()).st_mtime
    except OSError:
        return None
