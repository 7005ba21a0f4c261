"""The box that shows faults over a page can be read, whatever the theme makes of its elements."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlcatalog.lang import Lang
from dlcatalog.serving.announcements import News
from dlcatalog.serving.browser import STYLE_TEXT, fault_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BOX = '<div class="dlcatalog-fault"><h2>Faults</h2><pre>papers/x.yaml:1:1</pre><button>Close</button></div>'
# Contrast of an element's text on the nearest background that is not transparent.
CONTRAST = """
(name) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const paint = (color) => { context.fillStyle = color; context.fillRect(0, 0, 1, 1); };
  const light = (color) => {
    context.clearRect(0, 0, 1, 1);
    paint(color);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let at = document.querySelector(name);
  const text = light(getComputedStyle(at).color);
  while (at.parentElement && getComputedStyle(at).backgroundColor === "rgba(0, 0, 0, 0)") at = at.parentElement;
  const ground = light(getComputedStyle(at).backgroundColor);
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}
"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_can_be_read_over_the_theme(browser: "Browser", root: Path, scheme: str) -> None:
    folder = root / "templates/assets/css"
    names = ["layers", "tokens", *sorted({path.stem for path in folder.glob("*.css")} - {"layers", "tokens", "print"})]
    styles = "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.set_content(f"<!doctype html><style>{styles}</style><style>{STYLE_TEXT}</style>{BOX}")

    for name in ("h2", "pre", "button"):
        assert page.evaluate(CONTRAST, f".dlcatalog-fault {name}") >= 4.5, name
    page.close()


def test_the_page_without_a_website_shows_the_fault_as_text() -> None:
    page = fault_page(News(1, "<b>papers/x.yaml"), Lang.ZH).decode()

    assert "&lt;b&gt;papers/x.yaml" in page
    assert "目录有错误，还没有可以显示的网站" in page
