"""The server as a person runs it: a process of its own, a catalog that changes, a page that hears of it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dlcatalog.lang import Lang
from dlcatalog.serving.announcements import Announcements
from dlcatalog.serving.server import open_server
from tests.functional.building.small_catalog import SmallCatalog, text


class Served:
    """A running `dlcatalog serve`."""

    def __init__(self, catalog: SmallCatalog, folder: Path) -> None:
        self.catalog = catalog
        self.site = folder / "site"
        command = [
            sys.executable,
            "-m",
            "dlcatalog",
            "--lang",
            "en",
            "--catalog",
            str(catalog.root),
            "serve",
            "--port",
            "0",
        ]
        command += ["--output", str(self.site), "--date", "2026-11-20"]
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        self.said: list[str] = []
        self.port = int(self.hear(r"http://127\.0\.0\.1:(\d+)/")[1])

    def hear(self, pattern: str) -> re.Match[str]:
        """Read what the server says until it says this."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"never said {pattern}: {self.said}")

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        try:
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()

    def listen(self) -> "Listener":
        return Listener(self.port)


class Listener:
    """An open page."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.request("GET", "/-/dlcatalog/events")
        self.response = self.connection.getresponse()

    def next(self) -> dict[str, object]:
        """The next piece of news."""
        while line := self.response.readline():
            if line.startswith(b"data: "):
                news: dict[str, object] = json.loads(line[6:])
                return news
        raise AssertionError("the server went away")

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("serve")
    catalog = SmallCatalog(folder / "catalog")
    catalog.write()
    server = Served(catalog, folder)
    yield server
    server.stop()


def test_pages_carry_the_script_and_files_do_not(served: Served) -> None:
    response, body = served.get("/en/index.html")
    on_disk = (served.site / "en" / "index.html").read_bytes()

    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'<script src="/-/dlcatalog/reload.js" defer></script></head>' in body
    assert body.replace(b'<script src="/-/dlcatalog/reload.js" defer></script>', b"") == on_disk
    assert served.get("/-/dlcatalog/reload.js")[0].headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert served.get("/-/dlcatalog/reload.css")[0].status == 200
    assert served.get("/robots.txt")[1] == (served.site / "robots.txt").read_bytes()


def test_missing_pages(served: Served) -> None:
    response, body = served.get("/no/such/page.html")

    assert response.status == 404
    assert body.partition(b'<script src="/-/')[0] in (served.site / "404.html").read_bytes()
    assert served.get("/../../etc/passwd")[0].status == 404
    assert served.get("/.dlcatalog-manifest")[0].status == 404


def test_requests_that_browsers_make(served: Served) -> None:
    whole, body = served.get("/api/v1/catalog.json")

    assert served.get("/api/v1/catalog.json", If_None_Match=whole.headers["ETag"])[0].status == 304
    part, content = served.get("/api/v1/catalog.json", Range="bytes=2-9")
    assert (part.status, content, part.headers["Content-Range"]) == (206, body[2:10], f"bytes 2-9/{len(body)}")
    assert served.get("/api/v1/catalog.json", Range=f"bytes={len(body)}-")[0].status == 416
    head, nothing = served.get("/api/v1/catalog.json", method="HEAD")
    assert (head.headers["Content-Length"], nothing) == (str(len(body)), b"")
    moved, _ = served.get("/en")
    assert (moved.status, moved.headers["Location"]) == (301, "/en/")
    assert served.get("/", Host="evil.example:80")[0].status == 403


def test_a_change_a_fault_and_its_repair_reach_an_open_page(served: Served) -> None:
    page = served.listen()
    first = page.next()
    assert first == {"build": 1, "fault": ""}

    served.catalog.entries["papers/e3"]["title"] = text("Changed while served", "预览时修改")
    served.catalog.write()
    assert page.next() == {"build": 2, "fault": ""}
    assert b"Changed while served" in served.get("/en/papers/e3.html")[1]

    served.catalog.entries["papers/e3"]["level"] = "expert"
    served.catalog.write()
    fault = page.next()
    assert fault["build"] == 2
    assert "papers/e3.yaml" in str(fault["fault"])
    assert b"Changed while served" in served.get("/en/papers/e3.html")[1]

    served.catalog.entries["papers/e3"]["level"] = "beginner"
    served.catalog.write()
    assert page.next() == {"build": 2, "fault": ""}
    page.close()
    late = served.listen()
    assert late.next() == {"build": 2, "fault": ""}
    late.close()


def test_ctrl_c_ends_it_without_a_trace(tmp_path: Path) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    server = Served(catalog, tmp_path)

    server.process.send_signal(signal.SIGINT)
    _, rest = server.process.communicate(timeout=20)

    assert server.process.returncode == 0
    assert rest == "stopped\n"


def test_a_catalog_that_was_never_good_shows_why(tmp_path: Path) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.entries["papers/e3"]["level"] = "expert"
    catalog.write()
    server = Served(catalog, tmp_path)
    try:
        response, body = server.get("/en/index.html")
    finally:
        server.stop()

    assert response.status == 503
    assert b"papers/e3.yaml" in body


def test_a_taken_port_leads_to_the_next_one(tmp_path: Path) -> None:
    first = open_server(0, str(tmp_path), Announcements(), Lang.EN)
    taken = first.server_address[1]
    second = open_server(taken, str(tmp_path), Announcements(), Lang.EN)
    try:
        assert taken < second.server_address[1] < taken + 20
    finally:
        first.server_close()
        second.server_close()
