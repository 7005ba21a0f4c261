#!/usr/bin/env python3
"""Take screenshots of every page type of a built website, in both languages, on phone and desktop, light and dark.

    python scripts/screenshots.py site /tmp/shots            every page type, all eight ways
    python scripts/screenshots.py site /tmp/shots --only entry topic --width 360

Needs Playwright and a Chromium (`apt install chromium`). The pages are opened as files, as a reader without a server
would.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, ConsoleMessage, sync_playwright

LANGS = ("zh", "en")
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
# Cards are laid out when they come near; a picture of the whole page wants them all.
LAY_OUT_ALL = """
const all = new CSSStyleSheet();
all.replaceSync("* { content-visibility: visible !important }");
document.adoptedStyleSheets = [all];
"""
SINGLE = (
    "index",
    "search",
    "timeline",
    "glossary",
    "new",
    "health",
    "stats",
    "sources",
    "downloads",
    "contribute",
    "about",
)


class Shot(NamedTuple):
    """A page to look at: its type, and its file relative to the website."""

    name: str
    path: str


def list_shots(site: Path) -> Iterator[Shot]:
    """One page of each type in each language; of entries and topics the largest, which shows most."""
    yield Shot("gateway", "index.html?choose")
    yield Shot("404", "404.html")
    for lang in LANGS:
        root = site / lang
        yield from (Shot("home" if name == "index" else name, f"{lang}/{name}.html") for name in SINGLE)
        yield Shot("shelf", f"{lang}/papers/index.html")
        yield Shot("topics", f"{lang}/topics/index.html")
        yield Shot("paths", f"{lang}/paths/index.html")
        yield from _largest(root, "facet", "papers/level_*.html")
        yield from _largest(root, "topic", "topics/*.html")
        yield from _largest(root, "path", "paths/*.html")
        yield from _largest(root, "entry", "papers/*.html")
        yield from _largest(root, "entry-library", "libraries/*.html")


def _tell(message: ConsoleMessage) -> None:
    sys.stderr.write(f"console: {message.text}\n")


def _largest(root: Path, name: str, pattern: str) -> Iterator[Shot]:
    lists = {"index"} if name == "facet" else {"index", "page"}
    found = sorted(
        (
            path
            for path in root.glob(pattern)
            if path.stem.partition("-")[0] not in lists and (name == "facet" or "_" not in path.stem)
        ),
        key=lambda path: (path.stat().st_size, path.name),
    )
    if found:
        yield Shot(name, f"{root.name}/{found[-1].relative_to(root).as_posix()}")


def take_shots(browser: Browser, site: Path, target: Path, args: argparse.Namespace) -> int:
    """Take all screenshots that were asked for; returns how many."""
    count = 0
    for width in args.width:
        for scheme in args.scheme:
            context = browser.new_context(
                viewport={"width": width, "height": 800 if width < 700 else 900},  # noqa: PLR2004 - a phone is narrower
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            context.add_init_script(LAY_OUT_ALL)
            page = context.new_page()
            page.on("console", _tell)
            for shot in list_shots(site):
                lang = shot.path.partition("/")[0] if "/" in shot.path else "both"
                if (args.only and shot.name not in args.only) or (args.lang and lang not in {*args.lang, "both"}):
                    continue
                page.goto(f"file://{site.resolve()}/{shot.path}")
                page.wait_for_timeout(150)
                page.screenshot(path=target / f"{shot.name}-{lang}-{width}-{scheme}.png", full_page=not args.fold)
                count += 1
            context.close()
    return count


def main(argv: Sequence[str] | None = None) -> int:
    """Read the arguments and take the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="folder of the built website")
    parser.add_argument("target", type=Path, help="folder for the pictures")
    parser.add_argument("--only", nargs="*", default=[], help="page types (home, entry, shelf, ...)")
    parser.add_argument("--lang", nargs="*", default=[], choices=LANGS)
    parser.add_argument("--width", nargs="*", type=int, default=list(WIDTHS))
    parser.add_argument("--scheme", nargs="*", default=list(SCHEMES), choices=SCHEMES)
    parser.add_argument("--fold", action="store_true", help="only what shows without scrolling")
    args = parser.parse_args(argv)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("no Chromium found\n")
        return 2
    args.target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        count = take_shots(browser, args.site, args.target, args)
        browser.close()
    sys.stdout.write(f"{count} screenshots in {args.target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
