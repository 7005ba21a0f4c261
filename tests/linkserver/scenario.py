"""A scenario: how a server behaves, the verdict it deserves, and the public thread it was learned from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from dlcatalog.linkcheck.verdict import Verdict

if TYPE_CHECKING:
    from asyncio import StreamWriter

    from dlcatalog.linkcheck.fingerprint import Fingerprint
    from dlcatalog.linkcheck.outcome import Fault


OURS = "our own"
"""Stands for a thread where we thought of the behaviour ourselves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server sees it; `times` counts earlier requests with the same method and path."""

    method: str
    path: str
    headers: dict[str, str]
    host: str
    port: int
    times: int


Play: TypeAlias = Callable[["StreamWriter"], Awaitable[None]]
Behaviour: TypeAlias = Callable[[Asked], "bytes | Play"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the proof.

    `url` may hold `{origin}`, `{port}` and `{host}`. `hosts` are further names of the same server. `lookups` are the
    answers of the name service, one after the other, where it does not simply know the host. `record` names the special
    route whose base address becomes this server.
    """

    id: str
    expected: Verdict
    thread: str
    story: str
    behave: Behaviour
    url: str = "{origin}/page"
    hosts: tuple[str, ...] = ()
    certificate: str = ""
    before: Fingerprint | None = None
    lookups: tuple[Fault | str, ...] = ()
    private: bool = False
    fragments: bool = False
    robots: bool = False
    record: str = ""
    moved_to: str = ""
    never_reaches: tuple[str, ...] = field(default=())

    @property
    def host(self) -> str:
        """The name of the server."""
        return f"{self.id}.test"
