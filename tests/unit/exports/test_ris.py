from collections.abc import Callable

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.exports import ris
from dlcatalog.website.exports.item import Item

ItemMaker = Callable[..., Item]


def test_a_journal_paper_keeps_every_fact(item: ItemMaker) -> None:
    made = item(
        "paper",
        "lenet",
        checked="2026-11-21",
        title={"en": "Gradient-Based Learning", "zh": "基于梯度的学习"},
        authors=["Yann LeCun", {"name": "Mu Li", "zh": "李沐"}, {"name": "Bell Labs", "organization": True}],
        year="1998",
        language=["en"],
        venue="Proceedings of the IEEE",
        volume="86",
        number="11",
        pages="2278-2324",
        doi="10.1109/5.726791",
        entry_type="article",
    )
    (record,) = rispy.loads(ris.format_fragment(made))
    assert record == {
        "type_of_reference": "JOUR",
        "id": "lenet",
        "authors": ["LeCun, Yann", "Li, Mu", "Bell Labs"],
        "title": "Gradient-Based Learning",
        "translated_title": "基于梯度的学习",
        "secondary_title": "Proceedings of the IEEE",
        "year": "1998",
        "volume": "86",
        "number": "11",
        "start_page": "2278",
        "end_page": "2324",
        "doi": "10.1109/5.726791",
        "urls": ["https://example.org/"],
        "access_date": "2026/11/21",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("paper", {"entry_type": "inproceedings", "venue": "CVPR"}, "CPAPER"),
        ("paper", {"entry_type": "phdthesis", "venue": "MIT"}, "THES"),
        ("paper", {"arxiv": "1512.03385"}, "GEN"),
        ("book", {}, "BOOK"),
        ("library", {}, "COMP"),
        ("dataset", {}, "DATA"),
        ("site", {}, "ELEC"),
        ("talk", {"media": ["video"]}, "VIDEO"),
        ("talk", {"media": ["slides"]}, "SLIDE"),
    ],
)
def test_each_kind_has_its_type(item: ItemMaker, kind: str, fields: dict[str, str], expected: str) -> None:
    assert ris.format_fragment(item(kind, **fields)).startswith(f"TY  - {expected}\r\n")


_LINE = st.text(
    st.one_of(st.sampled_from("AZ  -$&%{}\\\"'é李沐\n\t"), st.characters(categories=["L", "N"])), min_size=1
).filter(str.strip)


@given(titles=st.lists(_LINE, min_size=1, max_size=4))
def test_any_title_comes_back(item: ItemMaker, titles: list[str]) -> None:
    text = ris.SEPARATOR.join(ris.format_fragment(item("book", title=title)) for title in titles) + ris.TAIL
    found = [record["title"] for record in rispy.loads(text)]
    assert found == [" ".join(title.split()) for title in titles]
