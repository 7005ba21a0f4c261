import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.search.normalise import normalise
from dlcatalog.website.search.variants import SIMPLIFIED, TRADITIONAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ResNet", "resnet"),
        ("ＧＰＴ－３", "gpt-3"),
        ("Café Müller", "cafe muller"),
        ("Łukasz Kaiser", "lukasz kaiser"),
        ("Straße", "strasse"),
        ("機器學習與捲積", "机器学习与卷积"),
        ("ﬁne-tuning", "fine-tuning"),
        ("İ", "i"),
        ("ΟΔΟΣ", "οδοσ"),
    ],
)
def test_one_spelling(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_twice_is_once_for_every_character() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    assigned = [character for character in characters if unicodedata.category(character) not in {"Cs", "Cn", "Co"}]
    assert [character for character in assigned if normalise(normalise(character)) != normalise(character)] == []


@given(st.text(), st.text())
def test_case_makes_no_difference_in_ascii(left: str, right: str) -> None:
    text = (left + right).encode("ascii", "ignore").decode()
    assert normalise(text.upper()) == normalise(text.lower())


def test_table_pairs_two_scripts() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert set(TRADITIONAL).isdisjoint(SIMPLIFIED)
