"""One spelling for everything that is compared: the Python half of the pair with `search-core.js`."""

import re
import unicodedata
from typing import Final

from dlcatalog.website.search.variants import SIMPLIFIED, TRADITIONAL

_MARKS: Final = re.compile("[\u0300-\u036f]")
# Letters that keep no accent mark when decomposed, and the dotless and final forms that lower case leaves behind.
_LETTERS: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"}
_FOLDS: Final = str.maketrans(_LETTERS | dict(zip(TRADITIONAL, SIMPLIFIED, strict=True)))


def normalise(text: str) -> str:
    """Return the text in compatibility form, lower case, without Latin accents, in simplified characters."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKC", text).lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered))
    return unicodedata.normalize("NFKC", bare).translate(_FOLDS)
