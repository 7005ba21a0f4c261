"""References as style guides print them: APA (seventh edition) and GB/T 7714-2015."""

from collections.abc import Callable
from typing import Any

import pytest

from dlcatalog.website.exports.citations import format_apa, format_bibtex, format_citations, format_gbt7714, format_ris
from dlcatalog.website.exports.item import Item

ItemMaker = Callable[..., Item]

_RESNET = {
    "title": "Deep Residual Learning",
    "authors": ["Kaiming He", "Xiangyu Zhang", "Shaoqing Ren", "Jian Sun"],
    "year": "2016",
    "language": ["en"],
    "venue": "CVPR",
    "pages": "770-778",
    "entry_type": "inproceedings",
    "doi": "10.1109/CVPR.2016.90",
}
_D2L = {
    "title": {"en": "Dive into Deep Learning", "zh": "动手学深度学习"},
    "authors": [
        {"name": "Aston Zhang", "zh": "阿斯顿·张"},
        {"name": "Mu Li", "zh": "李沐"},
        "Zachary C. Lipton",
        "Alexander J. Smola",
    ],
    "year": "2019",
    "language": ["zh"],
    "publisher": "人民邮电出版社",
    "edition": "2",
}
_CASES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "paper",
        _RESNET,
        "He, K., Zhang, X., Ren, S., & Sun, J. (2016). Deep Residual Learning. In CVPR (pp. 770–778). https://doi.org/10.1109/CVPR.2016.90",
        "HE K, ZHANG X, REN S, et al. Deep Residual Learning[C]//CVPR. 2016: 770-778. DOI:10.1109/CVPR.2016.90.",
    ),
    (
        "paper",
        {
            "title": "t-SNE?",
            "authors": ["Laurens van der Maaten", "Geoffrey Hinton"],
            "year": "2008",
            "venue": "JMLR",
            "volume": "9",
            "number": "11",
            "pages": "2579–2605",
            "entry_type": "article",
        },
        "van der Maaten, L., & Hinton, G. (2008). t-SNE? JMLR, 9(11), 2579–2605. https://example.org/",
        "VAN DER MAATEN L, HINTON G. t-SNE?[J]. JMLR, 2008, 9(11): 2579-2605.",
    ),
    (
        "paper",
        {"authors": ["Ashish Vaswani", {"name": "others", "others": True}], "year": "2017", "arxiv": "1706.03762v5"},
        "Vaswani, A., et al. (2017). A title. arXiv. https://doi.org/10.48550/arXiv.1706.03762",
        "VASWANI A, et al. A title[EB/OL]. (2017)[2026-11-21]. https://example.org/.",
    ),
    (
        "book",
        _D2L,
        "Zhang, A., Li, M., Lipton, Z. C., & Smola, A. J. (2019). 动手学深度学习 [Dive into Deep Learning] (2nd ed.). 人民邮电出版社.",
        "阿斯顿·张, 李沐, LIPTON Z C, 等. 动手学深度学习[M]. 2版. 人民邮电出版社, 2019.",
    ),
    (
        "book",
        {"authors": ["Michael Nielsen"], "year": "2015", "free_online": "true", "publisher": "Determination Press"},
        "Nielsen, M. (2015). A title. Determination Press. https://example.org/",
        "NIELSEN M. A title[M/OL]. Determination Press, 2015[2026-11-21]. https://example.org/.",
    ),
    (
        "library",
        {"title": "PyTorch", "authors": [{"name": "Meta AI", "organization": True}], "year": "2016"},
        "Meta AI. (2016). PyTorch [Computer software]. https://example.org/",
        "Meta AI. PyTorch[CP/OL]. (2016)[2026-11-21]. https://example.org/.",
    ),
    (
        "dataset",
        {"title": "MNIST", "authors": ["Yann LeCun", "Corinna Cortes"], "year": "1998"},
        "LeCun, Y., & Cortes, C. (1998). MNIST [Data set]. https://example.org/",
        "LECUN Y, CORTES C. MNIST[DS/OL]. (1998)[2026-11-21]. https://example.org/.",
    ),
    (
        "course",
        {"instructors": ["Fei-Fei Li"], "institution": {"en": "Stanford", "zh": "斯坦福大学"}, "year": "2017"},
        "Li, F.-F. (2017). A title [Online course]. Stanford. https://example.org/",
        "LI F F. A title[EB/OL]. (2017)[2026-11-21]. https://example.org/.",
    ),
    (
        "article",
        {"authors": ["Andrej Karpathy"], "published": "2015-05-21"},
        "Karpathy, A. (2015, May 21). A title. https://example.org/",
        "KARPATHY A. A title[EB/OL]. (2015-05-21)[2026-11-21]. https://example.org/.",
    ),
    (
        "talk",
        {"authors": ["Andrew Ng"], "event": "NIPS", "media": ["video"]},
        "Ng, A. (n.d.). A title [Video]. NIPS. https://example.org/",
        "NG A. A title[EB/OL]. [2026-11-21]. https://example.org/.",
    ),
    (
        "site",
        {},
        "A title. (n.d.). Retrieved November 21, 2026, from https://example.org/",
        "A title[EB/OL]. [2026-11-21]. https://example.org/.",
    ),
    (
        "paper",
        {"authors": ["Paul Werbos"], "venue": "Harvard", "entry_type": "phdthesis", "year": "1974"},
        "Werbos, P. (1974). A title [Doctoral dissertation, Harvard]. https://example.org/",
        "WERBOS P. A title[D/OL]. Harvard, 1974[2026-11-21]. https://example.org/.",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "apa", "gbt"), _CASES)
def test_references(item: ItemMaker, kind: str, fields: dict[str, Any], apa: str, gbt: str) -> None:
    found = format_citations(item(kind, checked="2026-11-21", **fields))
    assert (found.apa, found.gbt7714) == (apa, gbt)


def test_no_day_of_access_is_made_up(item: ItemMaker) -> None:
    found = format_citations(item("site"))
    assert found.apa == "A title. (n.d.). https://example.org/"
    assert found.gbt7714 == "A title[EB/OL]. https://example.org/."


def test_more_than_twenty_authors_are_cut_as_apa_wants(item: ItemMaker) -> None:
    apa = format_citations(item(authors=[f"A{number} Name" for number in range(25)])).apa
    assert apa.count("Name, A.") == 20
    assert ", . . . Name, A. (n.d.)" in apa


def test_the_page_of_an_entry_gets_the_same_citations(item: ItemMaker) -> None:
    made = item(**_RESNET)
    found = format_citations(made)
    assert format_bibtex("thing", made.entry) == found.bibtex
    assert format_ris("thing", made.entry) == found.ris.replace("\r\n", "\n")
    assert format_apa("thing", made.entry) == found.apa
    assert format_gbt7714("thing", made.entry) == found.gbt7714
    assert not any(text.endswith("\n") for text in (found.bibtex, found.ris, found.apa, found.gbt7714))
