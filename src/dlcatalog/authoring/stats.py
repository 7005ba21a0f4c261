"""Counts of what a catalog holds."""

from collections import Counter
from collections.abc import Iterable, Mapping

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.lang import Lang, Localized
from dlcatalog.reporting.diagnostics_text import display_width

Counts = Mapping[str, int | Mapping[str, int]]

_HEADINGS: Mapping[str, Localized] = {
    "entries": Localized(en="entries", zh="条目"),
    "links": Localized(en="links", zh="链接"),
    "reachable_in_china": Localized(en="entries with a link for mainland China", zh="有中国大陆可访问链接的条目"),
    "relations": Localized(en="relations", zh="关系"),
    "topics": Localized(en="topics", zh="主题"),
    "paths": Localized(en="learning paths", zh="学习路径"),
    "reviewed": Localized(en="entries reviewed by a person", zh="经人复核的条目"),
    "with_notes": Localized(en="entries with notes", zh="带说明（notes）的条目"),
    "without_english": Localized(en="entries without an English text", zh="缺少英文简介的条目"),
    "without_chinese": Localized(en="entries without a Chinese text", zh="缺少中文简介的条目"),
    "notes_untranslated": Localized(en="entries with notes in one language only", zh="说明只有一种语言的条目"),
    "without_entries": Localized(en="topics without entries", zh="没有条目的主题"),
    "by_kind": Localized(en="by kind", zh="按类别"),
    "by_level": Localized(en="by level", zh="按难度"),
    "by_cost": Localized(en="by cost", zh="按费用"),
    "by_standing": Localized(en="by standing", zh="按现状"),
    "by_language": Localized(en="by language of the material", zh="按资料语言"),
    "by_decade": Localized(en="by decade", zh="按年代"),
    "by_topic": Localized(en="by topic", zh="按主题"),
}


def count_catalog(catalog: Catalog) -> Counts:
    """Count everything; the keys are stable, for programs that read them."""
    cards = tuple(catalog.cards.values())
    return {
        "entries": len(cards),
        "links": sum(len(card.links) for card in cards),
        "reachable_in_china": sum(any(region for _, _, region in card.links) for card in cards),
        "relations": sum(len(card.relations) for card in cards),
        "topics": len(catalog.topics),
        "paths": len(catalog.paths),
        "reviewed": sum(bool(card.reviewed) for card in cards),
        "with_notes": sum(entry.notes is not None for entry in catalog.entries.values()),
        "without_english": sum(not card.summary_en for card in cards),
        "without_chinese": sum(not card.summary_zh for card in cards),
        "notes_untranslated": sum(
            bool(entry.notes.en) != bool(entry.notes.zh) for entry in catalog.entries.values() if entry.notes
        ),
        "without_entries": sum(topic not in catalog.by_topic for topic in catalog.topics),
        "by_kind": {kind.value: len(ids) for kind, ids in sorted(catalog.by_kind.items(), key=_most)},
        "by_level": _count(card.level for card in cards),
        "by_cost": _count(card.cost for card in cards),
        "by_standing": _count(card.standing for card in cards),
        "by_language": _count(language for card in cards for language in card.language),
        "by_decade": dict(sorted(_count(f"{card.year // 10}0s" for card in cards if card.year).items())),
        "by_topic": _count(topic for card in cards for topic in card.topics),
    }


def _most(item: tuple[str, tuple[str, ...]]) -> tuple[int, str]:
    return -len(item[1]), item[0]


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def format_stats(counts: Counts, lang: Lang) -> str:
    """The counts as a table for reading."""
    lines: list[str] = []
    for key, value in counts.items():
        heading = _HEADINGS[key].get(lang)
        if isinstance(value, int):
            lines.append(f"{_pad(heading)} {value:>7}")
        else:
            lines.extend(["", heading, *(f"  {_pad(name, 38)} {count:>7}" for name, count in value.items())])
    return "\n".join(lines) + "\n"


def _pad(text: str, width: int = 40) -> str:
    return text + " " * max(0, width - display_width(text))
