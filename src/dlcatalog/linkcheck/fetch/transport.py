"""The interface of every transport: start requests, and deliver replies while polled."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Protocol, TypeAlias

from dlcatalog.linkcheck.fetch.resolve import is_private
from dlcatalog.linkcheck.outcome import Reply, Request
from dlcatalog.records import record

Done: TypeAlias = Callable[[Reply], None]


class Transport(Protocol):
    """Something that performs requests, many at once, on one thread's behalf.

    `start` never calls `done` itself; replies are delivered inside `poll`. `wake` may be called from any thread and
    ends a `poll` early.
    """

    def start(self, request: Request, done: Done) -> None:
        """Begin a request; `done` is called once, from `poll`."""

    def poll(self, seconds: float) -> None:
        """Wait at most `seconds` for something to happen and deliver what is ready."""

    def wake(self) -> None:
        """End a `poll` early, from any thread."""

    def close(self) -> None:
        """Drop all connections; requests under way get no reply."""


@record
class Wire:
    """How a transport behaves: requests at once, who it says it is, roots it trusts, which addresses it refuses.

    `is_private` is `None` where every address is fine.
    """

    concurrency: int = 64
    user_agent: str = "dlcatalog-linkcheck"
    headers: tuple[str, ...] = (
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: en,zh-CN;q=0.8,zh;q=0.7,*;q=0.5",
    )
    roots: str | None = None
    connect_timeout: float = 10.0
    is_private: Callable[[str], bool] | None = is_private


NAMES = ("curl", "requests")


def pick_transport(name: str) -> str:
    """The transport that `name` means: `auto` is libcurl where it can be had, `requests` otherwise."""
    return name if name != "auto" else NAMES[0] if has_curl() else NAMES[1]


def has_curl() -> bool:
    """Tell whether the `fast` extra is installed and this system has what it needs."""
    import select

    return find_spec("pycurl") is not None and hasattr(select, "poll")


def make_transport(name: str, wire: Wire) -> Transport:
    """Make the transport called `name` (see `NAMES`)."""
    if name == "curl":
        from dlcatalog.linkcheck.fetch.curl import CurlTransport

        return CurlTransport(wire)
    from dlcatalog.linkcheck.fetch.portable import RequestsTransport

    return RequestsTransport(wire)
