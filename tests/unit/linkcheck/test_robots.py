"""robots.txt: read once per host, by our own name, with the rules of RFC 9309."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.address import Address, parse_address
from dlcatalog.linkcheck.fetch.redirects import redirects
from dlcatalog.linkcheck.fetch.robots import Robots
from dlcatalog.linkcheck.fetch.steps import send
from dlcatalog.linkcheck.outcome import Reply, Request
from tests.unit.linkcheck.world import World


async def _send(request: Request) -> Reply:
    return await send(request)


def _address(path: str) -> Address:
    parsed = parse_address(f"https://a.org{path}")
    assert isinstance(parsed, Address)
    return parsed


def _world(text: str, status: int = 200) -> World:
    return World(
        lambda asked: Reply(status, body=text.encode()) if asked.url.endswith("robots.txt") else Reply(200), delay=0.5
    )


def _allows(text: str, path: str) -> bool:
    return _world(text).run(Robots(redirects(_send, 5)).allows(_address(path)))[0]


def test_it_is_read_once_per_host_by_many_checks_at_once() -> None:
    world = _world("User-agent: *\nDisallow: /private/\n")
    robots = Robots(redirects(_send, 5))
    paths = ["/private/x", "/x", "/private/", "/y"]
    told = world.run(*(robots.allows(_address(path)) for path in paths))
    assert sorted(told) == [False, False, True, True]
    assert len(world.log) == 1


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_file_that_cannot_be_had_forbids_nothing(status: int) -> None:
    world = _world("User-agent: *\nDisallow: /\n", status)
    assert world.run(Robots(redirects(_send, 5)).allows(_address("/x"))) == [True]


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: dlcatalog-linkcheck\nDisallow: /", "/x", False),
        ("User-agent: DLcatalog-LinkCheck/2.0\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dlcatalog-linkcheck\nDisallow:", "/x", True),
        ("User-agent: mozilla\nDisallow: /", "/x", True),
        ("User-agent: linkcheck\nDisallow: /", "/x", True),
        ("User-agent: other\nUser-agent: dlcatalog-linkcheck\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/papers/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/papers/x.pdf?download=1", True),
        ("User-agent: *\nDisallow: /*?", "/search?q=x", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-c", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/a-c-b", True),
        ("User-agent: *\nDisallow: /文", "/文件", False),
        ("User-agent: *\nDisallow: /%e6%96%87", "/文件", False),
        ("\ufeffUser-agent: * # everybody\nDisallow: /x # this", "/x", False),
        ("Disallow: /\n<html>not a robots.txt</html>", "/x", True),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: /x", "/x", False),
    ],
)
def test_rules(text: str, path: str, *, allowed: bool) -> None:
    assert _allows(text, path) is allowed


@given(st.text(max_size=200), st.text(max_size=20))
def test_no_file_breaks_the_reading(text: str, name: str) -> None:
    assert _allows(f"User-agent: *\n{text}", f"/{name}") in {True, False}
