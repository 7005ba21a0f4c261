"""axe-core finds nothing on any page type, in both languages, light and dark, on a phone and on a desk."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS: "dict[str, ViewportSize]" = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    script = root / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    return script.read_text(encoding="utf-8")


def violations(page: "Page", axe: str) -> list[str]:
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{found['id']}: {node['html'][:160]}" for found in result["violations"] for node in found["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(
    browser: "Browser", origin: str, addresses: dict[str, str], axe: str, theme: Literal["light", "dark"], screen: str
) -> None:
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=theme)
    page = context.new_page()
    found = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        if faults := violations(page, axe):
            found[name] = faults
    context.close()
    assert found == {}


def test_axe_finds_nothing_with_search_results_open(browser: "Browser", origin: str, axe: str) -> None:
    context = browser.new_context(viewport=SCREENS["phone"])
    page = context.new_page()
    found = {}
    for lang, query in (("zh", "卷积"), ("en", "attention")):
        page.goto(f"{origin}/{lang}/search.html?q={query}")
        page.wait_for_selector("#results li[data-entry]")
        if faults := violations(page, axe):
            found[lang] = faults
    context.close()
    assert found == {}
