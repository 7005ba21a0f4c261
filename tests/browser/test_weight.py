"""How much a reader loads before the page can be read: bytes as a server sends them, and requests."""

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAX_VIEW, MAX_ENTRY, MAX_REQUESTS = 40_000, 12_000, 5
ASSETS = ("assets/site.css", "assets/site.js", "assets/search.js", "assets/icon.svg")


def weigh(path: Path) -> int:
    """Bytes under gzip, which every host speaks; Brotli makes them fewer."""
    return len(gzip.compress(path.read_bytes(), 9))


def is_entry(site: Path, page: Path) -> bool:
    return (site / "api/v1/entries" / f"{page.stem}.json").is_file() and page.parent.name not in {"topics", "paths"}


def test_the_first_view_of_every_page_is_small(site: Path) -> None:
    shared = sum(weigh(site / name) for name in ASSETS)
    found = {page.relative_to(site).as_posix(): shared + weigh(page) for page in site.rglob("*.html")}
    assert len(found) > 100
    assert {name: size for name, size in found.items() if size > MAX_VIEW} == {}


def test_every_page_of_an_entry_is_small(site: Path) -> None:
    found = {page: weigh(page) for page in site.rglob("*.html") if is_entry(site, page)}
    assert len(found) > 100
    assert {page.name: size for page, size in found.items() if size > MAX_ENTRY} == {}


@pytest.mark.browser
def test_a_first_view_takes_five_requests(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    many = {}
    for name, address in addresses.items():
        asked = list_requests(browser, f"{origin}/{address}")
        if len(asked) > MAX_REQUESTS:
            many[name] = asked
    assert many == {}


def list_requests(browser: "Browser", url: str) -> list[str]:
    """What a browser with an empty cache asks for, the page and its icon included."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    context.close()
    return asked
