"""The four styles in which an entry's page offers its citation."""

from typing import NamedTuple

from dlcatalog.catalog.schema import EntryBase
from dlcatalog.website.exports import apa, bibtex, gbt7714, ris
from dlcatalog.website.exports.item import Item
from dlcatalog.website.exports.work import describe_work, work_of


class Citations(NamedTuple):
    """One work in four styles, plain text without a final newline."""

    bibtex: str
    ris: str
    apa: str
    gbt7714: str


def format_citations(item: Item) -> Citations:
    """Cite an entry; its day of access is that of the last check that reached it."""
    work = work_of(item)
    return Citations(
        bibtex.format_bibtex(work),
        ris.format_ris(work).rstrip("\r\n"),
        apa.format_apa(work),
        gbt7714.format_gbt7714(work),
    )


def format_bibtex(entry_id: str, entry: EntryBase, *, accessed: str = "") -> str:
    """Cite an entry in BibTeX; ``accessed`` is an ISO day on which a check reached it."""
    return bibtex.format_bibtex(describe_work(entry_id, entry, accessed=accessed))


def format_ris(entry_id: str, entry: EntryBase, *, accessed: str = "") -> str:
    """Cite an entry in RIS, lines ending in LF for showing on a page."""
    return ris.format_ris(describe_work(entry_id, entry, accessed=accessed)).replace("\r\n", "\n").rstrip("\n")


def format_apa(entry_id: str, entry: EntryBase, *, accessed: str = "") -> str:
    """Cite an entry in APA style, seventh edition."""
    return apa.format_apa(describe_work(entry_id, entry, accessed=accessed))


def format_gbt7714(entry_id: str, entry: EntryBase, *, accessed: str = "") -> str:
    """Cite an entry after GB/T 7714-2015."""
    return gbt7714.format_gbt7714(describe_work(entry_id, entry, accessed=accessed))
