"""The sample catalog as views read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.catalog.loader import load_catalog
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import Header, LinkRecord, read_header, read_records
from dlcatalog.website.locate_templates import locate_templates
from dlcatalog.website.messages import load_words
from dlcatalog.website.pages import list_pages
from dlcatalog.website.routes import Page
from dlcatalog.website.views import build_view
from dlcatalog.website.words import Words


@dataclass(frozen=True)
class Sample:
    """What views read."""

    catalog: Catalog
    records: Mapping[str, LinkRecord]
    checked: Header
    base_url: str


@dataclass(frozen=True)
class Site:
    """The sample website before it is written."""

    context: Sample
    words: Mapping[Lang, Words]
    pages: Mapping[str, Page]

    def view(self, path: str) -> Any:  # one of twenty view types: tests know which
        return build_view(self.pages[path], self.context, self.words)


@pytest.fixture(scope="session")
def words() -> Mapping[Lang, Words]:
    return load_words([locate_templates()])


@pytest.fixture(scope="session")
def sample(root: Path) -> Sample:
    loaded = load_catalog(root / "tests" / "sample")
    assert loaded.diagnostics == ()
    status = (root / "tests" / "sample" / "status" / "links.jsonl").read_text(encoding="utf-8")
    base_url = loaded.catalog.site.base_url or ""
    return Sample(loaded.catalog, read_records(status), read_header(status), base_url)


@pytest.fixture(scope="session")
def site(sample: Sample, words: Mapping[Lang, Words]) -> Site:
    return Site(sample, words, {page.path: page for page in list_pages(sample.catalog, sample.records)})
