"""Drives many checks at once over one transport, on one thread."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from typing import Generic

from dlcatalog.linkcheck.fetch.steps import Step, T, Task
from dlcatalog.linkcheck.fetch.transport import Transport
from dlcatalog.linkcheck.outcome import Reply, Request

_LONGEST_POLL = 0.5


class Runner(Generic[T]):
    """A loop that hands requests to a transport and replies back to the tasks that wait for them."""

    def __init__(self, transport: Transport, monotonic: Callable[[], float], *, at_once: int) -> None:
        self._transport = transport
        self._monotonic = monotonic
        self._at_once = at_once
        self._active = 0
        self._timers: list[tuple[float, int, Task[T]]] = []
        self._order = count()
        self._open: dict[int, Task[T]] = {}
        self._on_result: Callable[[T], None] = lambda _: None

    def run(
        self, tasks: Iterable[Task[T]], on_result: Callable[[T], None], *, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        """Run all tasks, at most `at_once` begun at a time; each result goes to `on_result` as it comes.

        Where `stopped` turns true, what is under way is dropped and the call returns.
        """
        self._on_result = on_result
        waiting = iter(tasks)
        try:
            self._begin(waiting)
            while self._active and not stopped():
                self._transport.poll(self._next_timer())
                self._fire_timers()
                self._begin(waiting)
        finally:
            for task in self._open.values():
                task.close()
            self._open.clear()

    def _begin(self, waiting: Iterator[Task[T]]) -> None:
        while self._active < self._at_once:
            task = next(waiting, None)
            if task is None:
                self._at_once = 0
                return
            self._active += 1
            self._open[id(task)] = task
            self._resume(task, None)

    def _resume(self, task: Task[T], value: Reply | None) -> None:
        try:
            step: Step = task.send(value)
        except StopIteration as end:
            del self._open[id(task)]
            self._active -= 1
            self._on_result(end.value)
            return
        if isinstance(step, Request):
            self._transport.start(step, partial(self._resume, task))
        else:
            heapq.heappush(self._timers, (self._monotonic() + step.seconds, next(self._order), task))

    def _next_timer(self) -> float:
        if not self._timers:
            return _LONGEST_POLL
        return min(max(self._timers[0][0] - self._monotonic(), 0.0), _LONGEST_POLL)

    def _fire_timers(self) -> None:
        while self._timers and self._timers[0][0] <= self._monotonic():
            self._resume(heapq.heappop(self._timers)[2], None)
