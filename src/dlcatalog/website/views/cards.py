"""An entry as lists show it, and as short references name it."""

from collections.abc import Iterable
from typing import NamedTuple

from dlcatalog.catalog.catalog import Card
from dlcatalog.lang import Lang
from dlcatalog.website.pages import first_state
from dlcatalog.website.routes import entry_route
from dlcatalog.website.views.frame import Frame, Reads
from dlcatalog.website.words import Words

_BAD_STATES = frozenset({"gone", "hijacked"})


class CardView(NamedTuple):
    """An entry in a list. ``lang`` texts are language tags, empty where the text is in the page's own language."""

    id: str
    href: str
    title: str
    title_lang: str
    original: str
    original_lang: str
    kind: str
    meta: str
    summary: str
    summary_lang: str
    rank: str
    standing: str
    state: str


class Reference(NamedTuple):
    """An entry as a link with a few words after it."""

    id: str
    href: str
    title: str
    lang: str
    note: str


class Localised(NamedTuple):
    """A text, and the tag of its language where that is not the page's."""

    text: str
    lang: str


def pick_text(en: str, zh: str, lang: Lang) -> Localised:
    """The text in the reader's language, else the other one with its tag."""
    text, other = (zh, en) if lang is Lang.ZH else (en, zh)
    return Localised(text, "") if text or not other else Localised(other, lang.other.tag)


def pick_title(card: Card, lang: Lang) -> Localised:
    """The title for a reader of ``lang``; one that is the same in both languages may be in the other one."""
    picked = pick_text(card.title_en, card.title_zh, lang)
    return picked if picked.lang else Localised(picked.text, foreign_tag(picked.text, lang))


def foreign_tag(text: str, lang: Lang) -> str:
    """The tag of the other language where a text is plainly written in it: a name has no language of its own."""
    if lang is Lang.ZH:
        return "en" if text.isascii() else ""
    return "zh-CN" if not text.isascii() and any("\u4e00" <= char <= "\u9fff" for char in text) else ""


def tag_names(names: Iterable[str], lang: Lang) -> tuple[Localised, ...]:
    """Names, each with the tag of its language where it is not the page's."""
    return tuple([Localised(name, foreign_tag(name, lang)) for name in names])


def original_title(card: Card, lang: Lang) -> Localised:
    """The title in the other language, where it differs."""
    title, other = card.title(lang), card.title(lang.other)
    return Localised(other, lang.other.tag) if other and title and other != title else Localised("", "")


def view_card(context: Reads, frame: Frame, words: Words, entry_id: str) -> CardView:
    """Make the card of an entry."""
    card = context.catalog.cards[entry_id]
    lang = frame.lang
    title = pick_title(card, lang)
    original = original_title(card, lang)
    summary = pick_text(card.summary_en, card.summary_zh, lang)
    state = first_state(card, context.records)
    return CardView(
        id=entry_id,
        href=f"{frame.home}{entry_route(card.kind, entry_id)}",
        title=title.text,
        title_lang=title.lang,
        original=original.text,
        original_lang=original.lang,
        kind=words[f"kind.{card.kind}"],
        meta=card_meta(card, words),
        summary=summary.text,
        summary_lang=summary.lang,
        rank=words[f"rank.{card.rank}"] if card.rank == "landmark" else "",
        standing=words[f"standing.{card.standing}"] if card.standing != "current" else "",
        state=_tell_state(card, state, context, words) if state in _BAD_STATES else "",
    )


def _tell_state(card: Card, state: str, context: Reads, words: Words) -> str:
    """What became of the first link, and since when."""
    record = context.records.get(card.links[0][0])
    if record is None or record.since is None:
        return words[f"link.{state}"]
    return words.format(f"checked.{state}", date=words.date(record.since.isoformat()))


def card_meta(card: Card, words: Words) -> str:
    """Year, authors, level and cost in one line."""
    parts = []
    if card.year:
        parts.append(str(card.year))
    names = card.authors(words.lang)
    if names:
        parts.append(words.names(names))
    parts.append(words[f"level.{card.level}"])
    parts.append(words[f"cost.{card.cost}"])
    return words["punctuation.meta"].join(parts)


def view_cards(context: Reads, frame: Frame, words: Words, ids: Iterable[str]) -> tuple[CardView, ...]:
    """Make the cards of a list."""
    return tuple([view_card(context, frame, words, entry_id) for entry_id in ids])


def refer(
    context: Reads,
    frame: Frame,
    words: Words,
    entry_id: str,
    *,
    with_year: bool = True,
) -> Reference | None:
    """A reference to an entry with its kind and year; None where there is no such entry."""
    card = context.catalog.cards.get(entry_id)
    if card is None:
        return None
    title = pick_title(card, frame.lang)
    kind = words[f"kind.{card.kind}"]
    note = f"{kind}{words['punctuation.meta']}{card.year}" if card.year and with_year else kind
    return Reference(entry_id, f"{frame.home}{entry_route(card.kind, entry_id)}", title.text, title.lang, note)
