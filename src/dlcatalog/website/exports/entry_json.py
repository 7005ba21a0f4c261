"""Entries as JSON: one line in ``catalog.json`` and ``entries.ndjson``, one file each under ``entries/``."""

import json
from collections.abc import Iterable
from typing import Final

from dlcatalog.catalog.catalog import Card
from dlcatalog.lang import Lang
from dlcatalog.linkcheck.history import LinkRecord
from dlcatalog.website.exports.item import Context, Item, entry_page

API_VERSION: Final = "1"
SEPARATOR: Final = ",\n"
TAIL: Final = "\n]}\n"
LINES_SEPARATOR: Final = "\n"
LINES_TAIL: Final = "\n"

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def head(context: Context) -> str:
    """The start of ``catalog.json``: whose data these are, up to the list of entries."""
    about = {
        "api_version": API_VERSION,
        "title": {"en": context.catalog.site.title.en, "zh": context.catalog.site.title.zh},
        "license": context.catalog.site.license,
        "home": context.base_url or None,
    }
    return f'{encode(about)[:-1]},"entries":[\n'


def lines_head(_context: Context) -> str:
    """Nothing: each line of ``entries.ndjson`` is an entry."""
    return ""


def format_fragment(item: Item) -> str:
    """One entry on one line: what its file says, with id, kind and the addresses of its pages before it."""
    card = item.card
    dumped = item.entry.model_dump_json(by_alias=True, exclude_defaults=True)
    en, zh = entry_page(card, Lang.EN), entry_page(card, Lang.ZH)
    return f'{{"id":"{card.id}","kind":"{card.kind}","page":{{"en":"{en}","zh":"{zh}"}},{dumped[1:]}'


def format_entry(item: Item, inverse: Iterable[tuple[str, str]]) -> str:
    """The file of one entry: the same, the state of its links, and the entries that name it.

    ``inverse`` holds ``(relation type, id)`` of the relations that lead here, as ``Catalog.inverse`` has them.
    """
    states = encode(describe_states(item.card, item.records))
    named: dict[str, list[str]] = {}
    for relation, source in inverse:
        named.setdefault(relation, []).append(source)
    return f'{format_fragment(item)[:-1]},"link_states":{states},"named_by":{encode(named)}}}\n'


def describe_states(card: Card, records: Iterable[LinkRecord]) -> list[dict[str, object]]:
    """What is known of each link of an entry, in its order; a link that was never checked says so and no more."""
    return [_describe_state(url, role, record) for (url, role, _), record in zip(card.links, records, strict=True)]


def _describe_state(url: str, role: str, record: LinkRecord) -> dict[str, object]:
    state: dict[str, object] = {"url": url, "role": role, "state": record.state.value}
    if record.code is not None:
        state["code"] = record.code
    if record.since:
        state["since"] = record.since.isoformat()
    if record.last_ok:
        state["last_ok"] = record.last_ok.isoformat()
    if record.moved_to:
        state["moved_to"] = record.moved_to
    return state
