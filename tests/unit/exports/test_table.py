import re
from collections.abc import Callable

import pytest

from dlcatalog.catalog.schema import Kind
from dlcatalog.website.exports import aggregates
from dlcatalog.website.exports.artifacts import build_artifact, list_artifacts
from dlcatalog.website.exports.item import Item, Snapshot
from dlcatalog.website.exports.table import EXPORTS, Export
from dlcatalog.website.routes import Page

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]
_BASE = "https://example.org/"
_VALUES = {
    "id": "[a-z0-9-]+",
    "topic": "[a-z0-9-]+",
    "name": "[a-z]+",
    "lang": "zh|en",
    "part": "[0-9]+",
}


def matches(export: Export, path: str) -> bool:
    pattern = re.sub(r"\\\{(\w+)\\\}", lambda found: f"(?:{_VALUES[found[1]]})", re.escape(export.pattern))
    return re.fullmatch(pattern, path) is not None


def list_paths(context: Snapshot) -> list[str]:
    lists = (aggregates.list_aggregates, list_artifacts)
    return [each.path for listed in lists for each in listed(context.catalog, context.pages, base_url=context.base_url)]


@pytest.fixture
def everything(item: ItemMaker, snapshot: SnapshotMaker) -> Snapshot:
    return snapshot(*(item(kind.value, f"x-{kind.value}", topics=["gan"]) for kind in Kind), base_url=_BASE)


def test_each_file_stands_in_the_table_once(everything: Snapshot) -> None:
    paths = list_paths(everything)
    assert len(paths) == len(set(paths))
    for path in paths:
        assert len([export for export in EXPORTS if matches(export, path)]) == 1, path


def test_each_row_of_the_table_has_files(everything: Snapshot, snapshot: SnapshotMaker) -> None:
    large = snapshot(base_url=_BASE, pages=tuple(Page(f"zh/{number}.html", "shelf", "zh") for number in range(20_001)))
    paths = list_paths(everything) + list_paths(large)
    assert [export.pattern for export in EXPORTS if not any(matches(export, path) for path in paths)] == []


@pytest.mark.parametrize("door", ["api", "entry_api", "exports", "feeds", "markdown", "search"])
def test_a_closed_door_closes_its_files_and_no_others(item: ItemMaker, snapshot: SnapshotMaker, door: str) -> None:
    made = item(topics=["gan"])
    closed = set(list_paths(snapshot(made, base_url=_BASE, **{door: False})))
    for path in list_paths(snapshot(made, base_url=_BASE)):
        (export,) = [export for export in EXPORTS if matches(export, path)]
        assert (path in closed) == (export.door != door), path


def test_files_that_need_an_address_are_absent_without_one(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    made = item(topics=["gan"])
    without = set(list_paths(snapshot(made)))
    for path in list_paths(snapshot(made, base_url=_BASE)):
        (export,) = [export for export in EXPORTS if matches(export, path)]
        assert (path in without) == (not export.needs_base_url), path


def test_every_file_is_made_and_ends_its_last_line(everything: Snapshot) -> None:
    for artifact in list_artifacts(everything.catalog, base_url=_BASE):
        assert build_artifact(artifact, everything).endswith("\n"), artifact.path
    for aggregate in aggregates.list_aggregates(everything.catalog, base_url=_BASE):
        assert aggregates.format_aggregate(aggregate, everything).endswith("\n"), aggregate.path


def test_fragments_made_together_are_those_made_alone(everything: Snapshot) -> None:
    names = (*aggregates.FORMATS, "sitemap")
    together = aggregates.format_fragments(names, "x-paper", everything)
    assert together == {name: aggregates.format_fragment(name, "x-paper", everything) for name in names}
    assert together[aggregates.fragment_format("ndjson")] == together["ndjson"]


def test_splicing_a_changed_fragment_gives_the_file_of_a_clean_build(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    before = [item("book", f"b{number}", title=f"Title {number}") for number in range(3)]
    after = [before[0], item("book", "b1", title='Changed, {and} "odd"'), before[2]]
    old, new = snapshot(*before), snapshot(*after)
    for aggregate in aggregates.list_aggregates(new.catalog):
        kept = [aggregates.format_fragment(aggregate.format, entry_id, old) for entry_id in aggregate.ids]
        if "b1" in aggregate.ids:
            kept[aggregate.ids.index("b1")] = aggregates.format_fragment(aggregate.format, "b1", new)
        assert aggregates.join_aggregate(aggregate, kept, new) == aggregates.format_aggregate(aggregate, new)
