"""Rules of text: length, script, punctuation, spaces."""

import re
from collections.abc import Iterator

from dlcatalog.catalog.rules.prose import HAN, find_han, mask
from dlcatalog.catalog.rules.registry import Scope, Section, TextItem, rule
from dlcatalog.catalog.samples import SUMMARY, TITLE_MARK
from dlcatalog.diagnostics import Finding
from dlcatalog.lang import Localized
from dlcatalog.patterns import lazy_pattern

SUMMARY_LIMITS = {"en": 300, "zh": 150}
# Names of works and people's own names for things are quoted as they are; rules of style do not touch them.
_NAMES = frozenset({"title", "name", "institution", "event", "size"})
_ENGLISH_ONLY = frozenset({"summary", "gloss", "tagline"})


@rule(Section.TEXT, Scope.TEXT, "简介不宜过长：英文最多 300 个字符，中文最多 150 个字符")
def summary_too_long(item: TextItem) -> Iterator[Finding]:
    """A summary has at most 300 characters in English and 150 in Chinese."""
    if item.field != "summary":
        return
    for lang, route, text in item.routes():
        limit, length = SUMMARY_LIMITS[lang], len(text.strip())
        if length > limit:
            message = Localized(
                en=f"the summary has {length} characters, {limit} are allowed; move details to `notes`",
                zh=f"简介有 {length} 个字符，最多 {limit} 个；细节请移到 notes",
            )
            yield Finding(message, route)


@rule(Section.TEXT, Scope.TEXT, "中文文本里要有汉字")
def chinese_without_han(item: TextItem) -> Iterator[Finding]:
    """A Chinese text contains Chinese characters."""
    text = item.text.zh
    if text.strip() and item.field not in _NAMES and not item.is_plain and not find_han(text):
        message = Localized(en="the Chinese text has no Chinese character", zh="中文文本里没有汉字")
        yield Finding(message, (*item.route, "zh"))


@rule(Section.TEXT, Scope.TEXT, "英文简介、释义和标语里不出现汉字")
def han_in_english(item: TextItem) -> Iterator[Finding]:
    """The English of a summary, gloss or tagline contains no Chinese characters."""
    if item.field in _ENGLISH_ONLY and (found := find_han(item.text.en)):
        message = Localized(en="Chinese characters in the English text", zh="英文文本里出现了汉字")
        hint = Localized(
            en="give the name in Latin letters here; the original belongs to `title` or `aliases`",
            zh="这里请用拉丁字母写法，原名写在 title 或 aliases 里",
        )
        yield Finding(message, (*item.route, "en"), hint=hint, needle=found)


@rule(Section.TEXT, Scope.TEXT, "两种语言的文本不能完全相同；名称相同时写成一个普通字符串")
def same_in_both(item: TextItem) -> Iterator[Finding]:
    """The two languages differ; a name that is the same in both is written as a plain string."""
    english, chinese = item.text.en.strip(), item.text.zh.strip()
    if not item.is_plain and english and english == chinese:
        message = Localized(en="the same text in both languages", zh="两种语言的文本完全相同")
        hint = (
            Localized(en="write it once, as a plain string", zh="只写一次，写成普通字符串即可")
            if item.field in _NAMES
            else Localized(en="translate it", zh="请翻译其中一种")
        )
        yield Finding(message, (*item.route, "zh"), hint=hint)


_HALF_IN_CHINESE = lazy_pattern(
    f"(?<=[{HAN}》）”】])[*_]{{0,3}}(?P<after>[,;:!?])"
    f"|(?<=[A-Za-z0-9%])(?P<between>[,;!?:])[ ]?(?=[{HAN}《（“])"
    f"|(?<=[{HAN}》）”】])[*_]{{0,3}}(?P<stop>\\.)(?=\\s|$|[{HAN}])"
    f"|(?<=[{HAN}])(?P<open>\\()(?=[^()\\n]*\\))"
    f"|(?P<inside>\\()(?=[{HAN}][^()\\n]*\\))"
    "|（[^（）()\\n]*[^\\d（）()\\n](?P<closed>\\))",
)
_FULL_OF_HALF = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_CJK_MARKS = "\u3000-\u303f\uff00-\uffef“”‘’—…·"
_FULL_IN_ENGLISH = lazy_pattern(
    f"(?<![{HAN}{_CJK_MARKS}])[ ]?(?P<mark>[，。；：！？、（）])(?![ ]?[{HAN}{_CJK_MARKS}])"
)


