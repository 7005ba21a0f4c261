"""Fixtures that many tests share: the folders of the project, and a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says more of the machine than of us.
settings.register_profile("dlcatalog", deadline=None)
settings.load_profile("dlcatalog")

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium would otherwise talk to its maker's hosts at each start.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--catalog", type=Path, default=ROOT / "catalog", help="catalog that real-catalog tests read")


@pytest.fixture(scope="session")
def real_catalog(pytestconfig: pytest.Config) -> Path:
    """The catalog that the project ships, or the one that ``--catalog`` names."""
    chosen: Path = pytestconfig.getoption("--catalog")
    return chosen


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; skips where there is none, unless DLCATALOG_REQUIRE_BROWSER says that one was installed."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    if os.environ.get("DLCATALOG_REQUIRE_BROWSER"):
        pytest.fail("no Chromium on the PATH, and DLCATALOG_REQUIRE_BROWSER is set")
    pytest.skip("no Chromium on the PATH")


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """A running headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()
