"""A small made-up shelf for the tests of the search, and the page that the scripts expect around them."""

import json
from pathlib import Path

from dlcatalog.records import replace
from dlcatalog.website.assets import collect_assets
from dlcatalog.website.search.document import SearchDocument, SearchTopic, document_record, document_terms
from dlcatalog.website.search.index import build_index

TOPICS = (
    SearchTopic("vision", ("Computer vision", "计算机视觉")),
    SearchTopic("language", ("Natural language processing", "自然语言处理")),
    SearchTopic("recommendation", ("Recommender systems", "推荐系统"), "language", ("RecSys",)),
)
_NAMES = {topic.id: topic.name for topic in TOPICS}
_BASE = SearchDocument(
    id="base", kind="paper", title=("Base", "Base"), other_titles=(), aliases=(), authors=(), topics=("vision",),
    topic_names=(), summary=("About base.", "关于基础。"), rank="", year=2015, level="advanced", cost="free",
    standing="classic", languages=("en",), link_state="ok", added="2026-11-20", page="papers/base.html",
    url="https://example.org/", bibtex="",
)  # fmt: skip
FOLDERS = {"paper": "papers", "book": "books", "library": "libraries", "course": "courses"}


def make_document(entry_id: str, **changes: object) -> SearchDocument:
    """Return a document with the given fields and plain ones for the rest."""
    document = replace(_BASE, id=entry_id, **changes)
    names = tuple(name for topic in document.topics for name in _NAMES[topic])
    return replace(
        document,
        topic_names=names,
        page=f"{FOLDERS[document.kind]}/{entry_id}.html",
        url=f"https://example.org/{entry_id}",
        bibtex=f"@misc{{{entry_id},\n  title = {{{document.title[0]}}}\n}}\n",
    )


def make_index(documents: tuple[SearchDocument, ...]) -> dict[str, bytes]:
    """Return the index files of the documents."""
    return build_index([(document_record(item), document_terms(item)) for item in documents], TOPICS)


SHELF = (
    make_document(
        "resnet",
        title=("Deep Residual Learning for Image Recognition", "用于图像识别的深度残差学习"),
        aliases=("ResNet", "残差网络"),
        authors=(("Kaiming He", "何恺明"), ("Jian Sun", "孙剑")),
        rank="landmark",
    ),
    make_document(
        "resnet-in-practice",
        kind="library",
        title=("ResNet in practice", "ResNet 实践"),
        year=2020,
        level="beginner",
        summary=("Residual networks to run.", "可运行的残差网络代码。"),
    ),
    make_document(
        "attention",
        title=("Attention Is All You Need", "注意力就是你所需要的一切"),
        aliases=("Transformer",),
        topics=("language",),
        year=2017,
    ),
    make_document(
        "gpt-3",
        title=("Language Models are Few-Shot Learners",) * 2,
        aliases=("GPT-3",),
        topics=("language",),
        year=2020,
    ),
    make_document(
        "fastai",
        kind="course",
        title=("Practical Deep Learning", "实用深度学习"),
        aliases=("fast.ai",),
        level="beginner",
    ),
    make_document("tensorflow", kind="library", title=("TensorFlow",) * 2, year=2015, cost="free", standing="current"),
    make_document(
        "watermelon-book",
        kind="book",
        title=("Machine Learning", "机器学习"),
        aliases=("西瓜书",),
        authors=(("Zhou Zhihua", "周志华"),),
        languages=("zh",),
        cost="paid",
        year=2016,
    ),
    make_document(
        "deepfm",
        title=("DeepFM", "DeepFM"),
        topics=("recommendation",),
        summary=("Click-through rate prediction.", "点击率预估模型。"),
        year=2017,
        link_state="gone",
    ),
    make_document(
        "formula", kind="book", title=("=1+1 and other sums", "=1+1 等"), year=1999, added="2026-11-21", cost="paid"
    ),
    make_document("cafe", title=("Café of C++ and the naïve Bayes",) * 2, year=0, languages=("en", "zh")),
)
CROWD = tuple(
    make_document(
        f"crowd-{number:03d}", title=(f"Crowd number {number:03d}", f"人群 {number:03d}"), year=1950 + number % 70
    )
    for number in range(120)
)

MESSAGES = {
    "search.loading": "Loading", "search.failed": "Failed", "search.count": "{n} results", "search.count_one": "1 result",
    "search.none": "Nothing found", "search.more": "More", "search.sort": "Sort", "search.clear": "Clear",
    "search.sort_relevance": "Relevance", "search.sort_year": "Newest", "search.sort_year_asc": "Oldest",
    "search.sort_title": "Title", "search.sort_added": "Added", "search.export": "Export",
    "search.export_bibtex": "BibTeX", "search.export_csv": "CSV", "search.export_json": "JSON",
    "search.slash_on": "Press / to search", "search.from": "From", "search.to": "To",
    "search.authors_more": "{names} and others", "search.separator": " · ", "search.name_separator": ", ",
    "search.facets": "Filters", "facet.kind": "Kind", "facet.topic": "Topic", "facet.level": "Level", "facet.cost": "Cost",
    "facet.lang": "Language", "facet.standing": "Standing", "facet.link": "Link", "facet.year": "Year", "kind.paper": "Paper", "level.beginner": "For beginners",
}  # fmt: skip
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self'; img-src 'self' data:">
<title>Search</title><link rel="icon" href="data:,"><script defer src="../assets/search.js"></script></head><body>
<a data-switch-language href="../zh/search.html">中文</a>
<div data-search data-lang="{lang}" data-index="../assets/search/index.js" data-home="./" data-mode="{mode}" {extra}>
{form}
<p id="search-status" role="status"></p><div id="search-tools" hidden></div><div id="facets" hidden></div>
<ol id="results" hidden></ol><button id="results-more" type="button" hidden>More</button>
<script type="application/json" id="search-messages">{messages}</script>
</div><div data-static id="static">Static cards</div></body></html>
"""
_FORM = (
    '<form role="search" action="topics/index.html"><label for="q">Search</label>'
    '<input type="search" id="q" name="q"><button>Go</button></form>'
)


def write_site(folder: Path, documents: tuple[SearchDocument, ...], root: Path) -> None:
    """Write pages with the search, the scripts and the index of the documents."""
    scripts = {path: content for path, content in collect_assets([root / "templates"]).items() if "/search" in path}
    files = make_index(documents) | scripts
    pages = {
        "search": ("search", ""),
        "shelf": ("filter", 'data-scope-kind="paper"'),
        "facet": ("filter", 'data-scope-kind="paper" data-scope-facet="topic=language"'),
        "year": ("filter", 'data-scope-kind="library" data-scope-facet="year=2020"'),
        "home": ("box", ""),
    }
    for lang in ("en", "zh"):
        for name, (mode, extra) in pages.items():
            form = "" if mode == "filter" else _FORM
            page = _PAGE.format(lang=lang, mode=mode, extra=extra, form=form, messages=json.dumps(MESSAGES))
            files[f"{lang}/{name}.html"] = page.encode()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
