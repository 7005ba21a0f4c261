"""``topics.json``: the tree of topics with their texts, in the order of the file."""

from dlcatalog.catalog.topics import Topic
from dlcatalog.lang import Lang, Localized
from dlcatalog.website.exports.entry_json import API_VERSION, encode
from dlcatalog.website.exports.item import Context, topic_members


def format_topics(context: Context) -> str:
    """All topics, one a line."""
    about = {"api_version": API_VERSION, "license": context.catalog.site.license}
    lines = ",\n".join(encode(_describe_topic(context, topic)) for topic in context.catalog.topics.values())
    return f'{encode(about)[:-1]},"topics":[\n{lines}\n]}}\n'


def _describe_topic(context: Context, topic: Topic) -> dict[str, object]:
    catalog = context.catalog
    found: dict[str, object] = {
        "id": topic.id,
        "name": _both(topic.name),
        "aliases": topic.aliases,
        "parent": topic.parent,
        "children": catalog.children.get(topic.id, ()),
        "prerequisites": topic.prerequisites,
        "gloss": _both(topic.gloss),
        "intro": _both(topic.intro) if topic.intro else None,
        "start_here": [{"entry": start.entry, "why": _both(start.why)} for start in topic.start_here],
        "entries": topic_members(catalog, topic.id),
        "page": {lang.value: f"{lang.value}/topics/{topic.id}.html" for lang in (Lang.EN, Lang.ZH)},
    }
    return {name: value for name, value in found.items() if value is not None}


def _both(text: Localized) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
