"""``badge/{id}.json``: the state of an entry's own address and the editors' word, for shields.io endpoints."""

from typing import Final

from dlcatalog.catalog.catalog import Card
from dlcatalog.linkcheck.history import LinkRecord, State
from dlcatalog.website.exports.entry_json import encode

_COLORS: Final = {
    State.OK: "brightgreen",
    State.MOVED: "green",
    State.BLOCKED: "yellow",
    State.FAILING: "orange",
    State.GONE: "red",
    State.HIJACKED: "red",
    State.UNCHECKED: "lightgrey",
}
_WORDS: Final = {
    State.OK: "link ok",
    State.MOVED: "link moved",
    State.BLOCKED: "link refuses robots",
    State.FAILING: "link failing",
    State.GONE: "link gone",
    State.HIJACKED: "link taken over",
    State.UNCHECKED: "link not checked",
}


def format_badge(card: Card, record: LinkRecord) -> str:
    """The badge of an entry; ``record`` is that of its first link."""
    words = f"{card.standing}, {_WORDS[record.state]}"
    if record.state in _DATED and record.last_ok:
        words = f"{words} {record.last_ok.isoformat()}"
    badge = {
        "schemaVersion": 1,
        "label": "dlcatalog",
        "message": words,
        "color": _COLORS[record.state],
        "isError": record.state in _DEAD,
        "cacheSeconds": 86_400,
    }
    return encode(badge) + "\n"


_DATED = frozenset({State.OK, State.MOVED})
_DEAD = frozenset({State.GONE, State.HIJACKED})
