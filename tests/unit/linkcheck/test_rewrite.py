"""Edits change what they mean to, byte for byte nothing else, and never the meaning of the file."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.rewrite import Snapshot, add_archive_link, replace_addresses

ENTRY = """\
# yaml-language-server: $schema=../../docs/schema/site.schema.json
title: {en: A site, zh: 一个网站}   # spaces stay
summary: {en: "See http://old.org/a", zh: 说明}
links:
  - {url: http://old.org/a, role: home}
  # a comment that stays
  - url: 'http://old.org/b'
    role: docs

  - {url: "http://old.org/c?x=1", role: code}
repository: http://old.org/a
topics: [x]
"""
COPY = Snapshot("https://web.archive.org/web/2019/http://old.org/a", date(2019, 5, 1))


def test_addresses_are_replaced_where_they_are_addresses_and_nowhere_else() -> None:
    after = replace_addresses(ENTRY, {"http://old.org/a": "https://new.org/a", "http://old.org/b": "https://new.org/b"})
    expected = ENTRY.replace("url: http://old.org/a", "url: https://new.org/a").replace(
        "'http://old.org/b'", "'https://new.org/b'"
    )
    assert after == expected.replace("repository: http://old.org/a", "repository: https://new.org/a")


@pytest.mark.parametrize(
    "url",
    [
        "https://new.org/a,b",
        "https://new.org/a{b}",
        "https://new.org/a: b",
        "https://new.org/#a",
        'https://new.org/"q"',
        "https://new.org/[x]",
    ],
)
def test_an_address_that_yaml_would_misread_is_quoted(url: str) -> None:
    after = replace_addresses(ENTRY, {"http://old.org/a": url})
    assert yaml.safe_load(after)["links"][0]["url"] == url


def test_line_ends_and_byte_order_mark_stay() -> None:
    before = "\ufeff" + ENTRY.replace("\n", "\r\n")
    after = replace_addresses(before, {"http://old.org/c?x=1": "https://new.org/c"})
    assert after == before.replace("http://old.org/c?x=1", "https://new.org/c")


def test_an_address_that_the_entry_already_has_is_not_written_twice() -> None:
    assert replace_addresses(ENTRY, {"http://old.org/a": "http://old.org/b"}) == ENTRY


@given(st.from_regex(r"https://[a-z]{1,5}\.org/[!-~]{0,20}", fullmatch=True))
def test_no_new_address_can_break_the_file(url: str) -> None:
    after = yaml.safe_load(replace_addresses(ENTRY, {"http://old.org/b": url}))
    before = yaml.safe_load(ENTRY)
    before["links"][1]["url"] = url if url != "http://old.org/a" else before["links"][1]["url"]
    assert after == before


def test_an_archived_copy_goes_below_the_last_link() -> None:
    after = add_archive_link(ENTRY, COPY)
    line = "  - {url: https://web.archive.org/web/2019/http://old.org/a, role: archive, captured: 2019-05-01}\n"
    assert after == ENTRY.replace("role: code}\n", "role: code}\n" + line)


def test_a_block_item_at_the_end_and_a_missing_line_break_are_fine() -> None:
    text = "links:\n- url: http://old.org/a\n  role: home"
    after = add_archive_link(text, COPY)
    assert after is not None
    assert [link["role"] for link in yaml.safe_load(after)["links"]] == ["home", "archive"]


def test_a_flow_list_is_left_to_hands() -> None:
    assert add_archive_link("links: [{url: http://old.org/a, role: home}]\n", COPY) is None
