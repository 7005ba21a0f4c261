"""JSON Feed, version 1.1."""

from dlcatalog.website.exports.feed import Feed, FeedItem
from dlcatalog.website.exports.pretty import format_json


def format_json_feed(feed: Feed) -> str:
    """One feed as a JSON document; the addresses of the feed itself stand there only when they are known."""
    document: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if feed.self_url:
        document |= {"home_page_url": feed.home, "feed_url": f"{feed.self_url}.json"}
    document |= {
        "description": feed.subtitle,
        "authors": [{"name": feed.author}],
        "language": feed.lang.tag,
        "items": [_describe_item(item) for item in feed.items],
    }
    return format_json(document)


def _describe_item(item: FeedItem) -> dict[str, object]:
    return {
        "id": item.id,
        "url": item.page,
        "title": item.title,
        "content_text": item.summary,
        "date_published": item.updated,
        "tags": [item.category],
    }