@rule(Section.TEXT, Scope.TEXT, "中文用全角标点，英文用半角标点，不要混用")
def mixed_punctuation(item: TextItem) -> Iterator[Finding]:
    """Chinese text has full-width punctuation, English text half-width."""
    if item.is_plain:
        return
    if item.field not in _NAMES:
        yield from _half_in_chinese(item)
    for found in _search_prose(_FULL_IN_ENGLISH, item.text.en):
        mark = found["mark"]
        message = Localized(en=f"full-width `{mark}` in the English text", zh=f"英文文本里出现了全角标点 {mark}")
        yield _point(item, "en", found.start("mark"), message)


def _half_in_chinese(item: TextItem) -> Iterator[Finding]:
    for found in _search_prose(_HALF_IN_CHINESE, item.text.zh):
        name = str(found.lastgroup)
        mark = found[name]
        full = _FULL_OF_HALF[mark]
        message = Localized(
            en=f"half-width `{mark}` in the Chinese text; write `{full}`",
            zh=f"中文文本里出现了半角标点 {mark}，应为 {full}",
        )
        yield _point(item, "zh", found.start(name), message)


_HAN_LATIN = lazy_pattern(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
# Words of Chinese that have a Latin letter in them.
_ONE_WORD = lazy_pattern(
    r"[AB]站|[ABH]股|[AN]卡|U盘|T恤|X光|K歌|P图|Q群|QQ群|AA制|卡拉OK|C位|V字|T台|[A-Z]型|[A-Z]级|[0-9]维|[A-Z]罗|Z世代",
)


@rule(Section.TEXT, Scope.TEXT, "新条目里的示例文字要换成自己的内容")
def sample_text(item: TextItem) -> Iterator[Finding]:
    """The sample texts of a new entry are replaced."""
    samples = SUMMARY if item.field == "summary" else {"zh": TITLE_MARK} if item.field == "title" else {}
    for lang, route, text in item.routes():
        if lang in samples and samples[lang] in text:
            message = Localized(
                en="still the sample text of a new entry; write your own", zh="还是新条目的示例文字，请换成实际内容"
            )
            yield Finding(message, route)


@rule(Section.TEXT, Scope.TEXT, "汉字与拉丁字母、数字之间空一格")
def missing_space(item: TextItem) -> Iterator[Finding]:
    """A space stands between Chinese characters and Latin letters or digits."""
    if item.is_plain or item.field in _NAMES:
        return
    text = item.text.zh
    exempt: set[int] | None = None
    for found in _search_prose(_HAN_LATIN, text):
        if exempt is None:
            exempt = {place for word in _ONE_WORD.finditer(text) for place in range(word.start(), word.end())}
        if found.start() not in exempt:
            around = text[found.start() - 1 : found.start() + 1]
            message = Localized(
                en=f"a space is missing between `{around[0]}` and `{around[1]}`",
                zh=f"“{around[0]}”与“{around[1]}”之间缺少空格",
            )
            hint = Localized(en="`dlcatalog fix` puts it in", zh="dlcatalog fix 可以自动补上")
            yield _point(item, "zh", found.start(), message, hint)


# Quick to say that there is nothing to find, as nearly always; the exact patterns look around every character.
_SIGNS = {
    _HALF_IN_CHINESE: lazy_pattern(
        r"[^\x00-\x7f][*_]{0,3}[,;:!?.(]|[,;!?:(][ ]?[^\x00-\x7f]|（[^\n]*\)",
    ),
    _FULL_IN_ENGLISH: lazy_pattern("[，。；：！？、（）]"),
    _HAN_LATIN: lazy_pattern(r"[^\W\x00-\x7f][A-Za-z0-9]|[A-Za-z0-9%][^\W\x00-\x7f]"),
}


def _search_prose(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Search the prose of a text."""
    if _SIGNS[pattern].search(text) and pattern.search(text):
        yield from pattern.finditer(mask(text))


def _point(item: TextItem, lang: str, offset: int, message: Localized, hint: Localized | None = None) -> Finding:
    """A finding that points at one character of a text."""
    text = item.text.en if lang == "en" else item.text.zh
    start = max(0, offset - 1)
    needle = text[start : offset + 1]
    nth = _count_before(text, needle, start)
    return Finding(message, (*item.route, lang), hint=hint, needle=needle, nth=nth, shift=offset - start)


def _count_before(text: str, needle: str, end: int) -> int:
    """How many times ``needle`` starts before ``end``, overlapping ones included."""
    is_doubled = len(set(needle)) == 1
    if not is_doubled:
        return text.count(needle, 0, end + len(needle) - 1)
    return sum(text.startswith(needle, place) for place in range(end))
