"""Did you mean: the name that a wrong name was probably meant to be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dlcatalog.lang import Localized

# Longer than any name of ours; comparing what is longer would cost time and find nothing.
_LONGEST = 80
_CUTOFF = 0.7
_COMPARED = 8
# One part in so many of the pairs of letters of a word must be those of a name that is to be compared at all.
_SHARED = 2
_ID_LENGTH = 64


def nearest_name(wrong: str, names: Iterable[str]) -> str | None:
    """The name most like ``wrong``, or None where none is near; quick with tens of thousands of names, too."""
    if len(wrong) > _LONGEST:
        return None
    return _nearest(wrong, names if isinstance(names, frozenset) else frozenset(names))


@lru_cache(maxsize=1024)
def _nearest(wrong: str, names: frozenset[str]) -> str | None:
    plain = _fold(wrong)
    if swapped := _swapped(plain, _folded(names)):
        return swapped
    index = _index(names)
    pairs = _pairs(plain)
    shared: Counter[str] = Counter()
    for pair in pairs:
        shared.update(index.get(pair, ()))
    # Names that share most pairs of letters, then by the alphabet, so that the answer is always the same.
    near = [name for name, count in shared.items() if _SHARED * count >= len(pairs)]
    likely = sorted(near, key=lambda name: (abs(len(name) - len(wrong)) - 2 * shared[name], name))[:_COMPARED]
    best = max(((_likeness(plain, _fold(name)), name) for name in sorted(likely, reverse=True)), default=(0.0, ""))
    return best[1] if best[0] >= _CUTOFF else None


@lru_cache(maxsize=16)
def _index(names: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Which names hold a pair of letters."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for pair in _pairs(_fold(name)):
            index[pair].append(name)
    return index


@lru_cache(maxsize=16)
def _folded(names: frozenset[str]) -> Mapping[str, str]:
    return {_fold(name): name for name in sorted(names, reverse=True)}


def _swapped(word: str, names: Mapping[str, str]) -> str | None:
    """The name that ``word`` is, but for case or two letters that changed places: `yaer`, too short to look alike."""
    swaps = (f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(len(word) - 1))
    return next((names[spelling] for spelling in (word, *swaps) if spelling in names), None)


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


def _likeness(first: str, second: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def did_you_mean(wrong: str, names: Iterable[str]) -> Localized | None:
    """A hint with the nearest name, or None."""
    near = nearest_name(wrong, names)
    return None if near is None else mean(near)


def mean(name: str) -> Localized:
    """The hint that ``name`` was meant."""
    return Localized(en=f"did you mean `{name}`?", zh=f"是不是 {name}？")


def kebab(text: str) -> str:
    """What ``text`` would be as an id; empty where it has no Latin letter or digit."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:_ID_LENGTH].strip("-")
