"""Follows redirects by hand, so that every hop is known, checked, and asked with manners."""

from collections.abc import Callable
from typing import TypeAlias

from dlcatalog.linkcheck.address import Address, Unusable, resolve_address
from dlcatalog.linkcheck.fetch.cookies import Cookies
from dlcatalog.linkcheck.fetch.steps import Fetch, Task
from dlcatalog.linkcheck.outcome import Attempt, Fault, Hop, Reply, Request
from dlcatalog.linkcheck.page import is_html, parse_refresh, read_refresh

Follow: TypeAlias = Callable[[Address, str], Task[Attempt]]
MAX_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def redirects(fetch: Fetch, timeout: float) -> Follow:
    """Fetch an address and whatever it redirects to, by `Location` or by an immediate refresh (header or meta)."""

    async def follow(address: Address, method: str) -> Attempt:
        hops: list[Hop] = []
        seen: list[tuple[str, tuple[str, ...]]] = []
        cookies: Cookies | None = None
        elapsed, fragment = 0.0, ""
        while True:
            headers = cookies.header_for(address) if cookies else ()
            reply = await fetch(Request(address.url, address.host, method, headers, timeout))
            elapsed += reply.elapsed
            leads_on = reply.status in _REDIRECTS or reply.body or "refresh" in reply.headers
            target = _target(address, reply) if leads_on else None
            if target is None:
                return Attempt(address.url, method, tuple(hops), reply, elapsed, fragment)
            seen.append((address.url, headers))
            cookies = cookies or Cookies()
            cookies.store(address, reply.cookies)
            hops.append(Hop(address.url, reply.status if reply.status in _REDIRECTS else 0))
            if isinstance(target, Unusable):
                return Attempt(
                    address.url, method, tuple(hops), Reply(fault=Fault.PROTOCOL, detail=target.reason), elapsed
                )
            # The same address again is fine once it brings a cookie that it did not have before.
            if len(hops) > MAX_HOPS or (target.url, cookies.header_for(target)) in seen:
                return Attempt(address.url, method, tuple(hops), Reply(fault=Fault.LOOP, detail=target.url), elapsed)
            address, fragment = target, target.fragment or fragment

    return follow


def _target(address: Address, reply: Reply) -> Address | Unusable | None:
    if reply.status in _REDIRECTS:
        location = reply.headers.get("location")
        return resolve_address(address.url, _repair(location)) if location else None
    refresh = _refresh(reply) if reply.status == 200 else ""  # noqa: PLR2004
    if not refresh:
        return None
    target = resolve_address(address.url, refresh)
    # A page that reloads itself is a page; one whose refresh makes no sense is still the page that was asked for.
    return target if isinstance(target, Address) and target.url != address.url else None


def _refresh(reply: Reply) -> str:
    if (value := reply.headers.get("refresh")) and (target := parse_refresh(_repair(value))):
        return target
    content_type = reply.headers.get("content-type", "")
    refresh = read_refresh(reply.body, content_type)
    return refresh if refresh and is_html(content_type, reply.body) else ""


def _repair(location: str) -> str:
    # Header bytes arrive as Latin-1; servers that forget to escape send UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
