"""Manners: at most so many requests at once and so many a second per host, and a pause where a host asks for one."""

import heapq
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import count

from dlcatalog.linkcheck.fetch.retry import read_retry_after
from dlcatalog.linkcheck.fetch.transport import Done, Transport
from dlcatalog.linkcheck.outcome import Fault, Reply, Request
from dlcatalog.records import record


@record
class Manners:
    """Limits per host; 0 means no limit.

    `patience` is how many seconds a host can make us wait; one that asks for more is left alone for as long as it asks.
    """

    at_once: int = 2
    per_second: float = 2.0
    patience: float = 60.0

    @property
    def unlimited(self) -> bool:
        """Tell whether there is nothing to hold back."""
        return not self.at_once and not self.per_second


class _Lane:
    __slots__ = ("closed_until", "next_at", "queue", "running", "timed")

    def __init__(self) -> None:
        self.queue: deque[tuple[Request, Done]] = deque()
        self.running = 0
        self.next_at = self.closed_until = 0.0
        self.timed = False


class Throttled:
    """A transport that holds requests back until their host's turn has come."""

    def __init__(
        self, inner: Transport, manners: Manners, monotonic: Callable[[], float], wall: Callable[[], float]
    ) -> None:
        self._inner = inner
        self._at_once = manners.at_once or 1_000_000
        self._interval = 1 / manners.per_second if manners.per_second else 0.0
        self._patience = manners.patience
        self._monotonic = monotonic
        self._wall = wall
        self._lanes: dict[str, _Lane] = {}
        self._timers: list[tuple[float, int, _Lane]] = []
        self._order = count()
        self._turned_away: deque[Done] = deque()

    def start(self, request: Request, done: Done) -> None:
        """Queue a request behind the others of its host."""
        lane = self._lanes.get(request.host)
        if lane is None:
            lane = self._lanes[request.host] = _Lane()
        lane.queue.append((request, done))
        self._advance(lane)

    def poll(self, seconds: float) -> None:
        """Poll the transport below, no longer than until the next host's turn."""
        if self._timers:
            seconds = min(seconds, max(self._timers[0][0] - self._monotonic(), 0.0))
        self._inner.poll(0.0 if self._turned_away else seconds)
        while self._turned_away:
            self._turned_away.popleft()(Reply(fault=Fault.TOLD_TO_WAIT))
        while self._timers and self._timers[0][0] <= self._monotonic():
            lane = heapq.heappop(self._timers)[2]
            lane.timed = False
            self._advance(lane)

    def wake(self) -> None:
        """End a `poll` early."""
        self._inner.wake()

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()

    def _advance(self, lane: _Lane) -> None:
        if lane.closed_until and self._monotonic() < lane.closed_until:
            self._turned_away.extend(done for _, done in lane.queue)
            lane.queue.clear()
        while lane.queue and lane.running < self._at_once and not lane.timed:
            now = self._monotonic()
            if now < lane.next_at:
                lane.timed = True
                heapq.heappush(self._timers, (lane.next_at, next(self._order), lane))
                return
            request, done = lane.queue.popleft()
            lane.running += 1
            lane.next_at = now + self._interval
            self._inner.start(request, partial(self._finish, lane, done))

    def _finish(self, lane: _Lane, done: Done, reply: Reply) -> None:
        lane.running -= 1
        if reply.status in {429, 503}:
            wait = read_retry_after(reply.headers.get("retry-after", ""), self._wall())
            if wait is not None and wait > self._patience:
                lane.closed_until = max(lane.closed_until, self._monotonic() + wait)
            elif wait is not None:
                lane.next_at = max(lane.next_at, self._monotonic() + wait)
        done(reply)
        self._advance(lane)
