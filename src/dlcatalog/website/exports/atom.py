"""Atom feeds (RFC 4287)."""

from collections.abc import Iterator

from dlcatalog.website.exports.feed import Feed, FeedItem
from dlcatalog.website.exports.markup import escape_xml


def format_atom(feed: Feed) -> str:
    """One feed as an Atom document."""
    return "\n".join(_lines(feed)) + "\n"


def _lines(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.lang.tag}">'
    yield f"  <id>{escape_xml(feed.id)}</id>"
    yield f"  <title>{escape_xml(feed.title)}</title>"
    yield f"  <subtitle>{escape_xml(feed.subtitle)}</subtitle>"
    yield f"  <updated>{feed.updated}</updated>"
    yield f"  <author><name>{escape_xml(feed.author)}</name></author>"
    yield f"  <rights>{escape_xml(feed.license)}</rights>"
    yield f'  <link rel="alternate" type="text/html" href="{escape_xml(feed.home)}"/>'
    if feed.self_url:
        yield f'  <link rel="self" type="application/atom+xml" href="{escape_xml(feed.self_url)}.atom"/>'
    for item in feed.items:
        yield from _entry_lines(item)
    yield "</feed>"


def _entry_lines(item: FeedItem) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{escape_xml(item.id)}</id>"
    yield f"    <title>{escape_xml(item.title)}</title>"
    yield f"    <updated>{item.updated}</updated>"
    yield f"    <published>{item.updated}</published>"
    yield f'    <link rel="alternate" type="text/html" href="{escape_xml(item.page)}"/>'
    yield f'    <category term="{item.category}"/>'
    yield f"    <summary>{escape_xml(item.summary)}</summary>"
    yield "  </entry>"
