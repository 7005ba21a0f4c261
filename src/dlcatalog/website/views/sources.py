"""The source documents: which of their resources the catalog answers, with which entry, and which it leaves out."""

import re
from collections import defaultdict
from typing import NamedTuple

from dlcatalog.records import record
from dlcatalog.website.routes import Page
from dlcatalog.website.views.cards import Reference, refer
from dlcatalog.website.views.frame import About, Crumb, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.views.links import safe_href
from dlcatalog.website.words import Words


class Answer(NamedTuple):
    """An id of the inventory, and the entries that answer it, or the reason why none does."""

    id: str
    entries: tuple[Reference, ...]
    reason: str


@record
class SourceView:
    """A source document with all its resources."""

    id: str
    title: str
    description: str
    href: str
    count: str
    answers: tuple[Answer, ...]


@record
class SourcesPage(View):
    """All source documents."""

    crumbs: tuple[Crumb, ...]
    documents: tuple[SourceView, ...]
    others: tuple[Answer, ...]


def build_sources(page: Page, context: Reads, words: Words) -> SourcesPage:
    """The sources in ``page.lang``."""
    frame = frame_of(page, "sources")
    lang = frame.lang
    sources = context.catalog.beside.sources
    found: defaultdict[str, list[Reference]] = defaultdict(list)
    for card in context.catalog.cards.values():
        for source in card.sources:
            reference = refer(context, frame, words, card.id)
            if reference is not None:
                found[source].append(reference)
    reasons = {omission.id: omission.reason.get(lang) for omission in sources.omitted}
    answers = [
        Answer(source, tuple(found.get(source, ())), "" if source in found else reasons[source])
        for source in sorted({*found, *reasons}, key=_natural)
    ]
    by_document: defaultdict[str, list[Answer]] = defaultdict(list)
    known = {_document_number(document.id): document.id for document in sources.documents}
    for answer in answers:
        by_document[known.get(_document_number(answer.id.rpartition("-")[0]), "")].append(answer)
    title = words["sources.title"]
    return SourcesPage(
        frame=frame,
        head=head_of(context, frame, About(title=title, description=words["sources.intro"])),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        documents=tuple(
            SourceView(
                id=document.id,
                title=document.title.get(lang),
                description=document.description.get(lang),
                href=safe_href(document.url) if document.url else "",
                count=words.count("count.resources", document.resources) if document.resources else "",
                answers=tuple(by_document[document.id]),
            )
            for document in sources.documents
        ),
        others=tuple(by_document[""]),
    )


def _document_number(text: str) -> str:
    """The inventory calls the resources of document `000` s0-001, s0-002 and so on: both names become `0`."""
    return text.removeprefix("s").lstrip("0") or "0"


def _natural(source: str) -> tuple[str, int]:
    match = re.search(r"(\d+)$", source)
    return (source[: match.start()], int(match[1])) if match else (source, 0)
