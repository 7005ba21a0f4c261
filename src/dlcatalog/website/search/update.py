"""Change the index files for a few changed entries, with the same bytes as a build from nothing."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, TypeAlias

from dlcatalog.website.search.codec import decode_numbers, decode_postings, encode_postings
from dlcatalog.website.search.document import IndexedEntry, Record, SearchTopic, Terms, read_terms
from dlcatalog.website.search.index import (
    CHUNK,
    COLUMNS,
    META_CHUNK,
    Tables,
    cite_row,
    count_postings,
    format_meta,
    format_rows,
    format_topics,
    is_sharded,
    title_row,
)
from dlcatalog.website.search.packs import INDEX_FILE, format_pack, pack_path, parse_packs, parse_value, stamp
from dlcatalog.website.search.shards import Row, cut_shards, is_boundary, name_shard

Change: TypeAlias = tuple[IndexedEntry, IndexedEntry]
Read: TypeAlias = Callable[[str], bytes]

_GONE: Final = b""


class Unmendable(Exception):  # noqa: N818 - never leaves this module
    """The change reaches further than the packs of the entry: numbers or tables would move."""


def update_index(read: Read, changes: Sequence[Change], topics: Sequence[SearchTopic]) -> dict[str, bytes] | None:
    """Return the files that the changes alter, an empty one for each file to delete; None if all must be built."""
    try:
        store = _Store(read)
        if store.header["topics"] != format_topics(topics):
            return None
        _recount(store, changes)
        tables = Tables(store.header["tables"], topics)
        numbered = [(_find_number(store, old[0], new[0]), old, new) for old, new in changes]
        _check_tables(store, numbered, tables)
        for number, old, new in numbered:
            _replace_rows(store, number, new[0], tables)
            _replace_rank(store, number, old[0], new[0])
        _replace_terms(store, [(number, old[1], new[1]) for number, old, new in numbered])
    except (Unmendable, KeyError, ValueError, OSError):
        return None
    return store.format_changed()


class _Store:
    """The packs of the index on their way: read once, written where they changed."""

    def __init__(self, read: Read) -> None:
        """Read the index file with its header."""
        self._read = read
        self._inlined = dict(parse_packs(read(INDEX_FILE)))
        self._values: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._gone: set[str] = set()
        self.header: Any = parse_value(self._inlined["header"])

    def get(self, name: str) -> Any:
        """Return the value of a pack."""
        if name not in self._values:
            line = self._inlined.get(name) or self._read(pack_path(name)).decode()
            self._values[name] = parse_value(line)
        return self._values[name]

    def put(self, name: str, value: object) -> None:
        """Set the value of a pack."""
        self._values[name] = value
        self._changed.add(name)
        self._gone.discard(name)

    def remove(self, name: str) -> None:
        """Forget a pack."""
        self._gone.add(name)
        self._changed.discard(name)

    def keep(self, name: str) -> None:
        """Take back that a pack was removed."""
        self._gone.discard(name)

    def format_changed(self) -> dict[str, bytes]:
        """Return the files that changed, with the stamps of the changed packs in the header."""
        lines = {name: format_pack(name, self._values[name]) for name in self._changed}
        shards = [name_shard(first) if self.header["sharded"] else "terms" for first, _ in self.header["shards"]]
        for at, name in enumerate(shards):
            if name in lines:
                self.header["shards"][at][1] = stamp(lines[name])
        for name in lines.keys() - set(shards):
            family, _, number = name.rpartition("-")
            self.header["stamps"][family][int(number)] = stamp(lines[name])
        inner = {name: lines.get(name, line) for name, line in self._inlined.items() if name != "header"}
        files = {pack_path(name): line.encode() for name, line in lines.items() if name not in self._inlined}
        files |= {pack_path(name): _GONE for name in self._gone}
        files[INDEX_FILE] = (format_pack("header", self.header) + "".join(inner.values())).encode()
        return files


def _recount(store: _Store, changes: Sequence[Change]) -> None:
    """Count the postings anew; the index must keep its form."""
    gained = count_postings(new for _, new in changes) - count_postings(old for old, _ in changes)
    store.header["postings"] += gained
    if is_sharded(store.header["postings"]) != store.header["sharded"]:
        raise Unmendable


def _find_number(store: _Store, old: Record, new: Record) -> int:
    """Return the number of the entry in the index; it must keep what its place hangs on."""
    if (old[0], old[1][0], old[1][6], old[7]) != (new[0], new[1][0], new[1][6], new[7]):
        raise Unmendable
    for at in range(len(store.header["stamps"]["docs"])):
        for place, row in enumerate(store.get(f"docs-{at}")):
            if row[0] == new[0]:
                return at * CHUNK + place
    raise Unmendable


def _check_tables(store: _Store, changes: Iterable[tuple[int, IndexedEntry, IndexedEntry]], tables: Tables) -> None:
    """Make sure that no value enters or leaves the tables."""
    leaving: dict[tuple[str, int], int] = {}
    for _, old, new in changes:
        before, after = tables.encode_row(old[0]), tables.encode_row(new[0])
        for name, left, right in zip(COLUMNS, before, after, strict=False):
            if left != right and name != "year":
                leaving[name, left] = leaving.get((name, left), 0) + 1
    for (name, place), count in leaving.items():
        packs = (store.get(f"meta-{at}") for at in range(len(store.header["stamps"]["meta"])))
        if sum(number == place for pack in packs for number in decode_numbers(pack[name])) <= count:
            raise Unmendable


def _replace_rows(store: _Store, number: int, record: Record, tables: Tables) -> None:
    """Put the entry's new facets, titles, summaries and citation in their packs."""
    chunk, place = divmod(number, CHUNK)
    values = {"docs": title_row(record), "text-en": record[6][0], "text-zh": record[6][1], "cite": cite_row(record)}
    for family, value in values.items():
        rows = store.get(f"{family}-{chunk}")
        if rows[place] != value:
            store.put(f"{family}-{chunk}", [*rows[:place], value, *rows[place + 1 :]])
    chunk, place = divmod(number, META_CHUNK)
    rows = _read_meta(store.get(f"meta-{chunk}"))
    row = tables.encode_row(record)
    if rows[place] != row:
        rows[place] = row
        store.put(f"meta-{chunk}", format_meta(rows))


