"""Read the index files back, as the browser does, for the scorer and its evaluation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from dlcatalog.records import record
from dlcatalog.website.search.codec import decode_postings
from dlcatalog.website.search.packs import INDEX_FILE, parse_packs, parse_value
from dlcatalog.website.search.shards import name_shard

TitleRow: TypeAlias = tuple[str, str | list[str], list[str], list[str], list[str | list[str]]]
_MOST_SHARDS: Final = 4  # that one word may ask for beyond its own


@record
class Shard:
    """A range of terms, ascending, and the encoded postings of each."""

    terms: list[str]
    postings: list[str]


class SearchIndex:
    """The index in memory: the header's facts, the shards of terms and the titles."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read all packs but the summaries and citations."""
        packs: dict[str, Any] = {}
        for path, script in files.items():
            if path == INDEX_FILE or "/terms" in path or "/docs" in path:
                packs |= {name: parse_value(line) for name, line in parse_packs(script)}
        header = packs["header"]
        self.size: int = header["n"]
        self.sharded: bool = header["sharded"]
        self.ranks: dict[int, str] = {
            posting >> 3: rank for rank, text in header["ranks"].items() for posting in decode_postings(text)
        }
        self.docs: list[TitleRow] = [row for at in range(len(header["stamps"]["docs"])) for row in packs[f"docs-{at}"]]
        self.firsts: list[str] = [first for first, _ in header["shards"]]
        self.shards = [_make_shard(packs[name_shard(first) if self.sharded else "terms"]) for first in self.firsts]

    def _find_shard(self, term: str) -> int:
        """Return the number of the shard whose range has the term."""
        return max(bisect_right(self.firsts, term) - 1, 0)

    def find_postings(self, term: str) -> list[int]:
        """Return the postings of the term, (document << 3 | level), none if it does not occur."""
        if not self.shards:
            return []
        shard = self.shards[self._find_shard(term)]
        at = bisect_left(shard.terms, term)
        found = at < len(shard.terms) and shard.terms[at] == term
        return decode_postings(shard.postings[at]) if found else []

    def has(self, term: str) -> bool:
        """Tell whether any document has the term."""
        return bool(self.find_postings(term))

    def iterate_prefix(self, prefix: str) -> Iterator[str]:
        """Yield the terms that begin with the prefix, from the first few shards of its range."""
        first = self._find_shard(prefix)
        for shard in self.shards[first : first + _MOST_SHARDS]:
            for at in range(bisect_left(shard.terms, prefix), len(shard.terms)):
                if not shard.terms[at].startswith(prefix):
                    return
                yield shard.terms[at]


def _make_shard(value: Mapping[str, str]) -> Shard:
    """Return the shard that a pack of terms describes."""
    return Shard(value["t"].split(" "), value["p"].split(" "))
