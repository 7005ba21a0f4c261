"""`links fix`, `archive`, `status`, `explain`: what they read, write and print."""

import json
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest

from dlcatalog.linkcheck.files import write_text
from dlcatalog.linkcheck.history import LinkRecord, State, format_records
from tests.functional.links.conftest import Workplace
from tests.loopback import Quiet, serve

DAY = date(2027, 1, 1)


class _Archive(Quiet, BaseHTTPRequestHandler):
    """Plays the availability interface."""

    asked: list[dict[str, list[str]]]

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.asked.append(query)
        url = query["url"][0]
        found = (
            {}
            if "closed" in url
            else {
                "closest": {
                    "available": True,
                    "status": "200",
                    "timestamp": "20190501120000",
                    "url": f"http://web.archive.org/web/20190501120000/{url}",
                }
            }
        )
        strange = {
            "/broken": b"<html>busy</html>",
            "/list": b'{"archived_snapshots": []}',
            "/bare": b'{"archived_snapshots": {"closest": {"available": true, "status": "200"}}}',
            "/script": b'{"archived_snapshots": {"closest": {"available": true, "status": "200", "timestamp": "20190501", "url": "javascript:x"}}}',
        }
        body = strange.get(urlsplit(self.path).path, json.dumps({"url": url, "archived_snapshots": found}).encode())
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def archive() -> Iterator[str]:
    _Archive.asked = []
    with serve(_Archive) as address:
        yield address


def _remember(workplace: Workplace, *records: LinkRecord) -> None:
    write_text(workplace.root / "status" / "links.jsonl", format_records(records, DAY))


def test_fix_rewrites_moved_links_and_prints_the_diff_first(workplace: Workplace) -> None:
    path = workplace.write("one", "fine", "moved")
    workplace.run("check", "--quiet", "--update")
    before = path.read_bytes()
    new = workplace.url("moved").replace("/page", "/new/page")
    dry = workplace.run("fix", "--dry-run")
    assert f"+  - {{url: {new}, role: home}}" in dry.out
    assert path.read_bytes() == before
    assert workplace.run("fix").code == 0
    assert path.read_bytes() == before.replace(workplace.url("moved").encode(), new.encode())
    assert "0 files" in workplace.run("fix").err


def test_fix_of_named_entries_leaves_others_alone(workplace: Workplace) -> None:
    one, two = workplace.write("one", "moved"), workplace.write("two", "moved")
    workplace.run("check", "--quiet", "--update")
    before = two.read_bytes()
    workplace.run("fix", "one")
    assert b"/new" in one.read_bytes()
    assert two.read_bytes() == before


def test_archive_adds_a_copy_near_the_last_fine_day_once(workplace: Workplace, archive: str) -> None:
    path = workplace.write("one", "fine", "dead")
    dead = workplace.url("dead")
    _remember(workplace, LinkRecord(dead, State.GONE, 404, DAY, (DAY,), date(2019, 4, 30)))
    before = path.read_text("utf-8")
    dry = workplace.run("archive", "--endpoint", archive, "--dry-run")
    line = f"  - {{url: https://web.archive.org/web/20190501120000/{dead}, role: archive, captured: 2019-05-01}}\n"
    assert f"+{line}" in dry.out
    assert path.read_text("utf-8") == before
    workplace.run("archive", "--endpoint", archive)
    assert path.read_text("utf-8") == before.replace(f"{dead}, role: home}}\n", f"{dead}, role: home}}\n{line}")
    assert _Archive.asked[0] == {"url": [dead], "timestamp": ["20190430"]}
    assert "0 files" in workplace.run("archive", "--endpoint", archive).err


def test_archive_says_where_there_is_no_copy_and_where_the_archive_fails(workplace: Workplace, archive: str) -> None:
    path = workplace.write("one", "fine")
    before = path.read_bytes()
    _remember(workplace, LinkRecord(workplace.url("fine"), State.HIJACKED, 200, DAY))
    failed = workplace.run("archive", "--endpoint", f"{archive}/broken")
    assert (failed.code, path.read_bytes()) == (1, before)
    assert "the archive does not answer" in failed.err


@pytest.mark.parametrize(
    ("last_ok", "asked_near"),
    [(date(2019, 5, 1), ["20190501"]), (date(2019, 4, 30), ["20190430", "20180430"]), (None, [None])],
)
def test_archive_does_not_keep_what_a_hijacker_showed(
    workplace: Workplace, archive: str, last_ok: date | None, asked_near: list[str | None]
) -> None:
    path = workplace.write("one", "parked")
    before = path.read_bytes()
    _remember(workplace, LinkRecord(workplace.url("parked"), State.HIJACKED, 200, DAY, (), last_ok))
    outcome = workplace.run("archive", "--endpoint", archive)
    assert [query.get("timestamp", [None])[0] for query in _Archive.asked] == asked_near
    is_safe = asked_near == ["20190501"]
    assert (path.read_bytes() != before) is is_safe
    assert ("may already show what took the address over" in outcome.err) is not is_safe


def test_archive_tells_a_copy_of_the_front_page_from_one_of_another_page(workplace: Workplace, archive: str) -> None:
    path = workplace.write("one", "dead")
    origin = workplace.url("dead").removesuffix("page")
    text = path.read_text("utf-8").replace(workplace.url("dead"), origin)
    copy = f"  - {{url: https://web.archive.org/web/2019/{origin}page, role: archive}}\n"
    path.write_text(text.replace("language:", f"{copy}language:"), "utf-8")
    _remember(workplace, LinkRecord(origin, State.GONE, 404, DAY, (DAY,), date(2019, 4, 30)))
    workplace.run("archive", "--endpoint", archive)
    assert len(_Archive.asked) == 1


@pytest.mark.parametrize("kind", ["list", "bare", "script"])
def test_archive_takes_no_strange_answer(workplace: Workplace, archive: str, kind: str) -> None:
    path = workplace.write("one", "dead")
    before = path.read_bytes()
    _remember(workplace, LinkRecord(workplace.url("dead"), State.GONE, 404, DAY, (DAY,), date(2019, 4, 30)))
    outcome = workplace.run("archive", "--endpoint", f"{archive}/{kind}")
    assert outcome.code == (0 if kind == "list" else 1)
    assert path.read_bytes() == before


def test_status_counts_states_and_lists_trouble(workplace: Workplace) -> None:
    workplace.write("one", "fine", "dead", "closed")
    assert workplace.run("status").out == "     3  not checked yet\n"
    workplace.run("check", "--quiet", "--update")
    told = workplace.run("status").out
    assert f"failing  404  {workplace.url('dead')}  (one)  since 2027-01-01" in told
    data = json.loads(workplace.run("status", "--format", "json", "--state", "blocked").out)
    assert [link["url"] for link in data["links"]] == [workplace.url("closed")]
    assert "unknown state" in workplace.run("status", "--state", "fine").err


def test_explain_shows_requests_row_and_history(workplace: Workplace) -> None:
    workplace.write("one", "moved")
    workplace.run("check", "--quiet", "--update")
    outcome = workplace.run("explain", workplace.url("moved"), day=date(2027, 2, 1))
    assert outcome.code == 0
    assert f"1. GET {workplace.url('moved')} -> 301" in outcome.out
    assert "2. GET" in outcome.out
    assert "decided by row moved:" in outcome.out
    assert "history: moved, since 2027-01-01, last fine 2027-01-01" in outcome.out


def test_explain_of_a_dead_page_is_a_finding(workplace: Workplace) -> None:
    outcome = workplace.run("explain", workplace.url("dead"))
    assert outcome.code == 1
    assert "history: never checked" in outcome.out
