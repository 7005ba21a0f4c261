import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.search.terms import collect_terms, format_pieces, query_pieces, split_pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fast.ai", {"fast", "ai", "fastai"}),
        ("GPT-3", {"gpt", "3", "gpt3"}),
        ("ResNet50", {"resnet50", "resnet", "50"}),
        ("C++ and C#", {"c++", "c#"}),
        ("word2vec", {"word2vec"}),
        ("深度学习", {"深度", "度学", "学习"}),
        ("数学的基础", {"数学", "基础"}),
        ("目的地", {"目的", "的地"}),
        ("用 PyTorch 训练", {"用", "pytorch", "训练"}),
        ("of the", set()),
    ],
)
def test_terms_of_a_summary(text: str, expected: set[str]) -> None:
    assert collect_terms(text, main=False) == expected


def test_titles_also_give_single_characters_and_stop_words() -> None:
    assert collect_terms("图的 What", main=True) == {"图的", "图", "的", "what"}


@given(st.text())
def test_terms_have_no_space_and_end_before_the_private_characters(text: str) -> None:
    for term in collect_terms(text, main=True):
        assert term
        assert " " not in term
        assert max(term) < "\ue000"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("什么是卷积神经网络", "卷积神经网络"),
        ("卷积神经网络是什么？", "卷积神经网络"),
        ("如何训练 GAN", "训练 gan"),
        ("what is the best GAN", "gan"),
        ("what is it", "what is it"),
        ("什么", "什么"),
        ("", ""),
    ],
)
def test_question_words_go_unless_nothing_is_left(query: str, left: str) -> None:
    assert format_pieces(query_pieces(query)) == left


def test_titles_are_compared_without_punctuation() -> None:
    assert format_pieces(split_pieces("adam: a method (for  optimization)")) == "adam a method for optimization"
