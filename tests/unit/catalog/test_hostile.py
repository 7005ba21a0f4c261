"""Hostile input ends in a diagnostic, never in a traceback, and soon."""

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcatalog.catalog.document import parse_document
from dlcatalog.catalog.loader import load_catalog, parse_entry
from dlcatalog.catalog.rules import check_entry
from dlcatalog.catalog.survey import survey_catalog
from tests.broken_cases import SITE, TODAY

VALID = """\
title: {en: A sample, zh: 一个示例}
summary:
  en: What it is, and for whom.
  zh: 说明它是什么、适合谁。
links:
  - {url: https://example.org/, role: home}
topics: [deep-learning]
level: beginner
cost: free
standing: current
added: 2026-11-20
"""
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = 5_000
TEXTS = {
    "bomb of aliases": BOMB,
    "deep flow lists": "title: " + "[" * DEEP + "]" * DEEP,
    "deep flow mappings": "title: " + "{a: " * DEEP + "x" + "}" * DEEP,
    "unclosed flow lists": "[" * 60_000,
    "deep block mappings": "\n".join(" " * level + "a:" for level in range(350)),
    "deep block lists": "- " * DEEP + "x",
    "deep complex keys": "? " * DEEP + "x",
    "mixed block lists and keys": "- ? " * (DEEP // 2) + "x",
    "deep complex keys in flow": "[? " * DEEP,
    "lists under each other": "a:\n" + "\n".join("  " * level + "-" for level in range(200)),
    "64 KiB of double quotes": '"' * 65_000,
    "64 KiB of single quotes": "'" * 65_000,
    "64 KiB of colons": ":" * 65_000,
    "64 KiB of dashes": "-" * 65_000,
    "64 KiB of ampersands": "&" * 65_000,
    "64 KiB of anchors": "&a " * 20_000,
    "64 KiB of percent signs": "%" * 65_000,
    "64 KiB of spaces": " " * 65_000,
    "64 KiB of tabs": "\t" * 65_000,
    "64 KiB of line breaks": "\n" * 65_000,
    "thousands of unknown keys": "".join(f"k{number}: x\n" for number in range(7_000)),
    "thousands of equal keys": "title: x\n" * 7_000,
    "thousands of bad links": "links:\n" + "  - {url: x, rule: y}\n" * 2_500,
    "thousands of short texts without spaces": VALID.replace("说明它是什么", "用X写" * 3_000),
    "a huge key": "k" * 60_000 + ": x",
    "a huge quoted key": "? " + "k" * 60_000 + "\n: x",
    "an integer of 10,000 digits": VALID + "year: " + "9" * 10_000,
    "a float of 10,000 digits": VALID + "year: 1." + "9" * 10_000,
    "infinity": VALID + "year: .inf",
    "a malformed date": VALID.replace("2026-11-20", "2026-99-99"),
    "a date of other digits": VALID.replace("2026", "２０２６"),
    "a timestamp": VALID.replace("2026-11-20", "1479600000"),
    "an escaped lone surrogate": VALID.replace("A sample", '"\\ud800"'),
    "an escaped NUL": VALID.replace("A sample", '"a\\0b"'),
    "a tag that runs code": "title: !!python/object/apply:os.system ['true']\n",
    "a merge key": "<<: {title: x}\n" + VALID,
    "a list as a key": "? [a, b]\n: x\n",
    "an address that never ends": VALID.replace("https://example.org/", "https://" + "a." * 30_000),
    "an address of brackets": VALID.replace("https://example.org/", "'http://[[[[::1'"),
    "an address in octal": VALID.replace("https://example.org/", "http://0177.0.0.1/"),
    "nothing": "",
    "a comment": "# nothing here\n",
    "a lone scalar": "hello",
    "null": "~",
}
BYTES = {
    "UTF-16": VALID.encode("utf-16"),
    "UTF-16 without mark": VALID.encode("utf-16-le"),
    "UTF-32": VALID.encode("utf-32"),
    "GBK": VALID.encode("gbk"),
    "Big5": "title: 深度學習".encode("big5"),
    "UTF-8 with mark": b"\xef\xbb\xbf" + VALID.encode(),
    "NUL bytes": VALID.replace("A sample", "A\0sample").encode(),
    "lone surrogates": VALID.replace("A sample", "A\udc80sample").encode("utf-8", "surrogatepass"),
    "overlong forms": VALID.encode().replace(b"A sample", b"A \xc0\xafsample"),
    "3 MB": VALID.encode() + b"# " + b"x" * 3_000_000,
    "random bytes": bytes(range(256)) * 10,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_ends_in_a_diagnostic_within_a_second(text: str) -> None:
    content = text.encode("utf-8")[: 64 * 1024]
    started = time.process_time()
    parsed = parse_entry("papers/x.yaml", content)
    more = () if parsed.document is None else check_entry(parsed.document, parsed.entry)

    assert parsed.diagnostics + more
    assert time.process_time() - started < 1


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_hostile_bytes_end_in_a_diagnostic(content: bytes) -> None:
    parsed = parse_entry("papers/x.yaml", content)

    assert parsed.card is None
    assert parsed.diagnostics


def test_line_ends_of_windows_are_welcome() -> None:
    parsed = parse_entry("papers/x.yaml", VALID.replace("\n", "\r\n").encode())

    assert parsed.diagnostics == ()


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "site.yaml").write_bytes(SITE)
    return tmp_path


def test_a_pipe_is_refused_and_not_waited_for(catalog: Path) -> None:
    os.mkfifo(catalog / "papers" / "x.yaml")

    assert [d.rule for d in load_catalog(catalog).diagnostics] == ["unreadable-file"]


def test_a_link_to_a_device_is_refused(catalog: Path) -> None:
    (catalog / "papers" / "x.yaml").symlink_to("/dev/zero")

    assert [d.rule for d in load_catalog(catalog).diagnostics] == ["outside-catalog"]


def test_a_link_that_leads_nowhere_or_round_in_a_circle_is_refused(catalog: Path) -> None:
    (catalog / "papers" / "x.yaml").symlink_to("nowhere.yaml")
    (catalog / "papers" / "y.yaml").symlink_to("y.yaml")

    assert {d.rule for d in load_catalog(catalog).diagnostics} == {"unreadable-file"}


def test_a_link_inside_the_catalog_is_followed(catalog: Path) -> None:
    (catalog / "papers" / "x.yaml").write_text(VALID, encoding="utf-8")
    (catalog / "articles").mkdir()
    (catalog / "articles" / "y.yaml").symlink_to("../papers/x.yaml")

    assert set(load_catalog(catalog).catalog.cards) == {"x", "y"}


def test_a_file_name_that_is_no_text_is_reported(catalog: Path) -> None:
    (catalog / "papers" / os.fsdecode(b"\xff\xfe.yaml")).write_text(VALID, encoding="utf-8")

    assert "bad-id" in {d.rule for d in survey_catalog(catalog, TODAY).diagnostics}


PIECES = [*"[]{}:,-?&*!|>'\"%@`#\\ \n\t", *"abc019中，", "title", "en: ", "- ", "\u202e", "\x00"]
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=200).map("".join)
SCALARS = st.one_of(
    st.text(max_size=12), st.sampled_from(["", "1", "2015", "2026-11-20", "true", "home", "https://a.b/", "x"])
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        *("title", "summary", "notes", "links", "authors", "year", "language", "topics", "level", "cost", "standing"),
        *("successor", "relations", "sources", "former_ids", "added", "reviewed", "isbn", "arxiv", "venue", "nonsense"),
    ],
)


