"""Make the index files from the cached records and terms of all entries."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dlcatalog.website.search.codec import encode_number, encode_numbers, encode_postings
from dlcatalog.website.search.document import IndexedEntry, Pair, Record, SearchTopic
from dlcatalog.website.search.packs import format_files, format_pack, stamp
from dlcatalog.website.search.shards import Row, cut_shards, decode_shard, name_shard
from dlcatalog.website.search.variants import SIMPLIFIED, TRADITIONAL

ONE_FILE: Final = 90_000  # postings, about 230 kB under brotli; above, the terms are cut into shards
CHUNK: Final = 100  # entries a pack of titles, summaries or citations
META_CHUNK: Final = 2_048  # entries a pack of facet values
YEAR_ZERO: Final = 1900
COLUMNS: Final = ("kind", "level", "cost", "standing", "link", "rank", "added", "year", "lang")
RANKS: Final = ("landmark", "notable")
Header = dict[str, object]


class Tables:
    """The values that occur in the facets, each list sorted, and the place of each value in its list."""

    def __init__(self, values: Mapping[str, Sequence[str]], topics: Sequence[SearchTopic]) -> None:
        """Keep the lists and turn them round."""
        self.values = {name: list(items) for name, items in values.items()}
        self.places = {name: {value: at for at, value in enumerate(items)} for name, items in self.values.items()}
        self.topics = {topic.id: at for at, topic in enumerate(topics)}

    def encode_row(self, record: Record) -> list[int]:
        """Return the numbers of the columns, then the topics; KeyError where a value is new."""
        facets = record[1]
        row = [self.places[COLUMNS[at]][value] for at, value in enumerate(facets[:7])]
        row.append(max(facets[7] - YEAR_ZERO, 0))
        row.append(self.places["lang"][",".join(facets[8])])
        return row + [self.topics[topic] for topic in facets[9] if topic in self.topics]


def collect_tables(records: Iterable[Record], topics: Sequence[SearchTopic]) -> Tables:
    """Return the tables of all values that occur."""
    found: dict[str, set[str]] = {name: set() for name in COLUMNS if name != "year"}
    for record in records:
        facets = record[1]
        for name, value in zip(COLUMNS, facets[:7], strict=False):
            found[name].add(value)
        found["lang"].add(",".join(facets[8]))
    return Tables({name: sorted(values) for name, values in found.items()}, topics)


def order_entries(entries: Iterable[IndexedEntry]) -> list[IndexedEntry]:
    """Return the entries by date added, then id: a new entry takes the last number and moves no other."""
    return sorted(entries, key=lambda entry: (entry[0][1][6], entry[0][0]))


def build_index(entries: Sequence[IndexedEntry], topics: Sequence[SearchTopic]) -> dict[str, bytes]:
    """Return every file of the search, by its path in the site."""
    ordered = order_entries(entries)
    records = [entry[0] for entry in ordered]
    tables = collect_tables(records, topics)
    postings = count_postings(ordered)
    sharded = is_sharded(postings)
    packs = {
        **pack_meta(records, tables),
        **pack_titles(records),
        **pack_texts(records),
        **pack_cites(records),
    }
    shards = pack_terms(collect_rows(ordered), sharded=sharded)
    header = format_header(records, tables, topics, packs=packs, shards=shards) | {
        "postings": postings,
        "sharded": sharded,
    }
    inlined = [] if sharded else [*shards, *(name for name in packs if name.startswith(("meta-", "docs-")))]
    return format_files(header, packs | shards, inlined=frozenset(inlined))


def count_postings(entries: Iterable[IndexedEntry]) -> int:
    """Return how many terms the entries have, each counted in each entry: what the size of the index follows."""
    return sum(len(levels) for _, (_, levels) in entries)


def is_sharded(postings: int) -> bool:
    """Tell whether an index of so many postings is too large for one file."""
    return postings > ONE_FILE


def collect_rows(ordered: Sequence[IndexedEntry]) -> list[Row]:
    """Return each term, ascending, with its encoded postings."""
    postings: dict[str, array[int]] = {}
    for number, (_, (terms, levels)) in enumerate(ordered):
        base = number << 3
        # The code of a digit ends in the digit: "5" is 48 + 5, and 48 is a multiple of 8.
        for term, code in zip(terms.split(), levels.encode(), strict=True):
            if term in postings:
                postings[term].append(base | code & 7)
            else:
                postings[term] = array("I", (base | code & 7,))
    return [(term, encode_postings(postings[term])) for term in sorted(postings)]


def format_rows(rows: Sequence[Row]) -> dict[str, str]:
    """Return the value of a pack of terms: the terms and their postings, each side by side."""
    return {"t": " ".join(row[0] for row in rows), "p": " ".join(row[1] for row in rows)}


def pack_terms(rows: Sequence[Row], *, sharded: bool) -> dict[str, str]:
    """Return the packs of terms in order: one named `terms`, or the shards."""
    if not sharded:
        return {"terms": format_pack("terms", format_rows(rows))}
    return {
        name_shard(shard[0][0]): format_pack(name_shard(shard[0][0]), format_rows(shard)) for shard in cut_shards(rows)
    }


def format_meta(rows: Sequence[list[int]]) -> dict[str, str]:
    """Return the value of a pack of facet values: one string a column, and the topics as counts and places."""
    wide = len(COLUMNS)
    value = {name: encode_numbers(row[at] for row in rows) for at, name in enumerate(COLUMNS)}
    value["topics"] = "".join(encode_number(len(row) - wide) + encode_numbers(row[wide:]) for row in rows)
    return value


def pack_meta(records: Sequence[Record], tables: Tables) -> dict[str, str]:
    """Return the packs of facet values."""
    return {
        f"meta-{at // META_CHUNK}": format_pack(
            f"meta-{at // META_CHUNK}",
            format_meta([tables.encode_row(record) for record in records[at : at + META_CHUNK]]),
        )
        for at in range(0, len(records), META_CHUNK)
    }


def fold_pair(pair: Pair) -> str | list[str]:
    """Return one string where both languages have the same."""
    return pair[0] if pair[0] == pair[1] else list(pair)


def title_row(record: Record) -> list[object]:
    """Return what a result shows and is compared by: id, title, other titles, aliases, authors."""
    row: list[object] = [record[0], fold_pair(record[2])]
    return [*row, list(record[3]), list(record[4]), [fold_pair(pair) for pair in record[5]]]


def cite_row(record: Record) -> list[object]:
    """Return what an export of results needs: the address and the BibTeX fragment."""
    return [record[8], record[9]]


def pack_titles(records: Sequence[Record]) -> dict[str, str]:
    """Return the packs of titles."""
    return _chunked("docs", [title_row(record) for record in records])


def pack_texts(records: Sequence[Record]) -> dict[str, str]:
    """Return the packs of summaries, by language."""
    english = _chunked("text-en", [record[6][0] for record in records])
    return english | _chunked("text-zh", [record[6][1] for record in records])


def pack_cites(records: Sequence[Record]) -> dict[str, str]:
    """Return the packs for exports."""
    return _chunked("cite", [cite_row(record) for record in records])


def _chunked(name: str, rows: Sequence[object]) -> dict[str, str]:
    """Return packs of CHUNK rows, named by number."""
    return {
        f"{name}-{at // CHUNK}": format_pack(f"{name}-{at // CHUNK}", rows[at : at + CHUNK])
        for at in range(0, len(rows), CHUNK)
    }


def format_header(
    records: Sequence[Record],
    tables: Tables,
    topics: Sequence[SearchTopic],
    *,
    packs: Mapping[str, str],
    shards: Mapping[str, str],
) -> Header:
    """Return what must be known before anything else is read."""
    return {
        "n": len(records),
        "chunk": CHUNK,
        "metaChunk": META_CHUNK,
        "yearZero": YEAR_ZERO,
        "tables": tables.values,
        "topics": format_topics(topics),
        "folders": {record[1][0]: record[7] for record in sorted(records, key=lambda record: record[1][0])},
        "ranks": format_ranks(records),
        "variants": [TRADITIONAL, SIMPLIFIED],
        "stamps": format_stamps(packs),
        "shards": [[decode_shard(name), stamp(line)] for name, line in shards.items()],
    }


def format_topics(topics: Sequence[SearchTopic]) -> list[list[str]]:
    """Return id, names, parent and aliases of each topic."""
    return [[topic.id, *topic.name, topic.parent, *topic.aliases] for topic in topics]


def format_stamps(packs: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the stamps of the numbered packs, in order, by the name before the number."""
    stamps: dict[str, list[str]] = {}
    for name, line in packs.items():
        stamps.setdefault(name.rpartition("-")[0], []).append(stamp(line))
    return stamps


def format_ranks(records: Iterable[Record]) -> dict[str, str]:
    """Return the numbers of the entries that the editors lifted, by rank, as postings without level."""
    lifted: dict[str, list[int]] = {rank: [] for rank in RANKS}
    for number, record in enumerate(records):
        if record[1][5] in lifted:
            lifted[record[1][5]].append(number << 3)
    return {rank: encode_postings(postings) for rank, postings in lifted.items()}
