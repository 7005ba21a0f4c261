from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.search.codec import (
    ALPHABET,
    decode_numbers,
    decode_postings,
    encode_numbers,
    encode_postings,
)


@given(st.lists(st.integers(0, 10**7)))
def test_numbers_come_back(numbers: list[int]) -> None:
    text = encode_numbers(numbers)
    assert list(decode_numbers(text)) == numbers
    assert set(text) <= set(ALPHABET)


def test_small_numbers_take_one_character() -> None:
    assert [len(encode_numbers([number])) for number in (0, 44, 45, 2114, 2115)] == [1, 1, 2, 2, 3]


@given(st.dictionaries(st.integers(0, 10**5), st.integers(0, 7)))
def test_postings_come_back(levels: dict[int, int]) -> None:
    postings = [number << 3 | levels[number] for number in sorted(levels)]
    assert decode_postings(encode_postings(postings)) == postings


def test_alphabet_needs_no_escape() -> None:
    assert set(ALPHABET).isdisjoint({'"', "\\", " "})
    assert len(ALPHABET) == 91
