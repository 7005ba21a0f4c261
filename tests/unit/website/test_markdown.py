import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.inline_markdown import convert_simple
from dlcatalog.website.markdown import convert_fully, render_markdown

_WORDS = st.sampled_from(
    [
        "a",
        "word",
        "残差网络",
        "**bold**",
        "*soft*",
        "`x < y`",
        "[here](https://example.org/a_b?c=1&d=2)",
        "A < B",
        "&",
        "5 * 3",
        "x_1",
        "_no_",
        "<b>",
        "&amp;",
        "!",
        "![x](y)",
        "\\*",
        "1.",
        "- ",
        "#",
        "``",
        "**",
        "(",
        "[",
        "]",
        "~~",
        "|",
        '"',
        "'",
    ],
)
_LINES = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_PREFIXES = st.sampled_from(["", "", "- ", "1. ", "2. ", "> ", "```\n", "    ", "\n", "\n\n", "# "])
_TEXTS = st.lists(st.tuples(_PREFIXES, _LINES).map("".join), min_size=1, max_size=6).map("\n".join)


@given(_TEXTS)
def test_the_short_way_gives_what_the_full_converter_gives(text: str) -> None:
    short = convert_simple(text.strip())
    if short is not None:
        assert short == convert_fully(text.strip())


@given(st.text(max_size=200))
def test_no_text_breaks_out(text: str) -> None:
    html = render_markdown(text)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", html))
    assert not tags & {"script", "iframe", "img", "style", "svg", "object", "form", "input", "base", "link", "meta"}
    assert not re.search(r"<[^>]*\son\w+\s*=", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One & two", "<p>One &amp; two</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", '<p><a rel="nofollow noopener">x</a></p>'),
        ("[x](https://example.org/)", '<p><a href="https://example.org/" rel="nofollow noopener">x</a></p>'),
        ("# Large", "<h3>Large</h3>"),
        ("一句话写成\n两行。", "<p>一句话写成两行。</p>"),
        ("Three things:\n- one\n- two", "<p>Three things:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("costs $5 and $10", "<p>costs $5 and $10</p>"),
        ("`$HOME` and `$PATH`", "<p><code>$HOME</code> and <code>$PATH</code></p>"),
    ],
)
def test_conversion(text: str, expected: str) -> None:
    assert render_markdown(text) == expected


def test_a_formula_becomes_mathml() -> None:
    assert render_markdown("so $x$.") == '<p>so <math alttext="x"><mrow><mi>x</mi></mrow></math>.</p>'


def test_a_formula_on_its_own_line_scrolls_by_itself() -> None:
    assert render_markdown("$$x$$").startswith('<div class="formula" tabindex="0"><math')


def test_a_broken_formula_shows_its_source() -> None:
    assert render_markdown(r"so $\frac{1}{$ there") == (
        r'<p>so <code class="broken-formula">$\frac{1}{$</code> there</p>'
    )


def test_private_characters_cannot_forge_a_formula() -> None:
    assert "<math" not in render_markdown("\ue0000\ue001 and $5")
