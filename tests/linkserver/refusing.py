"""Servers that refuse robots, want patience, or dislike HEAD: none of that is a dead link."""

import time
from email.utils import formatdate

from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import always, answer, in_turn, page, redirect, silence
from tests.linkserver.scenario import OURS, Asked, Behaviour, Play, Scenario

B, OK = Verdict.BLOCKED, Verdict.OK
PDF = answer(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 " + b"x" * 500)


def _by_method(head: bytes | Play, get: bytes) -> Behaviour:
    return lambda asked: head if asked.method == "HEAD" else get


def _wants(header: str, words: str, refusal: int) -> Behaviour:
    def behave(asked: Asked) -> bytes:
        return page() if words in asked.headers.get(header, "") else page("Refused", status=refusal)

    return behave


def _date_in(seconds: int) -> Behaviour:
    def behave(asked: Asked) -> bytes:
        if asked.times:
            return page()
        return answer(429, {"Retry-After": formatdate(time.time() + seconds, usegmt=True)})

    return behave


CHALLENGE = page("Just a moment...", inner="<script src=/cdn-cgi/challenge-platform/x.js></script>", status=503)
ANUBIS = page("Making sure you're not a bot!", inner="<script id=anubis_challenge>{}</script><p>Loading...</p>")
CF_403 = answer(403, {"cf-mitigated": "challenge", "Content-Type": "text/html"}, b"<title>Just a moment...</title>")
WAF = answer(202, {"x-amzn-waf-action": "challenge", "Content-Type": "text/html"})

REFUSING: tuple[Scenario, ...] = (
    Scenario("head-405", OK, "https://github.com/lycheeverse/lychee/issues/27", "405 to HEAD, 200 to GET",
             _by_method(answer(405), PDF), "{origin}/paper.pdf"),
    Scenario("head-404", OK, "https://github.com/sphinx-doc/sphinx/issues/2988", "404 to HEAD, 200 to GET",
             _by_method(answer(404), PDF), "{origin}/paper.pdf"),
    Scenario("head-403", OK, "https://github.com/lycheeverse/lychee/issues/1327", "403 to HEAD, 200 to GET",
             _by_method(answer(403), PDF), "{origin}/slides.pptx"),
    Scenario("head-500", OK, "https://github.com/lycheeverse/lychee/pull/2218", "500 to HEAD, 200 to GET",
             _by_method(answer(500), PDF), "{origin}/data.zip"),
    Scenario("head-hangs", OK, "https://github.com/wummel/linkchecker/issues/28", "HEAD never answered, 200 to GET",
             _by_method(silence, PDF), "{origin}/data.zip"),
    Scenario("head-times-out", OK, "https://github.com/gjtorikian/html-proofer/issues/439", "HEAD times out, GET is asked instead",
             _by_method(silence, PDF), "{origin}/form.pdf"),
    Scenario("denied-403", B, "https://github.com/sphinx-doc/sphinx/issues/7369", "403 to a checker, fine in a browser",
             always(page("Forbidden", status=403))),
    Scenario("wiley-403", B, "https://github.com/hyperspy/hyperspy/pull/3108", "publisher refuses robots behind a redirect",
             lambda asked: redirect(302, "/doi/full/1") if asked.path == "/page" else page("Forbidden", status=403)),
    Scenario("medium-403", B, "https://github.com/dmitryvinn/awesome-dev-advocacy/pull/10", "403 as a paywall",
             always(page("Member-only story", status=403))),
    Scenario("cloudflare-403", B, "https://github.com/hexsecs/awesome-embedded-security/pull/52", "403 with cf-mitigated: challenge",
             always(CF_403)),
    Scenario("cloudflare-503", B, "https://github.com/sindresorhus/awesome-lint/issues/85", "503 with the page Just a moment",
             always(CHALLENGE)),
    Scenario("cf-challenge", B, "https://github.com/filiph/linkcheck/issues/122", "challenge page reported as missing",
             always(page("Attention Required! | Cloudflare", status=403))),
    Scenario("anubis-200", B, "https://github.com/TecharoHQ/anubis/issues/473", "challenge page with status 200",
             always(ANUBIS)),
    Scenario("anubis-link-checker", B, "https://github.com/the-jk-labs/omicron/pull/66", "a link checker reads the interstitial as a working link",
             always(page("Making sure you&#39;re not a bot!", inner="<p>Why am I seeing this?</p>"))),
    Scenario("waf-202", B, "https://github.com/adobe/spacecat-audit-worker/pull/2360", "challenge of a web application firewall",
             always(WAF)),
    Scenario("linkedin-999", B, "https://github.com/sphinx-doc/sphinx/issues/2988", "999 Request denied",
             always(answer(999))),
    Scenario("accept-404", Verdict.OK, "https://github.com/gaurav-nelson/github-action-markdown-link-check/issues/157", "404 unless HTML is accepted",
             lambda asked: page() if "text/html" in asked.headers.get("accept", "") else answer(404)),
    Scenario("needs-401", B, "https://github.com/sphinx-doc/sphinx/pull/11684", "401 asks for a password",
             always(answer(401, {"WWW-Authenticate": "Basic"}))),
    Scenario("accept-406", OK, "https://github.com/rust-lang/rustc-dev-guide/pull/1586", "406 unless Accept is a browser's",
             _wants("accept", "text/html", 406)),
    Scenario("unacceptable-406", B, "https://github.com/rust-lang/rustc-dev-guide/pull/1586", "406 whatever is accepted",
             always(answer(406))),
    Scenario("media-415", B, "https://github.com/pearsonlab/pearsonlab.github.io/pull/52", "415 to GET, fine in a browser",
             always(answer(415))),
    Scenario("teapot-418", B, "https://github.com/loicsikidi/tpm-pills/pull/62", "418 to robots",
             always(answer(418))),
    Scenario("upgrade-426", B, "https://github.com/linkchecker/linkchecker/issues/895", "426 Upgrade Required",
             always(answer(426))),
    Scenario("twitter-400", B, "https://github.com/lycheeverse/lychee/issues/27", "400 to whoever runs no scripts",
             always(answer(400))),
    Scenario("wants-user-agent", OK, "https://github.com/lycheeverse/lychee/issues/1883", "403 unless there is a user agent",
             _wants("user-agent", "dlcatalog", 403)),
    Scenario("method-405", B, "https://github.com/lycheeverse/lychee/issues/27", "405 to HEAD and GET alike",
             always(answer(405))),
    Scenario("retry-seconds", OK, "https://github.com/lycheeverse/lychee/issues/367", "429 with Retry-After in seconds, then fine",
             in_turn(answer(429, {"Retry-After": "1"}), page())),
    Scenario("retry-date", OK, "https://github.com/sphinx-doc/sphinx/pull/8467", "429 with Retry-After as a date, then fine",
             _date_in(2)),
    Scenario("retry-nothing", OK, "https://github.com/Michael-F-Bryan/mdbook-linkcheck/issues/43", "429 without Retry-After, then fine",
             in_turn(answer(429), page())),
    Scenario("retry-for-ever", B, "https://github.com/lycheeverse/lychee/issues/1504", "429 however long we wait",
             always(answer(429))),
    Scenario("retry-next-hour", B, "https://github.com/espnet/espnet/pull/6765", "429 with a Retry-After beyond all patience",
             always(answer(429, {"Retry-After": "3600"}))),
    Scenario("retry-garbage", OK, OURS, "429 with an unreadable Retry-After, then fine",
             in_turn(answer(429, {"Retry-After": "soon"}), page())),
    Scenario("robots-txt", Verdict.SKIPPED, "https://github.com/sphinx-doc/sphinx/issues/13541", "robots.txt keeps us out, and the policy obeys",
             lambda asked: answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n") if asked.path == "/robots.txt" else page(),
             robots=True),
)  # fmt: skip
