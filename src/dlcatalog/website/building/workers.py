"""Share work among processes: each takes the next piece when it has done one."""

import gc
import os
import pickle
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Generic, NoReturn, TypeVar

from dlcatalog.website.building.place import forget_locks

R = TypeVar("R")
Work = Callable[[Iterator[int]], R]
"""Does the pieces whose numbers it is given, and returns what came of them."""

_NUMBER = 4
_PIPE = 64 * 1024
MAX_PIECES = _PIPE // _NUMBER


def count_cores() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class Shift(Generic[R]):
    """Forked processes that take the numbers below ``pieces`` one by one and work on them; this one may join in.

    ``pieces`` is at most MAX_PIECES, and what ``work`` returns must be picklable. Leaving the context stops whoever
    still works.
    """

    def __init__(self, pieces: int, helpers: int, work: Work[R]) -> None:
        self._work = work
        self._queue, feed = os.pipe()
        # All numbers fit into the pipe, so that nobody has to serve it.
        os.write(feed, b"".join(number.to_bytes(_NUMBER, "little") for number in range(pieces)))
        os.close(feed)
        self._children: list[tuple[int, int]] = []
        gc.freeze()
        try:
            self._children.extend(_fork(self._queue, work) for _ in range(helpers))
        except BaseException:
            self.close()
            raise

    def finish(self, work: Work[R] | None = None) -> list[R]:
        """Work along until nothing is left, by ``work`` if given; what each process returns, this one first.

        A fault in any process is raised here, once all have ended.
        """
        results = [(work or self._work)(_take(self._queue))]
        for child in self._children.copy():
            content = _receive(child)
            self._children.remove(child)
            results.append(_open(content))
        return results

    def close(self) -> None:
        """Stop whoever still works."""
        if self._queue >= 0:
            os.close(self._queue)
            self._queue = -1
            gc.unfreeze()
        while self._children:
            _stop(*self._children.pop())

    def __enter__(self) -> "Shift[R]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def can_fork() -> bool:
    """Tell whether this system can share work so."""
    return hasattr(os, "fork")


def share_work(pieces: int, processes: int, work: Work[R]) -> list[R]:
    """Run ``work`` over ``pieces`` numbers in this process and ``processes - 1`` forked ones; what each returns."""
    if processes <= 1 or pieces <= 1 or not can_fork():
        return [work(iter(range(pieces)))]
    with Shift(pieces, min(processes, pieces) - 1, work) as shift:
        return shift.finish()


def _take(queue: int) -> Iterator[int]:
    while number := os.read(queue, _NUMBER):
        yield int.from_bytes(number, "little")


def _take_while_watched(queue: int, parent: int) -> Iterator[int]:
    for number in _take(queue):
        if os.getppid() != parent:
            return
        yield number


def _fork(queue: int, work: Work[R]) -> tuple[int, int]:
    answer, out = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # Python warns of forking beside threads; whoever has threads asks for one process.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        os.close(answer)
        _work_as_child(out, lambda: work(_take_while_watched(queue, parent)))
    os.close(out)
    return pid, answer


def _work_as_child(out: int, run: Callable[[], object]) -> NoReturn:
    try:
        forget_locks()
        try:
            content = pickle.dumps((True, run()), protocol=5)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the parent raises it
            content = _pack_fault(fault)
        view = memoryview(content)
        while view:
            view = view[os.write(out, view[:_PIPE]) :]
    finally:
        # No handler, no buffer and no ``finally`` of the parent may run twice.
        os._exit(0)


def _pack_fault(fault: Exception) -> bytes:
    try:
        content = pickle.dumps((False, fault), protocol=5)
        pickle.loads(content)
    except Exception:  # noqa: BLE001 - an exception that cannot travel still has its words
        return pickle.dumps((False, RuntimeError(f"{type(fault).__name__}: {fault}")), protocol=5)
    return content


def _receive(child: tuple[int, int]) -> bytes:
    pid, answer = child
    with open(answer, "rb", closefd=True) as stream:
        content = stream.read()
    os.waitpid(pid, 0)
    return content


def _open(answer: bytes) -> Any:
    if not answer:
        raise ChildProcessError("a worker ended without an answer")
    is_done, result = pickle.loads(answer)
    if not is_done:
        raise result
    return result


def _stop(pid: int, answer: int) -> None:
    import signal
    from contextlib import suppress

    with suppress(OSError):
        os.close(answer)
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
