import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import feedparser
import pytest

from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.records import replace
from dlcatalog.website.exports.artifacts import Artifact, build_artifact
from dlcatalog.website.exports.events import NEWEST, EventKind, collect_events
from dlcatalog.website.exports.item import Item, Snapshot

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]
_BASE = "https://example.org/dl/"


def dead(made: Item, since: str, state: State = State.GONE) -> Item:
    records = tuple(LinkRecord(url, state, 404, date.fromisoformat(since)) for url, _, _ in made.card.links)
    return replace(made, records=records)


def atom(context: Snapshot, lang: str = "en", topic: str = "") -> str:
    return build_artifact(Artifact("", "atom", topic, (lang,)), context)


def parse(text: str) -> Any:
    ET.fromstring(text)
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    return parsed


def test_events_are_true_and_newest_first(item: ItemMaker) -> None:
    items = [
        item(entry_id="a", added="2026-11-01"),
        item(entry_id="b", added="2026-11-02", reviewed="2026-11-09"),
        item(entry_id="c", added="2026-11-03", reviewed="2026-11-03"),
        dead(
            item(entry_id="d", added="2026-11-04", links=[{"url": "https://d.example/", "role": "home"}]), "2026-11-08"
        ),
        dead(
            item(entry_id="e", added="2026-11-05", links=[{"url": "https://e.example/", "role": "home"}]), "2020-01-01"
        ),
    ]
    records = {record.url: record for made in items for record in made.records if record.state is State.GONE}
    found = collect_events([made.card for made in items], records)
    assert [(event.day, event.id, event.kind) for event in found] == [
        ("2026-11-09", "b", EventKind.CHANGED),
        ("2026-11-08", "d", EventKind.DIED),
        ("2026-11-05", "e", EventKind.ADDED),
        ("2026-11-04", "d", EventKind.ADDED),
        ("2026-11-03", "c", EventKind.ADDED),
        ("2026-11-02", "b", EventKind.ADDED),
        ("2026-11-01", "a", EventKind.ADDED),
    ]


@pytest.mark.parametrize("state", [State.FAILING, State.BLOCKED, State.MOVED])
def test_a_link_that_may_still_live_is_no_death(item: ItemMaker, state: State) -> None:
    made = dead(item(), "2026-11-30", state)
    (event,) = collect_events([made.card], {record.url: record for record in made.records})
    assert event.kind is EventKind.ADDED


def test_a_feed_holds_the_newest_only(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    items = [item(entry_id=f"e{number:03}", added=f"2026-10-{number % 28 + 1:02}") for number in range(NEWEST + 10)]
    parsed = parse(atom(snapshot(*items)))
    assert len(parsed.entries) == NEWEST
    assert parsed.feed.updated == "2026-10-28T00:00:00Z"


def test_atom_has_what_the_standard_asks_for(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    made = item(entry_id="resnet", title={"en": "A & B <i>", "zh": "甲与乙"}, topics=["gan"])
    parsed = parse(atom(snapshot(made, base_url=_BASE), "zh"))
    feed, (entry,) = parsed.feed, parsed.entries
    assert parsed.version == "atom10"
    assert (feed.id, feed.title, feed.language) == ("tag:example.org,2026:dl/zh/feed", "目录", "zh-CN")
    assert {link.rel: link.href for link in feed.links} == {
        "alternate": f"{_BASE}zh/index.html",
        "self": f"{_BASE}zh/feed.atom",
    }
    assert feed.author == "The editors"
    assert entry.id == "tag:example.org,2026-11-20:dl/resnet:added"
    assert (entry.title, entry.summary, entry.link) == ("新收录：甲与乙", "它是什么。", f"{_BASE}zh/papers/resnet.html")
    assert entry.updated == "2026-11-20T00:00:00Z"


def test_markup_in_a_title_stays_text(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    text = atom(snapshot(item(title='A & B <script>"x"')))
    titles = [element.text for element in ET.fromstring(text).iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["The <catalog> & co", 'New: A & B <script>"x"']


def test_without_an_address_links_are_relative_and_ids_still_stable(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    context = snapshot(item(entry_id="resnet", topics=["gan"]))
    root = ET.fromstring(atom(context, "en", "networks"))
    name = "{http://www.w3.org/2005/Atom}"
    assert [link.attrib["href"] for link in root.iter(f"{name}link")] == [
        "../../en/topics/networks.html",
        "../../en/papers/resnet.html",
    ]
    assert root.findtext(f"{name}entry/{name}id") == "tag:dlcatalog.invalid,2026-11-20:resnet:added"
    assert "../en/papers/resnet.html" in atom(context)


def test_ids_are_the_same_in_both_languages_and_differ_between_events(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    links = [{"url": f"https://example.org/{name}", "role": "home"} for name in "ab"]
    context = snapshot(dead(item(reviewed="2026-11-22", links=links), "2026-11-23"))
    en, zh = (parse(atom(context, lang)).entries for lang in ("en", "zh"))
    assert len({entry.id for entry in en}) == len(en) == 4
    assert {entry.id for entry in en} == {entry.id for entry in zh}
    assert en[0].summary.endswith("is gone since 2026-11-23.")
    assert zh[0].summary.endswith("自 2026-11-23 起已无法访问。")


def test_a_topic_reports_its_own_and_those_below(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    context = snapshot(item(entry_id="a", topics=["networks"]), item(entry_id="b", topics=["gan"]))
    assert len(parse(atom(context, "en", "networks")).entries) == 2
    assert [entry.title for entry in parse(atom(context, "en", "gan")).entries] == ["New: A title"]


def test_an_empty_feed_is_valid(snapshot: SnapshotMaker) -> None:
    parsed = parse(atom(snapshot(base_url=_BASE)))
    assert parsed.entries == []
    assert parsed.feed.updated == "1970-01-01T00:00:00Z"


def test_json_feed(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    context = snapshot(item(entry_id="resnet"), base_url=_BASE)
    assert json.loads(build_artifact(Artifact("", "json-feed", args=("zh",)), context)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "目录",
        "home_page_url": f"{_BASE}zh/index.html",
        "feed_url": f"{_BASE}zh/feed.json",
        "description": "由层组成的函数。",
        "authors": [{"name": "The editors"}],
        "language": "zh-CN",
        "items": [
            {
                "id": "tag:example.org,2026-11-20:dl/resnet:added",
                "url": f"{_BASE}zh/papers/resnet.html",
                "title": "新收录：A title",
                "content_text": "它是什么。",
                "date_published": "2026-11-20T00:00:00Z",
                "tags": ["added"],
            },
        ],
    }
