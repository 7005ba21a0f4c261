from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dlcatalog.catalog.schema import Link
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.records import replace
from dlcatalog.website.views import build_view, timeline
from dlcatalog.website.views.links import describe_state, find_stand_in, host_of, safe_href

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlcatalog.website.words import Words
    from tests.unit.website.conftest import Site


def _link(role: str, url: str = "https://a.example/") -> Link:
    return Link.model_validate({"url": url, "role": role})


def _record(state: "State") -> LinkRecord:
    return LinkRecord("https://a.example/", state, since=date(2026, 11, 1), last_ok=date(2026, 11, 19))


@pytest.mark.parametrize(
    ("states", "roles", "expected"),
    [
        ([State.OK, State.OK], ["home", "mirror"], None),
        ([State.GONE, State.OK, State.OK], ["home", "archive", "mirror"], 2),
        ([State.GONE, State.OK, State.GONE], ["home", "archive", "mirror"], 1),
        ([State.GONE, State.FAILING, State.OK], ["home", "mirror", "archive"], 2),
        ([State.HIJACKED, State.OK], ["home", "code"], None),
        ([State.FAILING, State.OK], ["home", "mirror"], None),
        ([State.GONE, None], ["home", "archive"], 1),
        ([State.GONE, State.UNCHECKED, State.OK], ["home", "mirror", "mirror"], 2),
    ],
)
def test_a_dead_first_link_is_replaced_by_the_best_living_copy(
    states: "list[State | None]", roles: list[str], expected: int | None
) -> None:
    links = [(_link(role), _record(state) if state else None) for state, role in zip(states, roles, strict=True)]
    assert find_stand_in(links) == expected


def test_states_in_words(words: "Mapping[Lang, Words]") -> None:
    assert describe_state(None, words[Lang.ZH]) == "尚未检查"
    assert describe_state(_record(State.OK), words[Lang.ZH]) == "2026年11月19日检查，可访问"
    assert describe_state(_record(State.GONE), words[Lang.EN]) == "gone since 1 November 2026"
    moved = replace(_record(State.MOVED), moved_to="https://www.b.example/x")
    assert describe_state(moved, words[Lang.EN]) == "moved to b.example, ok on 19 November 2026"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/", "data:text/html,x", "//a.example", "nonsense"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_href(url) == ""


def test_hosts_for_readers() -> None:
    assert host_of("https://www.example.org:8080/x?y") == "example.org"
    assert safe_href("https://a.example/理解#节 一") == "https://a.example/%E7%90%86%E8%A7%A3#%E8%8A%82%20%E4%B8%80"


def test_a_taken_over_address_is_named_but_not_linked(site: "Site") -> None:
    view = site.view("en/libraries/old-torch.html")
    assert view.replaced
    assert [(link.label, bool(link.href), link.state) for link in view.links] == [
        ("University mirror", True, "ok"),
        ("Website", False, "hijacked"),
        ("Archived copy", True, "unchecked"),
    ]
    assert (view.standing.text, view.standing.successor.title) == ("Dated; use instead", "TinyTorch")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("en/libraries/index.html", "taken over by another site since 1 October 2026"),
        ("zh/libraries/index.html", "2026年10月1日起被他站占用"),
    ],
)
def test_a_card_tells_since_when_its_link_is_dead(site: "Site", path: str, told: str) -> None:
    states = {card.id: card.state for card in site.view(path).cards}
    assert states["old-torch"] == told
    assert [state for entry_id, state in states.items() if entry_id != "old-torch"] == [""] * (len(states) - 1)


def test_relations_both_ways_in_words(site: "Site") -> None:
    view = site.view("zh/papers/deep-residual-learning.html")
    found = {group.label: [item.id for item in group.items] for group in view.relations}
    assert found == {
        "先读": ["convex-optimization"],
        "后续工作": ["identity-mappings"],
        "讲解材料": ["cs231n", "understanding-residuals"],
        "代码实现": ["tiny-torch"],
        "用到": ["tiny-images"],
    }


def test_an_entry_says_what_its_catalog_says(site: "Site") -> None:
    view = site.view("zh/papers/deep-residual-learning.html")
    assert (view.title.text, view.original.text, view.original.lang) == (
        "用于图像识别的深度残差学习",
        "Deep Residual Learning for Image Recognition",
        "en",
    )
    facts = {fact.label: fact.value for fact in view.facts}
    assert facts["作者"] == "何恺明、张祥雨、任少卿、孙剑"
    assert (facts["发表于"], facts["页码"], facts["语言"], facts["难度"]) == ("CVPR", "770–778", "英文", "进阶")
    assert [citation.name for citation in view.citations] == ["BibTeX", "GB/T 7714", "APA", "RIS"]
    assert (view.added, view.reviewed, view.checked) == ("2026年11月20日", "2026年11月20日", "2026年11月19日")
    assert [anchor.text for anchor in view.starts] == ["残差网络"]
    assert view.doors.edit == "https://github.com/example/sample/edit/main/catalog/papers/deep-residual-learning.yaml"
    assert view.doors.json == "../../api/v1/entries/deep-residual-learning.json"


def test_an_unchecked_entry_says_so(site: "Site") -> None:
    view = site.view("en/datasets/tiny-images.html")
    assert (view.checked, view.links[0].state_words) == ("", "Not checked yet")


