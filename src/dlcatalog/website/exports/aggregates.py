"""Files that hold many entries: a head, one fragment an entry in the order of ids, a tail.

A changed entry changes one fragment, so a build can keep all others. A fragment is made once for each format and
serves the file of the whole catalog and those of the topics.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.website.exports import bibtex, csl, csv_table, entry_json, links_json, ris, sitemap
from dlcatalog.website.exports.item import Context, Item, read_item, topic_members
from dlcatalog.website.exports.work import Work, work_of
from dlcatalog.website.routes import Page


class Aggregate(NamedTuple):
    """One file: its path, its format, its entries in order; ``args`` is the range of other pages in a sitemap."""

    path: str
    format: str
    ids: tuple[str, ...]
    args: tuple[int, ...] = ()


class Format(NamedTuple):
    """How a file of one format is put together; ``fragment`` reads its own entry and the records of its links."""

    head: Callable[[Context], str]
    fragment: Callable[[Item], str]
    separator: str
    tail: str
    cite: Callable[[Work], str] | None = None
    """What makes the fragment from the bibliographic facts alone, which several formats share."""


FORMATS: Final[Mapping[str, Format]] = {
    "json": Format(entry_json.head, entry_json.format_fragment, entry_json.SEPARATOR, entry_json.TAIL),
    "ndjson": Format(
        entry_json.lines_head,
        entry_json.format_fragment,
        entry_json.LINES_SEPARATOR,
        entry_json.LINES_TAIL,
    ),
    "links": Format(links_json.head, links_json.format_fragment, links_json.SEPARATOR, links_json.TAIL),
    "csv": Format(csv_table.head, csv_table.format_fragment, csv_table.SEPARATOR, csv_table.TAIL),
    "bib": Format(bibtex.head, bibtex.format_fragment, bibtex.SEPARATOR, bibtex.TAIL, bibtex.format_bibtex),
    "ris": Format(ris.head, ris.format_fragment, ris.SEPARATOR, ris.TAIL, ris.format_ris),
    "csl.json": Format(csl.head, csl.format_fragment, csl.SEPARATOR, csl.TAIL, csl.format_csl),
}
"""What ``dlcatalog export FORMAT`` can write, too."""

_API_PATHS: Final = {
    "json": "api/v1/catalog.json",
    "ndjson": "api/v1/entries.ndjson",
    "links": "api/v1/links.json",
}
_EXPORTS: Final = ("csv", "bib", "ris", "csl.json")
_SITEMAP: Final = "sitemap"


def list_aggregates(catalog: Catalog, pages: Sequence[Page] = (), *, base_url: str = "") -> Iterator[Aggregate]:
    """Every file of many entries whose door is open; the sitemap only where there is a base URL."""
    ids, doors = tuple(catalog.cards), catalog.site.doors
    if doors.api:
        yield from (Aggregate(path, name, ids) for name, path in _API_PATHS.items())
    if doors.exports:
        yield from (Aggregate(f"exports/catalog.{name}", name, ids) for name in _EXPORTS)
        for topic in catalog.topics:
            members = topic_members(catalog, topic)
            yield from (Aggregate(f"exports/topics/{topic}.{name}", name, members) for name in _EXPORTS)
    if base_url:
        for part in sitemap.plan_parts(len(ids), len(sitemap.select_pages(pages))):
            yield Aggregate(part.path, _SITEMAP, ids[slice(*part.entries)], part.pages)


def fragment_format(name: str) -> str:
    """The format whose fragments a format shares: the lines of ``ndjson`` are the rows of ``json``."""
    return "json" if name == "ndjson" else name


def format_fragment(name: str, entry_id: str, context: Context) -> str:
    """The fragment of one entry in one format."""
    return format_fragments((name,), entry_id, context)[name]


def format_fragments(names: Iterable[str], entry_id: str, context: Context) -> Mapping[str, str]:
    """The fragments of one entry in several formats; quicker than one by one, for what they share is found once."""
    item = read_item(entry_id, context)
    work: Work | None = None
    made: dict[str, str] = {}
    for name in names:
        if name == _SITEMAP:
            made[name] = sitemap.format_fragment(item, context.base_url)
        elif cite := FORMATS[name].cite:
            work = work or work_of(item)
            made[name] = cite(work)
        else:
            made[name] = FORMATS[name].fragment(item)
    return made


def format_head(aggregate: Aggregate, context: Context) -> str:
    """What stands before the first fragment."""
    if aggregate.format != _SITEMAP:
        return FORMATS[aggregate.format].head(context)
    if not any(aggregate.args):
        return sitemap.HEAD
    chosen = sitemap.select_pages(context.pages)[slice(*aggregate.args)]
    return sitemap.HEAD + sitemap.format_pages(sitemap.describe_pages(chosen, context), context.base_url)


def format_tail(aggregate: Aggregate) -> str:
    """What stands after the last fragment."""
    return sitemap.TAIL if aggregate.format == _SITEMAP else _filled(aggregate, FORMATS[aggregate.format].tail)


def _filled(aggregate: Aggregate, tail: str) -> str:
    """The tail; a plain list of no entries has no last line to end."""
    return tail if aggregate.ids or tail.strip() else ""


def separator(name: str) -> str:
    """What stands between two fragments."""
    return sitemap.SEPARATOR if name == _SITEMAP else FORMATS[name].separator


def join_aggregate(aggregate: Aggregate, fragments: Iterable[str], context: Context) -> str:
    """The whole file from its fragments, given in the order of ``aggregate.ids``."""
    body = separator(aggregate.format).join(fragments)
    return format_head(aggregate, context) + body + format_tail(aggregate)


def format_aggregate(aggregate: Aggregate, context: Context) -> str:
    """The whole file, every fragment made anew."""
    fragments = (format_fragment(aggregate.format, entry_id, context) for entry_id in aggregate.ids)
    return join_aggregate(aggregate, fragments, context)
