import re
from pathlib import Path

import pytest

from dlcatalog.errors import CatalogError
from dlcatalog.lang import Lang
from dlcatalog.website.locate_templates import locate_templates
from dlcatalog.website.messages import load_words

# Keys that are put together from a value of the catalog.
_FAMILIES = [
    "kind.",
    "kinds.",
    "shelf.short.",
    "shelf.intro.",
    "level.",
    "cost.",
    "standing.",
    "stands.",
    "rank.",
    "link.",
    "checked.",
    "lang.",
    "region.",
    "role.",
    "material.",
    "site_type.",
    "modality.",
    "platform.",
    "relation.",
    "health.means.",
    "facet.",
    "nav.",
    "contribute.rule_",
    "about.",
    "search.",
]
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _used(root: Path) -> set[str]:
    found: set[str] = set()
    for path in (*locate_templates().rglob("*.html"), *(root / "src/dlcatalog/website").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:\bt|words|words\[\w+\]|_texts)\["([a-z_.-]+)"\]', text))
        found |= set(re.findall(r'words\.(?:format|count)\(\s*["\']([a-z_.-]+)["\']', text))
        found |= set(re.findall(r'"((?:fact|gateway|not-found|value|count|relation)\.[a-z_]+)"', text))
        found |= {f"{name}.{part}" for name in re.findall(r'"(\w[\w-]*)": build_', text) for part in ("title", "intro")}
    return found


def test_every_use_is_defined(root: Path) -> None:
    keys = set(load_words([locate_templates()])[Lang.EN])
    assert sorted(key for key in _used(root) if key not in keys and not key.endswith((".title", ".intro", ".js"))) == []


def test_every_message_is_used(root: Path) -> None:
    used = _used(root)
    for lang, words in load_words([locate_templates()]).items():
        unused = [key for key in words if key.removesuffix(".one") not in used and not key.startswith(tuple(_FAMILIES))]
        assert unused == [], lang


def test_placeholders_are_the_same_in_both_languages() -> None:
    words = load_words([locate_templates()])
    for key, text in words[Lang.ZH].items():
        assert set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(words[Lang.EN][key])), key


def test_chinese_is_set_as_chinese() -> None:
    for key, text in load_words([locate_templates()])[Lang.ZH].items():
        if re.search("[\u4e00-\u9fff]", text):
            assert not re.search("[\u4e00-\u9fff][,;:?!]", text), key
            bare = _PLACEHOLDER.sub("", text)
            assert not re.search("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", bare), key


@pytest.mark.parametrize("text", ["- a list\n", "key: {nested: x}\n", "key: [1]\n", "key: 'open\n"])
def test_a_bad_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "zh.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match="zh"):
        load_words([tmp_path, locate_templates()])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: 'b\n", r"i18n/en\.yaml:1:4: the file ends inside a quoted text"),
        (b"\xff\n", r"i18n/en\.yaml: not UTF-8"),
        (b"count.entries: '{m} things'\n", r"count\.entries: \{m\} is no placeholder of this message \(known: \{n\}\)"),
        (b"count.entries: '{n things'\n", r"count\.entries: \{ is no placeholder"),
        (b"nav.home: '{0}'\n", r"nav\.home: \{0\} is no placeholder of this message \(known: none\)"),
    ],
)
def test_what_is_wrong_in_a_file_of_messages(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "en.yaml").write_bytes(content)
    with pytest.raises(CatalogError, match=message):
        load_words([tmp_path, locate_templates()])


def test_an_overlay_changes_one_text(tmp_path: Path) -> None:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "en.yaml").write_text("nav.home: Front door\n", encoding="utf-8")
    words = load_words([tmp_path, locate_templates()])
    assert (words[Lang.EN]["nav.home"], words[Lang.EN]["nav.about"]) == ("Front door", "About")


def test_a_message_of_one_language_only_is_told(tmp_path: Path) -> None:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "en.yaml").write_text("mine.alone: text\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"mine\.alone"):
        load_words([tmp_path, locate_templates()])


def test_dates_and_names() -> None:
    words = load_words([locate_templates()])
    assert words[Lang.ZH].date("2026-11-20") == "2026年11月20日"
    assert words[Lang.EN].date("2026-11-20") == "20 November 2026"
    assert (words[Lang.EN].date("2018-03"), words[Lang.ZH].date("2018-03")) == ("March 2018", "2018年3月")
    assert words[Lang.ZH].names(("甲", "乙", "丙", "丁")) == "甲、乙、丙 等"
    assert words[Lang.EN].names(("A", "et al.")) == "A et al."
    assert words[Lang.EN].count("count.entries", 1) == "1 entry"
    assert words[Lang.EN].count("count.entries", 12000) == "12,000 entries"
