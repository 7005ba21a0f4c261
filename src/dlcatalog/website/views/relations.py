"""Relations of an entry in words, both ways: what comes before it, what after, and what belongs to it."""

from collections import defaultdict
from typing import NamedTuple

from dlcatalog.catalog.catalog import Card
from dlcatalog.website.views.cards import Reference, refer
from dlcatalog.website.views.frame import Frame, Reads
from dlcatalog.website.words import Words

# The order of the page: first what to read before, then what it leads to, then the rest from near to far.
_ORDER = (
    ("prerequisite", "out"),
    ("prerequisite", "in"),
    ("extends", "out"),
    ("extends", "in"),
    ("successor", "in"),
    ("explains", "out"),
    ("explains", "in"),
    ("implements", "out"),
    ("implements", "in"),
    ("part-of", "out"),
    ("part-of", "in"),
    ("translation-of", "out"),
    ("translation-of", "in"),
    ("uses", "out"),
    ("uses", "in"),
    ("see-also", "out"),
)
BEFORE = frozenset({("prerequisite", "out"), ("extends", "out")})
AFTER = frozenset({("prerequisite", "in"), ("extends", "in"), ("successor", "out")})


class RelationGroup(NamedTuple):
    """All entries that stand in one relation to this one; ``side`` is before, after or beside."""

    label: str
    side: str
    items: tuple[Reference, ...]


def view_relations(context: Reads, frame: Frame, words: Words, card: Card) -> tuple[RelationGroup, ...]:
    """Groups in the order of the page; entries that do not exist are left out (a rule reports them)."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for relation, target in card.relations:
        found[relation, "out"].append(target)
    for relation, source in context.catalog.inverse.get(card.id, ()):
        # See-also reads the same both ways: one list, no entry twice.
        direction = "out" if relation == "see-also" else "in"
        if source not in found[relation, direction]:
            found[relation, direction].append(source)
    groups = []
    for key in _ORDER:
        if key in found:
            items = tuple(
                reference
                for entry_id in found[key]
                if (reference := refer(context, frame, words, entry_id)) is not None
            )
            if items:
                groups.append(RelationGroup(words[f"relation.{key[0]}.{key[1]}"], _side(key), items))
    return tuple(groups)


def _side(key: tuple[str, str]) -> str:
    if key in BEFORE:
        return "before"
    return "after" if key in AFTER else "beside"
