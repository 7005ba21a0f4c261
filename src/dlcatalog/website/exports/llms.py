"""``llms.txt``: for programs that read in text, where the topics and the dumps are; entries are in the dumps."""

from collections.abc import Iterator

from dlcatalog.catalog.topics import Topic
from dlcatalog.lang import Lang
from dlcatalog.website.exports.item import Context
from dlcatalog.website.exports.markdown_twin import escape_line


def format_llms(context: Context) -> str:
    """The file; addresses are absolute with a base URL, else relative to the root of the website."""
    return "\n".join(_lines(context)) + "\n"


def _lines(context: Context) -> Iterator[str]:
    site, doors = context.catalog.site, context.catalog.site.doors
    yield f"# {escape_line(site.title.get(Lang.EN))} ({escape_line(site.title.get(Lang.ZH))})"
    yield ""
    yield f"> {escape_line(site.tagline.get(Lang.EN))}"
    yield ""
    if site.description:
        yield escape_line(site.description.get(Lang.EN))
        yield ""
    yield f"Entries: {len(context.catalog.cards)}. Languages: English and Chinese. Licence of the data: {site.license}."
    yield ""
    if doors.api or doors.exports:
        yield from _dump_lines(context)
    for lang, title in ((Lang.EN, "Topics"), (Lang.ZH, "主题（中文）")):
        yield f"## {title}"
        yield ""
        yield from (_topic_line(context, topic, lang) for topic in context.catalog.topics.values())
        yield ""


def _dump_lines(context: Context) -> Iterator[str]:
    base_url, doors = context.base_url, context.catalog.site.doors
    yield "## Dumps"
    yield ""
    if doors.api:
        yield f"- [catalog.json]({base_url}api/v1/catalog.json): every entry in one JSON document"
        yield f"- [entries.ndjson]({base_url}api/v1/entries.ndjson): every entry, one JSON object a line"
        yield f"- [topics.json]({base_url}api/v1/topics.json): the tree of topics with introductions"
        yield f"- [links.json]({base_url}api/v1/links.json): the state of every link and when it was checked"
        yield f"- [openapi.json]({base_url}api/v1/openapi.json): description of these files"
    if doors.exports:
        yield f"- [catalog.csv]({base_url}exports/catalog.csv): a table of all entries"
        yield f"- [catalog.bib]({base_url}exports/catalog.bib): all entries as BibTeX"
    yield ""


def _topic_line(context: Context, topic: Topic, lang: Lang) -> str:
    address = f"{context.base_url}{lang.value}/topics/{topic.id}.md"
    return f"- [{escape_line(topic.name.get(lang))}]({address}): {escape_line(topic.gloss.get(lang))}"
