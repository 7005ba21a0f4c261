"""The two things a policy can wait for, as awaitables that any driver can serve: a reply, or time."""

from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from types import coroutine
from typing import TypeAlias, TypeVar

from dlcatalog.linkcheck.outcome import Reply, Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pause:
    """A wish to go on after so many seconds."""

    seconds: float


Step: TypeAlias = Request | Pause
Task: TypeAlias = Coroutine[Step, "Reply | None", T]
Fetch: TypeAlias = Callable[[Request], Task[Reply]]


@coroutine
def send(request: Request) -> Generator[Request, Reply, Reply]:
    """Send one request and wait for its reply."""
    return (yield request)


@coroutine
def pause(seconds: float) -> Generator[Pause, None, None]:
    """Go on after `seconds`."""
    yield Pause(seconds)
