from pathlib import Path

import pytest

from dlcatalog.website.building.recorder import Reads, Recorded, code_of, reads_any, unrecorded_fields


def read_by(action) -> set[int]:  # type: ignore[no-untyped-def]
    reads = Reads()
    action(Recorded({"a": 1, "b": 2}, "cards", reads))
    return {code for key in ("a", "b", "z", "*") if reads_any(_taken(reads), {code := code_of("cards", key)})}


_cache: dict[int, bytes] = {}


def _taken(reads: Reads) -> bytes:
    return _cache.setdefault(id(reads), reads.take())


@pytest.fixture(autouse=True)
def _fresh() -> None:
    _cache.clear()


@pytest.mark.parametrize(
    ("action", "keys"),
    [
        (lambda cards: cards["a"], {"a"}),
        (lambda cards: cards.get("a"), {"a"}),
        (lambda cards: cards.get("z"), {"z"}),
        (lambda cards: "z" in cards, {"z"}),
        (len, {"*"}),
        (list, {"*"}),
        (lambda cards: list(cards.items()), {"*"}),
        (lambda cards: list(cards.values()), {"*"}),
        (lambda cards: list(cards.keys()), {"*"}),
        (bool, {"*"}),
        (lambda cards: cards == {}, {"*"}),
        (lambda _: None, set()),
    ],
)
def test_every_way_to_read_is_noted(action, keys: set[str]) -> None:  # type: ignore[no-untyped-def]
    assert read_by(action) == {code_of("cards", key) for key in keys}


def test_taking_begins_anew() -> None:
    reads = Reads()
    reads.note("cards", "a")
    first = reads.take()

    assert reads_any(first, {code_of("cards", "a")})
    assert reads.take() == b""


def test_a_missing_key_is_read_too() -> None:
    reads = Reads()
    empty: dict[str, int] = {}
    with pytest.raises(KeyError):
        Recorded(empty, "cards", reads)["a"]

    assert reads_any(reads.take(), {code_of("cards", "a")})


def test_what_is_not_recorded_is_known() -> None:
    """A new field of the catalog must be recorded, or be an input of every page (``past._FOR_ALL``)."""
    assert unrecorded_fields() == ({"beside"}, {"site", "sources", "policies"})


def test_no_page_shows_what_changes_without_notice() -> None:
    """Digest and identities of a card change without a page being made anew."""
    root = Path(__file__).resolve().parents[4]
    sources = [*root.glob("src/dlcatalog/website/views/*.py"), *root.glob("src/dlcatalog/website/exports/*.py")]
    sources += root.glob("templates/**/*.html")

    assert sources
    assert [
        path.name for path in sources if ".identities" in (text := path.read_text("utf-8")) or "card.digest" in text
    ] == []
