"""What each page must and must not do in a real browser: scroll, ask for, print to the console, and say."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
MAX_NODES = 1400
# Traces of a template gone wrong. BibTeX has double braces and English has the word None, but not alone on a line.
LEAKS = re.compile(
    r"Undefined|built-in method|<bound method|\{\{ | \}\}|\{%|\bnan\b|Markup\(|Localized\(|^\s*None\s*$|[:：=、]\s*None\b",
    re.MULTILINE,
)


def test_no_page_scrolls_sideways_on_the_smallest_phone(
    browser: "Browser", origin: str, addresses: dict[str, str]
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wide = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    page.close()
    assert wide == {}


def test_pages_stay_on_their_own_origin_and_keep_the_console_quiet(
    browser: "Browser", origin: str, addresses: dict[str, str]
) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    foreign: list[str] = []
    page.on("request", lambda request: None if is_own(request.url, origin) else foreign.append(request.url))
    for address in addresses.values():
        page.goto(f"{origin}/{address}", wait_until="networkidle")
    page.close()
    assert (faults, foreign) == ([], [])


def is_own(url: str, origin: str) -> bool:
    return url.startswith(origin) or urlsplit(url).scheme in {"data", "blob"}


def test_pages_are_light_enough_for_a_cheap_phone(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    page = browser.new_page()
    heavy = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        nodes = page.evaluate("document.getElementsByTagName('*').length")
        if nodes > MAX_NODES:
            heavy[name] = nodes
    page.close()
    assert heavy == {}


def test_no_template_text_leaks(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    page = browser.new_page()
    leaks = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        if found := LEAKS.search(page.inner_text("body")):
            leaks[name] = found[0]
    page.close()
    assert leaks == {}


def test_targets_are_large_enough_for_a_thumb(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    """Controls and navigation measure 24 CSS pixels and more; links inside a sentence are exempt, as WCAG 2.2 says."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    small = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        found = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, select, input, nav a, header a, footer a, svg a')]
                .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
                .filter(e => { const r = (e.closest('label') ?? e).getBoundingClientRect(); return r.width > 1 && (r.width < 24 || r.height < 24) })
                .map(e => e.outerHTML.slice(0, 120))"""
        )
        if found:
            small[name] = found
    page.close()
    assert small == {}


def test_the_layout_does_not_shift(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value }).observe({type: 'layout-shift', buffered: true})"""
    )
    shifted = {}
    asked = ("search.html?q=resnet", "search.html?kind=book", "papers/index.html?level=beginner", "index.html?q=resnet")
    for name, address in {**addresses, **{query: f"zh/{query}" for query in asked}}.items():
        page.goto(f"{origin}/{address}", wait_until="networkidle")
        if (shift := page.evaluate("window.shift")) > 0.02:
            shifted[name] = shift
    page.close()
    assert shifted == {}


def test_everything_can_be_read_without_scripts(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    empty = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        heading = page.locator("h1").count()
        links = page.locator("main a:visible, body > a:visible").count()
        if heading != 1 or links == 0:
            empty[name] = (heading, links)
    context.close()
    assert empty == {}
