"""Cut the sorted terms into shards whose boundaries depend on the terms nearby only, so that a change stays local."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias
from zlib import crc32

Row: TypeAlias = tuple[str, str]  # (term, encoded postings)

LIMIT: Final = 40_000  # bytes of a shard; one term with more postings than that stands alone
_ONE_IN: Final = 512  # terms, on average, between two boundaries


def is_boundary(term: str) -> bool:
    """Tell whether a shard begins at the term, whatever stands around it."""
    return crc32(term.encode()) % _ONE_IN == 0


def cut_shards(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the shards of ascending rows: a new one at each boundary, and where the limit would be passed."""
    shard: list[Row] = []
    size = 0
    for row in rows:
        cost = len(row[0].encode()) + len(row[1]) + 2
        if shard and (size + cost > LIMIT - 100 or is_boundary(row[0])):
            yield shard
            shard, size = [], 0
        shard.append(row)
        size += cost
    if shard:
        yield shard


def name_shard(first: str) -> str:
    """Return the name of the shard that begins with the term: it stays when shards before it come and go."""
    return f"terms-{first.encode().hex()}"


def decode_shard(name: str) -> str:
    """Return the term that the shard begins with, empty for the pack of all terms."""
    return bytes.fromhex(name.partition("-")[2]).decode()
