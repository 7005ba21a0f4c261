"""Limits per host, Retry-After, backoff, the guard and robots.txt, in simulated time."""

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.address import Address, parse_address
from dlcatalog.linkcheck.fetch.cookies import Cookies
from dlcatalog.linkcheck.fetch.guard import Guarded
from dlcatalog.linkcheck.fetch.resolve import is_private, pins_for, resolve_from
from dlcatalog.linkcheck.fetch.retry import Patience, read_retry_after, retry
from dlcatalog.linkcheck.fetch.steps import send
from dlcatalog.linkcheck.fetch.throttle import Manners, Throttled
from dlcatalog.linkcheck.outcome import Fault, Reply, Request
from tests.unit.linkcheck.world import START, World, request


def _fine(_: Request) -> Reply:
    return Reply(200)


async def _send(one: Request) -> Reply:
    return await send(one)


def _throttled(world: World, manners: Manners) -> Throttled:
    return Throttled(world, manners, world.monotonic, world.wall)


def test_two_a_second_per_host_and_hosts_do_not_wait_for_each_other() -> None:
    world = World(_fine)
    tasks = [_send(request(f"https://{host}.org/{n}")) for n in range(4) for host in "ab"]
    world.run(*tasks, transport=_throttled(world, Manners(at_once=2, per_second=2)))
    by_host = {host: [when for when, asked in world.log if asked.host == host] for host in ("a.org", "b.org")}
    assert by_host == {"a.org": [0.0, 0.5, 1.0, 1.5], "b.org": [0.0, 0.5, 1.0, 1.5]}


def test_never_more_than_two_at_once_on_a_slow_host() -> None:
    world = World(_fine, delay=10)
    world.run(
        *(_send(request(f"https://a.org/{n}")) for n in range(6)),
        transport=_throttled(world, Manners(at_once=2, per_second=100)),
    )
    assert world.most_at_once == 2


def test_a_host_that_asks_for_patience_gets_it_from_all_its_addresses() -> None:
    replies = iter([Reply(429, {"retry-after": "30"})])
    world = World(lambda _: next(replies, Reply(200)))
    world.run(
        *(_send(request(f"https://a.org/{n}")) for n in range(3)),
        transport=_throttled(world, Manners(at_once=1, per_second=1)),
    )
    assert world.times == [0.0, 30.0, 31.0]


def test_a_host_that_wants_more_than_our_patience_is_left_alone() -> None:
    replies = iter([Reply(503, {"retry-after": "86400"})])
    world = World(lambda _: next(replies, Reply(200)))
    told = world.run(
        *(_send(request(f"https://a.org/{n}")) for n in range(3)),
        _send(request("https://b.org/", "b.org")),
        transport=_throttled(world, Manners(1, 1, patience=60)),
    )
    assert sorted((reply.status, reply.fault) for reply in told) == [
        (0, Fault.TOLD_TO_WAIT), (0, Fault.TOLD_TO_WAIT), (200, None), (503, None)
    ]  # fmt: skip
    assert len(world.log) == 2


def test_a_host_is_asked_again_when_its_time_has_come() -> None:
    replies = iter([Reply(429, {"retry-after": "100"})])
    world = World(lambda _: next(replies, Reply(200)))
    transport = _throttled(world, Manners(1, 1, patience=60))
    assert world.run(_send(request()), transport=transport)[0].status == 429
    world.now += 101
    assert world.run(_send(request()), transport=transport)[0].status == 200


def _retrying(world: World, **patience: float) -> list[Reply]:
    fetch = retry(send, Patience(**patience), lambda: 1.0, world.wall)  # type: ignore[arg-type]
    return world.run(fetch(request()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(503),
        Reply(408),
        Reply(425),
        *(Reply(fault=f) for f in (Fault.TIMEOUT, Fault.TLS, Fault.DNS, Fault.REFUSED, Fault.PROTOCOL)),
    ],
)
def test_what_may_pass_is_tried_again_later_and_later(reply: Reply) -> None:
    world = World(lambda _: reply)
    assert _retrying(world, retries=3, first=1) == [reply]
    assert world.times == [0, 1, 3, 7]


@pytest.mark.parametrize(
    "reply", [Reply(200), Reply(403), Reply(404), Reply(501), Reply(fault=Fault.PRIVATE), Reply(fault=Fault.UNUSABLE)]
)
def test_what_will_not_pass_is_not_tried_again(reply: Reply) -> None:
    world = World(lambda _: reply)
    _retrying(world)
    assert len(world.log) == 1


