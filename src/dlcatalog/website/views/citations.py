"""The citation of an entry in the four styles that readers copy."""

from collections.abc import Mapping
from typing import NamedTuple

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.schema import EntryBase
from dlcatalog.linkcheck.history import LinkRecord
from dlcatalog.website.exports.citations import format_citations
from dlcatalog.website.exports.item import Item, make_item


class Citation(NamedTuple):
    """One style: its name, which is the same in both languages, and the text to copy."""

    id: str
    name: str
    text: str


def view_citations(card: Card, entry: EntryBase, records: Mapping[str, LinkRecord]) -> tuple[Citation, ...]:
    """All four styles."""
    item = make_item(card, entry, records)
    if not _latest or _latest[0][0] != item:
        _latest[:] = [(item, _make_citations(item))]
    return _latest[0][1]


# The two pages of an entry are built one after the other, and citations are the same in both languages. Hashing an
# entry for a larger memory would cost more than it saves.
_latest: list[tuple[Item, tuple[Citation, ...]]] = []


def _make_citations(item: Item) -> tuple[Citation, ...]:
    found = format_citations(item)
    return (
        Citation("bibtex", "BibTeX", found.bibtex.strip()),
        Citation("gbt7714", "GB/T 7714", found.gbt7714.strip()),
        Citation("apa", "APA", found.apa.strip()),
        Citation("ris", "RIS", found.ris.strip().replace("\r\n", "\n")),
    )
