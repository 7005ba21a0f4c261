import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dlcatalog.website.building.assembling import BuildResult, Manner
from dlcatalog.website.building.engine import build_site
from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.place import MANIFEST
from dlcatalog.website.locate_templates import locate_templates

Build = Callable[..., BuildResult]


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled templates, shared by all tests."""
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in theme as it is now: an edit of it during the tests must not make builds differ."""
    folder = tmp_path_factory.mktemp("theme")
    shutil.copytree(locate_templates(), folder / "templates")
    return folder / "templates"


def request_of(catalog: Path, output: Path, theme: Path, **options: object) -> BuildRequest:
    values: dict[str, object] = {
        "catalog": catalog,
        "output": output,
        "templates": (theme,),
        "code": theme,
        "today": "2026-11-20",
        "version": "0",
    }
    return BuildRequest(**(values | options))  # type: ignore[arg-type]


@pytest.fixture
def build(bytecode: Path, theme: Path) -> Build:
    """Build a website in this process."""

    def run(
        catalog: Path, output: Path, *, processes: int = 1, is_clean: bool = False, **options: object
    ) -> BuildResult:
        manner = Manner(processes=processes, is_clean=is_clean, bytecode=bytecode)
        return build_site(request_of(catalog, output, theme, **options), manner)

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a website with their bytes."""
    return dict(_walk(folder, folder))


def _walk(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _walk(Path(entry.path), root)
        else:
            yield str(Path(entry.path).relative_to(root)), Path(entry.path).read_bytes()


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Paths whose bytes differ, the manifest last: it differs with any of them."""
    return sorted(
        (path for path in one.keys() | other.keys() if one.get(path) != other.get(path)),
        key=lambda path: (path == MANIFEST, path),
    )
