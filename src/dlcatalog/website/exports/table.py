"""Every address for machines: its pattern, the door in ``site.yaml`` that opens it, and what its content depends on."""

from enum import StrEnum
from typing import Final, NamedTuple


class Need(StrEnum):
    """What a change of makes a file stale."""

    ENTRY = "entry"
    """The file of its own entry (of an aggregate: of each entry in it)."""
    CARDS = "cards"
    """What others may show of the entries that it lists."""
    LINKS = "links"
    """What the link checker remembers."""
    TOPICS = "topics"
    SITE = "site"
    PAGES = "pages"
    CODE = "code"
    """Nothing but this program."""


class Export(NamedTuple):
    """One address, or one for each language, topic, kind or entry."""

    pattern: str
    door: str
    """Field of ``Doors``; empty where the file is always there."""
    needs: tuple[Need, ...]
    needs_base_url: bool = False


EXPORTS: Final = (
    Export("api/v1/catalog.json", "api", (Need.ENTRY, Need.SITE)),
    Export("api/v1/entries.ndjson", "api", (Need.ENTRY,)),
    Export("api/v1/links.json", "api", (Need.CARDS, Need.LINKS, Need.SITE)),
    Export("api/v1/topics.json", "api", (Need.TOPICS, Need.CARDS, Need.SITE)),
    Export("api/v1/openapi.json", "api", (Need.SITE,)),
    Export("api/v1/schema/{name}.json", "api", (Need.CODE,)),
    Export("api/v1/entries/{id}.json", "entry_api", (Need.ENTRY, Need.LINKS, Need.CARDS)),
    Export("api/v1/badge/{id}.json", "entry_api", (Need.CARDS, Need.LINKS)),
    Export("exports/catalog.csv", "exports", (Need.ENTRY,)),
    Export("exports/catalog.bib", "exports", (Need.ENTRY, Need.LINKS, Need.SITE)),
    Export("exports/catalog.ris", "exports", (Need.ENTRY, Need.LINKS)),
    Export("exports/catalog.csl.json", "exports", (Need.ENTRY, Need.LINKS)),
    Export("exports/topics/{topic}.csv", "exports", (Need.ENTRY, Need.TOPICS)),
    Export("exports/topics/{topic}.bib", "exports", (Need.ENTRY, Need.LINKS, Need.TOPICS, Need.SITE)),
    Export("exports/topics/{topic}.ris", "exports", (Need.ENTRY, Need.LINKS, Need.TOPICS)),
    Export("exports/topics/{topic}.csl.json", "exports", (Need.ENTRY, Need.LINKS, Need.TOPICS)),
    Export("{lang}/feed.atom", "feeds", (Need.CARDS, Need.LINKS, Need.SITE)),
    Export("{lang}/feed.json", "feeds", (Need.CARDS, Need.LINKS, Need.SITE)),
    Export("{lang}/topics/{topic}.atom", "feeds", (Need.CARDS, Need.LINKS, Need.TOPICS, Need.SITE)),
    Export("{lang}/topics/{topic}.md", "markdown", (Need.CARDS, Need.TOPICS)),
    Export("{lang}/opensearch.xml", "search", (Need.SITE,), needs_base_url=True),
    Export("sitemap.xml", "", (Need.CARDS, Need.LINKS, Need.PAGES), needs_base_url=True),
    Export("sitemap-{part}.xml", "", (Need.CARDS, Need.LINKS, Need.PAGES), needs_base_url=True),
    Export("robots.txt", "", (Need.SITE,)),
    Export("_headers", "", (Need.CODE,)),
    Export("llms.txt", "markdown", (Need.TOPICS, Need.CARDS, Need.SITE)),
)
