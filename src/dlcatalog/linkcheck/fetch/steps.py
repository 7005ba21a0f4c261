"""The two things a policy can wait for, as awaitables that any driver can serve: a reply, or time."""

from collections.abc import Awaitable, Callable, Coroutine, Generator
from types import coroutine
from typing import TypeAlias, TypeVar

from dlcatalog.linkcheck.outcome import Reply, Request
from dlcatalog.records import record

T = TypeVar("T")


@record
class Pause:
    """A wish to go on after so many seconds."""

    seconds: float


Step: TypeAlias = Request | Pause
Task: TypeAlias = Coroutine[Step, "Reply | None", T]
Fetch: TypeAlias = Callable[[Request], Awaitable[Reply]]


@coroutine
def send(request: Request) -> Generator[Request, Reply, Reply]:
    """Send one request and wait for its reply."""
    return (yield request)


@coroutine
def pause(seconds: float) -> Generator[Pause, None, None]:
    """Go on after `seconds`."""
    yield Pause(seconds)


def observed(fetch: Fetch, observe: Callable[[Request, Reply], None]) -> Fetch:
    """Fetch as before, and tell `observe` of every request and its reply."""

    async def fetch_and_tell(request: Request) -> Reply:
        reply = await fetch(request)
        observe(request, reply)
        return reply

    return fetch_and_tell
