"""Pairs of entries that seem to be the same thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from dlcatalog.catalog.catalog import Card

Twin: TypeAlias = tuple[Card, Card, str]
"""The first and the second entry, and what they share."""

# A pair that shares several of these is reported once, for the first.
_SORTS = ("arxiv", "doi", "isbn", "repository", "url", "title")


def find_twins(cards: Iterable[Card]) -> Mapping[str, Sequence[Twin]]:
    """Pairs of entries that share an identity, by its sort; the strongest sort of a pair only."""
    owners: dict[str, Card] = {}
    shared: list[tuple[int, str, Card, Card]] = []
    for card in cards:
        for identity in card.identities:
            first = owners.setdefault(identity, card)
            if first is not card:
                shared.append((_SORTS.index(identity.partition(":")[0]), identity, first, card))
    found: dict[str, list[Twin]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for sort, identity, first, second in sorted(shared, key=lambda twin: (twin[0], twin[1], twin[3].id)):
        if (first.id, second.id) not in seen and not _is_part(first, second, _SORTS[sort]):
            seen.add((first.id, second.id))
            found[_SORTS[sort]].append((first, second, identity.partition(":")[2]))
    return found


def _is_part(first: Card, second: Card, sort: str) -> bool:
    if sort != "repository":
        return False
    return ("part-of", second.id) in first.relations or ("part-of", first.id) in second.relations
