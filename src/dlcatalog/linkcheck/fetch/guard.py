"""Looks up every host before it is connected to, refuses private addresses, and pins the request to what was checked."""

from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeAlias

from dlcatalog.linkcheck.fetch.resolve import Resolve, is_literal
from dlcatalog.linkcheck.fetch.transport import Done, Transport
from dlcatalog.linkcheck.outcome import Fault, Reply, Request

_Answer: TypeAlias = tuple[str, ...] | Fault
_THREADS = 16


class Guarded:
    """A transport that connects only to addresses it has seen and found public.

    A name is asked once a run. The transport below gets the addresses with the request and asks nobody again, so a
    name that changes its answer between check and use gains nothing; a redirect is a new request and checked anew.
    """

    def __init__(self, inner: Transport, resolve: Resolve, is_private: Callable[[str], bool] | None) -> None:
        self._inner = inner
        self._resolve = resolve
        self._is_private = is_private
        self._known: dict[str, _Answer] = {}
        self._waiting: dict[str, list[tuple[Request, Done]]] = {}
        self._answers: deque[tuple[str, _Answer]] = deque()
        self._refused: deque[Callable[[], None]] = deque()
        self._hosts: SimpleQueue[str | None] = SimpleQueue()
        self._threads = 0

    def start(self, request: Request, done: Done) -> None:
        """Send the request on if its host is known, else look the host up first."""
        host = request.host
        answer = self._known.get(host)
        if answer is None and is_literal(host):
            answer = self._known[host] = (host,)
        if answer is not None:
            self._pass_on(request, done, answer)
        elif host in self._waiting:
            self._waiting[host].append((request, done))
        else:
            self._waiting[host] = [(request, done)]
            self._look_up(host)

    def poll(self, seconds: float) -> None:
        """Poll the transport below, then serve those whose host was found."""
        self._inner.poll(0.0 if self._answers or self._refused else seconds)
        while self._refused:
            self._refused.popleft()()
        while self._answers:
            host, answer = self._answers.popleft()
            if not isinstance(answer, Fault):
                self._known[host] = answer
            for request, done in self._waiting.pop(host, ()):
                self._pass_on(request, done, answer)

    def wake(self) -> None:
        """End a `poll` early."""
        self._inner.wake()

    def close(self) -> None:
        """Close the transport below; look-ups under way are left to end by themselves."""
        for _ in range(self._threads):
            self._hosts.put(None)
        self._inner.close()

    def _look_up(self, host: str) -> None:
        self._hosts.put(host)
        # Daemons, so that a name service which never answers does not keep the program from ending; a pool of
        # `concurrent.futures` would wait, and takes longer to import than most names take to be found.
        if self._threads < min(_THREADS, len(self._waiting)):
            self._threads += 1
            Thread(target=self._answer_hosts, name=f"resolve-{self._threads}", daemon=True).start()

    def _answer_hosts(self) -> None:
        while (host := self._hosts.get()) is not None:
            try:
                answer = self._resolve(host)
            except Exception:  # noqa: BLE001
                answer = Fault.DNS
            self._answers.append((host, answer))
            self._inner.wake()

    def _pass_on(self, request: Request, done: Done, answer: _Answer) -> None:
        if isinstance(answer, Fault):
            self._refuse(done, answer, request.host)
        elif not answer or (self._is_private and any(map(self._is_private, answer))):
            found = "" if answer == (request.host,) else f"{request.host} -> {', '.join(answer)}"
            self._refuse(done, Fault.PRIVATE if answer else Fault.DNS, found)
        else:
            self._inner.start(request if answer == (request.host,) else request.at(answer), done)

    def _refuse(self, done: Done, fault: Fault, detail: str) -> None:
        self._refused.append(lambda: done(Reply(fault=fault, detail=detail)))
        self._inner.wake()
