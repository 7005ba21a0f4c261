"""``links.json``: the state of every link of every entry, as the last checks left it."""

from typing import Final

from dlcatalog.website.exports.entry_json import API_VERSION, describe_states, encode
from dlcatalog.website.exports.item import Context, Item

SEPARATOR: Final = ",\n"
TAIL: Final = "\n}}\n"


def head(context: Context) -> str:
    """The day of the last run (null if there was none), up to the object of entries."""
    about = {"api_version": API_VERSION, "license": context.catalog.site.license, "checked": _day(context)}
    return f'{encode(about)[:-1]},"entries":{{\n'


def _day(context: Context) -> str | None:
    run = context.checked.run
    return run.isoformat() if run else None


def format_fragment(item: Item) -> str:
    """The links of one entry, under its id."""
    return f'"{item.card.id}":{encode(describe_states(item.card, item.records))}'
