"""What no tracker asked for, but a hostile server would try: our own list of attacks and oddities."""

import gzip

from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import always, answer, drip, page, pour, redirect
from tests.linkserver.scenario import OURS, Asked, Scenario

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _counting_cookie(asked: Asked) -> bytes:
    return redirect(302, "/page", {"Set-Cookie": f"turn={asked.times}"})


def _json(text: str) -> bytes:
    return answer(200, {"Content-Type": "application/json"}, text.encode())


HOSTILE: tuple[Scenario, ...] = (
    Scenario("header-flood", Verdict.PROTOCOL_ERROR, OURS, "headers without end",
             lambda _: pour(HEAD, b"X-Flood: " + b"a" * 900 + b"\r\n")),
    Scenario("header-line-flood", Verdict.PROTOCOL_ERROR, OURS, "one header line without end",
             lambda _: pour(HEAD + b"X-Flood: ", b"a" * 1000)),
    Scenario("body-drip", Verdict.TIMEOUT, OURS, "a body that drips until the deadline",
             lambda _: drip(HEAD + b"\r\n<title>slow</title>" + b"." * 400, 0.03)),
    Scenario("meta-flood", Verdict.OK, OURS, "64 KB of tags that never end: reading them must hold nobody up",
             always(answer(200, {"Content-Type": "text/html"}, b"refresh" + b"<meta " * 10_900))),
    Scenario("title-flood", Verdict.OK, OURS, "a title of nothing but angle brackets",
             always(answer(200, {"Content-Type": "text/html"}, b"<title>" + b"<" * 65_500))),
    Scenario("nested-gzip", Verdict.OK, OURS, "compressed twice: only what is announced is undone",
             always(answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(gzip.compress(b"x" * 9999))))),
    Scenario("cookie-treadmill", Verdict.PROTOCOL_ERROR, OURS, "a new cookie and the same redirect each time",
             _counting_cookie),
    Scenario("redirect-to-file", Verdict.PROTOCOL_ERROR, OURS, "Location: file:///etc/passwd",
             always(redirect(302, "file:///etc/passwd"))),
    Scenario("redirect-to-gopher", Verdict.PROTOCOL_ERROR, OURS, "Location: gopher://",
             always(redirect(302, "gopher://127.0.0.1:6379/_FLUSHALL"))),
    Scenario("no-location", Verdict.PROTOCOL_ERROR, OURS, "302 without Location",
             always(answer(302))),
    Scenario("odd-status", Verdict.PROTOCOL_ERROR, OURS, "a status above all that HTTP knows",
             always(answer(799))),
    Scenario("empty-200", Verdict.OK, OURS, "200 with nothing in it",
             always(answer(200, {"Content-Type": "text/html"}))),
    Scenario("no-content-204", Verdict.OK, OURS, "204",
             always(answer(204, {"Content-Length": "-"}))),
    Scenario("legal-451", Verdict.BLOCKED, OURS, "451: closed where we ask from",
             always(answer(451))),
    Scenario("legacy-shift", Verdict.OK, OURS, "UTF-16 with a BOM",
             always(answer(200, {"Content-Type": "text/html"}, "<title>A page</title>".encode("utf-16")))),
    Scenario("bilibili-gone", Verdict.GONE, OURS, "a video that its site does not know",
             always(_json('{"code": -404}')), "https://www.bilibili.com/video/BV1xx411c7mD", record="bilibili"),
    Scenario("bilibili-there", Verdict.OK, OURS, "a video that its site knows",
             always(_json('{"code": 0, "data": {}}')), "https://www.bilibili.com/video/BV1xx411c7mE", record="bilibili"),
    Scenario("vimeo-gone", Verdict.GONE, OURS, "a video that oEmbed does not know",
             always(answer(404)), "https://vimeo.com/123456789", record="vimeo"),
    Scenario("credentials", Verdict.INVALID, OURS, "an address with a password in it",
             always(page()), "http://user:secret@{host}:{port}/page"),
    Scenario("ftp", Verdict.INVALID, OURS, "a scheme that is not the web's",
             always(page()), "ftp://{host}/page"),
    Scenario("port-out-of-range", Verdict.INVALID, OURS, "a port beyond 65535",
             always(page()), "http://{host}:99999/page"),
)  # fmt: skip
