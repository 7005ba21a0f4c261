"""Second chances: faults that pass are tried again, later and later, and `Retry-After` is obeyed within a budget."""

from collections.abc import Callable

from dlcatalog.linkcheck.fetch.steps import Fetch, pause
from dlcatalog.linkcheck.outcome import Fault, Reply, Request
from dlcatalog.records import record, replace

_PASSING = frozenset({Fault.TIMEOUT, Fault.TLS, Fault.DNS, Fault.NO_NAME, Fault.REFUSED, Fault.PROTOCOL})

# 408: the server was tired of waiting for us; 425: it wants the request again; 501 is for good.
_PASSING_STATUS = frozenset({408, 425, *range(500, 600)} - {501})
_FIRST_PASSING = 408
_JITTER = 0.1


@record
class Patience:
    """How often to try again, and how long to wait: `first` seconds, doubled each time; `budget` seconds in all."""

    retries: int = 2
    first: float = 1.0
    budget: float = 60.0


def retry(fetch: Fetch, patience: Patience, random: Callable[[], float], wall: Callable[[], float]) -> Fetch:
    """Fetch again after a fault that may pass; `random` (0 to 1) spreads the waits, `wall` is seconds since 1970."""

    async def fetch_again(request: Request) -> Reply:
        reply = await fetch(request)
        waited = 0.0
        for turn in range(patience.retries):
            wait = _wait(reply, turn, patience, random, wall)
            # The jitter is beside the budget, so that a host which asks for just as long as we would wait is obeyed.
            if wait is None or waited + wait > patience.budget + _JITTER:
                return reply
            waited += wait
            await pause(wait)
            reply = await fetch(_vary(request, reply))
        return reply

    return fetch_again


def _wait(
    reply: Reply, turn: int, patience: Patience, random: Callable[[], float], wall: Callable[[], float]
) -> float | None:
    if reply.fault is None and reply.status < _FIRST_PASSING:
        return None
    if reply.status in {429, 503}:
        asked = read_retry_after(reply.headers.get("retry-after", ""), wall())
        if asked is not None:
            return asked + random() * _JITTER
    elif not (reply.status in _PASSING_STATUS or reply.fault in _PASSING):
        return None
    # Half of each wait is left to chance, so that a fleet of shards does not knock in step.
    return patience.first * (1 << turn) * (0.5 + random() / 2)


def _vary(request: Request, reply: Reply) -> Request:
    # Some servers offer HTTP/2 or compression and then break it; asking in the older form is what a careful person
    # would try.
    return replace(request, old_http=True) if reply.fault is Fault.PROTOCOL else request


def read_retry_after(value: str, now: float) -> float | None:
    """Seconds that a `Retry-After` header asks for, in either of its forms; `None` where it says nothing usable."""
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    from email.utils import parsedate_to_datetime

    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
