"""What a word of a query may stand for in the index: itself, a plural, a longer word, a misspelt one, two words."""

import re
from itertools import pairwise
from typing import Final

from dlcatalog.records import record
from dlcatalog.website.search.load import SearchIndex
from dlcatalog.website.search.terms import LONGEST_TERM, Piece, join_parts, split_pairs

PLURAL, JOINED, SPLIT, SINGLE = 0.9, 0.95, 0.85, 0.8
PREFIX_BASE, PREFIX_SHARE = 0.5, 0.4
TYPO: Final = (1.0, 0.75, 0.55)  # by edit distance
OTHER_START: Final = 0.8  # a typo in the first letter is rarer
_MOST_PREFIXES: Final = 64
_MOST_TYPOS: Final = 16
_HALF: Final = 3  # letters that half a split word has at least
_LETTERS: Final = re.compile("[^0-9+#]+")
_DIGITS: Final = re.compile("[0-9]+")
_HAN_START: Final = "々"


@record
class Choice:
    """Terms that together stand for a word, and how much of its weight they keep."""

    terms: tuple[str, ...]
    factor: float


@record
class Slot:
    """One word of the query with all its choices; `exact` if it occurs itself."""

    word: str
    exact: bool
    choices: tuple[Choice, ...]


def expand_query(index: SearchIndex, pieces: list[Piece]) -> list[Slot]:
    """Return one slot for each different word or pair of Han characters of the query."""
    slots: list[Slot] = []
    seen: set[str] = set()
    for at, piece in enumerate(pieces):
        if piece.kind == "han":
            words = split_pairs(piece.text)
            fresh = [word for word in dict.fromkeys(words) if word not in seen]
            slots += [_expand_han(index, word) for word in fresh]
        else:
            fresh = [word for word in dict.fromkeys(piece.parts) if word not in seen]
            joined = _find_joined(index, pieces, at)
            slots += [_expand_word(index, word, joined.get(word, [])) for word in fresh]
        seen.update(fresh)
    return slots


def _find_joined(index: SearchIndex, pieces: list[Piece], at: int) -> dict[str, list[str]]:
    """Return the joined forms that occur, by part: of the word itself, and of neighbouring parts (`tensor flow`)."""
    piece = pieces[at]
    before = pieces[at - 1].parts[-1:] if at else ()
    after = pieces[at + 1].parts[:1] if at + 1 < len(pieces) else ()
    row = (*before, *piece.parts, *after)
    joined: dict[str, list[str]] = {part: [] for part in row}
    for left, right in pairwise(row):
        term = left + right
        if len(term) <= LONGEST_TERM and index.has(term):
            joined[left].append(term)
            joined[right].append(term)
    whole = join_parts(piece.parts)
    if len(piece.parts) > 2 and whole and index.has(whole):  # noqa: PLR2004 - two parts are neighbours already
        for part in piece.parts:
            joined[part].append(whole)
    return joined


def _expand_han(index: SearchIndex, word: str) -> Slot:
    """Return the choices of a pair, or of one character: then also every pair that begins with it."""
    exact = index.has(word)
    choices = [Choice((word,), 1.0)] if exact else []
    if len(word) == 1:
        longer = [term for term in index.iterate_prefix(word) if term != word]
        choices += [Choice((term,), SINGLE) for term in longer[:_MOST_PREFIXES]]
    return Slot(word, exact, tuple(choices))


def _expand_word(index: SearchIndex, word: str, joined: list[str]) -> Slot:
    """Return the choices of a Latin word."""
    exact = index.has(word)
    choices = [Choice((word,), 1.0)] if exact else []
    choices += [Choice((term,), JOINED) for term in dict.fromkeys(joined) if term != word]
    plurals = [term for term in list_plurals(word) if index.has(term)]
    choices += [Choice((term,), PLURAL) for term in plurals]
    longer = _find_longer(index, word)
    choices += longer
    if not exact:
        halves = [pair for pair in list_halves(word) if index.has(pair[0]) and index.has(pair[1])]
        choices += [Choice(pair, SPLIT) for pair in halves]
        if not plurals and not longer and not halves and not joined:
            choices += _find_typos(index, word)
    return Slot(word, exact, tuple(choices))


def list_plurals(word: str) -> list[str]:
    """Return the plurals and singulars that the word may have."""
    if len(word) < _HALF or not _LETTERS.fullmatch(word):
        return []
    forms = [word + "s", word + "es"]
    forms += [word[:-1] + "ies"] if word.endswith("y") else []
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    return forms


def list_halves(word: str) -> list[tuple[str, str]]:
    """Return the ways to cut a word in two words, or letters from digits."""
    halves = []
    for at in range(2, len(word)):
        left, right = word[:at], word[at:]
        if _LETTERS.fullmatch(left) and (len(right) >= _HALF <= at or _DIGITS.fullmatch(right)):
            halves.append((left, right))
    return halves


def _find_longer(index: SearchIndex, word: str) -> list[Choice]:
    """Return the terms that begin with the word, the shortest first."""
    if _DIGITS.fullmatch(word) or len(word) < (3 if index.sharded else 2):
        return []
    terms = [term for term in index.iterate_prefix(word) if term != word]
    terms.sort(key=lambda term: (len(term), term))
    return [Choice((term,), PREFIX_BASE + PREFIX_SHARE * len(word) / len(term)) for term in terms[:_MOST_PREFIXES]]


def _find_typos(index: SearchIndex, word: str) -> list[Choice]:
    """Return the terms at edit distance one, from eight letters on two, the nearest first."""
    if len(word) < 4 or _DIGITS.fullmatch(word):  # noqa: PLR2004 - shorter words are one edit from each other
        return []
    most = 1 if len(word) < 8 else 2  # noqa: PLR2004
    found = []
    for term in index.iterate_prefix(word[:3] if index.sharded else ""):
        if abs(len(term) - len(word)) <= most and term < _HAN_START:
            distance = edit_distance(word, term, most)
            if distance <= most:
                factor = TYPO[distance] * (1.0 if term[0] == word[0] else OTHER_START)
                found.append((-factor, term))
    return [Choice((term,), -factor) for factor, term in sorted(found)[:_MOST_TYPOS]]


def edit_distance(left: str, right: str, most: int) -> int:
    """Return the number of inserted, removed, changed or swapped letters, or most + 1 if there are more."""
    older: list[int] = []
    old = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        row = [at]
        for other, character in enumerate(right, 1):
            cost = min(old[other] + 1, row[-1] + 1, old[other - 1] + (letter != character))
            if at > 1 and other > 1 and letter == right[other - 2] and left[at - 2] == character:
                cost = min(cost, older[other - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        older, old = old, row
    return min(old[-1], most + 1)
