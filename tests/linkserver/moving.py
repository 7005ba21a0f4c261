"""Redirects of every kind: what moved, what only looks so, and what runs in circles."""

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import always, answer, page, paths, redirect
from tests.linkserver.scenario import OURS, Asked, Scenario

M, OK, GONE = Verdict.MOVED, Verdict.OK, Verdict.GONE
HOME = page("The front page")


def _cookie_gate(asked: Asked) -> bytes:
    if "seen=1" in asked.headers.get("cookie", ""):
        return page()
    return redirect(302, asked.path, {"Set-Cookie": "seen=1; Path=/"})


def _cookie_bounce(asked: Asked) -> bytes:
    if asked.path == "/consent":
        return redirect(302, "/page", {"Set-Cookie": "consent=yes; Path=/; HttpOnly"})
    return page() if "consent=yes" in asked.headers.get("cookie", "") else redirect(302, "/consent")


def _to_root(asked: Asked) -> bytes:
    return HOME if asked.path == "/" else redirect(301, "/")


def _to_other_site(asked: Asked) -> bytes:
    if asked.host == "new-name.example":
        return page("Torchlight: a deep learning toolkit")
    return redirect(301, f"http://new-name.example:{asked.port}{asked.path}")


MOVING: tuple[Scenario, ...] = (
    Scenario("moved-301", M, "https://github.com/lycheeverse/lychee/issues/2044", "301 to the new address",
             paths({"/page": redirect(301, "/new"), "/new": page()}), moved_to="/new"),
    Scenario("moved-308", M, "https://github.com/lycheeverse/lychee/pull/1853", "308 to the new address",
             paths({"/page": redirect(308, "/new"), "/new": page()}), moved_to="/new"),
    Scenario("moved-chain", M, OURS, "a chain of 301 and 308",
             paths({"/page": redirect(301, "/a"), "/a": redirect(308, "/b"), "/b": redirect(301, "/new"), "/new": page()}), moved_to="/new"),
    Scenario("moved-keeps-anchor", M, OURS, "301 of an address with a part after #",
             paths({"/page": redirect(301, "/new"), "/new": page(inner="<h2 id=part>x</h2>")}), "{origin}/page#part", moved_to="/new#part"),
    Scenario("moved-to-404", GONE, "https://github.com/lycheeverse/lychee/issues/726", "301 into a 404",
             paths({"/page": redirect(301, "/new")})),
    Scenario("moved-to-other-site", M, "https://github.com/anaibol/awesome-serverless/pull/26", "a project that moved to a site of its own, and was renamed",
             _to_other_site, hosts=("new-name.example",), before=Fingerprint("moved-to-other-site.test", "Lanternfish documentation", "en")),
    Scenario("found-302", OK, "https://github.com/neuroinformatics-unit/movement/issues/330", "302, as DOI and latest pages use it",
             paths({"/page": redirect(302, "/v2/page"), "/v2/page": page()})),
    Scenario("mixed-301-302", OK, "https://github.com/sphinx-doc/sphinx/issues/10915", "301, then 302: not permanent as a whole",
             paths({"/page": redirect(301, "/a"), "/a": redirect(302, "/b"), "/b": page()})),
    Scenario("to-the-root", GONE, "https://github.com/sphinx-doc/sphinx/issues/6525", "every lost page leads to the front page",
             _to_root),
    Scenario("to-the-courses", GONE, "https://github.com/cardano-foundation/developer-portal/issues/1258", "301 from every lost page to one that is about something else",
             lambda asked: page("Our courses") if asked.path == "/learn" else redirect(301, "/learn")),
    Scenario("renamed-for-good", M, OURS, "301 of this page alone to a page of another name",
             paths({"/page": redirect(301, "/learn"), "/learn": page()}), moved_to="/learn"),
    Scenario("root-is-right", M, "https://github.com/sphinx-doc/sphinx/issues/6525", "this page became the front page, others are plain 404",
             paths({"/page": redirect(301, "/"), "/": HOME}), moved_to="/"),
    Scenario("to-login-301", Verdict.BLOCKED, "https://github.com/learningequality/studio/issues/573", "permanent redirect to the login page",
             paths({"/page": redirect(301, "/accounts/login/?next=/page"), "/accounts/login/?next=/page": page("Sign in")})),
    Scenario("to-login-302", Verdict.BLOCKED, "https://github.com/sphinx-doc/sphinx/pull/6816", "pages that want authentication",
             paths({"/page": redirect(302, "/login"), "/login": page("Log in")})),
    Scenario("circle", Verdict.PROTOCOL_ERROR, "https://github.com/linkchecker/linkchecker/issues/199", "a redirects to b, b to a",
             paths({"/page": redirect(302, "/b"), "/b": redirect(302, "/page")})),
    Scenario("endless-redirects", Verdict.PROTOCOL_ERROR, "https://github.com/wummel/linkchecker/issues/93", "ever new addresses",
             lambda asked: redirect(302, f"{asked.path}x")),
    Scenario("cookie-self", OK, "https://github.com/wummel/linkchecker/issues/419", "redirect to itself until a cookie comes back",
             _cookie_gate),
    Scenario("cookie-bounce", OK, "https://github.com/EFForg/https-everywhere/issues/1128", "through another address that sets a cookie, and back",
             _cookie_bounce),
    Scenario("cookie-httpx", OK, "https://github.com/encode/httpx/issues/821", "redirect to the same place with Set-Cookie",
             _cookie_gate),
    Scenario("location-utf8", M, "https://github.com/psf/requests/pull/3969", "unescaped UTF-8 in Location",
             paths({"/page": redirect(301, "/文"), "/%E6%96%87": page()}), moved_to="/%E6%96%87"),
    Scenario("location-anchor", M, OURS, "301 to a part of another page",
             paths({"/page": redirect(301, "/new#part"), "/new": page()}), moved_to="/new#part"),
    Scenario("location-latin1", M, OURS, "a Location in Latin-1",
             paths({"/page": b"HTTP/1.1 301 Moved\r\nLocation: /caf\xe9-page\r\nContent-Length: 0\r\n\r\n", "/caf%C3%A9-page": page()}), moved_to="/caf%C3%A9-page"),
    Scenario("location-percent", M, OURS, "a percent sign that escapes nothing, left as it is",
             paths({"/page": redirect(301, "/100%"), "/100%": page()}), moved_to="/100%"),
    Scenario("location-relative", M, OURS, "relative Location without a leading slash",
             paths({"/docs/page": redirect(301, "other"), "/docs/other": page()}), "{origin}/docs/page", moved_to="/docs/other"),
    Scenario("meta-refresh", OK, "https://github.com/JustinBeckwith/linkinator/issues/552", "an immediate meta refresh to a page that is there",
             paths({"/page": page("Redirecting", head='<meta http-equiv="refresh" content="0;url=/real">'), "/real": page()})),
    Scenario("meta-refresh-dead", GONE, "https://github.com/filiph/linkcheck/issues/102", "an immediate meta refresh to a page that is not",
             paths({"/page": page("Redirecting", head="<META HTTP-EQUIV='Refresh' CONTENT='0; URL=/en/'>")})),
    Scenario("meta-refresh-relative", OK, "https://github.com/Norconex/crawler/issues/210", "a meta refresh relative to the page",
             paths({"/a/index_en.html": page("db", head='<meta http-equiv="refresh" content="0; URL=en/91/index.html">'), "/a/en/91/index.html": page()}),
             "{origin}/a/index_en.html"),
    Scenario("meta-refresh-delayed", OK, "https://github.com/wummel/linkchecker/issues/187", "a refresh after two seconds",
             paths({"/page": page("Wait", head='<meta http-equiv="refresh" content="2;URL=/wb/inicio" >'), "/wb/inicio": page()})),
    Scenario("refresh-header", OK, "https://github.com/curl/curl/issues/3657", "a refresh by header to a page that is there",
             paths({"/page": answer(200, {"Refresh": "0; url=/real"}), "/real": page()})),
    Scenario("refresh-header-dead", GONE, "https://github.com/ArchiveTeam/wpull/issues/465", "a refresh by header to a page that is not",
             paths({"/page": answer(200, {"Refresh": "0;URL='/real'"})})),
    Scenario("meta-refresh-in-noscript", OK, OURS, "a refresh only for those without scripts is none",
             always(page("An app", head="<noscript><meta http-equiv=refresh content='0;url=/no-javascript'></noscript>"))),
)  # fmt: skip
