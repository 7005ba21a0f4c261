"""Whole numbers as printable characters that need no escape in JSON: one character below 45, two below 2,115."""

from collections.abc import Iterable, Iterator
from typing import Final

ALPHABET: Final = "".join(chr(code) for code in range(35, 127) if code != ord("\\"))  # noqa: RUF100
_LAST: Final = 45  # digits below end a number, the 46 from here on continue it
_MORE: Final = 46
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}
_SMALL: Final = 1 << 14


def _encode(number: int) -> str:
    """Return the characters of one number."""
    out = ""
    while number >= _LAST:
        number, digit = divmod(number - _LAST, _MORE)
        out += ALPHABET[_LAST + digit]
    return out + ALPHABET[number]


_TABLE: Final = [_encode(number) for number in range(_SMALL)]


def encode_number(number: int) -> str:
    """Return the characters of one number, from a table where it is small."""
    return _TABLE[number] if number < _SMALL else _encode(number)


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return the characters of many numbers, one behind the other."""
    return "".join([_TABLE[number] if number < _SMALL else _encode(number) for number in numbers])


def decode_numbers(text: str) -> Iterator[int]:
    """Yield the numbers of a text that `encode_numbers` made."""
    number, scale = 0, 1
    for character in text:
        digit = _VALUES[character]
        number += digit * scale
        if digit < _LAST:
            yield number
            number, scale = 0, 1
        else:
            scale *= _MORE


def encode_postings(postings: Iterable[int]) -> str:
    """Return ascending postings (document * 8 + level) as the distances of the documents, each with its level."""
    out = []
    before = -1
    for posting in postings:
        document = posting >> 3
        number = (document - before - 1) << 3 | posting & 7
        out.append(_TABLE[number] if number < _SMALL else _encode(number))
        before = document
    return "".join(out)


def decode_postings(text: str) -> list[int]:
    """Return the postings of a text that `encode_postings` made."""
    postings = []
    document = -1
    for number in decode_numbers(text):
        document += (number >> 3) + 1
        postings.append(document << 3 | number & 7)
    return postings
