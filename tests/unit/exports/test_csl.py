import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import citeproc
import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.exports import csl
from dlcatalog.website.exports.item import Item

ItemMaker = Callable[..., Item]
_GRAMMAR = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"


def describe(made: Item) -> dict[str, Any]:
    found = json.loads(csl.format_fragment(made))
    assert isinstance(found, dict)
    return found


def test_a_paper_keeps_every_fact(item: ItemMaker) -> None:
    made = item(
        "paper",
        "x",
        checked="2026-11-21",
        authors=["Laurens van der Maaten", {"name": "Google", "organization": True}, "Frank Rosenblatt Jr."],
        year="2008",
        language=["en"],
        venue="JMLR",
        volume="9",
        pages="2579-2605",
        entry_type="article",
    )
    assert describe(made) == {
        "id": "x",
        "type": "article-journal",
        "title": "A title",
        "author": [
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"literal": "Google"},
            {"family": "Rosenblatt", "given": "Frank", "suffix": "Jr."},
        ],
        "issued": {"date-parts": [[2008]]},
        "container-title": "JMLR",
        "volume": "9",
        "page": "2579-2605",
        "URL": "https://example.org/",
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "language": "en",
    }


def test_a_chinese_book_has_its_own_title_and_names(item: ItemMaker) -> None:
    title = {"en": "Dive into Deep Learning", "zh": "动手学深度学习"}
    found = describe(item("book", title=title, authors=[{"name": "Mu Li", "zh": "李沐"}], language=["zh"]))
    assert (found["title"], found["author"], found["language"]) == (
        "动手学深度学习",
        [{"family": "李", "given": "沐"}],
        "zh-CN",
    )


_EVERY_KIND: list[tuple[str, dict[str, Any]]] = [
    ("library", {}),
    ("course", {"institution": "Stanford", "term": "Spring 2017", "instructors": ["Fei-Fei Li"]}),
    ("book", {"publisher": "MIT Press", "edition": "2", "isbn": ["9780262035613"]}),
    *(
        ("paper", {"venue": "Venue", "entry_type": name, "arxiv": "1512.03385"})
        for name in ("article", "inproceedings", "incollection", "misc", "techreport", "phdthesis", "unpublished")
    ),
    ("site", {}),
    ("article", {"published": "2015-05-21"}),
    ("talk", {"event": "NIPS", "media": ["video"]}),
    ("dataset", {}),
    ("app", {}),
]


@pytest.mark.parametrize(("kind", "fields"), _EVERY_KIND)
def test_types_and_variables_are_those_of_the_language(item: ItemMaker, kind: str, fields: dict[str, Any]) -> None:
    grammar = {
        name: set(re.findall(r'"([\w-]+)"', (_GRAMMAR / f"csl-{name}.rnc").read_text()))
        for name in ("types", "variables")
    }
    found = describe(item(kind, **fields))
    assert found["type"] in grammar["types"]
    assert set(found) - {"id", "type"} <= grammar["variables"]


# The processor knows CSL 1.0.1, in which `event-title` was called `event`.
@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported. event_title:UserWarning")
@pytest.mark.parametrize(("kind", "fields"), _EVERY_KIND)
def test_a_citation_processor_reads_it(item: ItemMaker, kind: str, fields: dict[str, Any]) -> None:
    found = describe(item(kind, year="2015", authors=["Kaiming He"], **fields))
    reference = CiteProcJSON([found])["thing"]
    assert str(reference.title) == "A title"
    assert (reference.author[0].family, reference.issued.year) == ("He", 2015)


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_title_comes_back(item: ItemMaker, title: str) -> None:
    assert describe(item(title=title))["title"] == " ".join(title.split())
