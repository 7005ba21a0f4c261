import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.search import index as index_module
from dlcatalog.website.search.load import SearchIndex
from dlcatalog.website.search.score import search
from dlcatalog.website.search.words import edit_distance, list_halves, list_plurals
from tests.search.sample import CROWD, SHELF, make_document, make_index

INDEX = SearchIndex(make_index(SHELF + CROWD))


def find(query: str) -> list[str]:
    return [INDEX.docs[number][0] for number, _ in search(INDEX, query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("resnet", "resnet"),
        ("残差网络", "resnet"),
        ("殘差網絡", "resnet"),
        ("ResNet 残差", "resnet"),
        ("何恺明", "resnet"),
        ("kaiming", "resnet"),
        ("fastai", "fastai"),
        ("fast ai", "fastai"),
        ("gpt3", "gpt-3"),
        ("GPT 3", "gpt-3"),
        ("tensor flow", "tensorflow"),
        ("tensorfow", "tensorflow"),
        ("tens", "tensorflow"),
        ("deeplearning", "fastai"),
        ("西瓜", "watermelon-book"),
        ("瓜", "watermelon-book"),
        ("attentions", "attention"),
        ("什么是注意力", "attention"),
        ("attention is all you need", "attention"),
        ("learners few-shot", "gpt-3"),
        ("click-through rate", "deepfm"),
        ("推荐系统", "deepfm"),
        ("cafe", "cafe"),
        ("c++", "cafe"),
        ("机器学习 书", "watermelon-book"),
        ("learning course", "fastai"),
    ],
)
def test_first_result(query: str, first: str) -> None:
    assert find(query)[0] == first


@pytest.mark.parametrize("query", ["", "  ", "?!", "zzzzqqqq", "龘龘"])
def test_nothing_found(query: str) -> None:
    assert find(query) == []


def test_more_words_found_rank_higher_than_one_word_found_well() -> None:
    assert find("resnet practice")[0] == "resnet-in-practice"


def test_landmark_stands_before_its_equal() -> None:
    index = SearchIndex(
        make_index(
            (make_document("aaa", title=("Same",) * 2), make_document("bbb", title=("Same",) * 2, rank="landmark"))
        )
    )
    assert [index.docs[number][0] for number, _ in search(index, "same")] == ["bbb", "aaa"]


def test_shards_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "ONE_FILE", 5)
    sharded = SearchIndex(make_index(SHELF + CROWD))
    assert sharded.sharded
    for query in ("resnet", "残差网络", "tensorfow", "deeplearning", "瓜", "crowd number 007"):
        assert search(sharded, query) == search(INDEX, query)


@given(st.text(max_size=20))
def test_any_query_gives_scores_in_order(query: str) -> None:
    hits = search(INDEX, query)
    assert len({number for number, _ in hits}) == len(hits)
    assert all(score > 0 for _, score in hits)


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7))
def test_edit_distance_is_symmetric_and_bounded(left: str, right: str) -> None:
    distance = edit_distance(left, right, 9)
    assert distance == edit_distance(right, left, 9)
    assert abs(len(left) - len(right)) <= distance <= max(len(left), len(right))
    assert (distance == 0) == (left == right)
    assert edit_distance(left, right, 1) == min(distance, 2)


@pytest.mark.parametrize(
    ("left", "right", "distance"), [("erlu", "relu", 1), ("atention", "attention", 1), ("kitten", "sitting", 3)]
)
def test_edit_distance(left: str, right: str, distance: int) -> None:
    assert edit_distance(left, right, 5) == distance


def test_plurals_and_halves() -> None:
    assert list_plurals("libraries") == ["librariess", "librarieses", "librarie", "librari", "library"]
    assert list_plurals("gpt3") == []
    assert list_halves("resnet50") == [("res", "net50"), ("resn", "et50"), ("resne", "t50"), ("resnet", "50")]
