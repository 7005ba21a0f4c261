"""Take the names of people apart: family name, given name, particle, suffix; Chinese names by their own rule."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from dlcatalog.catalog.schema import Author
from dlcatalog.patterns import lazy_pattern

_SUFFIX = lazy_pattern(r"(?:jr|sr)\.?|II|III|IV", re.IGNORECASE)
# Family names of two characters that are in use; every other Chinese family name has one.
_COMPOUND: Final = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "司徒",
        "东方",
        "独孤",
        "南宫",
        "皇甫",
        "尉迟",
        "公孙",
        "轩辕",
        "令狐",
        "宇文",
        "长孙",
        "慕容",
        "司空",
        "端木",
        "夏侯",
        "申屠",
        "公冶",
        "太史",
        "淳于",
        "单于",
        "呼延",
        "闻人",
        "澹台",
        "拓跋",
    ]
)


class Name(NamedTuple):
    """A name taken apart; organisations and names of one word have a ``family`` only."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    is_organization: bool = False
    is_han: bool = False

    @property
    def full_family(self) -> str:
        """The family name with its particle: *van der Maaten*."""
        return f"{self.particle} {self.family}" if self.particle else self.family


def has_han(text: str) -> bool:
    """Tell whether a text has a Chinese character."""
    return not text.isascii() and any(map(_is_han, text))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


@lru_cache(maxsize=20_000)
def parse_name(name: str) -> Name:
    """Take the name of a person apart, as ``Given Family``, ``Family, Given`` or a Chinese name."""
    words = name.split()
    if has_han(name):
        return _parse_han("".join(words))
    if "," in name:
        return _parse_inverted(name)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004 a name and its suffix
    at = _family_start(words)
    particle, family = _split_particle(words[at:])
    return Name(family, " ".join(words[:at]), particle, suffix)


def _parse_han(name: str) -> Name:
    if "·" in name or len(name) > _LONGEST_HAN or not all(map(_is_han, name)):
        # A foreign name in Chinese characters keeps its own order and is not taken apart.
        return Name(name, is_han=True)
    size = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1  # noqa: PLR2004 characters of a compound family name
    return Name(name[:size], name[size:], is_han=True)


_LONGEST_HAN = 4


def _parse_inverted(name: str) -> Name:
    family, *rest = (" ".join(part.split()) for part in name.split(","))
    suffix = rest.pop(0) if len(rest) > 1 else ""
    particle, family = _split_particle(family.split())
    return Name(family, " ".join(rest), particle, suffix)


def _family_start(words: list[str]) -> int:
    """Where the family name begins: its last word, or the first particle before it."""
    lowercase = (at for at, word in enumerate(words[:-1]) if at and word.islower())
    return next(lowercase, max(len(words) - 1, 0))


def _split_particle(words: list[str]) -> tuple[str, str]:
    size = 0
    while size < len(words) - 1 and words[size].islower():
        size += 1
    return " ".join(words[:size]), " ".join(words[size:])


def name_of(author: Author, *, chinese: bool) -> Name:
    """The name of an author as a work in Chinese, or in any other language, gives it."""
    text = author.zh if chinese and author.zh else author.name
    if author.organization or " and " in text:
        return Name(" ".join(text.split()), is_organization=True, is_han=has_han(text))
    return parse_name(text)


def initials(given: str, *, dot: str = ".", between: str = " ", hyphen: str = "-") -> str:
    """The initials of given names: ``Yann André`` is ``Y. A.``, ``Fei-Fei`` is ``F.-F.``."""
    words = given.replace(".", ". ").split()
    return between.join(hyphen.join(f"{part[0].upper()}{dot}" for part in word.split("-") if part) for word in words)