@pytest.mark.parametrize(
    ("path", "label", "value"),
    [
        ("en/libraries/tiny-torch.html", "Install", "pip install tinytorch"),
        ("en/courses/cs231n.html", "Given by", "Stanford University"),
        ("en/books/paper-book.html", "Free to read online", "no"),
        ("en/sites/model-market.html", "Sort of site", "portal"),
        ("en/articles/understanding-residuals.html", "Published", "March 2018"),
        ("en/talks/lost-lectures.html", "Length", "240 min"),
        ("en/datasets/tiny-images.html", "Size", "60,000 pictures"),
        ("en/apps/draw-a-digit.html", "Runs on", "web, Android"),
    ],
)
def test_each_kind_shows_its_own_facts(site: "Site", path: str, label: str, value: str) -> None:
    assert value in [fact.value for fact in site.view(path).facts if fact.label == label]


def test_a_missing_translation_shows_the_other_language_and_says_so(site: "Site") -> None:
    context = site.context
    card = replace(context.catalog.cards["tiny-images"], title_zh="", summary_zh="")
    catalog = replace(context.catalog, cards={**context.catalog.cards, "tiny-images": card})
    view: Any = build_view(site.pages["zh/datasets/tiny-images.html"], replace(context, catalog=catalog), site.words)
    assert (view.title.lang, view.summary.lang, view.head.noindex) == ("en", "en", True)


def test_a_path_offers_what_to_use_instead_of_what_is_gone(site: "Site") -> None:
    steps = site.view("en/paths/first-steps.html").steps
    assert [(step.card.id, step.use_instead) for step in steps] == [
        ("convex-optimization", False),
        ("cs231n", False),
        ("lost-lectures", True),
    ]


def test_alternates_form_a_closed_group(site: "Site") -> None:
    for path in site.pages:
        if path.count("/") and site.pages[path].view != "redirect":
            head = site.view(path).head
            base = site.context.base_url
            assert head.canonical == base + path
            assert {alternate.href.removeprefix(base) for alternate in head.alternates} <= site.pages.keys()
            assert [alternate.hreflang for alternate in head.alternates] == ["zh", "en", "x-default"]


def test_the_home_pages_share_the_gateway_with_it(site: "Site") -> None:
    groups = [site.view(path).head.alternates for path in ("index.html", "zh/index.html", "en/index.html")]
    assert groups[0] == groups[1] == groups[2]
    assert groups[0][2] == ("x-default", f"{site.context.base_url}index.html")


def test_sources_answer_every_id(site: "Site") -> None:
    (document,) = site.view("en/sources.html").documents
    assert [(answer.id, [item.id for item in answer.entries], answer.reason) for answer in document.answers] == [
        ("s0-001", ["cs231n"], ""),
        ("s0-002", ["old-torch"], ""),
        ("s0-003", [], "A duplicate of s0-001."),
    ]


def test_health_lists_what_is_in_trouble(site: "Site") -> None:
    view = site.view("en/health.html")
    assert [(link.entry.id, link.state) for link in view.troubled] == [
        ("lost-lectures", "gone"),
        ("old-torch", "hijacked"),
        ("paper-book", "failing"),
    ]


class _OnlyKeys(dict[str, Any]):
    """A mapping that refuses to be walked."""

    def __iter__(self) -> Any:
        raise AssertionError("walked")

    keys = values = items = __len__ = __iter__


def test_pages_of_single_things_never_walk_the_whole_catalog(site: "Site") -> None:
    catalog = site.context.catalog
    strict = replace(catalog, cards=_OnlyKeys(catalog.cards), entries=_OnlyKeys(catalog.entries))
    context = replace(site.context, catalog=strict, records=_OnlyKeys(site.context.records))
    for page in site.pages.values():
        if page.view in {"entry", "shelf", "facet", "topic", "path", "redirect", "gateway", "not-found", "about"}:
            build_view(page, context, site.words)


def test_pages_read_no_entry_but_their_own(site: "Site") -> None:
    class Own(dict[str, Any]):
        def __missing__(self, key: str) -> Any:
            raise AssertionError(f"read {key}")

    catalog = site.context.catalog
    for page in site.pages.values():
        entries = Own({page.subject: catalog.entries[page.subject]}) if page.view == "entry" else Own()
        build_view(page, replace(site.context, catalog=replace(catalog, entries=entries)), site.words)


def test_a_crowded_year_leads_to_all_of_it(site: "Site", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_PER_YEAR", 0)
    first = site.view("zh/timeline.html").years[0]
    assert first.more.startswith("书架上还有")
    assert first.more_href == (
        f"./search.html?kind=book,course,dataset,library,paper&from={first.year}&to={first.year}"
    )


def test_figures_stand_in_the_order_of_their_meaning(site: "Site") -> None:
    tables = {table.id: [name for name, _, _ in table.rows] for table in site.view("zh/stats.html").tables}
    order = {
        "level": ["入门", "进阶", "高级"],
        "cost": ["免费", "部分免费", "付费"],
        "standing": ["仍适用", "经典", "已过时", "已失传"],
    }
    for facet, names in order.items():
        assert tables[facet] == [name for name in names if name in tables[facet]]
