"""Rules of two languages: everything a reader reads exists in both."""

from collections.abc import Iterator

from dlcatalog.catalog.rules.prose import find_han
from dlcatalog.catalog.rules.registry import Scope, Section, TextItem, rule
from dlcatalog.diagnostics import Finding, Severity
from dlcatalog.lang import Localized

_LANGUAGES = {"en": Localized(en="English", zh="英文"), "zh": Localized(en="Chinese", zh="中文")}


@rule(Section.BILINGUAL, Scope.TEXT, "每段文字都要有中英两种语言")
def missing_translation(item: TextItem) -> Iterator[Finding]:
    """Every text exists in both languages."""
    texts = {"en": item.text.en.strip(), "zh": item.text.zh.strip()}
    if item.field == "notes" and any(texts.values()):
        return
    for lang, text in texts.items():
        if not text and not item.is_plain:
            name = _LANGUAGES[lang]
            message = Localized(
                en=f"`{item.field}` has no {name.en} text (`{lang}`)",
                zh=f"{item.field} 缺少{name.zh}文本（{lang}）",
            )
            yield Finding(message, (*item.route, lang))


@rule(Section.BILINGUAL, Scope.TEXT, "notes 最好两种语言都写", severity=Severity.WARNING)
def notes_untranslated(item: TextItem) -> Iterator[Finding]:
    """Notes should exist in both languages."""
    english, chinese = item.text.en.strip(), item.text.zh.strip()
    if item.field != "notes" or bool(english) == bool(chinese):
        return
    missing = "zh" if english else "en"
    name = _LANGUAGES[missing]
    message = Localized(en=f"the notes are not translated to {name.en}", zh=f"notes 还没有{name.zh}版本")
    yield Finding(message, item.route, on_key=True)


@rule(Section.BILINGUAL, Scope.TEXT, "中文的标题和名称最好配上英文", severity=Severity.WARNING)
def title_untranslated(item: TextItem) -> Iterator[Finding]:
    """A title or name in Chinese should have an English one beside it."""
    is_name = item.field in {"title", "name"} and "links" not in item.route
    if is_name and item.is_plain and find_han(item.text.en):
        message = Localized(
            en="a Chinese title without an English one; write `{en: ..., zh: ...}`",
            zh="只有中文标题，没有英文；请写成 {en: ..., zh: ...}",
        )
        yield Finding(message, item.route)
