"""An incremental build gives the bytes of a clean one, whatever changed in between."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcatalog.diagnostics import Severity
from tests.functional.building.conftest import Build, differences, tree
from tests.functional.building.small_catalog import EDITS, SmallCatalog, copy_of

Edit = Callable[[SmallCatalog, random.Random], None]


def compare(catalog: SmallCatalog, folder: Path, build: Build, **options: object) -> None:
    """Build as the last one left it and from nothing; both must be the same."""
    catalog.write()
    result = build(catalog.root, folder / "site", **options)
    faults = [fault for fault in result.diagnostics if fault.severity is Severity.ERROR]
    assert [(fault.path, fault.message.en) for fault in faults] == []
    shutil.rmtree(folder / "clean", ignore_errors=True)
    shutil.rmtree(folder / ".clean.dlcatalog", ignore_errors=True)
    build(catalog.root, folder / "clean", **options)
    assert differences(tree(folder / "site"), tree(folder / "clean")) == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_one_edit(tmp_path: Path, build: Build, edit: Edit) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    build(catalog.root, tmp_path / "site")

    edit(catalog, random.Random(1))

    compare(catalog, tmp_path, build)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(steps=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 10_000)), min_size=2, max_size=6))
def test_many_edits(tmp_path_factory: pytest.TempPathFactory, build: Build, steps: list[tuple[Edit, int]]) -> None:
    folder = tmp_path_factory.mktemp("edits")
    catalog = SmallCatalog(folder / "catalog")
    catalog.write()
    build(catalog.root, folder / "site")
    for edit, seed in steps:
        edit(catalog, random.Random(seed))
        # Half of the edits come alone, the others together.
        if seed % 2:
            compare(catalog, folder, build)
    compare(catalog, folder, build)


def test_only_what_shows_an_entry_is_written(tmp_path: Path, build: Build) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    build(catalog.root, tmp_path / "site")
    before = {path: (tmp_path / "site" / path).stat().st_mtime_ns for path in tree(tmp_path / "site")}

    catalog.entries["papers/e3"]["notes"] = {"en": "Only the notes.", "zh": "只改说明。"}
    catalog.write()
    build(catalog.root, tmp_path / "site")

    changed = {path for path, time in before.items() if (tmp_path / "site" / path).stat().st_mtime_ns != time}
    pages = {path for path in changed if path.endswith(".html")}
    assert pages == {"en/papers/e3.html", "zh/papers/e3.html"}
    assert "api/v1/entries/e3.json" in changed
    assert "api/v1/entries/e1.json" not in changed


def test_nothing_is_written_when_nothing_changed(tmp_path: Path, build: Build) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    build(catalog.root, tmp_path / "site")
    inode = (tmp_path / "site").stat().st_ino

    result = build(catalog.root, tmp_path / "site")

    assert (result.is_built, result.written, result.removed) == (True, 0, 0)
    assert (tmp_path / "site").stat().st_ino == inode


@pytest.mark.parametrize("options", [{"today": "2026-12-24"}, {"base_url": "https://other.example.org/"}])
def test_other_options(tmp_path: Path, build: Build, options: dict[str, object]) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    compare(catalog, tmp_path, build)
    compare(catalog, tmp_path, build, **options)
    compare(catalog, tmp_path, build)


def test_a_changed_template_and_message(tmp_path: Path, build: Build, theme: Path) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    overlay = tmp_path / "overlay"
    shutil.copytree(theme / "i18n", overlay / "i18n")
    folders = (overlay, theme)
    compare(catalog, tmp_path, build, templates=folders)

    (overlay / "pages").mkdir()
    (overlay / "pages" / "about.html").write_text(
        "{% extends 'builtin:pages/about.html' %}{% block title %}New{% endblock %}"
    )
    compare(catalog, tmp_path, build, templates=folders)
    messages = overlay / "i18n" / "en.yaml"
    lines = messages.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("home.") and "{" not in line)
    lines[at] = f"{lines[at].partition(':')[0]}: Changed words"
    messages.write_text("\n".join(lines) + "\n", "utf-8")
    compare(catalog, tmp_path, build, templates=folders)
    shutil.rmtree(overlay / "pages")
    compare(catalog, tmp_path, build, templates=folders)


@pytest.mark.parametrize("processes", [2, 3])
def test_the_number_of_processes_changes_nothing(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    build(catalog.root, tmp_path / "one")
    monkeypatch.setattr("dlcatalog.website.building.assembling._WORTH_FORKING", 1)
    monkeypatch.setattr("dlcatalog.website.building.reading._WORTH_FORKING", 1)
    monkeypatch.setattr("dlcatalog.website.building.reading._PIECE", 1)
    monkeypatch.setattr("dlcatalog.website.building.jobs._ENTRIES_A_PIECE", 1)

    build(catalog.root, tmp_path / "many", processes=processes)

    assert differences(tree(tmp_path / "one"), tree(tmp_path / "many")) == []


def test_the_folder_of_the_catalog_changes_nothing(tmp_path: Path, build: Build) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    twin = copy_of(catalog, tmp_path / "elsewhere")
    twin.write()
    build(catalog.root, tmp_path / "one")
    build(twin.root, tmp_path / "other")

    assert differences(tree(tmp_path / "one"), tree(tmp_path / "other")) == []


@pytest.mark.parametrize("name", ["papers/new.yml", "books/new.json"])
def test_a_file_that_only_looks_like_an_entry_is_told_by_the_next_build(
    tmp_path: Path, build: Build, name: str
) -> None:
    catalog = SmallCatalog(tmp_path / "catalog")
    catalog.write()
    build(catalog.root, tmp_path / "site")
    (catalog.root / name).write_text("{}\n", encoding="utf-8")

    result = build(catalog.root, tmp_path / "site")

    assert ("stray-file", name) in {(fault.rule, fault.path) for fault in result.diagnostics}
