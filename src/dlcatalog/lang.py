"""The two languages of the catalog, and a text that exists in both."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, assert_never

from dlcatalog.records import record


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


@record
class Localized:
    """One text in English and in Chinese; an empty string means that the text is missing in that language."""

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

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """How pydantic validates a text: as a mapping with these two keys, where a third is a fault."""
        from pydantic_core import core_schema

        names = cls.__match_args__
        fields = [core_schema.dataclass_field(name, core_schema.str_schema()) for name in names]
        return core_schema.dataclass_schema(
            cls,
            core_schema.dataclass_args_schema(cls.__name__, fields),
            list(names),
            slots=True,
            ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: {name: getattr(text, name) for name in names},
                return_schema=core_schema.typed_dict_schema(
                    {name: core_schema.typed_dict_field(core_schema.str_schema()) for name in names},
                    cls_name=cls.__name__,
                ),
            ),
            config=core_schema.CoreConfig(title=cls.__name__, extra_fields_behavior="forbid"),
        )

    def format(self, values: Mapping[str, object]) -> "Localized":
        """Fill the ``{placeholders}`` of both texts."""
        return Localized(en=self.en.format_map(values), zh=self.zh.format_map(values))
