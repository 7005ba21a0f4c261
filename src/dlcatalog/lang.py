"""The two languages of the catalog, and a text that exists in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, assert_never


class Lang(StrEnum):
    """A language of the website and of the tool's messages."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag that goes into ``<html lang>``."""
        return "zh-CN" if self is Lang.ZH else "en"

    @property
    def other(self) -> "Lang":
        """The language a reader can switch to."""
        return Lang.EN if self is Lang.ZH else Lang.ZH


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in English and in Chinese; an empty string means that the text is missing in that language."""

    # Read by pydantic where a text is validated: a third key is a fault, not something to drop.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> "Localized":
        """Make a text that reads the same in both languages, such as a product name."""
        return cls(en=text, zh=text)

    def get(self, lang: Lang) -> str:
        """Return the text in ``lang``, or in the other language where it is missing."""
        match lang:
            case Lang.EN:
                return self.en or self.zh
            case Lang.ZH:
                return self.zh or self.en
        assert_never(lang)

    def has(self, lang: Lang) -> bool:
        """Tell whether the text exists in ``lang`` itself."""
        return bool(self.en if lang is Lang.EN else self.zh)

    def format(self, values: Mapping[str, object]) -> "Localized":
        """Fill the ``{placeholders}`` of both texts."""
        return Localized(en=self.en.format_map(values), zh=self.zh.format_map(values))
