"""Score the documents for a query; `search-core.js` does the same sums in the same order."""

import math
from collections.abc import Mapping
from typing import Final

from dlcatalog.records import record, replace
from dlcatalog.website.search.document import LEVELS
from dlcatalog.website.search.load import SearchIndex, TitleRow
from dlcatalog.website.search.normalise import normalise
from dlcatalog.website.search.terms import Piece, format_pieces, query_pieces, split_pieces
from dlcatalog.website.search.words import Choice, Slot, expand_query

Hit = tuple[int, float]  # (number of the document, score)

_HALF_WEIGHT: Final = 6.0  # the weight that counts half: where saturation begins
STRENGTHS: Final = tuple(weight / (weight + _HALF_WEIGHT) for weight in LEVELS)
LIFTS: Final = {"landmark": 1.25, "notable": 1.08}
_LEAST: Final = 0.08  # of the best score, below which a document is no result
_RERANKED: Final = 20
EQUAL_TITLE, EQUAL_ALIAS, PREFIX, PHRASE = 2.6, 2.4, 1.5, 1.25
TO_THE_LETTER: Final = 1.15  # punctuation included: `topical_word_embeddings` is the code, not the paper


def idf(size: int, found: int) -> float:
    """Return how rare a term is, on a grid of 1/1024, because two logarithms differ in their last bit."""
    return math.floor(math.log(1 + size / found) * 1024 + 0.5) / 1024


@record
class Plan:
    """What a query asks for: its words with their choices, the names that it may be, and its normal form."""

    slots: tuple[Slot, ...]
    names: tuple[str, ...]
    typed: str


def plan_query(index: SearchIndex, query: str) -> Plan:
    """Return the plan of a query; its names are the query as typed, without question words, and with words mended."""
    pieces = query_pieces(query)
    slots = tuple(expand_query(index, pieces))
    mended = {
        slot.word: " ".join(max(slot.choices, key=lambda choice: choice.factor).terms)
        for slot in slots
        if slot.choices and not slot.exact
    }
    normal = normalise(query)
    forms = (split_pieces(normal), pieces)
    names = [format_pieces(form) for form in forms]
    names += [format_pieces(_mend_piece(piece, mended) for piece in form) for form in forms]
    return Plan(slots, tuple(name for name in dict.fromkeys(names) if name), normal.strip(" "))


def _mend_piece(piece: Piece, mended: Mapping[str, str]) -> Piece:
    """Return the token with its misspelt or unfinished parts replaced."""
    return replace(piece, parts=tuple(mended.get(part, part) for part in piece.parts))


def search(index: SearchIndex, query: str) -> list[Hit]:
    """Return the documents that answer the query, best first."""
    plan = plan_query(index, query)
    return rerank(index, plan, rank(index, plan))


def rank(index: SearchIndex, plan: Plan) -> list[Hit]:
    """Return the documents by their terms alone."""
    sums: dict[int, float] = {}
    covered: dict[int, float] = {}
    total = 0.0
    for slot in plan.slots:
        best, rarity = _score_slot(index, slot)
        total += rarity
        for number, score in best.items():
            sums[number] = sums.get(number, 0.0) + score
            covered[number] = covered.get(number, 0.0) + rarity
    hits = []
    for number, score in sums.items():
        share = covered[number] / total
        hits.append((number, score * share * share * LIFTS.get(index.ranks.get(number, ""), 1.0)))
    hits.sort(key=lambda hit: (-hit[1], hit[0]))
    return [hit for hit in hits if hit[1] >= hits[0][1] * _LEAST]


def _score_slot(index: SearchIndex, slot: Slot) -> tuple[dict[int, float], float]:
    """Return the best score of each document for one word, and how rare the word is.

    The word itself says how rare its stand-ins may count; without it the most frequent one does, since an unfinished
    or misspelt word is more likely meant for a frequent one.
    """
    found = [(choice.factor, strengths) for choice in slot.choices if (strengths := _find_strengths(index, choice))]
    if not found:
        return {}, idf(index.size, 1)
    rarities = [idf(index.size, len(strengths)) for _, strengths in found]
    bound = rarities[0] if slot.exact else min(rarities)
    best: dict[int, float] = {}
    for (factor, strengths), rarity in zip(found, rarities, strict=True):
        for number, strength in strengths.items():
            score = factor * min(rarity, bound) * strength
            if score > best.get(number, 0.0):
                best[number] = score
    return best, bound


def _find_strengths(index: SearchIndex, choice: Choice) -> dict[int, float]:
    """Return the saturated weight of the choice in each document that has all its terms."""
    strengths = {posting >> 3: STRENGTHS[posting & 7] for posting in index.find_postings(choice.terms[0])}
    for term in choice.terms[1:]:
        others = {posting >> 3: STRENGTHS[posting & 7] for posting in index.find_postings(term)}
        strengths = {number: min(own, others[number]) for number, own in strengths.items() if number in others}
    return strengths


def rerank(index: SearchIndex, plan: Plan, hits: list[Hit]) -> list[Hit]:
    """Return the hits with the first ones in a new order: titles that are, begin with or have the query rise."""
    first = [(number, score * _find_lift(index.docs[number], plan)) for number, score in hits[:_RERANKED]]
    first.sort(key=lambda hit: (-hit[1], hit[0]))
    return first + hits[_RERANKED:]


def _find_lift(row: TitleRow, plan: Plan) -> float:
    """Return the factor of the best likeness between a document's names and those of the query."""
    _, title, others, aliases, _ = row
    titles = [title, *others] if isinstance(title, str) else [*title, *others]
    lift = 1.0
    for own, equal in ((titles, EQUAL_TITLE), (aliases, EQUAL_ALIAS)):
        for text in own:
            normal = normalise(text)
            if normal == plan.typed:
                lift = max(lift, equal * TO_THE_LETTER)
            squashed = format_pieces(split_pieces(normal))
            lift = max([lift, *(_compare(squashed, name, equal) for name in plan.names)])
    return lift


def _compare(name: str, key: str, equal: float) -> float:
    """Return the factor of a name for one form of the query."""
    if name.replace(" ", "") == key.replace(" ", ""):
        return equal
    if name.startswith(key) and _ends_at(name, len(key)):
        return PREFIX
    at = name.find(key)
    return PHRASE if at > 0 and _ends_at(name, at) and _ends_at(name, at + len(key)) else 1.0


def _ends_at(name: str, at: int) -> bool:
    """Tell whether a word may end there: at a space, at the end, or between Han characters."""
    return at >= len(name) or " " in name[at - 1 : at + 1] or name[at] >= "々"
