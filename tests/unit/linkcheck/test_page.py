"""Reading pages: titles, languages, refreshes and anchors, whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.page import guess_language, has_anchor, is_checkable_fragment, read_page, read_refresh


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_break_the_reader(body: bytes, content_type: str) -> None:
    read_page(b"<title>" + body, content_type)
    read_refresh(b"<meta http-equiv=refresh content=0;url=" + body, content_type)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b"<title>  A\n &amp; B  </title>", "A & B"),
        (b"<TITLE lang=en>x<b>y</b></TITLE>", "x y"),
        (b"<title>never closed<body>text", "never closed"),
        (b"<svg><path/></svg>", ""),
        ("<meta charset=gbk><title>深度学习</title>".encode("gbk"), "深度学习"),
        ("<title>深度学习</title>".encode("utf-16"), "深度学习"),
    ],
)
def test_titles(body: bytes, title: str) -> None:
    assert read_page(body, "text/html").title == title


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "/new"),
        ("<meta content='0;URL=\"/new\"' http-equiv=Refresh>", "/new"),
        ('<meta http-equiv="refresh" content="30; url=/new">', ""),
        ('<meta http-equiv="refresh" content="300">', ""),
        ('<!-- <meta http-equiv="refresh" content="0; url=/new"> -->', ""),
        ('<noscript><meta http-equiv="refresh" content="0; url=/new"></noscript>', ""),
    ],
)
def test_refreshes(head: str, target: str) -> None:
    assert read_refresh(head.encode(), "text/html") == target


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("深度学习入门", "zh"),
        ("ディープラーニング入門", "ja"),
        ("딥러닝 입문", "ko"),
        ("Глубокое обучение", "ru"),
        ("Deep learning", ""),
    ],
)
def test_a_script_tells_the_language(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_declared_language_counts_first() -> None:
    assert read_page(b'<html class=x lang="zh-CN"><title>Deep learning</title>', "text/html").language == "zh"


@pytest.mark.parametrize("fragment", ["a", "%E6%B7%B1", "深", "Features", "x&y"])
def test_anchors_are_found_as_written_decoded_or_prefixed(fragment: str) -> None:
    text = '<p id=a><p id="深"><a name=\'x&amp;y\'><a id="user-content-features">'
    assert has_anchor(text, fragment)


def test_a_longer_name_is_another_anchor() -> None:
    assert not has_anchor('<p id="intro-2" data-id="x">', "intro")


@pytest.mark.parametrize(
    ("fragment", "checkable"),
    [
        ("intro", True),
        ("", False),
        ("!route", False),
        ("/route", False),
        ("L10-L20", False),
        (":~:text=x", False),
        ("top", False),
    ],
)
def test_only_names_of_elements_can_be_checked(fragment: str, *, checkable: bool) -> None:
    assert is_checkable_fragment(fragment) is checkable
