import os
from pathlib import Path

import pytest

from dlcatalog.diagnostics import Severity
from dlcatalog.website.building.ahead import read_ahead
from dlcatalog.website.building.assembling import BuildResult, Manner
from dlcatalog.website.building.engine import build_site
from dlcatalog.website.building.place import find_place
from tests.functional.building.conftest import Build, request_of, tree
from tests.functional.building.small_catalog import SmallCatalog, make_entry

MANY = 80


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    small = SmallCatalog(tmp_path / "catalog")
    small.entries |= {f"sites/e{number}": make_entry(number) | {"year": 1990} for number in range(7, MANY)}
    small.write()
    return tmp_path / "catalog"


def build_ahead(catalog: Path, output: Path, theme: Path, bytecode: Path, change: object = None) -> BuildResult:
    request = request_of(catalog, output, theme)
    with read_ahead(request, find_place(output), processes=2) as ahead:
        assert ahead is not None
        if callable(change):
            change()
        return build_site(request, Manner(processes=2, bytecode=bytecode, ahead=ahead))


def test_the_same_website_as_without(catalog: Path, tmp_path: Path, theme: Path, bytecode: Path, build: Build) -> None:
    result = build_ahead(catalog, tmp_path / "ahead", theme, bytecode)
    build(catalog, tmp_path / "plain")

    assert result.is_built
    assert tree(tmp_path / "ahead") == tree(tmp_path / "plain")


def test_a_file_that_changes_meanwhile_is_for_the_next_build(
    catalog: Path, tmp_path: Path, theme: Path, bytecode: Path, build: Build
) -> None:
    path = catalog / "sites" / "e20.yaml"

    def change() -> None:
        path.write_text(
            path.read_text(encoding="utf-8").replace("Entry number 20", "Entry number 21"), encoding="utf-8"
        )
        os.unlink(catalog / "sites" / "e30.yaml")

    # Whether the change came before or after the file was read, the next build shows it.
    build_ahead(catalog, tmp_path / "ahead", theme, bytecode, change)
    build(catalog, tmp_path / "ahead")
    build(catalog, tmp_path / "plain")

    assert tree(tmp_path / "ahead") == tree(tmp_path / "plain")


def test_faults_are_all_told(catalog: Path, tmp_path: Path, theme: Path, bytecode: Path) -> None:
    for number in (10, 40, 70):
        path = catalog / "sites" / f"e{number}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("level:", "lvel:"), encoding="utf-8")

    result = build_ahead(catalog, tmp_path / "site", theme, bytecode)

    assert not result.is_built
    assert {fault.path for fault in result.diagnostics if fault.severity is Severity.ERROR} == {
        f"sites/e{number}.yaml" for number in (10, 40, 70)
    }
    assert not (tmp_path / "site").exists()


def test_nobody_reads_on_where_the_build_never_came(
    catalog: Path, tmp_path: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children: list[int] = []
    fork = os.fork

    def note_fork() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", note_fork)
    request = request_of(catalog, tmp_path / "site", theme)
    with pytest.raises(KeyboardInterrupt), read_ahead(request, find_place(tmp_path / "site"), processes=3):
        raise KeyboardInterrupt
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_known_website_or_a_single_process_reads_nothing_ahead(
    catalog: Path, tmp_path: Path, theme: Path, build: Build, processes: int
) -> None:
    if processes == 2:
        build(catalog, tmp_path / "site")
    request = request_of(catalog, tmp_path / "site", theme)
    with read_ahead(request, find_place(tmp_path / "site"), processes=processes) as ahead:
        assert ahead is None
