"""The Markdown twin of a topic page: the same topic, start-here and entries, without the page around them."""

from collections.abc import Iterator
from typing import Final

from dlcatalog.catalog.catalog import Card
from dlcatalog.catalog.schema import Kind
from dlcatalog.catalog.topics import Topic
from dlcatalog.lang import Lang, Localized
from dlcatalog.patterns import lazy_pattern
from dlcatalog.website.exports.item import Context, topic_members
from dlcatalog.website.routes import entry_route

_SPECIAL = lazy_pattern(r"([\\`*_\[\]<>#|~])")
_PLAIN_URL = lazy_pattern(r"[^() <>]*")
_UNSAFE_IN_URL: Final = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E"})
_BEFORE = Localized(en="Know first", zh="先修主题")
_START = Localized(en="Start here", zh="从这里开始")
_KINDS: Final = {
    Kind.LIBRARY: Localized(en="Libraries", zh="库"),
    Kind.COURSE: Localized(en="Courses", zh="课程"),
    Kind.BOOK: Localized(en="Books", zh="书籍"),
    Kind.PAPER: Localized(en="Papers", zh="论文"),
    Kind.SITE: Localized(en="Sites", zh="网站"),
    Kind.ARTICLE: Localized(en="Articles", zh="文章"),
    Kind.TALK: Localized(en="Talks", zh="讲座"),
    Kind.DATASET: Localized(en="Datasets", zh="数据集"),
    Kind.APP: Localized(en="Apps", zh="应用"),
}
_STANDINGS: Final = {
    "dated": Localized(en="dated", zh="已过时"),
    "lost": Localized(en="lost", zh="已失传"),
}


def escape_line(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    line = " ".join(text.split())
    # Most texts need no escape, and the search costs a tenth of the substitution.
    return _SPECIAL.sub(r"\\\1", line) if _SPECIAL.search(line) else line


def format_topic(context: Context, topic: Topic, lang: Lang) -> str:
    """One topic in one language; addresses are relative to the topic page, or absolute with a base URL."""
    return "\n".join(_lines(context, topic, lang)).rstrip("\n") + "\n"


def _lines(context: Context, topic: Topic, lang: Lang) -> Iterator[str]:
    yield f"# {escape_line(topic.name.get(lang))}"
    yield ""
    yield escape_line(topic.gloss.get(lang))
    yield ""
    if topic.intro:
        yield topic.intro.get(lang).strip()
        yield ""
    if topic.prerequisites:
        yield _prerequisites(context, topic, lang)
        yield ""
    yield from _start_lines(context, topic, lang)
    by_kind: dict[str, list[Card]] = {}
    for member in topic_members(context.catalog, topic.id):
        card = context.catalog.cards[member]
        by_kind.setdefault(card.kind, []).append(card)
    for kind, words in _KINDS.items():
        # Members come in the order of their ids, and sorting keeps it among those of one year.
        of_kind = sorted(by_kind.get(kind.value, ()), key=lambda card: -(card.year or 0))
        if of_kind:
            yield f"## {words.get(lang)}"
            yield ""
            yield from (_entry_line(context, card, lang) for card in of_kind)
            yield ""


def _prerequisites(context: Context, topic: Topic, lang: Lang) -> str:
    folder = f"{context.base_url}{lang.value}/topics/" if context.base_url else ""
    names = (
        f"[{escape_line(context.catalog.topic_name(other).get(lang))}]({folder}{other}.md)"
        for other in topic.prerequisites
    )
    return _pair(_BEFORE, lang) + ("、" if lang is Lang.ZH else ", ").join(names)


def _pair(label: Localized, lang: Lang) -> str:
    return label.get(lang) + ("：" if lang is Lang.ZH else ": ")


def _start_lines(context: Context, topic: Topic, lang: Lang) -> Iterator[str]:
    known = [start for start in topic.start_here if start.entry in context.catalog.cards]
    if not known:
        return
    yield f"## {_START.get(lang)}"
    yield ""
    for number, start in enumerate(known, start=1):
        card = context.catalog.cards[start.entry]
        between = "：" if lang is Lang.ZH else ": "
        yield f"{number}. {_title_link(context, card, lang)}{between}{escape_line(start.why.get(lang))}"
    yield ""


def _title_link(context: Context, card: Card, lang: Lang) -> str:
    folder = f"{context.base_url}{lang.value}/" if context.base_url else "../"
    title = escape_line(card.title(lang) or card.title(lang.other))
    return f"[{title}]({folder}{entry_route(card.kind, card.id)})"


def _entry_line(context: Context, card: Card, lang: Lang) -> str:
    chinese = lang is Lang.ZH
    facts = [str(card.year)] if card.year else []
    if standing := _STANDINGS.get(card.standing):
        facts.append(standing.get(lang))
    brackets = ("（" if chinese else " (") + ("，" if chinese else ", ").join(facts) + ("）" if chinese else ")")
    address = card.links[0][0]
    if not _PLAIN_URL.fullmatch(address):
        address = address.translate(_UNSAFE_IN_URL)
    summary = escape_line(card.summary(lang) or card.summary(lang.other))
    between = "：" if chinese else ": "
    return f"- {_title_link(context, card, lang)}{brackets if facts else ''}{between}{summary} <{address}>"
