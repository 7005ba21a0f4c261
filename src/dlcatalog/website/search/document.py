"""What the search knows of an entry, and the two compact values that stand for it between builds."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from dlcatalog.records import record
from dlcatalog.website.search.terms import collect_terms

Pair: TypeAlias = tuple[str, str]  # (en, zh), equal where there is only one form
# The terms ascending, a space between, and one digit a term: its level as in LEVELS. Two strings a document instead of a
# hundred tuples are what keeps 30,000 documents within 50 MB.
Terms: TypeAlias = tuple[str, str]

# The place in a document's weight of a term is one of eight levels: small enough for one character a posting.
LEVELS: Final = (1.0, 2.5, 3.5, 5.0, 7.0, 9.0, 12.0, 15.0)
_DIGITS: Final = "01234567"

# What readers call the kinds, so that "强化学习 课程" finds the courses.
_KINDS: Final = {
    "library": "library framework toolkit package software 库 框架 工具包 工具箱 软件",
    "course": "course class lectures 课程 公开课 教程",
    "book": "book textbook 书 书籍 教材 教科书",
    "paper": "paper 论文 文献",
    "site": "website site 网站 社区",
    "article": "article blog post tutorial 文章 博客 教程",
    "talk": "talk lecture video slides 演讲 讲座 视频 报告",
    "dataset": "dataset data benchmark 数据集 数据 基准",
    "app": "app demo application tool 应用 演示 工具 小程序",
}
_ALIAS, _TITLE, _KIND, _AUTHOR, _TOPIC, _SUMMARY = 7.0, 5.0, 5.0, 3.5, 2.5, 1.0


@record
class SearchTopic:
    """A topic as the facets name it; choosing a topic chooses those below it."""

    id: str
    name: Pair
    parent: str = ""
    aliases: tuple[str, ...] = ()


@record
class SearchDocument:
    """Everything that the search, its facets and its exports use of one entry."""

    id: str
    kind: str
    title: Pair
    other_titles: tuple[str, ...]
    aliases: tuple[str, ...]
    authors: tuple[Pair, ...]
    topics: tuple[str, ...]
    topic_names: tuple[str, ...]
    summary: Pair
    rank: str
    year: int
    level: str
    cost: str
    standing: str
    languages: tuple[str, ...]
    link_state: str
    added: str
    page: str
    url: str
    bibtex: str


# The cached form of what the packs hold; a plain tuple, because `marshal` knows no classes:
# (id, facets, title, other titles, aliases, authors, summary, folder, url, bibtex)
# facets: (kind, level, cost, standing, link state, rank, added, year, languages, topics)
Facets: TypeAlias = tuple[str, str, str, str, str, str, str, int, tuple[str, ...], tuple[str, ...]]
Record: TypeAlias = tuple[str, Facets, Pair, tuple[str, ...], tuple[str, ...], tuple[Pair, ...], Pair, str, str, str]
IndexedEntry: TypeAlias = tuple[Record, Terms]


def document_record(doc: SearchDocument) -> Record:
    """Return what the packs hold of the document."""
    facets = (
        doc.kind, doc.level, doc.cost, doc.standing, doc.link_state, doc.rank, doc.added,
        doc.year, doc.languages, doc.topics,
    )  # fmt: skip
    folder = doc.page.rpartition("/")[0]
    return (
        doc.id, facets, doc.title, doc.other_titles, doc.aliases, doc.authors, doc.summary, folder, doc.url, doc.bibtex,
    )  # fmt: skip


def document_terms(doc: SearchDocument) -> Terms:
    """Return the terms of the document with the levels of their weights."""
    weights = dict.fromkeys(frozenset().union(*map(_shared_terms, doc.topic_names)), _TOPIC)
    for term in _shared_terms(_KINDS.get(doc.kind, "")):
        weights[term] = weights.get(term, 0.0) + _KIND
    for texts, weight, main in _weighted_texts(doc):
        for term in collect_terms("\n".join(texts), main=main):
            weights[term] = weights.get(term, 0.0) + weight
    terms = sorted(weights)
    return " ".join(terms), "".join([_DIGITS[find_level(weights[term])] for term in terms])


def read_terms(terms: Terms) -> Iterable[tuple[str, int]]:
    """Return (term, level) of each term."""
    return zip(terms[0].split(), map(int, terms[1]), strict=True)


def _weighted_texts(doc: SearchDocument) -> tuple[tuple[Iterable[str], float, bool], ...]:
    """Return (texts, weight, whether single characters count) of each field that is the document's own."""
    return (
        (doc.aliases, _ALIAS, True),
        ({*doc.title, *doc.other_titles}, _TITLE, True),
        ({name for pair in doc.authors for name in pair}, _AUTHOR, True),
        ((*doc.summary, doc.id.replace("-", " ")), _SUMMARY, False),
    )


@lru_cache(maxsize=1024)
def _shared_terms(name: str) -> frozenset[str]:
    """Return the terms of a name that many documents share: that of a topic or kind."""
    return frozenset(collect_terms(name, main=False))


@lru_cache(maxsize=256)
def find_level(weight: float) -> int:
    """Return the highest level whose weight is not above the given one."""
    level = 0
    while level + 1 < len(LEVELS) and LEVELS[level + 1] <= weight:
        level += 1
    return level
