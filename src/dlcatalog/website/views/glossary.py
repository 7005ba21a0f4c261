"""The glossary: each topic as a term, in both languages, with its one sentence."""

from typing import NamedTuple

from dlcatalog.records import record
from dlcatalog.website.routes import Page, topic_route
from dlcatalog.website.structured import page_node
from dlcatalog.website.views.cards import Localised, tag_names
from dlcatalog.website.views.frame import About, Crumb, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words


class Term(NamedTuple):
    """A term with its name in the other language."""

    id: str
    href: str
    name: str
    other: str
    other_lang: str
    aliases: tuple[Localised, ...]
    gloss: str


@record
class GlossaryPage(View):
    """All terms, sorted by their English name in both languages, so that a reader finds them in either."""

    crumbs: tuple[Crumb, ...]
    terms: tuple[Term, ...]


def build_glossary(page: Page, context: Reads, words: Words) -> GlossaryPage:
    """The glossary in ``page.lang``."""
    frame = frame_of(page, "glossary")
    lang = frame.lang
    terms = []
    for topic in sorted(context.catalog.topics.values(), key=lambda topic: (topic.name.en.lower(), topic.id)):
        name, other = topic.name.get(lang), topic.name.get(lang.other)
        terms.append(
            Term(
                id=topic.id,
                href=f"{frame.home}{topic_route(topic.id)}",
                name=name,
                other=other,
                other_lang=lang.other.tag,
                aliases=tag_names(topic.aliases, lang),
                gloss=topic.gloss.get(lang),
            ),
        )
    title = words["glossary.title"]
    base = context.base_url
    url = f"{base}{lang.value}/{frame.route}" if base else ""
    defined = [{"@type": "DefinedTerm", "name": term.name, "description": term.gloss} for term in terms]
    main = {"@type": "DefinedTermSet", "name": title, "hasDefinedTerm": defined}
    node = page_node(name=title, lang=lang, url=url, main=main)
    about = About(title=title, description=words["glossary.intro"], structured=(node,))
    return GlossaryPage(
        frame=frame,
        head=head_of(context, frame, about),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        terms=tuple(terms),
    )
