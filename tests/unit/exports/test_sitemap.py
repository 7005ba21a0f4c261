import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.records import replace
from dlcatalog.website.exports import sitemap
from dlcatalog.website.exports.aggregates import format_aggregate, list_aggregates
from dlcatalog.website.exports.artifacts import Artifact, build_artifact, list_artifacts
from dlcatalog.website.exports.item import Item, Snapshot
from dlcatalog.website.routes import Page

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]
_BASE = "https://example.org/a&b/"
_NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(text: str) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Address to (lastmod, alternates)."""
    found = {}
    for url in ET.fromstring(text).findall("s:url", _NS):
        alternates = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", _NS)}
        found[url.findtext("s:loc", "", _NS)] = (url.findtext("s:lastmod", None, _NS), alternates)
    return found


def pages(*, shelf: tuple[str, ...] = ()) -> tuple[Page, ...]:
    both = [
        Page(f"{lang}/{path}", view, lang, "", args)
        for lang in ("zh", "en")
        for path, view, args in (
            ("index.html", "home", ()),
            ("papers/index.html", "shelf", (1, shelf)),
            ("about.html", "about", ()),
            ("search.html", "search", ()),
            ("papers/a.html", "entry", ()),
        )
    ]
    return (Page("index.html", "gateway", ""), Page("404.html", "not-found", ""), *both)


def test_each_page_stands_with_its_alternates_and_its_true_day(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    a = item(entry_id="a", reviewed="2026-11-25")
    b = replace(
        item(entry_id="b", links=[{"url": "https://b.example/", "role": "home"}]),
        records=(LinkRecord("https://b.example/", State.GONE, 404, date(2026, 12, 1)),),
    )
    context = snapshot(a, b, base_url=_BASE, pages=pages(shelf=("b",)))
    (aggregate,) = [
        found for found in list_aggregates(context.catalog, context.pages, base_url=_BASE) if found.format == "sitemap"
    ]
    assert aggregate.path == "sitemap.xml"
    found = read(format_aggregate(aggregate, context))
    assert list(found) == [
        _BASE + path
        for path in (
            "index.html",
            "zh/index.html",
            "en/index.html",
            "zh/papers/index.html",
            "en/papers/index.html",
            "zh/about.html",
            "en/about.html",
            "zh/papers/a.html",
            "en/papers/a.html",
            "zh/papers/b.html",
            "en/papers/b.html",
        )
    ]
    assert found[f"{_BASE}zh/papers/b.html"] == (
        "2026-12-01",
        {
            "zh": f"{_BASE}zh/papers/b.html",
            "en": f"{_BASE}en/papers/b.html",
            "x-default": f"{_BASE}en/papers/b.html",
        },
    )
    assert found[f"{_BASE}index.html"][1]["x-default"] == f"{_BASE}index.html"
    days = {path.removeprefix(_BASE): day for path, (day, _) in found.items()}
    assert days["zh/index.html"] == "2026-11-25"
    assert days["zh/papers/index.html"] == "2026-11-20"
    assert days["zh/about.html"] is None


def test_alternates_form_closed_groups(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    context = snapshot(item(entry_id="a"), base_url=_BASE, pages=pages())
    (aggregate,) = [
        found for found in list_aggregates(context.catalog, context.pages, base_url=_BASE) if found.format == "sitemap"
    ]
    found = read(format_aggregate(aggregate, context))
    for address, (_, alternates) in found.items():
        assert address in alternates.values()
        for other in alternates.values():
            assert found[other][1] == alternates


def test_a_large_site_is_split_before_the_limit() -> None:
    parts = sitemap.plan_parts(45_000, 21_000)
    assert [part.path for part in parts] == [f"sitemap-{number}.xml" for number in range(1, 6)]
    for part in parts:
        pairs = sum(stop - start for start, stop in (part.pages, part.entries))
        assert 0 < 2 * pairs + 1 < 50_000
    assert [part.pages for part in parts[:2]] == [(0, 20_000), (20_000, 21_000)]
    assert [part.entries for part in parts[2:]] == [(0, 20_000), (20_000, 40_000), (40_000, 45_000)]


def test_the_parts_stand_in_an_index() -> None:
    text = sitemap.format_index([part.path for part in sitemap.plan_parts(30_000, 10)], _BASE)
    found = [element.text for element in ET.fromstring(text).findall("s:sitemap/s:loc", _NS)]
    assert found == [f"{_BASE}sitemap-1.xml", f"{_BASE}sitemap-2.xml", f"{_BASE}sitemap-3.xml"]


def test_a_split_site_lists_parts_and_index(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    many = tuple(Page(f"zh/papers/page-{number}.html", "shelf", "zh") for number in range(sitemap.MOST_PAIRS + 1))
    context = snapshot(item(entry_id="a"), base_url=_BASE, pages=many)
    parts = [found for found in list_aggregates(context.catalog, many, base_url=_BASE) if found.format == "sitemap"]
    assert [(part.path, part.ids, part.args) for part in parts] == [
        ("sitemap-1.xml", (), (0, 20_000)),
        ("sitemap-2.xml", (), (20_000, 20_001)),
        ("sitemap-3.xml", ("a",), (0, 0)),
    ]
    assert len(read(format_aggregate(parts[1], context))) == 2
    assert len(read(format_aggregate(parts[2], context))) == 2
    (index,) = [found for found in list_artifacts(context.catalog, many, base_url=_BASE) if found.path == "sitemap.xml"]
    assert build_artifact(index, context).count("<sitemap>") == 3


def test_without_an_address_there_is_no_sitemap(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    context = snapshot(item())
    paths = {found.path for found in list_aggregates(context.catalog)}
    paths |= {found.path for found in list_artifacts(context.catalog)}
    assert not {path for path in paths if "sitemap" in path or "opensearch" in path}
    assert "Sitemap" not in build_artifact(Artifact("robots.txt", "robots"), context)
