import pytest

from dlcatalog.catalog.schema import Author
from dlcatalog.website.exports.names import Name, initials, name_of, parse_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kaiming He", Name("He", "Kaiming")),
        ("Yann Le Cun", Name("Cun", "Yann Le")),
        ("Laurens van der Maaten", Name("Maaten", "Laurens", "van der")),
        ("He, Kaiming", Name("He", "Kaiming")),
        ("van den Oord, Aäron", Name("Oord", "Aäron", "van den")),
        ("Frank Rosenblatt Jr.", Name("Rosenblatt", "Frank", suffix="Jr.")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("bell hooks", Name("hooks", "bell")),
        ("peghoty", Name("peghoty")),
        ("李沐", Name("李", "沐", is_han=True)),
        ("李 沐", Name("李", "沐", is_han=True)),
        ("欧阳修", Name("欧阳", "修", is_han=True)),
        ("阿斯顿·张", Name("阿斯顿·张", is_han=True)),
        ("机器之心编辑部", Name("机器之心编辑部", is_han=True)),
    ],
)
def test_a_name_is_taken_apart(text: str, expected: Name) -> None:
    assert parse_name(text) == expected


def test_a_chinese_work_gives_the_chinese_form_of_a_name() -> None:
    author = Author(name="Mu Li", zh="李沐", organization=False, others=False)
    assert name_of(author, chinese=True) == Name("李", "沐", is_han=True)
    assert name_of(author, chinese=False) == Name("Li", "Mu")


@pytest.mark.parametrize("text", ["Google", "University of California, Berkeley", "Salt and Pepper"])
def test_an_organisation_is_never_taken_apart(text: str) -> None:
    author = Author(name=text, zh=None, organization=True, others=False)
    assert name_of(author, chinese=False) == Name(text, is_organization=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Kaiming", "K."), ("Fei-Fei", "F.-F."), ("Yann André", "Y. A."), ("J.K.", "J. K."), ("Łukasz", "Ł."), ("", "")],
)
def test_initials(given: str, expected: str) -> None:
    assert initials(given) == expected
