import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dlcatalog.lang import Lang
from dlcatalog.website.pictures.matrix import draw_matrix
from dlcatalog.website.pictures.relation_graph import draw_relations
from dlcatalog.website.pictures.svg import fit_text
from dlcatalog.website.pictures.topic_graph import MAX_TOPICS, draw_topic_graph
from dlcatalog.website.pictures.years import draw_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlcatalog.website.words import Words


@dataclass(frozen=True)
class Item:
    title: str


@dataclass(frozen=True)
class Group:
    label: str
    side: str
    items: tuple[Item, ...]


def _texts(svg: str) -> list[str | None]:
    return [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]


def _inside(svg: str) -> bool:
    root = ET.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for element in root.iter():
        if element.tag.endswith("rect"):
            x, y, w, h = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
            if not (x >= 0 and y >= 0 and x + w <= width and y + h <= height):
                return False
    return True


def test_texts_are_cut_to_their_place() -> None:
    assert fit_text("short", 100) == "short"
    assert fit_text("残差网络" * 10, 60).endswith("…")
    assert len(fit_text("残差网络" * 10, 60)) <= 5


def test_relations_are_drawn_with_escaped_titles(words: "Mapping[Lang, Words]") -> None:
    groups = (
        Group("Read first", "before", (Item("<b>&"),)),
        Group("Leads on to", "after", tuple(Item(f"n{n}") for n in range(9))),
    )
    svg = draw_relations('a "quoted" title', groups, words[Lang.EN])
    assert _inside(svg)
    assert {"<b>&", "n0", "n4"} <= set(_texts(svg))
    assert "n5" not in _texts(svg)


def test_years(words: "Mapping[Lang, Words]") -> None:
    svg = draw_years(
        [(1958, 1), (2012, 3), (2017, 9)], words[Lang.EN], label="x", marks=[(2017, "Attention"), (2017, "Other")]
    )
    assert _inside(svg)
    assert {"2017 Attention", "2017 Other", "9"} <= set(_texts(svg))
    assert "1 before 1972" in _texts(svg)


@pytest.mark.parametrize(
    "counts", [[], [(2020, 1)], [(1900, 1), (2026, 2)], [(year, year % 7 + 1) for year in range(1980, 2027)]]
)
def test_any_years_fit(words: "Mapping[Lang, Words]", counts: list[tuple[int, int]]) -> None:
    svg = draw_years(counts, words[Lang.ZH], label="x")
    assert svg == "" if not counts else _inside(svg)


def test_matrix() -> None:
    svg = draw_matrix(["Papers", "Books"], [("Vision", (4, 0)), ("Language", (1, 2))], label="x")
    assert _inside(svg)
    assert _texts(svg) == ["Papers", "Books", "Vision", "4", "Language", "1", "2"]


def test_topics_stand_after_their_prerequisites() -> None:
    svg = draw_topic_graph({"a": "A", "b": "B", "c": "C", "alone": "Alone"}, {"c": ["b"], "b": ["a"]}, label="x")
    places = {e.text: float(e.attrib["x"]) for e in ET.fromstring(svg).iter() if e.tag.endswith("text")}
    assert places["A"] < places["B"] < places["C"]
    assert "Alone" not in places
    assert _inside(svg)


def test_a_cycle_of_topics_does_not_hang() -> None:
    assert _inside(draw_topic_graph({"a": "A", "b": "B"}, {"a": ["b"], "b": ["a"]}, label="x"))


def test_large_graphs_are_cut() -> None:
    names = {f"t{n}": f"T{n}" for n in range(100)}
    svg = draw_topic_graph(names, {f"t{n}": [f"t{n - 1}"] for n in range(1, 100)}, label="x")
    assert len(_texts(svg)) == MAX_TOPICS


def test_a_long_name_of_a_topic_stands_on_two_lines() -> None:
    names = {"a": "Convex optimisation and operations research", "b": "网络结构"}
    drawn = draw_topic_graph(names, {"b": ("a",)}, label="topics")
    assert re.findall(r">([^<]+)</text>", drawn) == ["Convex optimisation and", "operations research", "网络结构"]
