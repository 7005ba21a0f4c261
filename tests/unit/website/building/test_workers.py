import os
from collections.abc import Iterator

import pytest

from dlcatalog.errors import OutputError
from dlcatalog.lang import Localized
from dlcatalog.website.building.workers import share_work


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_each_piece_is_done_once(processes: int) -> None:
    results = share_work(50, processes, lambda numbers: [(number, os.getpid()) for number in numbers])

    assert sorted(number for part in results for number, _ in part) == list(range(50))
    assert len(results) == processes


def test_no_pieces_no_work() -> None:
    assert share_work(0, 2, list) == [[]]


def test_a_fault_in_a_worker_is_raised_here() -> None:
    parent = os.getpid()

    def work(numbers: Iterator[int]) -> list[int]:
        if os.getpid() != parent:
            raise OutputError(Localized(en="the disk is full", zh="磁盘已满"))
        return list(numbers)

    with pytest.raises(OutputError) as fault:
        share_work(4, 2, work)
    assert fault.value.message.zh == "磁盘已满"


class Untransportable(Exception):  # noqa: N818
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def test_a_fault_that_cannot_travel_sends_its_words() -> None:
    parent = os.getpid()

    def work(numbers: Iterator[int]) -> list[int]:
        if os.getpid() != parent:
            raise Untransportable(1, 2)
        return list(numbers)

    with pytest.raises(RuntimeError, match="Untransportable: 1 and 2"):
        share_work(4, 2, work)


def test_a_worker_that_dies_is_noticed() -> None:
    parent = os.getpid()

    def work(numbers: Iterator[int]) -> list[int]:
        if os.getpid() != parent:
            os.kill(os.getpid(), 9)
        return list(numbers)

    with pytest.raises(ChildProcessError):
        share_work(4, 2, work)


def test_a_fault_in_the_parent_ends_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()
    children: list[int] = []
    fork = os.fork

    def note_fork() -> int:
        children.append(fork())
        return children[-1]

    def work(numbers: Iterator[int]) -> list[int]:
        if os.getpid() == parent:
            raise KeyboardInterrupt
        return list(numbers)

    monkeypatch.setattr(os, "fork", note_fork)
    with pytest.raises(KeyboardInterrupt):
        share_work(4, 2, work)
    # By number: the process that runs the tests has children of its own, the browser among them.
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_large_answers_pass() -> None:
    results = share_work(2, 2, lambda numbers: ["x" * 1_000_000 for _ in numbers])

    assert sum(len(text) for part in results for text in part) == 2_000_000
