from collections.abc import Callable
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from dlcatalog.website.exports import bibtex
from dlcatalog.website.exports.item import Item, Snapshot

ItemMaker = Callable[..., Item]


def parse(text: str) -> Any:
    library = parse_string(text)
    assert not library.failed_blocks
    return library


def parse_fields(text: str) -> dict[str, str]:
    (entry,) = parse(text).entries
    return {field.key: field.value for field in entry.fields}


def decode(text: str) -> str:
    """Read LaTeX text as LaTeX shows it, by a decoder that is not ours."""
    shown = LatexNodes2Text(strict_latex_spaces=True).latex_to_text(text)
    return str(shown).replace("ˆ", "^").replace("˜", "~")


def test_a_conference_paper_keeps_every_fact(item: ItemMaker) -> None:
    made = item(
        "paper",
        "resnet",
        checked="2026-11-21",
        title={"en": "Deep Residual Learning for 3D Images with ResNet", "zh": "残差"},
        authors=["Kaiming He", "Laurens van der Maaten", {"name": "Google", "organization": True}, "Léon Bottou"],
        year="2016",
        language=["en"],
        venue="CVPR & friends",
        pages="770–778",
        doi="10.1109/CVPR_2016.90",
        arxiv="1512.03385v2",
        entry_type="inproceedings",
        links=[{"url": "https://example.org/a%20b?x=1&y_z=2#top", "role": "abstract"}],
    )
    text = bibtex.format_fragment(made)
    (entry,) = parse(text).entries
    assert (entry.entry_type, entry.key) == ("inproceedings", "resnet")
    assert parse_fields(text) == {
        "author": "He, Kaiming and van der Maaten, Laurens and {Google} and Bottou, Léon",
        "title": "Deep Residual Learning for {3D} Images with {ResNet}",
        "booktitle": r"CVPR \& friends",
        "year": "2016",
        "pages": "770--778",
        "doi": "10.1109/CVPR_2016.90",
        "eprint": "1512.03385",
        "archivePrefix": "arXiv",
        "url": "https://example.org/a%20b?x=1&y_z=2#top",
        "urldate": "2026-11-21",
    }


def test_names_come_apart_as_bibtex_takes_them_apart(item: ItemMaker) -> None:
    names = ["Kaiming He", "Laurens van der Maaten", "King, Jr., Martin Luther", {"name": "Mu Li", "zh": "李沐"}]
    text = bibtex.format_fragment(item(authors=[*names, {"name": "others", "others": True}]))
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    authors = library.entries[0]["author"]
    found = [(part.von, part.last, part.jr, part.first) for part in authors]
    assert found == [
        ([], ["He"], [], ["Kaiming"]),
        (["van", "der"], ["Maaten"], [], ["Laurens"]),
        ([], ["King"], ["Jr."], ["Martin", "Luther"]),
        ([], ["Li"], [], ["Mu"]),
        ([], ["others"], [], []),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GAN", "{GAN}"),
        ("Learning with GANs", "Learning with {GANs}"),
        ("Deep Q-Learning", "Deep {Q}-Learning"),
        ("U-Net: A Network", "{U}-Net: A Network"),
        ("Auto-Encoding Variational Bayes", "Auto-Encoding Variational {Bayes}"),
        ("GPT-3 in Python", "{GPT}-3 in {Python}"),
        ("100% of C#", r"100\% of {C}\#"),
        ("{x} \\ ~ ^", r"{\lbrace}x{\rbrace} {\textbackslash} {\textasciitilde} {\textasciicircum}"),
        ("动手学深度学习", "动手学深度学习"),
        ("PyTorch 入门", "{PyTorch} 入门"),
    ],
)
def test_capitals_with_meaning_are_protected(item: ItemMaker, title: str, expected: str) -> None:
    assert f"  title = {{{expected}}}," in bibtex.format_fragment(item(title=title))


def test_the_name_of_a_product_is_protected_whole(item: ItemMaker) -> None:
    assert "  title = {{scikit-learn & co}}," not in bibtex.format_fragment(item("library", title="scikit-learn & co"))
    assert r"  title = {{scikit-learn \& co}}," in bibtex.format_fragment(item("library", title="scikit-learn & co"))


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("paper", {"arxiv": "1512.03385"}, "misc"),
        ("paper", {"venue": "Nature", "volume": "1"}, "article"),
        ("paper", {"entry_type": "article"}, "misc"),
        ("paper", {"entry_type": "phdthesis", "venue": "MIT"}, "phdthesis"),
        ("paper", {"entry_type": "unpublished"}, "unpublished"),
        ("book", {}, "book"),
        ("library", {}, "software"),
        ("app", {}, "software"),
        ("dataset", {}, "dataset"),
        ("course", {}, "online"),
        ("site", {}, "online"),
        ("article", {}, "online"),
        ("talk", {}, "online"),
    ],
)
def test_each_kind_has_its_entry_type(item: ItemMaker, kind: str, fields: dict[str, str], expected: str) -> None:
    assert bibtex.format_fragment(item(kind, **fields)).startswith(f"@{expected}{{thing,\n")


def test_a_day_of_access_stands_only_where_a_check_reached_the_address(item: ItemMaker) -> None:
    assert "urldate" not in bibtex.format_fragment(item())
    assert "  urldate = {2026-11-21}" in bibtex.format_fragment(item(checked="2026-11-21"))


# Letters of many scripts and all that LaTeX or BibTeX reads; two of ` ' - < > in a row are ligatures on purpose.
_ODD = (
    st.text(
        st.one_of(st.sampled_from('$&%_{}\\"#~^@=,;:!?()[]*+/|'), st.sampled_from("aZéß李沐深度"), st.just(" ")),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(title=_ODD)
def test_any_title_comes_back_by_another_decoder(item: ItemMaker, title: str) -> None:
    fields = parse_fields(bibtex.format_fragment(item(title=title)))
    assert decode(fields["title"]) == title
    assert fields["url"] == "https://example.org/"


@given(titles=st.lists(_ODD, min_size=2, max_size=4))
def test_no_title_breaks_the_entry_after_it(
    item: ItemMaker, snapshot: Callable[..., Snapshot], titles: list[str]
) -> None:
    items = [item("book", f"b{number}", title=title, authors=[title]) for number, title in enumerate(titles)]
    text = bibtex.head(snapshot(*items)) + bibtex.SEPARATOR.join(map(bibtex.format_fragment, items)) + bibtex.TAIL
    assert [entry.key for entry in parse(text).entries] == [f"b{number}" for number in range(len(titles))]


@given(text=_ODD)
def test_braces_of_every_field_are_balanced(text: str) -> None:
    depth = 0
    for char in bibtex.escape_text(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
