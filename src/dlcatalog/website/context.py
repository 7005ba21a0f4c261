"""What pages, feeds and exports read while they are made: the catalog, the link records and the facts of the build.

All of it notes what is read (``building.recorder``), so that the next build knows what each page hangs on.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.linkcheck.history import Header, LinkRecord
from dlcatalog.website.building.recorder import Reads, Recorded, record_catalog
from dlcatalog.website.routes import Page


class Facts(NamedTuple):
    """What a build knows beside the catalog: the last link check, the day, the address, all pages."""

    records: Mapping[str, LinkRecord]
    checked: Header
    today: date
    base_url: str = ""
    pages: tuple[Page, ...] = ()


class Context:
    """The catalog and the facts of one build, as pages read them: by key, or by walking a whole mapping.

    ``reads`` gathers what was read since it was last asked.
    """

    __slots__ = ("_facts", "base_url", "catalog", "reads", "records")

    def __init__(self, catalog: Catalog, facts: Facts) -> None:
        self.reads = Reads()
        self.catalog = record_catalog(catalog, self.reads)
        self.records: Mapping[str, LinkRecord] = Recorded(facts.records, "records", self.reads)
        self.base_url = facts.base_url
        self._facts = facts

    @property
    def checked(self) -> Header:
        """Day and counts of the last link check."""
        self.reads.note("facts", "checked")
        return self._facts.checked

    @property
    def today(self) -> date:
        """The day of the build; what reads it is made anew each day."""
        self.reads.note("facts", "today")
        return self._facts.today

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of the website; what reads them is made anew whenever one comes, goes or lists something else."""
        self.reads.note("facts", "pages")
        return self._facts.pages
