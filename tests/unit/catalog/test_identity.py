"""What is the same thing meets, what is not stays apart."""

import pytest

from dlcatalog.catalog.identity import fold_words, identities_of_url, is_valid_isbn, isbn13, normalise_url
from dlcatalog.catalog.nearby import kebab, nearest_name
from dlcatalog.catalog.rules.cycles import find_cycles
from dlcatalog.catalog.rules.hosts import is_private, is_shortener


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://example.org/a/", "http://www.example.org/a"),
        ("https://example.org/a/index.html", "https://example.org/a"),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://EXAMPLE.org/a", "https://example.org/a"),
        ("https://example.org/%E4%B8%AD", "https://example.org/中"),
        ("https://例子.中国/", "https://xn--fsqu00a.xn--fiqs8s/"),
        ("https://github.com/Owner/Name.git", "https://github.com/owner/name"),
        ("https://youtu.be/abc", "https://www.youtube.com/watch?v=abc&t=10s"),
        ("https://arxiv.org/pdf/1512.03385v2.pdf", "https://arxiv.org/abs/1512.03385"),
        ("https://cn.arxiv.org/abs/1512.03385", "http://arxiv.org/pdf/1512.03385"),
    ],
)
def test_addresses_of_one_page_are_equal(first: str, second: str) -> None:
    assert normalise_url(first) == normalise_url(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://example.org:8080/", "https://example.org/"),
    ],
)
def test_addresses_of_two_pages_differ(first: str, second: str) -> None:
    assert normalise_url(first) != normalise_url(second)


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://arxiv.org/abs/1512.03385v3", "arxiv:1512.03385"),
        ("https://doi.org/10.1109/5.726791", "doi:10.1109/5.726791"),
        ("https://doi.org/10.48550/arXiv.1512.03385", "arxiv:1512.03385"),
        ("https://example.org/", "url:example.org"),
    ],
)
def test_an_address_of_a_paper_is_the_paper(url: str, identity: str) -> None:
    assert identities_of_url(url) == (identity,)


@pytest.mark.parametrize(
    ("isbn", "is_valid"),
    [
        ("9780262035613", True),
        ("978-0-262-03561-3", True),
        ("0262035618", True),
        ("080442957X", True),
        ("0804429570", False),
        ("9780262035614", False),
        ("9770262035613", False),
        ("97802620356", False),
        ("", False),
        ("９７８０２６２０３５６１３", False),
    ],
)
def test_check_digits(isbn: str, is_valid: bool) -> None:  # noqa: FBT001
    assert is_valid_isbn(isbn) is is_valid


def test_short_and_long_isbn_are_one() -> None:
    assert isbn13("0-262-03561-8") == isbn13("978-0-262-03561-3") == "9780262035613"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Neural Network", "Neural networks"),
        ("Learning, Deep", "Deep Learning"),
        ("Café", "cafe"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_near_titles_meet(first: str, second: str) -> None:
    assert fold_words(first) == fold_words(second)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("sumary", "summary"),
        ("Summary", "summary"),
        ("see_also", "see-also"),
        ("sumamry", "summary"),
        ("xyz", None),
        ("", None),
        ("s" * 1000, None),
    ],
)
def test_near_names(wrong: str, right: str | None) -> None:
    assert nearest_name(wrong, ["summary", "sources", "see-also", "standing"]) == right


def test_kebab() -> None:
    assert kebab("Deep Learning: A Survey!") == "deep-learning-a-survey"
    assert kebab("深度学习") == ""


def test_each_circle_is_found_once_and_from_its_smallest() -> None:
    graph = {"c": ["a"], "a": ["b"], "b": ["c", "d"], "d": ["e"], "e": ["d", "e"], "x": ["nowhere"]}

    assert sorted(find_cycles(graph)) == [("a", "b", "c"), ("d", "e")]


def test_a_long_chain_needs_no_recursion() -> None:
    graph = {str(number): [str(number + 1)] for number in range(50_000)}

    assert list(find_cycles(graph)) == []
    assert len(next(iter(find_cycles({**graph, "50000": ["0"]})))) == 50_001


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "[fe80::1]",
        "printer.local",
        "wiki.corp",
        "a.home.arpa",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
    ],
)
def test_private_hosts(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["example.org", "8.8.8.8", "localhost.example.org", "2606:4700::1111", "corp.example.org"]
)
def test_public_hosts(host: str) -> None:
    assert not is_private(host)


def test_shorteners() -> None:
    assert is_shortener("t.cn")
    assert is_shortener("WWW.bit.ly")
    assert not is_shortener("at.cn")
