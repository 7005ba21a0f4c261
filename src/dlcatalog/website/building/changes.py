"""Which keys differ between the last build and this one."""

import marshal
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeAlias

from pydantic import BaseModel

from dlcatalog.catalog.catalog import Card, Catalog
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import LinkRecord
from dlcatalog.website.building.recorder import WHOLE, code_of

Row: TypeAlias = tuple[Any, ...]
"""The fields of a card in their order: what a build keeps of an entry."""

CARD_FIELDS = Card.__match_args__
to_row = attrgetter(*CARD_FIELDS)
_RELATIONS, _SUCCESSOR, _DIGEST = (CARD_FIELDS.index(name) for name in ("relations", "successor", "digest"))
# What rules read and no page may: a page that showed it would be stale.
_HIDDEN = tuple(CARD_FIELDS.index(name) for name in ("identities", "digest"))

Digests: TypeAlias = dict[str, dict[str, bytes]]
"""A digest of each value of the mappings that are small enough to keep one of every value, by mapping and key."""


def digest_of(value: Any) -> bytes:
    """Digest of a plain value."""
    return blake2b(marshal.dumps(value, 2), digest_size=8).digest()


def digest_mappings(catalog: Catalog) -> Digests:
    """Digest the values of all mappings but those that hold something of every entry."""
    digests: Digests = {
        "topics": {key: digest_of(_plain(topic)) for key, topic in catalog.topics.items()},
        "paths": {key: digest_of(_plain(path)) for key, path in catalog.paths.items()},
    }
    plain: dict[str, Mapping[Any, Any]] = {
        "by_topic": catalog.by_topic,
        "by_kind": catalog.by_kind,
        "children": catalog.children,
        "on_paths": catalog.on_paths,
        "starts": catalog.starts,
    }
    for name, mapping in plain.items():
        digests[name] = {str(key): digest_of(value) for key, value in mapping.items()}
    return digests


def _plain(value: Any) -> Any:
    """What a model holds, as nested tuples. Its own serializer would have to be built first, for one use a build."""
    if isinstance(value, BaseModel):
        return tuple((name, _plain(field)) for name, field in value)
    if isinstance(value, Localized):
        return (value.en, value.zh)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.isoformat() if isinstance(value, date) else value


def compare_digests(before: Digests, now: Digests) -> set[int]:
    """Codes of the keys whose digests differ; the order of a mapping counts for those who walk it."""
    changed: set[int] = set()
    for name in before.keys() | now.keys():
        old, new = before.get(name, {}), now.get(name, {})
        if list(old.items()) != list(new.items()):
            changed.add(code_of(name, WHOLE))
            changed.update(code_of(name, key) for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return changed


def compare_rows(pairs: Iterable[tuple[Row | None, Row | None]]) -> set[int]:
    """Codes of cards, entries and inverse relations that differ; ``pairs`` are old and new rows of changed files."""
    changed: set[int] = set()
    for old, new in pairs:
        changed |= _compare_pair(old, new)
    return changed


def _compare_pair(old: Row | None, new: Row | None) -> set[int]:
    changed: set[int] = set()
    for entry_id in {row[0] for row in (old, new) if row}:
        before = old if old and old[0] == entry_id else None
        after = new if new and new[0] == entry_id else None
        if before is None or after is None or before[_DIGEST] != after[_DIGEST]:
            changed |= {code_of("entries", entry_id), code_of("entries", WHOLE)}
        if _shown(before) != _shown(after):
            changed |= {code_of("cards", entry_id), code_of("cards", WHOLE)}
        was, now = _leads_to(before), _leads_to(after)
        if targets := [target for target in was.keys() | now.keys() if was.get(target) != now.get(target)]:
            changed |= {code_of("inverse", WHOLE), *(code_of("inverse", target) for target in targets)}
    return changed


def _shown(row: Row | None) -> Row | None:
    return row and tuple(value for at, value in enumerate(row) if at not in _HIDDEN)


def _leads_to(row: Row | None) -> dict[str, list[str]]:
    """Relation types by target, as the inverse index of the catalog lists them."""
    found: dict[str, list[str]] = {}
    if row:
        for relation, target in row[_RELATIONS]:
            found.setdefault(target, []).append(relation)
        if row[_SUCCESSOR]:
            found.setdefault(row[_SUCCESSOR], []).append("successor")
    return found


def compare_records(before: Mapping[str, LinkRecord], now: Mapping[str, LinkRecord]) -> set[int]:
    """Codes of the addresses whose records differ."""
    urls = [url for url in before.keys() | now.keys() if before.get(url) != now.get(url)]
    return {code_of("records", WHOLE), *(code_of("records", url) for url in urls)} if urls else set()
