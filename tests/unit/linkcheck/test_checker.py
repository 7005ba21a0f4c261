"""One address, from question to verdict, without a network: policies, probes and special routes."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.checker import Checker, Surroundings
from dlcatalog.linkcheck.fetch.redirects import redirects
from dlcatalog.linkcheck.fetch.robots import Robots
from dlcatalog.linkcheck.fetch.steps import send
from dlcatalog.linkcheck.outcome import Fault, Reply, Request
from dlcatalog.linkcheck.policy import Action, Policy, PolicyRule, make_policy
from dlcatalog.linkcheck.records import RECORD_HOSTS, find_service
from dlcatalog.linkcheck.result import LinkResult, format_result, parse_result
from dlcatalog.linkcheck.settle import is_cut_off
from dlcatalog.linkcheck.shard import Shard, interleave_hosts, parse_shard, select_shard
from dlcatalog.linkcheck.verdict import Verdict
from tests.unit.linkcheck.world import World

TODAY = date(2027, 1, 1)


def _check(world: World, url: str, policy: Policy | None = None) -> LinkResult:
    async def fetch(request: Request) -> Reply:
        return await send(request)

    follow = redirects(fetch, 5)
    checker = Checker(follow, Surroundings(policy=policy or Policy()), Robots(follow))
    return world.run(checker.check(url))[0]


def _policy(action: Action, until: date = TODAY) -> Policy:
    return make_policy([PolicyRule(re.compile(r"example\.org"), action, "a person looked", until)], TODAY)


def test_a_skipped_address_is_not_asked_and_the_reason_is_told() -> None:
    world = World(lambda _: Reply(404))
    result = _check(world, "https://example.org/", _policy(Action.SKIP))
    assert (result.verdict, result.note, world.log) == (Verdict.SKIPPED, "a person looked", [])


def test_a_policy_ends_with_its_day() -> None:
    result = _check(World(lambda _: Reply(404)), "https://example.org/", _policy(Action.SKIP, date(2026, 12, 31)))
    assert result.verdict is Verdict.GONE


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [(Reply(403), "skipped"), (Reply(fault=Fault.TLS), "skipped"), (Reply(404), "gone"), (Reply(200), "ok")],
)
def test_an_accepted_address_may_refuse_or_fail_but_not_be_gone(reply: Reply, verdict: str) -> None:
    assert _check(World(lambda _: reply), "https://example.org/", _policy(Action.ACCEPT)).verdict == verdict


@pytest.mark.parametrize("url", ["https://a.org/x.pdf", "https://a.org/x.tar.gz", "https://a.org/data.zip"])
def test_files_are_asked_with_head(url: str) -> None:
    world = World(lambda _: Reply(200, {"content-type": "application/zip"}))
    _check(world, url)
    assert [asked.method for _, asked in world.log] == ["HEAD"]


def test_a_page_where_a_file_should_be_is_read() -> None:
    parked = b"<title>files.org is for sale</title>"
    world = World(
        lambda asked: Reply(200, {"content-type": "text/html"}, body=parked if asked.method == "GET" else b"")
    )
    assert _check(world, "https://files.org/paper.pdf").verdict is Verdict.HIJACKED


def test_the_probe_goes_to_a_neighbour_of_the_page() -> None:
    missing = Reply(200, {"content-type": "text/html"}, body=b"<title>Not found</title>")
    world = World(lambda _: missing)
    assert _check(world, "https://a.org/course/week-1?x=2").verdict is Verdict.GONE
    assert [asked.url for _, asked in world.log] == [
        "https://a.org/course/week-1?x=2",
        "https://a.org/course/dlcatalog-no-such-page",
    ]


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        ),
        (
            "https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=5",
            "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?t=3",
            "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        ),
        (
            "https://www.youtube.com/playlist?list=PLkDaE6sCZn6Ec",
            "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fplaylist%3Flist%3DPLkDaE6sCZn6Ec",
        ),
        ("https://vimeo.com/12345", "https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F12345"),
        (
            "https://www.bilibili.com/video/BV1xx411c7mD?p=2",
            "https://api.bilibili.com/x/web-interface/view?bvid=BV1xx411c7mD",
        ),
        ("https://www.bilibili.com/video/av170001", "https://api.bilibili.com/x/web-interface/view?aid=170001"),
        ("https://doi.org/10.1109/CVPR.2016.90", "https://doi.org/api/handles/10.1109/CVPR.2016.90?type=URL"),
    ],
)
def test_special_routes(url: str, asks: str) -> None:
    found = find_service(url)
    assert found is not None
    assert found[1] == asks
    assert url.partition("://")[2].partition("/")[0] in RECORD_HOSTS


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://vimeo.com/about",
        "https://doi.org/",
        "https://www.bilibili.com/",
    ],
)
def test_other_pages_of_those_hosts_are_plain_pages(url: str) -> None:
    assert find_service(url) is None


def test_where_the_record_proves_nothing_the_page_is_asked() -> None:
    world = World(lambda asked: Reply(403) if "oembed" in asked.url else Reply(200))
    assert _check(world, "https://vimeo.com/12345").verdict is Verdict.OK
    assert len(world.log) == 2


URLS = st.lists(st.builds("https://{}.org/{}".format, st.sampled_from("abcdefgh"), st.integers(0, 99)), unique=True)


@given(URLS, st.integers(1, 7))
def test_shards_share_nothing_and_lose_nothing_and_keep_hosts_together(urls: list[str], total: int) -> None:
    parts = [select_shard(urls, Shard(number, total)) for number in range(1, total + 1)]
    assert sorted(url for part in parts for url in part) == sorted(urls)
    hosts = [{url.split("/")[2] for url in part} for part in parts]
    assert sum(map(len, hosts)) == len(set().union(*hosts))


@given(URLS)
def test_interleaving_loses_nothing(urls: list[str]) -> None:
    assert sorted(interleave_hosts(urls)) == sorted(urls)


def test_interleaving_deals_hosts_out() -> None:
    urls = ["https://a.org/1", "https://a.org/2", "https://a.org/3", "https://b.org/1"]
    assert interleave_hosts(urls) == ("https://a.org/1", "https://b.org/1", "https://a.org/2", "https://a.org/3")


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "a/b", "1/2/3", "-1/2", "¹/2"])
def test_a_bad_shard_is_none(text: str) -> None:
    assert parse_shard(text) is None


@given(st.text(max_size=20), st.floats(0, 99), st.one_of(st.none(), st.integers(100, 999), st.text(max_size=5)))
def test_a_result_survives_the_journal(note: str, elapsed: float, code: int | str | None) -> None:
    result = LinkResult(
        "https://a.org/",
        Verdict.MOVED,
        "moved",
        code,
        "https://b.org/",
        "https://b.org/",
        None,
        round(elapsed, 3),
        note,
    )
    line = format_result(result)
    assert "\n" not in line
    assert parse_result(line) == result


def test_a_run_in_which_nothing_answered_says_nothing_about_links() -> None:
    down = [LinkResult(f"https://a.org/{n}", Verdict.DNS_ERROR, "dns", "dns") for n in range(6)]
    assert is_cut_off(down)
    assert not is_cut_off(down[:2])
    assert not is_cut_off([*down, LinkResult("https://b.org/", Verdict.GONE, "http-404", 404)])
    assert not is_cut_off([*down, LinkResult("https://b.org/", Verdict.SERVER_ERROR, "http-5xx", 503)])
