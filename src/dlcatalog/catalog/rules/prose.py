"""What in a text is prose, and what is code, formula, address or quotation and so none of the text rules' business."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dlcatalog.patterns import lazy_pattern

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"

# Longest first: a fence may hold dollars, a formula may hold backticks no more.
_NO_PROSE = lazy_pattern(
    r"(?P<fence>^ {0,3}(?:```|~~~).*?(?:^ {0,3}(?:```|~~~)[ \t]*$|\Z))"
    r"|`+[^`]*`+"
    r"|\$\$.*?\$\$"
    r"|\$(?! )[^$\n]+?(?<! )\$"
    r"|\\\(.*?\\\)"
    r"|\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"
    r"|\b(?:https?|ftp|mailto):[^\s，。；：！？、（）《》“”]+"
    r"|\b[\w.-]+@[\w-]+\.[\w.-]+"
    r"|<[A-Za-z/!][^>]*>"
    r"|《[^》\n]*》"
    r"|[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)+/?",
    re.DOTALL | re.MULTILINE,
)
BLANK = "\x00"


@lru_cache(maxsize=4)
def mask(text: str) -> str:
    """``text``, of the same length, with everything that is no prose blanked out."""
    return _NO_PROSE.sub(lambda found: _blank(found[0]), text)


def _blank(piece: str) -> str:
    # The marks of a quoted title stay: what stands around them is still prose.
    if piece.startswith("《"):
        return f"《{BLANK * (len(piece) - 2)}》"
    return "".join("\n" if char == "\n" else BLANK for char in piece)


def find_han(text: str) -> str:
    """The first Chinese character of a text; empty where it has none."""
    return "" if text.isascii() else next(filter(_is_han, text), "")


def _is_han(char: str) -> bool:
    # What HAN says. Most texts are decided by their first character, for which no pattern needs to be compiled.
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0002ebef"


def link_targets(text: str) -> Iterator[str]:
    """The addresses that Markdown links of a text lead to."""
    if "](" in text:
        for found in _NO_PROSE.finditer(text):
            if found[0].startswith("]("):
                yield found[0][2:-1].partition(" ")[0].strip("<>")
