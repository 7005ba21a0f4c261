"""The health of all links: how many are in which state, and each one that is not fine."""

from collections.abc import Iterator
from typing import NamedTuple

from dlcatalog.linkcheck.history import State
from dlcatalog.records import record
from dlcatalog.website.routes import Page
from dlcatalog.website.views.cards import Reference, refer
from dlcatalog.website.views.frame import About, Crumb, Frame, Reads, View, frame_of, head_of, home_crumb
from dlcatalog.website.views.home import count_states
from dlcatalog.website.views.links import describe_state, host_of
from dlcatalog.website.words import Words

_TROUBLE = (State.GONE, State.HIJACKED, State.FAILING)
_LIMIT = 120  # eight nodes a row: more would make the page heavy for a cheap phone


@record
class StateCount:
    """How many addresses are in a state, and what the state means."""

    state: str
    name: str
    meaning: str
    count: str
    share: int


class TroubledLink(NamedTuple):
    """An address that does not work, and the entry it belongs to."""

    entry: Reference
    host: str
    state: str
    state_words: str


@record
class HealthPage(View):
    """Link health."""

    crumbs: tuple[Crumb, ...]
    checked: str
    total: str
    states: tuple[StateCount, ...]
    troubled: tuple[TroubledLink, ...]
    more: str


def build_health(page: Page, context: Reads, words: Words) -> HealthPage:
    """The health page in ``page.lang``."""
    frame = frame_of(page, "health")
    counts = count_states(context)
    total = sum(counts.values())
    troubled = list(_troubled(context, frame, words))
    title = words["health.title"]
    run = context.checked.run
    return HealthPage(
        frame=frame,
        head=head_of(context, frame, About(title=title, description=words["health.intro"])),
        crumbs=(home_crumb(frame, words), Crumb(title)),
        checked=words.date(run.isoformat()) if run else "",
        total=words.number(total),
        states=tuple(
            StateCount(
                state=state.value,
                name=words[f"link.{state.value}"],
                meaning=words[f"health.means.{state.value}"],
                count=words.number(counts[state.value]),
                share=round(100 * counts[state.value] / total) if total else 0,
            )
            for state in State
        ),
        troubled=tuple(troubled[:_LIMIT]),
        more=words.count("health.more", len(troubled) - _LIMIT) if len(troubled) > _LIMIT else "",
    )


def _troubled(context: Reads, frame: Frame, words: Words) -> Iterator[TroubledLink]:
    order = {state: place for place, state in enumerate(_TROUBLE)}
    troubled = {url: record for url, record in context.records.items() if record.state in order}
    if not troubled:
        return
    found = [
        (order[record.state], card.id, url, record)
        for card in context.catalog.cards.values()
        for url, _, _ in card.links
        if (record := troubled.get(url)) is not None
    ]
    for _, entry_id, url, record in sorted(found, key=lambda item: item[:3]):
        reference = refer(context, frame, words, entry_id)
        if reference is not None:
            yield TroubledLink(reference, host_of(url), record.state.value, describe_state(record, words))
