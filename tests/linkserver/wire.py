"""Trouble below the page: names, connections, TLS, HTTP itself, encodings, sizes, and private networks."""

import gzip
import zlib

from dlcatalog.linkcheck.outcome import Fault
from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import (
    always,
    answer,
    drip,
    hang_up,
    html,
    in_turn,
    page,
    pour,
    redirect,
    reset,
    silence,
    then_close,
    then_silence,
)
from tests.linkserver.scenario import OURS, Asked, Scenario

OK, PROTOCOL, TLS = Verdict.OK, Verdict.PROTOCOL_ERROR, Verdict.TLS_ERROR
TEXT = html("A fine page")
GZIPPED = answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(TEXT))
BROKEN_GZIP = answer(
    200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + b"\xff" * 200
)
# A title, then 64 million zeros.
BROTLI_BOMB = bytes.fromhex(
    "cfffff7ff8a700f0b210651e4b0436484875fba7deffc3ffff7ff82700e2b00040f7fe9ffffffff04f00c4611180eefd7f3e4042e39f0088c30200e54368"
)
# HTTP/2: the server's settings, then the end of stream 1 with PROTOCOL_ERROR.
HTTP2_RESET = bytes.fromhex("000000 04 00 00000000" + "000004 03 00 00000001 00000001")
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LONG = html("A long page", inner="<p>words and words</p>" * 200)


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(TEXT) + b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
    return answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed)


def _brotli_if_offered(asked: Asked) -> bytes:
    if "br" not in asked.headers.get("accept-encoding", ""):
        return GZIPPED
    return _encoded("br", _stored_brotli(TEXT))


def _stored_brotli(text: bytes) -> bytes:
    # A brotli stream of stored bytes can be written by hand: window bits, one uncompressed meta-block, an empty last one.
    header = 0 | ((len(text) - 1) << 4) | (1 << 20)
    return header.to_bytes(3, "little") + text + b"\x03"


def _encoded(encoding: str, body: bytes) -> bytes:
    return answer(200, {"Content-Type": "text/html", "Content-Encoding": encoding}, body)


def _to_private(asked: Asked) -> bytes:
    return (
        page("Secret metadata")
        if asked.host == "metadata.internal"
        else redirect(302, f"http://metadata.internal:{asked.port}/latest/meta-data/")
    )


