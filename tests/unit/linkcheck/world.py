"""A world without network or time: a transport that answers from a script, and a clock that jumps."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from dlcatalog.linkcheck.fetch.runner import Runner
from dlcatalog.linkcheck.fetch.steps import T, Task
from dlcatalog.linkcheck.fetch.transport import Done, Transport
from dlcatalog.linkcheck.outcome import Reply, Request

START = 1_800_000_000.0


@dataclass
class World:
    """Answers after `delay` seconds of its own time; `log` holds the time and address of each request."""

    answer: Callable[[Request], Reply]
    delay: float = 0.0
    now: float = 0.0
    log: list[tuple[float, Request]] = field(default_factory=list)
    _due: deque[tuple[float, Request, Done]] = field(default_factory=deque)
    most_at_once: int = 0

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return START + self.now

    def start(self, request: Request, done: Done) -> None:
        self.log.append((self.now, request))
        self._due.append((self.now + self.delay, request, done))
        self.most_at_once = max(self.most_at_once, len(self._due))

    def poll(self, seconds: float) -> None:
        if not self._due or self._due[0][0] > self.now + seconds:
            self.now += seconds
            return
        when, request, done = self._due.popleft()
        self.now = max(self.now, when)
        done(self.answer(request))

    def wake(self) -> None:
        """Nobody sleeps here."""

    def close(self) -> None:
        """Nothing is open."""

    def run(self, *tasks: Task[T], transport: Transport | None = None, at_once: int = 100) -> list[T]:
        results: list[T] = []
        Runner[T](transport or self, self.monotonic, at_once=at_once).run(tasks, results.append)
        return results

    @property
    def times(self) -> list[float]:
        return [round(when, 3) for when, _ in self.log]


def request(url: str = "https://example.org/", host: str = "") -> Request:
    return Request(url, host or url.partition("://")[2].partition("/")[0])
