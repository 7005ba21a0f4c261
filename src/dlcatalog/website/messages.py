"""Read the words of the theme: one flat file of messages per language, strictly."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dlcatalog.catalog.refusals import syntax_fault
from dlcatalog.errors import CatalogError, reason_of
from dlcatalog.lang import Lang, Localized
from dlcatalog.patterns import lazy_pattern
from dlcatalog.website.words import Words

FOLDER = "i18n"


def load_words(folders: Sequence[Path]) -> Mapping[Lang, Words]:
    """Read the messages of both languages; the first of ``folders`` that has a key decides its text.

    Raises CatalogError where a file is no flat mapping of texts, or where the languages differ in their keys.
    """
    texts: dict[Lang, dict[str, str]] = {lang: {} for lang in Lang}
    for folder in reversed(folders):
        for lang in Lang:
            path = folder / FOLDER / f"{lang.value}.yaml"
            for key, text in _read(path).items():
                _check_placeholders(path, key, text, texts[lang].get(key, text))
                texts[lang][key] = text
    for lang in Lang:
        wanted = {key for key in texts[lang.other] if not key.endswith(".one")}
        if missing := sorted(wanted - texts[lang].keys()):
            raise _fault(f"{FOLDER}/{lang.value}.yaml", f"missing: {', '.join(missing)}", f"缺少 {'、'.join(missing)}")
    return {lang: Words(lang, texts[lang]) for lang in Lang}


def _read(path: Path) -> Mapping[str, str]:
    import yaml

    if not path.is_file():
        return {}
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes strings only
    except UnicodeDecodeError as error:
        raise _fault(str(path), "not UTF-8", "不是 UTF-8 编码") from error
    except OSError as error:
        why = reason_of(error)
        raise _fault(str(path), f"cannot be read: {why.en}", f"无法读取：{why.zh}") from error
    except yaml.YAMLError as error:
        found = syntax_fault(str(path), text, error)
        raise _fault(f"{path}:{found.line}:{found.column}", found.message.en, found.message.zh) from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
        raise _fault(str(path), "messages are flat: `key: text`", "文案文件只能是平铺的 key: 文字")
    return data


def _check_placeholders(path: Path, key: str, text: str, before: str) -> None:
    """Refuse a text with other placeholders than the text it replaces: nothing would fill them."""
    if before is text:
        return
    if strange := sorted(set(_BRACES.findall(text)) - set(_BRACES.findall(before))):
        known = sorted(set(_BRACES.findall(before)))
        listed = Localized(en=", ".join(known) or "none", zh="、".join(known) or "无")
        raise _fault(
            str(path),
            f"{key}: {strange[0]} is no placeholder of this message (known: {listed.en})",
            f"{key}：{strange[0]} 不是这条文案的占位符（可用：{listed.zh}）",
        )


# A placeholder, or a brace that is no part of one.
_BRACES = lazy_pattern(r"\{\w+\}|[{}]")


def _fault(path: str, en: str, zh: str) -> CatalogError:
    return CatalogError(Localized(en=f"{path}: {en}", zh=f"{path}：{zh}"))
