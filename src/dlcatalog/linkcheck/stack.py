"""Puts the fetch policies together, and runs checks over many addresses."""

import random
import time
from collections.abc import Callable, Iterable

from dlcatalog.linkcheck.checker import Checker, Surroundings
from dlcatalog.linkcheck.fetch.guard import Guarded
from dlcatalog.linkcheck.fetch.redirects import redirects
from dlcatalog.linkcheck.fetch.resolve import Resolve, resolve_by_system
from dlcatalog.linkcheck.fetch.retry import Patience, retry
from dlcatalog.linkcheck.fetch.robots import Robots
from dlcatalog.linkcheck.fetch.runner import Runner
from dlcatalog.linkcheck.fetch.steps import observed, send
from dlcatalog.linkcheck.fetch.throttle import Manners, Throttled
from dlcatalog.linkcheck.fetch.transport import Transport, Wire, make_transport
from dlcatalog.linkcheck.outcome import Reply, Request
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.records import field, record

# Tasks that wait for their host's turn are cheap; with them, a crowded host does not keep the others waiting.
_WAITING_ROOM = 1000
# A free handle takes up the next request at once, while the answer before it is still being judged.
_NEXT = 32


@record
class Setup:
    """Everything that shapes a run: transport, limits, patience, and the world it may touch."""

    transport: str = "curl"
    wire: Wire = field(default_factory=Wire)
    manners: Manners = field(default_factory=Manners)
    patience: Patience = field(default_factory=Patience)
    timeout: float = 20.0
    resolve: Resolve = resolve_by_system
    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    random: Callable[[], float] = random.random
    observe: Callable[[Request, Reply], None] | None = None


def check_addresses(
    urls: Iterable[str],
    setup: Setup,
    around: Surroundings,
    on_result: Callable[[LinkResult], None],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Check all addresses; each result goes to `on_result` as it comes. Returns early once `stopped` says so."""
    transport = build_transport(setup, make_transport(setup.transport, setup.wire))
    fetch = retry(observed(send, setup.observe) if setup.observe else send, setup.patience, setup.random, setup.wall)
    follow = redirects(fetch, setup.timeout)
    checker = Checker(follow, around, Robots(follow))
    at_once = setup.wire.concurrency + (_NEXT if setup.manners.unlimited else _WAITING_ROOM)
    runner: Runner[LinkResult] = Runner(transport, setup.monotonic, at_once=at_once)
    try:
        runner.run((checker.check(url) for url in urls), on_result, stopped=stopped)
    finally:
        transport.close()


def build_transport(setup: Setup, transport: Transport) -> Transport:
    """Wrap a bare transport in the guard and the manners that the setup asks for."""
    guarded = Guarded(transport, setup.resolve, setup.wire.is_private)
    return guarded if setup.manners.unlimited else Throttled(guarded, setup.manners, setup.monotonic, setup.wall)


def random_name() -> str:
    """A path name that no site has."""
    return f"dlcatalog-{random.getrandbits(64):016x}"
