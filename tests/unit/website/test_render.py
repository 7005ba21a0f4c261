import json
import re
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

import pytest
from jinja2 import UndefinedError

from dlcatalog.website import views as views_package
from dlcatalog.website.assets import collect_assets
from dlcatalog.website.locate_templates import locate_templates
from dlcatalog.website.render import Renderer, template_name
from dlcatalog.website.views.frame import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlcatalog.lang import Lang
    from dlcatalog.website.words import Words
    from tests.unit.website.conftest import Site

_MADE_ELSEWHERE = ("api/", "exports/", "sitemap", "llms.txt", "zh/opensearch.xml", "en/opensearch.xml")


@pytest.fixture(scope="session")
def rendered(site: "Site") -> dict[str, str]:
    renderer = Renderer([locate_templates()], site.words, site.context.catalog.site, base_url=site.context.base_url)
    return {path: renderer.render(site.view(path)) for path in site.pages}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        for name in ("href", "src", "action"):
            if name in given and tag != "use":
                self.links.append(given[name])


def test_one_template_per_view_type_and_one_view_type_per_template() -> None:
    folder = locate_templates()
    # Modules of views are imported when the first page needs them: here all of them count.
    for module in iter_modules(views_package.__path__):
        import_module(f"{views_package.__name__}.{module.name}")
    views = {template_name(view) for view in View.__subclasses__()}
    assert views == {f"pages/{path.name}" for path in (folder / "pages").iterdir()}


def test_links_inside_lead_somewhere(rendered: "Mapping[str, str]") -> None:
    targets = {*rendered, *collect_assets([locate_templates()])}
    root = "/catalog/"
    for path, html in rendered.items():
        parser = _Links()
        parser.feed(html)
        for link in parser.links:
            target, _, fragment = link.partition("#")
            if re.match(r"https?:", target):
                continue
            assert path == "404.html" or not target.startswith("/"), (path, link)
            found = target.removeprefix(root) if target.startswith(root) else normpath(join(dirname(path), target))
            found = found.partition("?")[0]
            if found.startswith(_MADE_ELSEWHERE) or found.endswith((".atom", "feed.json", ".md")):
                continue
            if target:
                assert found in targets, (path, link)
            if fragment and not target:
                assert fragment in parser.ids, (path, link)


def test_ids_are_unique(rendered: "Mapping[str, str]") -> None:
    for path, html in rendered.items():
        parser = _Links()
        parser.feed(html)
        assert len(parser.ids) == len(set(parser.ids)), path


def test_no_page_leaks_what_only_programs_say(rendered: "Mapping[str, str]") -> None:
    for path, html in rendered.items():
        text = re.sub(r"<script.*?</script>|<pre.*?</pre>|<[^>]*>", " ", html, flags=re.DOTALL)
        assert not re.search(r"\b(None|Undefined|built-in method|Markup\(|True|False)\b|\{\{|\{%|<bound", text), path


def test_policy_stands_first_and_nothing_is_inline(rendered: "Mapping[str, str]") -> None:
    for path, html in rendered.items():
        head = html.partition("<head>\n")[2]
        assert head.startswith('<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"'), path
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html), path
        for script in re.findall(r"<script\b([^>]*)>", html):
            assert "src=" in script or "json" in script, path


def test_structured_data_is_json_of_the_right_type(rendered: "Mapping[str, str]") -> None:
    types: dict[str, str] = {}
    for path, html in rendered.items():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html):
            data = json.loads(text)
            for node in data.get("@graph", [data]):
                if "mainEntity" in node:
                    types.setdefault(path.split("/")[1], node["mainEntity"]["@type"])
    assert types["papers"] == "ScholarlyArticle"
    assert types["talks"] == "VideoObject"
    assert types["glossary.html"] == "DefinedTermSet"


def test_scholars_find_papers(rendered: "Mapping[str, str]") -> None:
    html = rendered["en/papers/deep-residual-learning.html"]
    assert '<meta name="citation_author" content="Kaiming He">' in html
    assert "citation_pdf_url" not in html
    assert "citation_" not in rendered["en/books/convex-optimization.html"]


def test_hostile_texts_stay_texts(site: "Site", words: "Mapping[Lang, Words]") -> None:
    from dlcatalog.records import replace

    bad = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    context = site.context
    catalog = context.catalog
    card = replace(
        catalog.cards["tiny-images"], title_en=bad, title_zh=bad, summary_en=bad, summary_zh=bad, aliases=(bad,)
    )
    context = replace(context, catalog=replace(catalog, cards={**catalog.cards, "tiny-images": card}))
    from dlcatalog.website.views import build_view

    renderer = Renderer([locate_templates()], words, catalog.site)
    for path in ("en/datasets/tiny-images.html", "zh/datasets/index.html", "en/topics/vision.html", "en/index.html"):
        html = renderer.render(build_view(site.pages[path], context, words))
        assert "<script>alert" not in html
        assert "<img" not in html


def test_a_theme_may_extend_the_built_in_page(site: "Site", tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "about.html").write_text(
        '{% extends "builtin:pages/about.html" %}{% block main %}<p>Mine.</p>{{ super() }}{% endblock %}',
        encoding="utf-8",
    )
    html = Renderer([tmp_path, locate_templates()], site.words, site.context.catalog.site).render(
        site.view("en/about.html")
    )
    assert "<p>Mine.</p>" in html
    assert "<h1>About</h1>" in html


def test_a_template_that_asks_for_what_is_not_there_fails(site: "Site", tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "about.html").write_text("{{ page.no_such_thing }}", encoding="utf-8")
    renderer = Renderer([tmp_path, locate_templates()], site.words, site.context.catalog.site)
    with pytest.raises(UndefinedError, match="no_such_thing"):
        renderer.render(site.view("en/about.html"))


def test_templates_know_three_names_and_no_more(site: "Site", tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "about.html").write_text("{{ range(3) }}", encoding="utf-8")
    renderer = Renderer([tmp_path, locate_templates()], site.words, site.context.catalog.site)
    with pytest.raises(UndefinedError, match="range"):
        renderer.render(site.view("en/about.html"))


def test_rendering_again_gives_the_same_bytes(site: "Site", rendered: "Mapping[str, str]", tmp_path: Path) -> None:
    folders = [locate_templates()]
    for _ in range(2):
        renderer = Renderer(
            folders, site.words, site.context.catalog.site, bytecode=tmp_path, base_url=site.context.base_url
        )
        assert renderer.render(site.view("zh/index.html")) == rendered["zh/index.html"]


def test_chinese_pages_are_written_in_chinese(rendered: "Mapping[str, str]") -> None:
    assert '<html lang="zh-CN">' in rendered["zh/index.html"]
    for path in ("zh/about.html", "zh/contribute.html", "zh/downloads.html", "zh/health.html"):
        text = re.sub(r"<script.*?</script>|<code.*?</code>|<[^>]*>", " ", rendered[path], flags=re.DOTALL)
        words = re.findall(r"\b[a-z]{4,}(?: [a-z]+){3,}\b", text)
        assert words == [], path