@given(YAML_LIKE)
@settings(max_examples=400, deadline=None)
def test_any_text_parses_or_is_diagnosed(text: str) -> None:
    document, faults = parse_document("papers/x.yaml", text)

    assert document is not None or faults


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_parse_or_are_diagnosed(content: bytes) -> None:
    parsed = parse_entry("papers/x.yaml", content)

    assert parsed.card is not None or parsed.diagnostics


@given(st.dictionaries(KEYS, DATA, max_size=8))
@settings(max_examples=400, deadline=None)
def test_any_data_is_validated_and_checked_without_an_exception(data: dict[str, object]) -> None:
    content = json.dumps(data).replace("\\u0085", " ").encode()
    for folder in ("papers", "books", "courses", "libraries"):
        parsed = parse_entry(f"{folder}/x.yaml", content)
        more = () if parsed.document is None else check_entry(parsed.document, parsed.entry)
        for diagnostic in (*parsed.diagnostics, *more):
            assert diagnostic.line >= 1
            assert diagnostic.column >= 1


@pytest.mark.parametrize("path", ["site.yaml", "topics.yaml", "sources.yaml", "links.yaml", "paths/a.yaml"])
@pytest.mark.parametrize("name", ["bomb of aliases", "deep flow lists", "thousands of unknown keys", "a list as a key"])
def test_files_beside_the_entries_are_read_as_carefully(catalog: Path, path: str, name: str) -> None:
    (catalog / "paths").mkdir()
    (catalog / path).write_text(TEXTS[name], encoding="utf-8")

    assert path in {d.path for d in survey_catalog(catalog, TODAY).diagnostics}
