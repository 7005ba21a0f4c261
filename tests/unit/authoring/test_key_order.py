"""Keys move with what belongs to them, and a result that would read differently is never kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcatalog.authoring.key_order import reorder_keys
from dlcatalog.catalog.document import parse_document
from dlcatalog.catalog.schema import Kind, key_order

ORDER = key_order(Kind.PAPER)


def reorder(text: str) -> str:
    return reorder_keys("papers/x.yaml", text, ORDER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("links: [{role: home, url: u}]\n", "links: [{url: u, role: home}]\n"),
        (
            "links:\n  - {lang: en, role: home , url: 'a, b'}  # c\n",
            "links:\n  - {url: 'a, b', role: home , lang: en}  # c\n",
        ),
        (
            "links:\n  - {role: home,\n     url: u}\n  - {url: v, role: pdf}\n",
            "links:\n  - {url: u,\n     role: home}\n  - {url: v, role: pdf}\n",
        ),
        ("links:\n  - role: home\n    url: u\n", "links:\n  - url: u\n    role: home\n"),
        (
            "links:\n  - title:\n      en: E  # e\n      zh: 甲\n    # of the url\n    url: u\n    role: home\n\n  - {url: v, role: pdf}\nyear: 2015\n",
            "links:\n    # of the url\n  - url: u\n    role: home\n    title:\n      en: E  # e\n      zh: 甲\n\n  - {url: v, role: pdf}\nyear: 2015\n",
        ),
        (
            "links:\n- role: home\n  url: >-\n    https://x.org/\n  # after\nyear: 2015\n",
            "links:\n- url: >-\n    https://x.org/\n  role: home\n  # after\nyear: 2015\n",
        ),
        (
            "year: 2015\r\nlinks:\r\n  - role: home\r\n    url: u\r\ntitle: X\r\n",
            "title: X\r\nlinks:\r\n  - url: u\r\n    role: home\r\nyear: 2015\r\n",
        ),
        ("year: 2015\ntitle: X", "title: X\nyear: 2015"),
        (
            "year: 2015\nnotes:\n  en: |\n    a\n\n    # no comment\n\ntitle: X\n",
            "title: X\nnotes:\n  en: |\n    a\n\n    # no comment\n\nyear: 2015\n",
        ),
    ],
)
def test_keys_move_with_what_belongs_to_them(before: str, after: str) -> None:
    assert reorder(before) == after
    assert reorder(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "links: [{role: home, uri: u}]\n",
        "links: [{role: home,  # about the role\n  url: u}]\n",
        "links: [{? role : home, url: u}, x]\n",
        "links: {role: home, url: u}\n",
        "links: role\n",
        "{year: 2015, title: X}\n",
        "year: 2015\n? title\n: X\n",
        "- a\n",
    ],
)
def test_what_cannot_be_sorted_without_doubt_keeps_its_data(text: str) -> None:
    old, new = parse_document("papers/x.yaml", text)[0], parse_document("papers/x.yaml", reorder(text))[0]

    assert (old and old.data) == (new and new.data)


PARTS = {
    "title": ["title: X\n", "title:\n  en: A\n  # inside\n  zh: 甲\n", "# above\ntitle: X  # beside\n"],
    "notes": ["notes:\n  en: |\n    a\n\n    b\n", "\nnotes: {en: a}\n"],
    "links": [
        "links: [{role: home, url: u}]\n",
        "links:\n  - role: home  # r\n    url: u\n\n  # next\n  - {url: v, role: pdf}\n",
    ],
    "year": ["year: 2015\n", "# y1\n# y2\n\n# y3\nyear: 2015\n\n"],
}


@given(st.permutations(list(PARTS)), st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_twice_is_once(names: list[str], data: st.DataObject) -> None:
    text = "# file\n" + "".join(data.draw(st.sampled_from(PARTS[name])) for name in names)
    after = reorder(text)
    document = parse_document("papers/x.yaml", after)[0]

    assert document is not None
    assert list(document.data) == ["title", "notes", "links", "year"]
    assert all(list(link)[:1] == ["url"] for link in document.data["links"])
    strip = str.maketrans("", "", " ,-{}[]")
    assert sorted(line.translate(strip) for line in after.split("\n") if "#" in line) == sorted(
        line.translate(strip) for line in text.split("\n") if "#" in line
    )
    assert reorder(after) == after
