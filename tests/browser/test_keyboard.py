"""The pages can be used with a keyboard alone, and one sees where one is."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_stop_skips_to_the_content(browser: "Browser", origin: str, theme: str) -> None:
    context = browser.new_context(color_scheme="dark" if theme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{origin}/zh/papers/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_every_stop_shows_where_it_is(browser: "Browser", origin: str, addresses: dict[str, str]) -> None:
    """Forty stops of each page type: each has an outline, and none is hidden."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    unseen = {}
    for name, address in addresses.items():
        page.goto(f"{origin}/{address}")
        for _ in range(40):
            page.keyboard.press("Tab")
            lost = page.evaluate(
                """() => { const e = document.activeElement;
                if (!e || e === document.body) return '';
                const shown = e.closest('.button') ?? e;
                const style = getComputedStyle(shown), place = shown.getBoundingClientRect();
                const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && place.width > 1;
                return isSeen ? '' : e.outerHTML.slice(0, 120) }"""
            )
            if lost:
                unseen[name] = lost
                break
    page.close()
    assert unseen == {}
