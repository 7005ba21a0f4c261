import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlcatalog.website.search.load import SearchIndex
from dlcatalog.website.search.score import search
from tests.loopback import Quiet, serve
from tests.search.sample import CROWD, SHELF, make_index, write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


class _Files(Quiet, SimpleHTTPRequestHandler):
    """The files of a folder."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("search-site")
    write_site(folder, SHELF + CROWD, root)
    return folder


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    with serve(partial(_Files, directory=str(folder))) as address:
        yield address


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(accept_downloads=True)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []


def open_results(page: "Page", address: str, count: str) -> list[str]:
    page.goto(address)
    page.locator("[role=status]", has_text=count).wait_for()
    return list_ids(page)


def list_ids(page: "Page") -> list[str]:
    return [item.get_attribute("data-entry") or "" for item in page.locator("#results > li").all()]


def test_page_lists_what_the_python_scorer_finds(page: "Page", origin: str) -> None:
    index = SearchIndex(make_index(SHELF + CROWD))
    for query in ("残差", "resnet", "tensorfow", "何恺明", "crowd", "機器學習", "c++"):
        expected = [index.docs[number][0] for number, _ in search(index, query)]
        found = open_results(page, f"{origin}/en/search.html?q={query.replace('+', '%2B')}", "result")
        assert found == expected[:50]


def test_search_works_from_a_folder(page: "Page", folder: Path) -> None:
    assert open_results(page, (folder / "zh" / "search.html").as_uri() + "?q=殘差網路", "result")[0] == "resnet"


def test_typing_shows_results_and_changes_the_address(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/search.html")
    page.fill("#q", "attention")
    page.locator("#results > li").first.wait_for()
    assert list_ids(page) == ["attention"]
    assert page.url.endswith("?q=attention")
    assert (page.get_attribute("[data-switch-language]", "href") or "").endswith("/zh/search.html?q=attention")
    assert page.locator("#results a").first.get_attribute("href") == "./papers/attention.html"


def test_the_index_waits_for_the_reader(page: "Page", origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{origin}/en/search.html", wait_until="networkidle")
    assert asked == ["search.html", "search.js"]
    page.click(".search-filter")
    page.locator("[data-facet=kind] input").first.wait_for()
    assert {"search-app.js", "index.js"} <= {name.partition("?")[0] for name in asked}


def test_what_is_typed_before_the_index_is_there_is_searched(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/search.html")
    page.evaluate(
        """() => {
            const box = document.querySelector("#q");
            box.focus();
            box.value = "attention";
            box.dispatchEvent(new InputEvent("input", { bubbles: true }));
            box.blur();
        }""",
    )
    page.locator("#results > li").first.wait_for()
    assert list_ids(page) == ["attention"]


def test_nothing_is_searched_while_an_input_method_composes(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/zh/search.html?q=attention", "1 result")
    page.evaluate(
        """() => {
            const box = document.querySelector("#q");
            box.dispatchEvent(new CompositionEvent("compositionstart"));
            box.value = "can cha";
            box.dispatchEvent(new InputEvent("input", { isComposing: true }));
            document.querySelector("form").requestSubmit();
        }""",
    )
    assert page.url.endswith("?q=attention")
    page.evaluate(
        """() => {
            const box = document.querySelector("#q");
            box.value = "残差";
            box.dispatchEvent(new CompositionEvent("compositionend"));
        }""",
    )
    page.locator("li[data-entry=resnet]").wait_for()


def test_facets_combine_count_and_stand_in_the_address(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    level = page.locator("[data-facet=level]")
    page.locator(".facet-group", has=level).locator("summary").click()
    option = level.locator("label", has_text="For beginners")
    assert option.locator(".facet-count").text_content() == "1"
    option.locator("input").focus()
    page.keyboard.press("Space")
    page.locator("[role=status]", has_text="1 result").wait_for()
    assert list_ids(page) == ["resnet-in-practice"]
    assert page.url.endswith("?q=resnet&level=beginner")
    assert page.evaluate("document.activeElement.value") == "beginner"
    page.locator("[data-clear]").click()
    page.locator("[role=status]", has_text="2 results").wait_for()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("?topic=recommendation", {"deepfm"}),
        ("?topic=language", {"attention", "gpt-3", "deepfm"}),
        ("?cost=paid", {"watermelon-book", "formula"}),
        ("?lang=zh", {"watermelon-book", "cafe"}),
        ("?link=gone", {"deepfm"}),
        ("?standing=current", {"tensorflow"}),
        ("?kind=course,book", {"fastai", "watermelon-book", "formula"}),
        ("?level=beginner&from=2016&to=2020", {"resnet-in-practice"}),
        ("?kind=library&topic=vision&from=2020", {"resnet-in-practice"}),
    ],
)
def test_each_facet_filters_without_a_query(page: "Page", origin: str, address: str, expected: set[str]) -> None:
    assert set(open_results(page, f"{origin}/en/search.html{address}", "result")) == expected


def test_facets_are_folded_on_a_phone(page: "Page", origin: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    assert page.locator("[data-facet=kind]").is_hidden()
    page.locator(".facet-fold > summary").click()
    assert page.locator("[data-facet=kind]").is_visible()


def test_values_stand_in_the_order_of_their_meaning(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    values = page.locator("[data-facet=level] input").evaluate_all("inputs => inputs.map((input) => input.value)")
    assert values == ["beginner", "advanced"]


def test_results_come_fifty_at_a_time(page: "Page", origin: str) -> None:
    assert len(open_results(page, f"{origin}/en/search.html?q=crowd", "120 results")) == 50
    page.click("#results-more")
    page.locator("#results > li").nth(99).wait_for()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#results > li')[50]")
    page.click("#results-more")
    page.locator("#results > li").nth(119).wait_for()
    assert page.locator("#results-more").is_hidden()


def test_sorting_by_year_and_title(page: "Page", origin: str) -> None:
    assert open_results(page, f"{origin}/en/search.html?q=resnet&sort=year", "2 results")[0] == "resnet-in-practice"
    assert open_results(page, f"{origin}/en/search.html?q=resnet&sort=year-asc", "2 results")[0] == "resnet"
    assert open_results(page, f"{origin}/en/search.html?q=crowd&sort=title", "120 results")[:2] == [
        "crowd-000",
        "crowd-001",
    ]
    page.select_option("#search-sort", "year")
    page.wait_for_url("**sort=year")


def test_keys_focus_the_box_and_walk_the_results(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li').dataset.entry") == "resnet-in-practice"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"


def test_slash_focuses_the_box_only_when_switched_on(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    page.locator("#results a").first.focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"
    page.get_by_label("Press / to search").check()
    page.locator("#results a").first.focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.input_value("#q") == "resnet"


def test_shelf_page_filters_its_own_kind_and_gives_the_cards_back(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/shelf.html")
    page.get_by_role("button", name="Filters").click()
    page.locator(".facet-group", has=page.locator("[data-facet=topic]")).locator("summary").click()
    page.locator("[data-facet=topic] label", has_text="Natural").locator("input").check()
    page.locator("[role=status]", has_text="3 results").wait_for()
    assert set(list_ids(page)) == {"attention", "gpt-3", "deepfm"}
    assert page.locator("#static").is_hidden()
    page.locator("[data-clear]").click()
    page.locator("#static").wait_for(state="visible")
    assert page.locator("#results").is_hidden()


def test_home_page_loads_nothing_before_the_box_is_used(page: "Page", origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    page.goto(f"{origin}/en/home.html")
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if path.endswith(".js")] == ["/assets/search.js"]
    page.fill("#q", "西瓜")
    page.locator("li[data-entry=watermelon-book]").wait_for()


def test_summary_arrives_in_the_page_language(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/zh/search.html?q=deepfm", "1 result")
    page.locator(".result-summary", has_text="点击率预估模型。").wait_for()


@pytest.mark.parametrize("form", ["bibtex", "csv", "json"])
def test_found_entries_are_exported(page: "Page", origin: str, form: str) -> None:
    open_results(page, f"{origin}/en/search.html?q=resnet", "2 results")
    with page.expect_download() as waiting:
        page.click(f"[data-export={form}]")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    if form == "bibtex":
        assert text.count("@misc{") == 2
        assert "Deep Residual Learning" in text
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert (rows[0]["id"], rows[0]["url"]) == ("resnet", "https://example.org/resnet")
    else:
        assert [row["title_zh"] for row in json.loads(text)] == ["用于图像识别的深度残差学习", "ResNet 实践"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vision", ["vision"]),
        ("推荐", ["recommendation"]),
        ("recsys", ["recommendation"]),
        ("learning recsys now", ["recommendation"]),
        ("commend", []),
        ("recsysx", []),
    ],
)
def test_a_topic_with_the_name_stands_above_the_results(
    page: "Page", origin: str, query: str, expected: list[str]
) -> None:
    page.goto(f"{origin}/en/search.html?q={query}")
    page.locator("[role=status]", has_text=re.compile("result|Nothing")).wait_for()
    links = page.locator(".search-topics a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links == [f"./topics/{topic}.html" for topic in expected]
    assert page.locator(".search-topics").is_visible() is bool(expected)


def test_no_cell_of_an_export_is_a_formula(page: "Page", origin: str) -> None:
    open_results(page, f"{origin}/en/search.html?kind=book&sort=added", "2 results")
    assert list_ids(page)[0] == "formula"
    with page.expect_download() as waiting:
        page.click("[data-export=csv]")
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows[0]["title_en"] == "'=1+1 and other sums"


def test_a_shelf_is_sorted_and_exported_without_a_filter(page: "Page", origin: str) -> None:
    page.goto(f"{origin}/en/facet.html")
    page.click(".search-filter")
    with page.expect_download() as waiting:
        page.click("[data-export=json]")
    assert [row["id"] for row in json.loads(Path(waiting.value.path()).read_text())] == ["gpt-3", "attention", "deepfm"]
    assert page.locator("#static").is_visible()
    page.select_option("#search-sort", "year-asc")
    page.locator("[role=status]", has_text="3 results").wait_for()
    assert list_ids(page) == ["attention", "deepfm", "gpt-3"]
    assert page.url.endswith("?sort=year-asc")
    assert page.locator("#static").is_hidden()
    page.select_option("#search-sort", "relevance")
    page.locator("#static").wait_for()
    assert page.locator("#results").is_hidden()


def test_the_page_of_a_facet_filters_within_it(page: "Page", origin: str) -> None:
    assert open_results(page, f"{origin}/en/year.html?level=beginner", "1 result") == ["resnet-in-practice"]
    assert set(open_results(page, f"{origin}/en/facet.html?topic=recommendation", "1 result")) == {"deepfm"}


def test_missing_index_is_said(page: "Page", origin: str) -> None:
    page.route("**/search/index.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript"))
    page.goto(f"{origin}/en/search.html")
    page.focus("#q")
    page.locator("[role=status]", has_text="Failed").wait_for()
    page.unroute("**/search/index.js")
