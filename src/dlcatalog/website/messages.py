"""Read the words of the theme: one flat file of messages per language, strictly."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dlcatalog.errors import CatalogError
from dlcatalog.lang import Lang, Localized
from dlcatalog.website.words import Words

FOLDER = "i18n"


def load_words(folders: Sequence[Path]) -> Mapping[Lang, Words]:
    """Read the messages of both languages; the first of ``folders`` that has a key decides its text.

    Raises CatalogError where a file is no flat mapping of texts, or where the languages differ in their keys.
    """
    texts: dict[Lang, dict[str, str]] = {lang: {} for lang in Lang}
    for folder in reversed(folders):
        for lang in Lang:
            texts[lang].update(_read(folder / FOLDER / f"{lang.value}.yaml"))
    for lang in Lang:
        wanted = {key for key in texts[lang.other] if not key.endswith(".one")}
        if missing := sorted(wanted - texts[lang].keys()):
            raise _fault(f"{FOLDER}/{lang.value}.yaml", f"missing: {', '.join(missing)}", f"缺少 {'、'.join(missing)}")
    return {lang: Words(lang, texts[lang]) for lang in Lang}


def _read(path: Path) -> Mapping[str, str]:
    import yaml

    if not path.is_file():
        return {}
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - makes strings only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _fault(str(path), f"not readable as YAML: {error}", f"不是可读的 YAML：{error}") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
        raise _fault(str(path), "messages are flat: `key: text`", "文案文件只能是平铺的 key: 文字")
    return data


def _fault(path: str, en: str, zh: str) -> CatalogError:
    return CatalogError(Localized(en=f"{path}: {en}", zh=f"{path}：{zh}"))