@pytest.mark.parametrize("form", ["7", formatdate(START + 7, usegmt=True)])
def test_retry_after_is_obeyed_in_both_forms(form: str) -> None:
    replies = iter([Reply(429, {"retry-after": form})])
    world = World(lambda _: next(replies, Reply(200)))
    assert _retrying(world)[0].status == 200
    assert world.times == [0, pytest.approx(7.1)]


def test_a_host_that_asks_for_all_our_patience_gets_it() -> None:
    replies = iter([Reply(429, {"retry-after": "60"})])
    assert _retrying(World(lambda _: next(replies, Reply(200))), budget=60)[0].status == 200


def test_a_wait_beyond_the_budget_ends_the_trying() -> None:
    world = World(lambda _: Reply(429, {"retry-after": "61"}))
    assert _retrying(world, budget=60)[0].status == 429
    assert world.times == [0]


def test_a_broken_protocol_is_tried_again_in_the_older_form() -> None:
    world = World(lambda asked: Reply(200) if asked.old_http else Reply(fault=Fault.PROTOCOL))
    assert _retrying(world)[0].status == 200


@given(st.text(max_size=40), st.floats(0, 2e9))
def test_no_header_breaks_the_reading_of_retry_after(value: str, now: float) -> None:
    wait = read_retry_after(value, now)
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "::7f00:1", "::ffff:0:7f00:1", "168.63.129.16", "192.88.99.1", "not an address"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.69", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert not is_private(address)


def _guarded(world: World, table: dict[str, str | Fault]) -> Guarded:
    return Guarded(world, resolve_from(table), is_private)


@pytest.mark.parametrize("host", ["127.0.0.1", "localtest.example", "::1"])
def test_private_hosts_are_refused_before_anything_is_sent(host: str) -> None:
    world = World(_fine)
    replies = world.run(_send(request("http://x/", host)), transport=_guarded(world, {"localtest.example": "10.0.0.1"}))
    assert ([reply.fault for reply in replies], world.log) == ([Fault.PRIVATE], [])


def test_the_request_is_pinned_to_what_was_checked() -> None:
    world = World(_fine)
    world.run(
        _send(request()), _send(request("https://example.org/b")), transport=_guarded(world, {"example.org": "1.1.1.1"})
    )
    assert {asked.addresses for _, asked in world.log} == {("1.1.1.1",)}


@pytest.mark.parametrize("fault", [Fault.NO_NAME, Fault.DNS])
def test_faults_of_the_name_service_are_told_apart(fault: Fault) -> None:
    world = World(_fine)
    assert [r.fault for r in world.run(_send(request()), transport=_guarded(world, {"example.org": fault}))] == [fault]


def _address(url: str) -> Address:
    parsed = parse_address(url)
    assert isinstance(parsed, Address)
    return parsed


@pytest.mark.parametrize(
    ("line", "url", "sent"),
    [
        ("a=1", "https://www.example.org/x", True),
        ("a=1", "https://example.org/", False),
        ("a=1; Domain=example.org", "https://other.example.org/", True),
        ("a=1; Domain=org", "https://other.org/", False),
        ("a=1; Domain=evil.org", "https://evil.org/", False),
        ("a=1; Secure", "http://www.example.org/", False),
        ("a=1; Max-Age=0", "https://www.example.org/", False),
        ("no cookie", "https://www.example.org/", False),
        ("a=\r\nX: y", "https://www.example.org/", False),
    ],
)
def test_cookies_go_back_where_they_came_from(line: str, url: str, *, sent: bool) -> None:
    cookies = Cookies()
    cookies.store(_address("https://www.example.org/"), (line,))
    assert bool(cookies.header_for(_address(url))) is sent


@pytest.mark.parametrize(
    ("url", "host", "addresses", "pins"),
    [
        ("https://a.org/x", "a.org", ("1.1.1.1",), ["a.org:443:1.1.1.1"]),
        ("http://a.org/x:9", "a.org", ("1.1.1.1", "::2"), ["a.org:80:1.1.1.1,[::2]"]),
        ("http://a.org:8080/", "a.org", ("1.1.1.1",), ["a.org:8080:1.1.1.1"]),
        ("http://a.org/", "a.org", (), []),
    ],
)
def test_pins(url: str, host: str, addresses: tuple[str, ...], pins: list[str]) -> None:
    assert pins_for(url, host, addresses) == pins
