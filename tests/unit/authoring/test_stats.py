from pathlib import Path

from dlcatalog.authoring.stats import count_catalog, format_stats
from dlcatalog.catalog.loader import load_catalog
from dlcatalog.lang import Lang
from dlcatalog.records import replace


def test_missing_translations_are_counted(root: Path) -> None:
    catalog = load_catalog(root / "tests" / "sample").catalog
    before = count_catalog(catalog)
    assert (before["without_english"], before["without_chinese"]) == (0, 0)
    card = replace(catalog.cards["tiny-images"], summary_zh="")
    counts = count_catalog(replace(catalog, cards={**catalog.cards, card.id: card}))
    assert (counts["without_english"], counts["without_chinese"]) == (0, 1)
    line = next(line for line in format_stats(counts, Lang.ZH).splitlines() if line.startswith("缺少中文简介的条目"))
    assert line.endswith(" 1")
