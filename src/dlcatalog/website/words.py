"""The words of one language, and how it writes dates, numbers, names and lists."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from dlcatalog.lang import Lang

_NAMES_ON_CARD = 3
_OTHERS = frozenset({"等", "et al."})


class Words(Mapping[str, str]):
    """The messages of one language; asking for one that does not exist is an error, never an empty text."""

    __slots__ = ("_texts", "lang")

    def __init__(self, lang: Lang, texts: Mapping[str, str]) -> None:
        self.lang = lang
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        """The text of a message; KeyError where there is none."""
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many messages there are."""
        return len(self._texts)

    def format(self, key: str, **values: object) -> str:
        """Fill the ``{placeholders}`` of a message."""
        return self._texts[key].format_map(values)

    def count(self, key: str, number: int) -> str:
        """A message about a number: ``key`` with ``{n}``, or ``key.one`` where the language has a singular."""
        one = self._texts.get(f"{key}.one") if number == 1 else None
        return one if one is not None else self._texts[key].format(n=self.number(number))

    def number(self, number: int) -> str:
        """A whole number for readers: thousands apart from 10,000 on."""
        return f"{number:,}" if number >= 10_000 else str(number)  # noqa: PLR2004 - four digits read well as they are

    def date(self, iso: str) -> str:
        """A day for readers: 2026年11月20日, 20 November 2026; a month or a year where that is all we know."""
        return _format_date(iso, self.lang, self._texts["date.months"])

    def join(self, items: Iterable[str]) -> str:
        """A list of names or values."""
        return self._texts["punctuation.list"].join(items)

    def names(self, names: tuple[str, ...], limit: int = _NAMES_ON_CARD) -> str:
        """Authors, cut short with *et al.* where there are more than ``limit``."""
        people = [name for name in names if name not in _OTHERS]
        text = self._texts["punctuation.list"].join(people[:limit])
        return text + self._texts["authors.others"] if len(people) > limit or len(people) < len(names) else text

    def language(self, code: str) -> str:
        """Name of the language of a material; its code where the theme has no name for it."""
        return self._texts.get(f"lang.{code}", code)


@lru_cache(maxsize=4096)
def _format_date(iso: str, lang: Lang, months: str) -> str:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if lang is Lang.ZH:
        parts = [f"{year}年", f"{int(month)}月" if month else "", f"{int(day)}日" if day else ""]
        return "".join(parts)
    return " ".join(
        part for part in (str(int(day)) if day else "", months.split()[int(month) - 1] if month else "", year) if part
    )
