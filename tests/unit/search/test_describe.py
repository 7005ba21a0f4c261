from types import SimpleNamespace
from typing import Any

from dlcatalog.catalog.topics import Topic
from dlcatalog.website.search.describe import describe_card, describe_topics
from dlcatalog.website.search.document import Pair


def make_topic(entry_id: str, name: Pair, **changes: Any) -> Topic:
    gloss = {"en": "A subject.", "zh": "一个主题。"}
    return Topic.model_validate({"id": entry_id, "name": {"en": name[0], "zh": name[1]}, "gloss": gloss, **changes})


TOPICS = {
    "vision": make_topic("vision", ("Vision", "视觉")),
    "depth": make_topic("depth", ("Depth", "深度"), parent="vision", aliases=("Stereo",)),
}


def make_card(**changes: Any) -> Any:
    values = {
        "id": "resnet", "kind": "paper", "title_en": "Deep Residual Learning", "title_zh": "深度残差学习",
        "aliases": ("ResNet",), "rank": "landmark", "summary_en": "A.", "summary_zh": "甲。",
        "authors_en": ("Kaiming He",), "authors_zh": ("何恺明",), "year": None, "language": ("en",),
        "topics": ("depth",), "level": "advanced", "cost": "free", "standing": "classic", "added": "2026-11-20",
        "links": (("https://arxiv.org/abs/1512.03385", "abstract", ""),),
    }  # fmt: skip
    return SimpleNamespace(**values | changes)


def test_card_becomes_a_document() -> None:
    document = describe_card(make_card(), TOPICS, link_state="ok", bibtex="@x{}")
    assert document.title == ("Deep Residual Learning", "深度残差学习")
    assert document.aliases == ("ResNet", "1512.03385")
    assert document.authors == (("Kaiming He", "何恺明"),)
    assert document.topic_names == ("Depth", "深度", "Stereo", "Vision", "视觉")
    assert (document.year, document.page, document.url) == (0, "papers/resnet.html", "https://arxiv.org/abs/1512.03385")


def test_card_without_links_or_known_topics() -> None:
    document = describe_card(make_card(links=(), topics=("unknown",)), TOPICS, link_state="unchecked", bibtex="")
    assert (document.url, document.topic_names, document.aliases) == ("", (), ("ResNet",))


def test_those_who_are_not_named_are_not_found() -> None:
    card = make_card(authors_en=("Kaiming He", "et al."), authors_zh=("何恺明", "等"))
    assert describe_card(card, TOPICS, link_state="ok", bibtex="").authors == (("Kaiming He", "何恺明"),)


def test_topics_keep_their_order() -> None:
    assert [topic.id for topic in describe_topics(TOPICS)] == ["vision", "depth"]
