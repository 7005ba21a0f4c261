"""``catalog.csv``: one row an entry, for spreadsheets.

RFC 4180 with a byte order mark: without it Excel reads UTF-8 as the system's own encoding and shows every Chinese
title as nonsense, and the readers of data tools skip it. A cell that a spreadsheet would run as a formula gets one
apostrophe before it, and so does a cell that begins with an apostrophe: taking one leading apostrophe away gives back
the text, always.
"""

from typing import Final

from dlcatalog.catalog.schema import Book, Library, Paper
from dlcatalog.lang import Lang
from dlcatalog.website.exports.item import Context, Item, entry_page

COLUMNS: Final = (
    "id,kind,title_en,title_zh,aliases,authors_en,authors_zh,year,language,topics,level,cost,standing,rank,successor,"
    "summary_en,summary_zh,url,links,doi,arxiv,isbn,repository,added,reviewed,page_en,page_zh"
)
SEPARATOR: Final = "\r\n"
TAIL: Final = "\r\n"
_BETWEEN = "; "
_RUNS_AS_FORMULA = frozenset("=+-@＝＋－＠\t\r\n'")
_NEEDS_QUOTES = frozenset(',"\r\n')


def head(_context: Context) -> str:
    """The byte order mark and the names of the columns."""
    return f"\ufeff{COLUMNS}\r\n"


def format_fragment(item: Item) -> str:
    """One row, without its line end."""
    return ",".join([format_cell(cell) if cell else "" for cell in _cells(item)])


def format_cell(text: str) -> str:
    """One cell: kept from running as a formula, quoted where it must be."""
    if text[0] in _RUNS_AS_FORMULA or (text[0].isspace() and text.lstrip()[:1] in _RUNS_AS_FORMULA):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if not _NEEDS_QUOTES.isdisjoint(text) else text


def _cells(item: Item) -> tuple[str, ...]:
    card, entry = item.card, item.entry
    paper = entry if isinstance(entry, Paper) else None
    return (
        card.id,
        card.kind,
        card.title_en,
        card.title_zh,
        _BETWEEN.join(card.aliases),
        _BETWEEN.join(card.authors_en),
        _BETWEEN.join(card.authors_zh),
        str(card.year or ""),
        " ".join(card.language),
        " ".join(card.topics),
        card.level,
        card.cost,
        card.standing,
        card.rank,
        card.successor,
        card.summary_en,
        card.summary_zh,
        entry.links[0].url,
        " ".join([url for url, _, _ in card.links]),
        (paper.doi or "") if paper else "",
        (paper.arxiv or "") if paper else "",
        " ".join(entry.isbn) if isinstance(entry, Book) else "",
        (entry.repository or "") if isinstance(entry, Library) else "",
        card.added,
        card.reviewed,
        entry_page(card, Lang.EN),
        entry_page(card, Lang.ZH),
    )
