"""Learning paths: the list of them, and the page of one with its steps."""

from collections.abc import Iterator
from typing import NamedTuple

from dlcatalog.catalog.topics import LearningPath, Step
from dlcatalog.records import record
from dlcatalog.website.pages import first_state
from dlcatalog.website.routes import Page, path_route
from dlcatalog.website.structured import breadcrumbs, item_list, page_node
from dlcatalog.website.views.cards import CardView, Reference, refer, view_card
from dlcatalog.website.views.frame import About, Crumb, Frame, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.words import Words

_UNUSABLE = frozenset({"gone", "hijacked"})


class PathLink(NamedTuple):
    """A path in a list."""

    id: str
    href: str
    title: str
    audience: str
    summary: str
    size: str


class StepView(NamedTuple):
    """A step; ``instead`` are the alternatives, and ``use_instead`` tells that the entry's own address is gone."""

    number: int
    card: CardView
    why: str
    hours: str
    minutes: int
    instead: tuple[Reference, ...]
    use_instead: bool


@record
class PathsPage(View):
    """All learning paths."""

    crumbs: tuple[Crumb, ...]
    paths: tuple[PathLink, ...]


@record
class PathPage(View):
    """One learning path; progress is kept in the reader's browser only."""

    id: str
    crumbs: tuple[Crumb, ...]
    title: str
    audience: str
    summary: str
    size: str
    steps: tuple[StepView, ...]


def link_path(frame: Frame, words: Words, path_id: str, path: LearningPath) -> PathLink:
    """A path as lists show it."""
    lang = frame.lang
    return PathLink(
        id=path_id,
        href=f"{frame.home}{path_route(path_id)}",
        title=path.title.get(lang),
        audience=path.audience.get(lang),
        summary=path.summary.get(lang) if path.summary else "",
        size=_size(path, words),
    )


def _size(path: LearningPath, words: Words) -> str:
    hours = words.format("value.about_hours", n=f"{path.total_hours:g}")
    return f"{words.count('count.steps', len(path.steps))}{words['punctuation.meta']}{hours}"


def build_paths(page: Page, context: Reads, words: Words) -> PathsPage:
    """The list of all paths."""
    frame = frame_of(page, "paths")
    title = words["paths.title"]
    paths = tuple(link_path(frame, words, path_id, path) for path_id, path in context.catalog.paths.items())
    return PathsPage(
        frame=frame,
        head=head_of(context, frame, About(title=title, description=words["paths.intro"])),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        paths=paths,
    )


def build_path(page: Page, context: Reads, words: Words) -> PathPage:
    """The page of ``page.subject``."""
    frame = frame_of(page, "paths")
    path = context.catalog.paths[page.subject]
    link = link_path(frame, words, page.subject, path)
    steps = tuple(_steps(context, frame, words, path))
    base, folder = context.base_url, f"{frame.lang.value}/"
    strip = len(frame.home)
    nodes = (
        page_node(name=link.title, lang=frame.lang, url=f"{base}{folder}{frame.route}" if base else ""),
        item_list(base, link.title, [(step.card.title, folder + step.card.href[strip:]) for step in steps]),
        breadcrumbs(base, ((words["paths.title"], f"{folder}paths/index.html"), (link.title, ""))),
    )
    about = About(title=link.title, description=link.summary or link.audience, structured=nodes)
    return PathPage(
        frame=frame,
        head=head_of(context, frame, about),
        id=page.subject,
        crumbs=(home_crumb(frame, words), Crumb(words["paths.title"], "index.html"), Crumb(link.title)),
        title=link.title,
        audience=link.audience,
        summary=link.summary,
        size=link.size,
        steps=steps,
    )


def _steps(context: Reads, frame: Frame, words: Words, path: LearningPath) -> Iterator[StepView]:
    for number, step in enumerate(path.steps, start=1):
        if step.entry in context.catalog.cards:
            yield _step(context, frame, words, number, step)


def _step(context: Reads, frame: Frame, words: Words, number: int, step: Step) -> StepView:
    card = context.catalog.cards[step.entry]
    instead = tuple(found for other in step.instead if (found := refer(context, frame, words, other)) is not None)
    lost = card.standing == "lost" or first_state(card, context.records) in _UNUSABLE
    return StepView(
        number=number,
        card=view_card(context, frame, words, step.entry),
        why=step.why.get(frame.lang),
        hours=words.format("value.hours", n=f"{step.hours:g}"),
        minutes=round(step.hours * 60),
        instead=instead,
        use_instead=lost and bool(instead),
    )
