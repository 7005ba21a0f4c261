"""What every file of the built website must hold, read without a browser: links, alternates, policy, structured data."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

BASE = "https://catalog.example.org/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass
class Page:
    """What the tests want to know of one HTML file."""

    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    alternates: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    metas: list[dict[str, str]] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    refresh: bool = False


class Reader(HTMLParser):
    """Collects a Page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids.add(values["id"])
        self.page.inline.extend(f"{tag} {name}" for name in values if name == "style" or name.startswith("on"))
        match tag:
            case "a" if "href" in values:
                self.page.links.append(values["href"])
            case "form":
                self.page.links.append(values.get("action", ""))
            case "link":
                self._link(values)
            case "meta":
                self.page.metas.append(values)
                self.page.refresh |= values.get("http-equiv", "").lower() == "refresh"
            case "img" if "src" in values:
                self.page.assets.append(values["src"])
            case "script":
                self._open_script(values)
            case "style":
                self.page.inline.append("style element")

    def _open_script(self, values: dict[str, str]) -> None:
        if "src" in values:
            self.page.assets.append(values["src"])
            return
        self._script = values.get("type", "")
        if self._script not in {"application/ld+json", "application/json"}:
            self.page.inline.append("script")

    def _link(self, values: dict[str, str]) -> None:
        relation = values.get("rel", "")
        if relation == "canonical":
            self.page.canonical = values["href"]
        elif relation == "alternate" and "hreflang" in values:
            self.page.alternates[values["hreflang"]] = values["href"]
        else:
            self.page.assets.append(values["href"])

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            self.page.structured.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(site).as_posix()] = reader.page
    return found


def inside(page: str, references: list[str]) -> Iterator[tuple[str, str]]:
    """The references that stay on the site, as ``(site-relative address, fragment)``."""
    for reference in references:
        address = urljoin(BASE + page, reference)
        if address.startswith(BASE) and urlsplit(reference).scheme == "":
            parts = urlsplit(address.removeprefix(BASE))
            yield unquote(parts.path) or page, parts.fragment


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken = defaultdict(list)
    for name, page in pages.items():
        for target, fragment in inside(name, page.links + page.assets):
            if not (site / target).is_file():
                broken[name].append(target)
            elif fragment and target.endswith(".html") and fragment not in pages[target].ids:
                broken[name].append(f"{target}#{fragment}")
    assert dict(broken) == {}


def test_internal_links_are_relative_and_name_their_file(pages: dict[str, Page]) -> None:
    """So that the site works under any sub-path and from a folder opened with file://."""
    wrong = {
        name: found
        for name, page in pages.items()
        if (found := [link for link in page.links + page.assets if link.startswith("/") or ends_in_folder(link)])
        and name != "404.html"
    }
    assert wrong == {}


def ends_in_folder(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc and (parts.path.endswith("/") or parts.path in {".", ".."})


def test_no_page_is_an_orphan(pages: dict[str, Page]) -> None:
    reached = {"index.html", "404.html"}
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        for target, _ in inside(name, pages[name].links):
            if target in pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert [name for name, page in pages.items() if name not in reached and not page.refresh] == []


def test_alternates_form_closed_groups(pages: dict[str, Page]) -> None:
    wrong = {}
    for name, page in pages.items():
        if page.refresh or name == "404.html":
            continue
        group = {urlsplit(url).path.lstrip("/") or "index.html" for url in page.alternates.values()}
        if not {"zh", "en"} <= {tag.split("-")[0] for tag in page.alternates} or any(
            pages[other].alternates != page.alternates for other in group
        ):
            wrong[name] = page.alternates
    assert wrong == {}


def test_each_page_carries_the_content_security_policy_first(pages: dict[str, Page]) -> None:
    wrong = {
        name: page.metas[:2]
        for name, page in pages.items()
        if page.metas[0] != {"charset": "utf-8"}
        or page.metas[1].get("http-equiv") != "Content-Security-Policy"
        or page.metas[1].get("content") != POLICY
    }
    assert wrong == {}


def test_no_page_needs_more_than_the_policy_allows(pages: dict[str, Page]) -> None:
    assert {name: page.inline for name, page in pages.items() if page.inline} == {}


def test_entry_pages_carry_structured_data_of_their_kind(pages: dict[str, Page]) -> None:
    types = {
        "papers": "ScholarlyArticle",
        "courses": "Course",
        "books": "Book",
        "libraries": "SoftwareSourceCode",
        "sites": "WebSite",
        "articles": "Article",
        "talks": "VideoObject",
        "datasets": "Dataset",
        "apps": "SoftwareApplication",
    }
    wrong = {}
    for name, page in pages.items():
        parts = name.split("/")
        if len(parts) == 3 and parts[1] in types and not page.refresh and is_entry(parts[2]):
            nodes = [node for text in page.structured for node in graph(json.loads(text))]
            entities = [node["mainEntity"]["@type"] for node in nodes if node.get("@type") == "WebPage"]
            if entities != [types[parts[1]]] or "BreadcrumbList" not in {node.get("@type") for node in nodes}:
                wrong[name] = entities
    assert wrong == {}


def is_entry(file_name: str) -> bool:
    return file_name != "index.html" and "_" not in file_name and not file_name.startswith("page-")


def graph(data: dict[str, Any] | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes of a JSON-LD document, however it groups them."""
    if isinstance(data, list):
        return data
    nodes = data.get("@graph")
    return nodes if isinstance(nodes, list) else [data]
