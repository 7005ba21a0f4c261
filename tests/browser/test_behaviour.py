"""What the pages do when a reader uses them: languages, theme, progress, printing, colours of one's own, offline."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(locale="en-GB", color_scheme="light", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("locale", "folder"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en")])
def test_the_gateway_follows_the_browser(browser: "Browser", origin: str, locale: str, folder: str) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{origin}/index.html")
    page.wait_for_url(f"{origin}/{folder}/index.html")
    context.close()


def test_the_gateway_stays_where_it_knows_no_language_of_the_reader(browser: "Browser", origin: str) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{origin}/index.html", wait_until="networkidle")
    assert page.url == f"{origin}/index.html"
    assert page.locator("main a:visible").count() == 2
    context.close()


def test_only_a_choice_by_hand_is_remembered(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/zh/about.html")
    page.goto(f"{origin}/index.html")
    page.wait_for_url(f"{origin}/en/index.html")
    page.goto(f"{origin}/index.html?choose", wait_until="networkidle")
    assert page.url.endswith("?choose")
    page.click("a[hreflang=zh-CN]")
    page.wait_for_url(f"{origin}/zh/index.html")
    page.goto(f"{origin}/index.html")
    page.wait_for_url(f"{origin}/zh/index.html")


def test_the_switch_of_languages_keeps_page_query_and_filters(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/search.html?q=attention&kind=paper")
    first = page.locator("#results li").first.get_attribute("data-entry")
    page.click("a.switch")
    page.wait_for_url(f"{origin}/zh/search.html?q=attention&kind=paper")
    assert page.locator("#results li").first.get_attribute("data-entry") == first
    assert page.locator("input[type=checkbox][value=paper]").is_checked()


def test_a_query_typed_after_loading_goes_along_too(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/search.html")
    page.fill("#q", "resnet")
    page.wait_for_selector("#results li[data-entry]")
    page.click("a.switch")
    page.wait_for_url(f"{origin}/zh/search.html?q=resnet")


@pytest.mark.parametrize(
    ("address", "query", "same"),
    [
        ("papers/index.html", "topic=architectures", "papers/topic_architectures.html"),
        ("courses/index.html", "lang=zh", "courses/lang_zh.html"),
        ("papers/topic_architectures.html", "level=beginner", "papers/index.html?topic=architectures&level=beginner"),
        ("topics/generative-models.html", "kind=paper", "papers/topic_generative-models.html"),
    ],
)
def test_filters_and_pages_of_facets_agree(page: "Page", origin: str, address: str, query: str, same: str) -> None:
    def count(selector: str) -> int:
        text = page.locator(selector, has_text=re.compile("[0-9]")).first.text_content()
        return int(re.sub(r"[^0-9].*", "", str(text)))

    page.goto(f"{origin}/en/{address}?{query}")
    found = count("[role=status]")
    page.goto(f"{origin}/en/{same}")
    assert found == count("[role=status]" if "?" in same else "p.count") > 1


def test_the_search_page_offers_the_shelves_until_something_is_asked(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/zh/search.html")
    assert page.locator(".shelves").is_visible()
    hint = str(page.locator("[role=status]").text_content())
    page.fill("#q", "resnet")
    page.wait_for_selector("#results li[data-entry]")
    assert page.locator(".shelves").is_hidden()
    page.fill("#q", "")
    page.locator("[role=status]", has_text=hint).wait_for()
    assert page.locator(".shelves").is_visible()


def test_a_year_of_the_timeline_leads_to_all_its_works(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/timeline.html")
    more = page.locator(".year li.note a").first
    rest = int(re.sub(r"[^0-9]", "", str(more.text_content())))
    shown = page.locator(".year", has=page.locator(".note")).first.locator("li").count() - 1
    more.click()
    page.locator("[role=status]", has_text=f"{rest + shown} ").wait_for()


def test_the_theme_is_switched_and_kept(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/about.html")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click("[data-theme-toggle]")
    page.goto(f"{origin}/zh/index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_progress_on_a_path_is_kept_saved_and_read_again(
    page: "Page", origin: str, page_types: dict[str, str], tmp_path: Path
) -> None:
    page.goto(f"{origin}/en/{page_types['path']}")
    page.locator("input[data-step]").first.check()
    page.reload()
    assert page.locator("input[data-step]").first.is_checked()
    assert page.locator("progress").evaluate("bar => bar.value") == 1
    with page.expect_download() as download:
        page.click("[data-progress-export]")
    saved = tmp_path / "progress.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["format"] == "dlcatalog-progress/1"
    page.click("[data-progress-reset]")
    assert not page.locator("input[data-step]").first.is_checked()
    page.set_input_files("[data-progress-import]", saved)
    # No wait_for_function: it is evaluated as text, which the pages' policy forbids.
    page.wait_for_selector("input[data-step]:checked")


def test_a_foreign_file_is_no_progress(page: "Page", origin: str, page_types: dict[str, str], tmp_path: Path) -> None:
    page.goto(f"{origin}/en/{page_types['path']}")
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"format": "other"}', encoding="utf-8")
    page.set_input_files("[data-progress-import]", foreign)
    message = page.get_attribute("[data-progress-import]", "data-bad")
    page.locator("[data-progress-text]", has_text=str(message)).wait_for()


def test_a_citation_is_copied(browser: "Browser", origin: str, page_types: dict[str, str]) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{origin}/en/{page_types['entry in papers']}")
    assert page.locator(".cite pre").count() == 4
    page.locator("button.copy").first.click()
    page.locator("button.copy", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".cite pre").first.text_content()
    context.close()


def test_paper_shows_addresses_and_no_navigation(page: "Page", origin: str, page_types: dict[str, str]) -> None:
    page.goto(f"{origin}/en/{page_types['entry in papers']}")
    assert not page.locator(".link-url").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".link-url").first.is_visible()
    assert page.locator(".link-url").first.inner_text().startswith("http")
    assert page.locator(".site-nav:visible, .site-tools:visible, .crumbs:visible").count() == 0


def test_nothing_moves_for_readers_who_want_it_so(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/index.html")
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0


def test_borders_and_bars_are_left_with_forced_colours(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/stats.html")
    page.emulate_media(forced_colors="active")
    bar, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('.pic-bar')).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert bar != paper
    page.goto(f"{origin}/en/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.shelf')).borderTopWidth") != "0px"


def test_every_scrolling_picture_has_its_table(page: "Page", origin: str, page_types: dict[str, str]) -> None:
    for address in ("en/stats.html", "en/timeline.html", "en/topics/index.html", f"en/{page_types['topic']}"):
        page.goto(f"{origin}/{address}")
        pictures = page.locator("main .pic").count()
        assert 0 < pictures <= page.locator("main .table-details table").count(), address


def test_the_download_works_from_a_folder(page: "Page", site: Path, tmp_path: Path) -> None:
    """The ZIP of the downloads page, opened with file://: links, styles, and the search in both languages."""
    page.goto((site / "en/downloads.html").as_uri())
    href = page.locator("a[href$='.zip']").get_attribute("href")
    with zipfile.ZipFile(site / "en" / str(href)) as bundle:
        bundle.extractall(tmp_path)
    (home,) = tmp_path.rglob("zh/index.html")
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(home.as_uri())
    page.fill("#q", "注意力")
    page.wait_for_selector("#results li[data-entry='attention-is-all-you-need']")
    page.locator("#results li a").first.click()
    page.wait_for_selector("article.entry")
    page.click("a.switch")
    page.wait_for_selector("html[lang=en] article.entry")
    assert failed == []
