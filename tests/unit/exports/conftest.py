from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from dlcatalog.catalog.catalog import Beside, assemble_catalog, build_card
from dlcatalog.catalog.identity import identities_of
from dlcatalog.catalog.schema import MODELS, Kind
from dlcatalog.catalog.topics import SiteSettings, Topic
from dlcatalog.linkcheck.history import Header, LinkRecord, State
from dlcatalog.website.exports.item import Item, Snapshot, make_item
from dlcatalog.website.routes import Page

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]

_BASE: Mapping[str, Any] = {
    "title": "A title",
    "summary": {"en": "What it is.", "zh": "它是什么。"},
    "links": [{"url": "https://example.org/", "role": "home"}],
    "topics": ["networks"],
    "level": "beginner",
    "cost": "free",
    "standing": "current",
    "added": "2026-11-20",
}


@pytest.fixture(scope="session")
def item() -> ItemMaker:
    """Make an item: ``item("paper", "resnet", checked="2026-11-21", title=...)``."""

    def make(kind: str = "paper", entry_id: str = "thing", *, checked: str = "", **fields: Any) -> Item:
        entry = MODELS[Kind(kind)].model_validate({**_BASE, **fields})
        card = build_card(entry_id, entry, identities=identities_of(entry), digest="0")
        url = entry.links[0].url
        day = date.fromisoformat(checked) if checked else None
        records = {url: LinkRecord(url, State.OK, 200, day, (), day)} if day else {}
        return make_item(card, entry, records)

    return make


@pytest.fixture(scope="session")
def snapshot() -> SnapshotMaker:
    """Make a context of these items, with the topic ``networks`` and below it ``gan``."""

    def make(*items: Item, base_url: str = "", pages: tuple[Page, ...] = (), **doors: Any) -> Snapshot:
        gloss = {"en": "Functions made of layers.", "zh": "由层组成的函数。"}
        site = {"title": {"en": "The <catalog> & co", "zh": "目录"}, "tagline": gloss, "maintainers": ["The editors"]}
        topics = (
            Topic.model_validate({"id": "networks", "name": {"en": "Networks", "zh": "网络"}, "gloss": gloss}),
            Topic.model_validate(
                {
                    "id": "gan",
                    "name": {"en": "GANs", "zh": "生成对抗网络"},
                    "gloss": gloss,
                    "parent": "networks",
                    "prerequisites": ["networks"],
                    "intro": {"en": "Let $G$ play.", "zh": "设 $G$ 为生成器。"},
                    "start_here": [
                        {"entry": made.card.id, "why": gloss} for made in items[:1] if "gan" in made.card.topics
                    ],
                },
            ),
        )
        beside = Beside(
            site=SiteSettings.model_validate({**site, **({"doors": doors} if doors else {})}),
            topics={topic.id: topic for topic in topics},
        )
        catalog = assemble_catalog(
            beside,
            [made.card for made in items],
            {made.card.id: made.entry for made in items},
        )
        records = {
            record.url: record for made in items for record in made.records if record.state is not State.UNCHECKED
        }
        return Snapshot(catalog, records, Header(run=date(2026, 11, 22)) if records else Header(), base_url, pages)

    return make
