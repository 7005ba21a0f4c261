"""Addresses as browsers request them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.address import (
    Address,
    Unusable,
    ascii_host,
    parse_address,
    registrable_domain,
    resolve_address,
    same_site,
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A", "https://example.org/A"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a?b#c", "http://example.org:8080/a?b"),
        ("https://example.org/深度 学习", "https://example.org/%E6%B7%B1%E5%BA%A6%20%E5%AD%A6%E4%B9%A0"),
        ("https://example.org/%E6%B7%B1?q=学习", "https://example.org/%E6%B7%B1?q=%E5%AD%A6%E4%B9%A0"),
        ("https://en.wikipedia.org/wiki/C%2B%2B", "https://en.wikipedia.org/wiki/C%2B%2B"),
        (" https://exa\nmple.org/a\tb ", "https://example.org/ab"),
        ("https://example.org\\a\\b?c\\d", "https://example.org/a/b?c%5Cd"),
        ("https://中文.example/", "https://xn--fiq228c.example/"),
        ("https://my_site.example.org/", "https://my_site.example.org/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("https://example.org./", "https://example.org/"),
        ('https://example.org/"<x>', "https://example.org/%22%3Cx%3E"),
    ],
)
def test_a_usable_address_becomes_ascii(text: str, url: str) -> None:
    parsed = parse_address(text)
    assert isinstance(parsed, Address)
    assert parsed.url == url


@pytest.mark.parametrize(
    "text",
    ["", "example.org", "ftp://example.org/", "javascript:alert(1)", "http://", "https:///x", "http://a b.org/", "http://user:pw@example.org/",
     "http://example.org:99999/", "http://" + "a" * 64 + ".org/", "http://-a.org/", "http://a..org/", "http://[::1/", "http://[zz]/", "https://example.org/" + "a" * 9000],
)  # fmt: skip
def test_an_unusable_address_is_refused(text: str) -> None:
    assert isinstance(parse_address(text), Unusable)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser_and_what_it_gives_is_stable(text: str) -> None:
    for parsed in (
        parse_address(text),
        parse_address(f"https://example.org/{text}"),
        parse_address(f"https://{text}/"),
    ):
        if isinstance(parsed, Address):
            assert parsed.url.isascii()
            assert parse_address(parsed.url) == Address(parsed.url, parsed.scheme, parsed.host, parsed.port)


@given(st.text(max_size=60))
def test_no_location_breaks_the_resolver(location: str) -> None:
    assert isinstance(resolve_address("https://example.org/a/b", location), Address | Unusable)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "https://example.org/x"),
        ("x", "https://example.org/a/x"),
        ("../x y", "https://example.org/x%20y"),
        ("//other.org/x", "https://other.org/x"),
        ("?q", "https://example.org/a/b?q"),
        ("https://user:pw@other.org/x", "https://other.org/x"),
    ],
)
def test_a_location_is_seen_from_its_page(location: str, url: str) -> None:
    parsed = resolve_address("https://example.org/a/b", location)
    assert isinstance(parsed, Address)
    assert parsed.url == url


def test_the_fragment_is_kept_apart() -> None:
    parsed = parse_address("https://example.org/a#部分")
    assert isinstance(parsed, Address)
    assert (parsed.url, parsed.fragment) == ("https://example.org/a", "部分")


@pytest.mark.parametrize(
    ("host", "domain"),
    [("www.example.co.uk", "example.co.uk"), ("a.b.example.com", "example.com"), ("alice.github.io", "alice.github.io"), ("127.0.0.1", "127.0.0.1")],
)  # fmt: skip
def test_registrable_domains_follow_the_public_suffix_list(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


def test_two_projects_on_a_shared_host_are_two_sites() -> None:
    assert same_site("docs.example.com", "example.com")
    assert not same_site("alice.github.io", "bob.github.io")
    assert ascii_host("bücher.example") == "xn--bcher-kva.example"
