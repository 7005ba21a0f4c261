"""The real website, built once, served on loopback, and one example of each type of page."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from tests.loopback import Quiet, serve

# One address of each page type, relative to the language folder; entries of every kind are chosen from the catalog.
FIXED_PAGES = {
    "home": "index.html",
    "shelf": "papers/index.html",
    "topics": "topics/index.html",
    "paths": "paths/index.html",
    "search": "search.html",
    "timeline": "timeline.html",
    "glossary": "glossary.html",
    "new": "new.html",
    "health": "health.html",
    "stats": "stats.html",
    "sources": "sources.html",
    "downloads": "downloads.html",
    "contribute": "contribute.html",
    "about": "about.html",
}
LANGUAGES = ("zh", "en")
COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".xml", ".atom", ".txt", ".md"})


class _Host(Quiet, SimpleHTTPRequestHandler):
    """What every host of static files does: it keeps connections open and compresses texts."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in COMPRESSED or not path.is_file() or "gzip" not in self.headers["Accept-Encoding"]:
            return super().send_head()
        body = _compress(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


@lru_cache(maxsize=256)
def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, real_catalog: Path) -> Path:
    """The website of the real catalog, built by the real command."""
    folder = tmp_path_factory.mktemp("site") / "public"
    tool = [sys.executable, "-m", "dlcatalog", "--catalog", str(real_catalog), "--lang", "en"]
    output = ["--output", str(folder), "--date", "2026-11-20"]
    for command in (["build", "--base-url", "https://catalog.example.org/"], ["export", "bundle"]):
        done = subprocess.run([*tool, *command, *output], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """Address of a server of the built website on loopback."""
    with serve(partial(_Host, directory=str(site))) as address:
        yield address


@pytest.fixture(scope="session")
def entries(site: Path) -> list[dict[str, Any]]:
    """All entries, as the website's own API gives them."""
    document = json.loads((site / "api/v1/catalog.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = document["entries"]
    return found


def _first_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.html") if path.name != "index.html")


@pytest.fixture(scope="session")
def page_types(site: Path) -> dict[str, str]:
    """One address per page type, relative to the language folder."""
    pages = dict(FIXED_PAGES)
    for kind in ("libraries", "courses", "books", "papers", "sites", "articles", "talks", "datasets", "apps"):
        name = next(name for name in _first_names(site / "en" / kind) if "_" not in name and "page-" not in name)
        pages[f"entry in {kind}"] = f"{kind}/{name}"
    pages["facet"] = next(f"papers/{name}" for name in _first_names(site / "en/papers") if "_" in name)
    pages["topic"] = f"topics/{_first_names(site / 'en/topics')[0]}"
    pages["path"] = f"paths/{_first_names(site / 'en/paths')[0]}"
    return pages


@pytest.fixture(scope="session")
def addresses(page_types: dict[str, str]) -> dict[str, str]:
    """Site-relative addresses: each page type in both languages, the gateway and the 404 page."""
    both = {f"{name} ({lang})": f"{lang}/{path}" for name, path in page_types.items() for lang in LANGUAGES}
    return {"gateway": "index.html?choose", "not found": "404.html", **both}
