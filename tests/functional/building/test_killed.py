"""A build that is killed at any moment leaves the old website or the new one, and the next build makes all well."""

import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from dlcatalog.website.building import publish
from dlcatalog.website.building.exchange import exchange_folders
from tests.functional.building.conftest import Build, differences, tree
from tests.functional.building.small_catalog import SmallCatalog, text

# What touches the disk: between any two of these, the disk does not change.
CALLS = ("open", "write", "mkdir", "makedirs", "link", "rename", "replace", "unlink", "rmdir", "chmod")


def in_child(action: Callable[[], object], steps: int | None = None) -> int:
    """Run ``action`` in a forked process that is killed after ``steps`` steps; the signal that ended it, 0 if none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            if steps is not None:
                count_down(steps)
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def count_down(steps: int, report: int = -1) -> None:
    """From now on, each call that touches the disk counts; the last one that is allowed is the last ever."""
    left = steps
    kill, pid, real_write = os.kill, os.getpid(), os.write

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            nonlocal left
            if left == 0:
                kill(pid, signal.SIGKILL)
            left -= 1
            if report >= 0:
                real_write(report, b".")
            return real(*args, **options)

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    setattr(publish, "exchange_folders", counted(exchange_folders))  # noqa: B010 - as above


def count_steps(action: Callable[[], object]) -> int:
    """How often ``action`` touches the disk."""
    answer, out = os.pipe()

    def run() -> None:
        count_down(10**9, out)
        action()

    # A full pipe would block the child: this many steps fit.
    in_child(run)
    os.close(out)
    with open(answer, "rb") as stream:
        return len(stream.read())


class Cycle:
    """Two states of a catalog, and the websites they make."""

    def __init__(self, folder: Path, build: Build) -> None:
        self.folder, self.build = folder, build
        self.catalog = SmallCatalog(folder / "catalog")
        self.site = folder / "site"
        self.expected: list[dict[str, bytes]] = []
        for number in (1, 0):
            self.turn(number)
            build(self.catalog.root, folder / f"expected-{number}")
            self.expected.insert(0, tree(folder / f"expected-{number}"))
        build(self.catalog.root, self.site)

    def turn(self, number: int) -> None:
        """Put the catalog into its state ``number``."""
        self.catalog.entries["papers/e3"]["title"] = text(f"State {number}", f"状态 {number}")
        if number:
            self.catalog.entries["talks/new"] = {
                **self.catalog.entries["papers/e3"],
                "title": text("New", "新"),
                "links": [{"url": "https://new.example.com/", "role": "home"}],
            }
        else:
            self.catalog.entries.pop("talks/new", None)
        self.catalog.write()

    def run(self) -> None:
        """Build in this process."""
        self.build(self.catalog.root, self.site)


@pytest.mark.parametrize("is_cold", [False, True])
def test_killed_at_any_moment(tmp_path: Path, build: Build, is_cold: bool) -> None:  # noqa: FBT001
    cycle = Cycle(tmp_path, build)
    number = 1
    cycle.turn(number)
    state = tmp_path / ".site.dlcatalog" / "state"
    run = (lambda: cycle.build(cycle.catalog.root, cycle.site, is_clean=True)) if is_cold else cycle.run
    total = count_steps(run)
    cycle.run()
    assert total > 100
    # All of the last steps, where the folders trade places, and a sample of those before.
    points = [*range(0, total - 12, total // 12), *range(total - 12, total + 1)]
    seen = set()
    for steps in points:
        old, new = cycle.expected[number], cycle.expected[1 - number]
        number = 1 - number
        cycle.turn(number)

        in_child(run, steps)

        found = tree(cycle.site)
        assert found in (old, new), f"after {steps} of {total} steps: {differences(found, old)[:5]}"
        seen.add(found == new)
        cycle.run()
        assert differences(tree(cycle.site), new) == []
        assert ".gitignore" in os.listdir(state.parent)
        assert [name for name in os.listdir(state.parent) if name.startswith(("tree", "journal", "state."))] == []
    assert seen == {False, True}


def test_killed_where_folders_cannot_trade_places(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal: each file is whole at any moment, and the next build finishes what was begun."""
    monkeypatch.setattr(publish, "exchange_folders", lambda *_: False)
    cycle = Cycle(tmp_path, build)
    number = 1
    cycle.turn(number)
    total = count_steps(cycle.run)
    cycle.run()
    for steps in range(total - 60, total, 5):
        old, new = cycle.expected[number], cycle.expected[1 - number]
        number = 1 - number
        cycle.turn(number)

        in_child(cycle.run, steps)

        for path, content in tree(cycle.site).items():
            assert content in (old.get(path), new.get(path)), path
        cycle.run()
        assert differences(tree(cycle.site), new) == []


def test_the_lock_of_a_killed_build_is_open(tmp_path: Path, build: Build) -> None:
    cycle = Cycle(tmp_path, build)
    cycle.turn(1)

    assert in_child(cycle.run, 20) == -signal.SIGKILL

    cycle.run()
    assert tree(cycle.site) == cycle.expected[1]