WIRE: tuple[Scenario, ...] = (
    Scenario("no-such-name", Verdict.DNS_ERROR, "https://github.com/technote-space/broken-link-checker-action/issues/135", "the name does not exist",
             always(page()), lookups=(Fault.NO_NAME,)),
    Scenario("name-service-hiccup", OK, "https://github.com/endymion/link-checker/issues/17", "the name service fails once",
             always(page()), lookups=(Fault.DNS, "")),
    Scenario("refused", Verdict.REFUSED, OURS, "nobody listens",
             always(page()), "http://{host}:1/"),
    Scenario("reset-once", OK, "https://github.com/devantler-tech/platform/issues/2789", "connection reset once, then fine",
             in_turn(reset, page())),
    Scenario("reset-always", PROTOCOL, OURS, "connection reset each time",
             in_turn(reset)),
    Scenario("empty-once", OK, "https://github.com/wummel/linkchecker/issues/563", "closed without an answer once, then fine",
             in_turn(hang_up, page())),
    Scenario("empty-always", PROTOCOL, "https://github.com/w3c/link-checker/issues/3", "closed without an answer each time",
             in_turn(hang_up)),
    Scenario("garbage-status", PROTOCOL, "https://github.com/linkchecker/linkchecker/issues/454", "no HTTP at all",
             in_turn(then_close(b"\x00\x16\x03\x01 what is this\r\n\r\n"))),
    Scenario("http-1-0", OK, "https://github.com/SerenityOS/serenity/issues/14092", "HTTP/1.0, ended by closing",
             in_turn(then_close(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT))),
    Scenario("times-out", Verdict.TIMEOUT, "https://github.com/sphinx-doc/sphinx/issues/14339", "never an answer",
             in_turn(silence)),
    Scenario("times-out-once", OK, "https://github.com/JustinBeckwith/linkinator-action/issues/89", "no answer once, then fine",
             in_turn(silence, page())),
    Scenario("hangs-in-headers", Verdict.TIMEOUT, "https://github.com/tcort/markdown-link-check/issues/336", "headers that drip for ever",
             in_turn(drip(HEAD + b"X-Slow: " + b"a" * 500, 0.05))),
    Scenario("busy-once", OK, "https://github.com/JustinBeckwith/linkinator-action/issues/140", "503 once, then fine",
             in_turn(page("Busy", status=503), page())),
    Scenario("busy-always", Verdict.SERVER_ERROR, "https://github.com/devantler-tech/ksail/issues/6398", "503 each time",
             always(page("Service unavailable", status=503))),
    Scenario("fault-once", OK, "https://github.com/googleapis/google-cloud-ruby/pull/19024", "500 once, then fine",
             in_turn(page("Oops", status=500), page())),
    Scenario("shop-503", Verdict.SERVER_ERROR, "https://github.com/enaqx/awesome-pentest/pull/341", "a shop that often says 503",
             always(page("Sorry! Something went wrong", status=503))),
    Scenario("tls-good", OK, "https://github.com/linkchecker/linkchecker/issues/522", "a good certificate of our own authority",
             always(page()), certificate="good"),
    Scenario("http2-reset", OK, "https://github.com/lycheeverse/lychee/issues/2264", "HTTP/2 that breaks off every stream, HTTP/1.1 that works",
             lambda asked: then_close(HTTP2_RESET) if asked.method == "PRI" else page(), certificate="http2"),
    Scenario("tls-expired", TLS, "https://github.com/nagios-plugins/nagios-plugins/issues/627", "an expired certificate",
             always(page()), certificate="expired"),
    Scenario("tls-self-signed", TLS, "https://github.com/wummel/linkchecker/issues/387", "a certificate that nobody vouches for",
             always(page()), certificate="self-signed"),
    Scenario("tls-wrong-host", TLS, "https://github.com/wummel/linkchecker/issues/754", "a certificate for another name",
             always(page()), certificate="wrong-host"),
    Scenario("tls-no-intermediate", TLS, "https://github.com/lycheeverse/lychee/issues/1263", "a chain with a gap",
             always(page()), certificate="no-intermediate"),
    Scenario("tls-internal-error", TLS, "https://github.com/linkchecker/linkchecker/issues/106", "plain HTTP where TLS was asked for",
             always(page()), "https://{host}:{port}/page"),
    Scenario("gzip", OK, "https://github.com/sphinx-doc/sphinx/issues/2775", "a compressed page",
             always(GZIPPED)),
    Scenario("brotli-or-gzip", OK, "https://github.com/wummel/linkchecker/issues/672", "a server that compresses as it likes",
             _brotli_if_offered),
    Scenario("gzip-chunked", OK, "https://github.com/wummel/linkchecker/issues/89", "compressed and in chunks",
             always(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + b"".join(_chunk(gzip.compress(TEXT)[i : i + 50]) for i in range(0, len(gzip.compress(TEXT)), 50)) + b"0\r\n\r\n")),
    Scenario("deflate-raw", OK, "https://github.com/stevenvachon/broken-link-checker/issues/45", "deflate without its wrapper",
             always(answer(200, {"Content-Type": "text/html", "Content-Encoding": "deflate"}, zlib.compress(TEXT)[2:-4]))),
    Scenario("gzip-broken-once", OK, "https://github.com/linkchecker/linkchecker/issues/27", "an ill-formed block once, then fine",
             in_turn(BROKEN_GZIP, GZIPPED)),
    Scenario("gzip-broken", PROTOCOL, "https://github.com/nodiscc/hecat/issues/73", "what says it is compressed is not",
             always(BROKEN_GZIP)),
    Scenario("gzip-members", OK, "https://github.com/curl/curl/issues/22156", "compressed piece by piece, one member after the other",
             always(_encoded("gzip", gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:])))),
    Scenario("gzip-trailer", OK, "https://github.com/curl/curl/issues/3796", "bytes behind the end of the compressed page",
             always(_encoded("gzip", gzip.compress(TEXT) + b"\0" * 23))),
    Scenario("gzip-claimed", OK, "https://github.com/curl/curl/issues/2368", "a page that says it is compressed and is not",
             always(_encoded("gzip", TEXT))),
    Scenario("gzip-twice", OK, OURS, "compressed twice, and both are said",
             always(_encoded("gzip, gzip", gzip.compress(gzip.compress(TEXT))))),
    Scenario("encoding-none", OK, "https://github.com/apify/crawlee/issues/1067", "Content-Encoding: none",
             always(_encoded("none", TEXT))),
    Scenario("encoding-utf-8", OK, "https://github.com/LadybirdBrowser/ladybird/pull/11179", "an encoding of content that is one of letters",
             always(_encoded("utf-8", TEXT))),
    Scenario("brotli-unasked", OK, "https://github.com/chromiumembedded/cef/issues/2303", "brotli for everybody, asked for or not",
             always(_encoded("br", _stored_brotli(TEXT)))),
    Scenario("zstd-unasked", OK, OURS, "zstd for everybody: nothing we can read, but the page is there",
             always(_encoded("zstd", b"\x28\xb5\x2f\xfd" + TEXT))),
    Scenario("brotli-bomb", OK, OURS, "64 MB of zeros in 62 bytes",
             lambda asked: _encoded("br", BROTLI_BOMB) if "br" in asked.headers.get("accept-encoding", "") else page()),
    Scenario("early-hints", OK, "https://github.com/notatallshaw/nab/pull/1130", "103 before the answer",
             always(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + page())),
    Scenario("announced-404", Verdict.GONE, OURS, "102 and 103 before a 404",
             always(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + page(status=404))),
    Scenario("tired-408-once", OK, "https://github.com/nitrictech/docs/pull/742", "408 once, then fine",
             in_turn(answer(408), page())),
    Scenario("gzip-bomb", OK, "https://github.com/mnot/httplint/pull/145", "200 MB of blanks in 200 KB",
             always(_bomb())),
    Scenario("chunks-without-end", OK, "https://github.com/psf/requests/issues/844", "the last chunk never comes, the page is there",
             in_turn(then_close(CHUNKED + _chunk(LONG)))),
    Scenario("shorter-than-told", OK, "https://github.com/thp/urlwatch/issues/725", "fewer bytes than Content-Length, the page is there",
             in_turn(then_close(HEAD + b"Content-Length: 99999\r\n\r\n" + LONG))),
    Scenario("big-headers", OK, "https://github.com/raviqqe/muffet/issues/388", "ten kilobytes of headers",
             always(answer(200, {"Content-Type": "text/html", "Content-Security-Policy": "img-src " + "a.example " * 1000}, TEXT))),
    Scenario("bigger-headers", OK, "https://github.com/tcort/markdown-link-check/issues/448", "thirty kilobytes of headers",
             always(answer(200, {"Content-Type": "text/html", **{f"Link-{n}": "x" * 1000 for n in range(30)}}, TEXT))),
    Scenario("many-headers", OK, OURS, "150 lines of headers",
             always(answer(200, {"Content-Type": "text/html", **{f"X-{n}": "x" for n in range(150)}}, TEXT))),
    Scenario("endless-body", OK, "https://github.com/HackSoc/csbot/issues/91", "a page that never ends",
             in_turn(pour(HEAD + b"\r\n" + TEXT, b"more and more " * 1000))),
    Scenario("large-download", OK, "https://github.com/wummel/linkchecker/issues/277", "a large binary, asked for with GET",
             in_turn(pour(b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 99999999999\r\n\r\n", b"\0" * 65536))),
    Scenario("stalled-body", OK, OURS, "a body that stalls after the first words",
             in_turn(then_silence(HEAD + b"Content-Length: 9999999\r\n\r\n" + LONG))),
    Scenario("gb2312", OK, OURS, "a page in GB 2312 that says so only in its own head",
             always(answer(200, {"Content-Type": "text/html"}, '<html><head><meta charset="gb2312"><title>深度学习笔记</title>'.encode("gb18030")))),
    Scenario("big5-undeclared", OK, "https://github.com/wummel/linkchecker/issues/85", "bytes that fit no encoding",
             always(answer(200, {"Content-Type": "text/html; charset=utf-8"}, b"<title>\xa7\xda\xad\xcc \xff\xfe</title><p>" + b"\xa7" * 500))),
    Scenario("charset-unknown", OK, OURS, "an encoding that does not exist",
             always(answer(200, {"Content-Type": "text/html; charset=klingon"}, TEXT))),
    Scenario("redirect-to-private", Verdict.INVALID, "https://github.com/OP-Engineering/link-preview-js/issues/115", "a public page that leads to a private address",
             _to_private, hosts=("metadata.internal",), private=True, lookups=("",), never_reaches=("metadata.internal",)),
    Scenario("name-is-private", Verdict.INVALID, "https://github.com/dergigi/ants/issues/182", "a public name for a private address",
             always(page("Router")), private=True, lookups=("127.0.0.1",)),
    Scenario("rebinding", OK, "https://github.com/deskhq/the-desk/pull/1183", "a name that turns private after the check: we stay with what was checked",
             lambda asked: redirect(302, "/again") if asked.path == "/page" else page(), private=True, lookups=("", "127.0.0.1")),
)  # fmt: skip
