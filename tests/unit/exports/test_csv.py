import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.exports import csv_table
from dlcatalog.website.exports.item import Item, Snapshot

ItemMaker = Callable[..., Item]


def read_rows(*items: Item, head: str) -> list[dict[str, str]]:
    text = head + csv_table.SEPARATOR.join(map(csv_table.format_fragment, items)) + csv_table.TAIL
    return list(csv.DictReader(io.StringIO(text.encode().decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture
def head(snapshot: Callable[..., Snapshot]) -> str:
    return csv_table.head(snapshot())


def test_a_book_keeps_its_facts(item: ItemMaker, head: str) -> None:
    made = item(
        "book",
        "d2l",
        title={"en": 'Dive, "deep"', "zh": "动手学"},
        aliases=["D2L", "d2l.ai"],
        authors=[{"name": "Mu Li", "zh": "李沐"}, "Zack Lipton"],
        isbn=["9787115490841"],
        language=["zh", "en"],
    )
    (row,) = read_rows(made, head=head)
    assert {name: value for name, value in row.items() if value} == {
        "id": "d2l",
        "kind": "book",
        "title_en": 'Dive, "deep"',
        "title_zh": "动手学",
        "aliases": "D2L; d2l.ai",
        "authors_en": "Mu Li; Zack Lipton",
        "authors_zh": "李沐; Zack Lipton",
        "language": "zh en",
        "topics": "networks",
        "level": "beginner",
        "cost": "free",
        "standing": "current",
        "summary_en": "What it is.",
        "summary_zh": "它是什么。",
        "url": "https://example.org/",
        "links": "https://example.org/",
        "isbn": "9787115490841",
        "added": "2026-11-20",
        "page_en": "en/books/d2l.html",
        "page_zh": "zh/books/d2l.html",
    }


def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_the_rfc_wants(item: ItemMaker, head: str) -> None:
    assert head.encode().startswith(b"\xef\xbb\xbfid,kind,")
    assert head.endswith("\r\n")
    assert "\n" not in csv_table.format_fragment(item())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1+1", "＝1", "'quoted"])
def test_no_cell_runs_as_a_formula(text: str) -> None:
    assert csv_table.format_cell(text).lstrip('"').startswith("'")


@given(text=st.text(min_size=1))
def test_taking_one_apostrophe_away_gives_back_any_text(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(csv_table.format_cell(text), newline=""), strict=True)
    assert cell.removeprefix("'") == text
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") or cell[0] == "'"


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_title_comes_back(item: ItemMaker, title: str) -> None:
    (row,) = read_rows(item(title=title), item(), head=f"\ufeff{csv_table.COLUMNS}\r\n")[:1]
    assert row["title_en"].removeprefix("'") == title
