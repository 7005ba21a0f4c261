import json
import marshal
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcatalog.records import replace
from dlcatalog.website.search import index as index_module
from dlcatalog.website.search import shards
from dlcatalog.website.search.document import (
    IndexedEntry,
    SearchDocument,
    document_record,
    document_terms,
    find_level,
    read_terms,
)
from dlcatalog.website.search.index import build_index
from dlcatalog.website.search.packs import INDEX_FILE, parse_packs, parse_value
from dlcatalog.website.search.update import update_index
from tests.search.sample import CROWD, SHELF, TOPICS, make_document, make_index

WORDS = ("alpha", "beta", "gamma", "delta", "卷积网络", "注意力", "推荐系统", "zeta-9", "omega", "kappa")


def prepare(document: SearchDocument) -> IndexedEntry:
    return document_record(document), document_terms(document)


def test_cached_values_pass_marshal() -> None:
    for document in SHELF:
        entry = prepare(document)
        assert marshal.loads(marshal.dumps(entry)) == entry


def test_terms_are_weighed_by_field() -> None:
    terms = dict(read_terms(document_terms(SHELF[0])))
    assert terms["resnet"] > terms["residual"] > terms["kaiming"] > terms["computer"] > terms["base"]


@pytest.mark.parametrize(("weight", "level"), [(0.5, 0), (1.0, 0), (2.5, 1), (6.9, 3), (15.0, 7), (99.0, 7)])
def test_level_is_the_highest_not_above(weight: float, level: int) -> None:
    assert find_level(weight) == level


def test_same_bytes_whatever_the_order() -> None:
    shuffled = list(SHELF + CROWD)
    random.Random(1).shuffle(shuffled)
    assert make_index(tuple(shuffled)) == make_index(SHELF + CROWD)


def test_an_entry_added_later_moves_no_other_number() -> None:
    late = make_document("aaa", added="2026-12-01")
    before = dict(parse_packs(make_index(SHELF)[INDEX_FILE]))
    after = dict(parse_packs(make_index((*SHELF, late))[INDEX_FILE]))
    rows = parse_value(after["docs-0"])
    assert isinstance(rows, list)
    assert rows[:-1] == parse_value(before["docs-0"])


def test_one_file_holds_terms_and_titles_and_others_stand_beside() -> None:
    files = make_index(SHELF)
    assert sorted(files) == [f"assets/search/{name}.js" for name in ("cite-0", "index", "text-en-0", "text-zh-0")]
    assert [name for name, _ in parse_packs(files[INDEX_FILE])] == ["header", "meta-0", "docs-0", "terms"]


def test_packs_are_calls_with_json() -> None:
    for content in make_index(SHELF).values():
        for line in content.decode().splitlines():
            assert line.startswith("DLC_INDEX(")
            assert line.endswith(");")
            json.loads("[" + line[len("DLC_INDEX(") : -2] + "]")


def test_empty_catalog_has_an_index() -> None:
    assert parse_value(dict(parse_packs(make_index(())[INDEX_FILE]))["header"])["n"] == 0  # type: ignore[index]


def test_shards_end_at_boundaries_and_limits() -> None:
    rows = [(f"term{number:05d}", "x" * (number % 300)) for number in range(5000)]
    cut = list(shards.cut_shards(rows))
    assert [row for shard in cut for row in shard] == rows
    assert all(sum(len(term) + len(text) + 2 for term, text in shard) <= shards.LIMIT for shard in cut)
    firsts = {shard[0][0] for shard in cut}
    assert {term for term, _ in rows if shards.is_boundary(term)} <= firsts


@pytest.fixture(params=["one file", "shards"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "shards":
        monkeypatch.setattr(index_module, "ONE_FILE", 5)
        monkeypatch.setattr(shards, "_ONE_IN", 7)
        monkeypatch.setattr(shards, "LIMIT", 400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.usefixtures("form")
def test_update_gives_the_bytes_of_a_clean_build(data: st.DataObject) -> None:
    texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
    documents = [
        make_document(f"entry-{number}", title=(data.draw(texts), data.draw(texts)), year=2000 + number)
        for number in range(12)
    ]
    numbers = data.draw(st.sets(st.integers(0, 11), min_size=1, max_size=4))
    changed = list(documents)
    for number in numbers:
        changed[number] = replace(
            documents[number],
            title=(data.draw(texts), "同"),
            rank=data.draw(st.sampled_from(["", "landmark", "notable"])),
            topics=data.draw(st.sampled_from([("vision",), ("language", "recommendation")])),
            url="https://example.org/new",
        )
    entries = [prepare(document) for document in documents]
    after = [prepare(document) for document in changed]
    files = build_index(entries, TOPICS)
    expected = build_index(after, TOPICS)
    update = update_index(files.__getitem__, [(entries[number], after[number]) for number in sorted(numbers)], TOPICS)
    if update is None:  # a rank appeared for the first time or was given up: the tables of the header change
        assert parse_tables(files) != parse_tables(expected)
        return
    merged = {path: content for path, content in (files | update).items() if content}
    assert merged == expected


def test_the_size_decides_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [prepare(document) for document in SHELF]
    postings = index_module.count_postings(entries)
    monkeypatch.setattr(index_module, "ONE_FILE", postings)
    files = build_index(entries, TOPICS)
    assert not any("/terms" in path for path in files)
    longer = prepare(replace(SHELF[0], aliases=(*SHELF[0].aliases, "another name")))
    assert index_module.count_postings([longer]) > index_module.count_postings([entries[0]])
    assert update_index(files.__getitem__, [(entries[0], longer)], TOPICS) is None
    assert any("/terms" in path for path in build_index([longer, *entries[1:]], TOPICS))


def parse_tables(files: dict[str, bytes]) -> object:
    header = parse_value(dict(parse_packs(files[INDEX_FILE]))["header"])
    assert isinstance(header, dict)
    return header["tables"]


@pytest.mark.parametrize(
    "changes",
    [{"added": "2026-12-01"}, {"standing": "lost"}, {"languages": ("fr",)}, {"cost": "partly-free"}],
)
def test_update_refuses_what_reaches_further(changes: dict[str, object]) -> None:
    files = make_index(SHELF)
    before = prepare(SHELF[0])
    after = prepare(replace(SHELF[0], **changes))
    assert update_index(files.__getitem__, [(before, after)], TOPICS) is None


def test_update_refuses_other_topics_and_unknown_entries() -> None:
    files = make_index(SHELF)
    entry = prepare(SHELF[0])
    stranger = prepare(make_document("stranger"))
    assert update_index(files.__getitem__, [(entry, entry)], TOPICS[:-1]) is None
    assert update_index(files.__getitem__, [(stranger, stranger)], TOPICS) is None