def _read_meta(pack: dict[str, str]) -> list[list[int]]:
    """Return the rows that a pack of facet values was made from."""
    rows = [list(row) for row in zip(*(decode_numbers(pack[name]) for name in COLUMNS), strict=True)]
    numbers = decode_numbers(pack["topics"])
    for row, count in zip(rows, numbers, strict=False):
        row.extend(next(numbers) for _ in range(count))
    return rows


def _replace_rank(store: _Store, number: int, old: Record, new: Record) -> None:
    """Move the entry's number between the lists of ranks."""
    before, after = old[1][5], new[1][5]
    ranks = store.header["ranks"]
    if before != after:
        if before in ranks:
            ranks[before] = encode_postings(
                posting for posting in decode_postings(ranks[before]) if posting >> 3 != number
            )
        if after in ranks:
            ranks[after] = encode_postings(sorted([*decode_postings(ranks[after]), number << 3]))


def _replace_terms(store: _Store, changes: Iterable[tuple[int, Terms, Terms]]) -> None:
    """Change the postings of the terms that the entries gained, lost or weigh differently."""
    edits: dict[str, dict[int, int | None]] = {}
    for number, old, new in changes:
        before, after = dict(read_terms(old)), dict(read_terms(new))
        for term, _ in before.items() ^ after.items():
            edits.setdefault(term, {})[number] = after.get(term)
    if not edits:
        return
    if store.header["sharded"]:
        for region, terms in _find_regions([first for first, _ in store.header["shards"]], sorted(edits)):
            _recut_region(store, region, {term: edits[term] for term in terms})
    else:
        store.put("terms", format_rows(_edit_rows(store.get("terms"), edits)))


def _edit_rows(pack: dict[str, str], edits: dict[str, dict[int, int | None]]) -> list[Row]:
    """Return the ascending rows of a pack after the edits, new terms included."""
    rows = dict(zip(pack["t"].split(" "), pack["p"].split(" "), strict=True))
    for term, levels in edits.items():
        postings = {posting >> 3: posting & 7 for posting in decode_postings(rows.pop(term, ""))}
        for number, level in levels.items():
            if level is None:
                postings.pop(number)
            else:
                postings[number] = level
        if postings:
            rows[term] = encode_postings(number << 3 | postings[number] for number in sorted(postings))
    return sorted(rows.items())


def _find_regions(firsts: Sequence[str], terms: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Group the edited terms by the stretch of shards that must be cut anew: from boundary to boundary.

    A stretch begins at a first term whose place no edit can move: a boundary term that is not itself edited.
    """
    edited = set(terms)
    anchors = [at == 0 or (is_boundary(first) and first not in edited) for at, first in enumerate(firsts)]
    starts = [at for at, anchor in enumerate(anchors) if anchor] + [len(firsts)]
    regions = []
    rest = list(terms)
    for start, end in pairwise(starts):
        limit = firsts[end] if end < len(firsts) else None
        inside = [term for term in rest if limit is None or term < limit]
        if inside:
            regions.append((list(firsts[start:end]), inside))
            rest = rest[len(inside) :]
    return regions


def _recut_region(store: _Store, firsts: Sequence[str], edits: dict[str, dict[int, int | None]]) -> None:
    """Cut a stretch of shards anew after the edits and put the list of shards in the header right."""
    packs = [store.get(name_shard(first)) for first in firsts]
    joined = {side: " ".join(pack[side] for pack in packs) for side in ("t", "p")}
    before = {name_shard(first): pack for first, pack in zip(firsts, packs, strict=True)}
    shards = list(cut_shards(_edit_rows(joined, edits)))
    for name in before:
        store.remove(name)
    for shard in shards:
        name, value = name_shard(shard[0][0]), format_rows(shard)
        if before.get(name) == value:
            store.keep(name)
        else:
            store.put(name, value)
    known = dict(store.header["shards"])
    at = [first for first, _ in store.header["shards"]].index(firsts[0])
    store.header["shards"][at : at + len(firsts)] = [[shard[0][0], known.get(shard[0][0], "")] for shard in shards]
