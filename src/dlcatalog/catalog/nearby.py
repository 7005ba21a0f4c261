"""Did you mean: the name that a wrong name was probably meant to be."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from dlcatalog.lang import Localized

# Longer than any name of ours; comparing what is longer would cost time and find nothing.
_LONGEST = 80
_CUTOFF = 0.7
_ID_LENGTH = 64


def nearest_name(wrong: str, names: Iterable[str]) -> str | None:
    """The name most like ``wrong``, or None where none is near."""
    if len(wrong) > _LONGEST:
        return None
    folded = {_fold(name): name for name in names}
    plain = _fold(wrong)
    if plain in folded:
        return folded[plain]
    found = get_close_matches(plain, folded, n=1, cutoff=_CUTOFF)
    return folded[found[0]] if found else None


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
