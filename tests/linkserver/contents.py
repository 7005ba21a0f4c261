"""Pages whose content decides: soft 404s, parked and hijacked domains, fragments, records, addresses with odd letters."""

from dlcatalog.linkcheck.fingerprint import Fingerprint
from dlcatalog.linkcheck.verdict import Verdict
from tests.linkserver.answers import always, answer, at_page, page, redirect
from tests.linkserver.scenario import OURS, Asked, Behaviour, Scenario

OK, GONE, HIJACKED = Verdict.OK, Verdict.GONE, Verdict.HIJACKED
OSINT = "https://github.com/jivoi/awesome-osint/pull/1126"
WAS = Fingerprint("x.test", "Neural networks step by step", "en")
ANCHORS = page(
    "Anchors", inner='<h2 id="intro">x</h2><a id="user-content-features" href="#features"></a><a name=old></a>'
)


def _path(wanted: str) -> Behaviour:
    return lambda asked: page() if asked.path == wanted else page("Nothing here", status=404)


def _casino_abroad(asked: Asked) -> bytes:
    if asked.host == "nine-casinoit.example":
        return page("Migliori Casino non AAMS", "it")
    return redirect(301, f"http://nine-casinoit.example:{asked.port}/")


def _marketplace(asked: Asked) -> bytes:
    if asked.host == "expireddomains.example":
        return page("sleuthforthetruth.com is for sale", inner="<p>Make an offer for this domain</p>")
    return redirect(302, f"http://expireddomains.example:{asked.port}/d/1")


def _to_ww1(asked: Asked) -> bytes:
    if asked.host.startswith("ww1."):
        return page("parked-ww1.test")
    return redirect(302, f"http://ww1.{asked.host}:{asked.port}{asked.path}")


def _json(text: str, status: int = 200) -> bytes:
    return answer(status, {"Content-Type": "application/json"}, text.encode())


CONTENTS: tuple[Scenario, ...] = (
    Scenario("gone-404", GONE, "https://github.com/denolib/awesome-deno/pull/118", "plain 404",
             always(page("404", status=404))),
    Scenario("gone-410", GONE, OURS, "removed for good",
             always(answer(410))),
    Scenario("soft-404", GONE, "https://github.com/lycheeverse/lychee/issues/300", "a framework's 404 page with status 200",
             always(page("404: This page could not be found."))),
    Scenario("soft-404-heading", GONE, "https://github.com/luckyframework/lucky/issues/1574", "404 pages that return 200",
             always(page("Our site", inner="<h1>Sorry, that page doesn't exist</h1>"))),
    Scenario("soft-404-chinese", GONE, "https://github.com/stevenvachon/broken-link-checker/issues/237", "missing pages that return 200, in Chinese",
             always(page("您访问的页面不存在", "zh"))),
    Scenario("about-404", OK, "https://github.com/lycheeverse/lychee/issues/300", "a page about 404 on a site that knows real ones",
             at_page(page("404 Not Found - HTTP status codes explained"))),
    Scenario("parked", HIJACKED, OSINT, "for sale, with status 200",
             always(page("argos-osint.com - This website is for sale!"))),
    Scenario("parked-script", HIJACKED, "https://github.com/mypdns/matrix/issues/6134", "an empty page with the script of a parking service",
             always(page("Loading", inner='<script src="//parking-page.net/park.js"></script>'))),
    Scenario("parked-lander", HIJACKED, OSINT, "a page that only leads to a lander",
             always(answer(200, {"Content-Type": "text/html"}, b"<html><script>window.location.href='/lander?x'</script></html>"))),
    Scenario("parked-chinese", HIJACKED, "https://github.com/easylist/easylist/issues/21998", "a parked domain, in Chinese",
             always(page("此域名可以转让", "zh"))),
    Scenario("parked-ww1", HIJACKED, "https://github.com/internetarchive/wayback-machine-firefox/issues/40", "302 to the parked part of the same domain, which has nothing to say",
             _to_ww1, hosts=("ww1.parked-ww1.test",)),
    Scenario("paper-domain-adaptation", OK, OURS, "a paper on domains and sales is for nobody's sale",
             always(page("Domain adaptation for sales forecasting"))),
    Scenario("paper-parked-vehicles", OK, OURS, "parked vehicles on a site are no parked site",
             always(page("Site-specific detection of parked vehicles"))),
    Scenario("suspended", Verdict.SERVER_ERROR, OURS, "the provider's notice in place of a site, with status 200",
             always(page("Account Suspended"))),
    Scenario("deployment-disabled", Verdict.SERVER_ERROR, "https://github.com/marcelscruz/dev-resources/pull/1248", "402 and a notice that the deployment is disabled",
             always(answer(402, {"X-Vercel-Error": "DEPLOYMENT_DISABLED"}))),
    Scenario("hijack-other-site", HIJACKED, OSINT, "301 to gambling on another domain, in another language",
             _casino_abroad, hosts=("nine-casinoit.example",), before=Fingerprint("hijack-other-site.test", "RSS Micro search engine", "en")),
    Scenario("hijack-marketplace", HIJACKED, OSINT, "302 to a marketplace of domains",
             _marketplace, hosts=("expireddomains.example",)),
    Scenario("hijack-same-domain", HIJACKED, "https://github.com/jondot/awesome-react-native/issues/1192", "a lost domain that now gambles",
             always(page("Situs Slot Gacor Hari Ini", "id")), before=Fingerprint("hijack-same-domain.test", "Awesome React Native", "en")),
    Scenario("hijack-language", HIJACKED, "https://github.com/hagezi/dns-blocklists/issues/9747", "a bookshop's old domain, other title and language",
             always(page("Лучшие предложения недели", "ru")), before=Fingerprint("hijack-language.test", "Ranok textbooks", "uk")),
    Scenario("hijack-same-language", HIJACKED, "https://github.com/hagezi/dns-blocklists/issues/9553", "the same language, but gambling",
             always(page("Best Online Casino Bonuses", "en")), before=Fingerprint("hijack-same-language.test", "San Carlos tribe", "en")),
    Scenario("renamed", OK, OURS, "another title alone is no hijack",
             always(page("Machine learning in small steps")), before=WAS),
    Scenario("translated", OK, OURS, "another language of the same page is no hijack",
             always(page("神经网络入门", "zh", head='<link rel=alternate hreflang=en href="/en/">')), before=Fingerprint("translated.test", "Neural networks step by step", "en")),
    Scenario("translated-keeps-name", OK, OURS, "the same site in Chinese, with its old name in small print",
             always(page("机器学习实验室", "zh-CN", inner=f"<p>{'实验室介绍。' * 40}</p><p>© Machine\n Learning Lab</p>")), before=Fingerprint("translated-keeps-name.test", "Machine Learning Lab - Home", "en")),
    Scenario("closed-for-work", OK, OURS, "a site that is being worked on, and says so in its owner's language",
             always(page("Wartungsarbeiten", "de")), before=Fingerprint("closed-for-work.test", "Neural networks step by step", "en")),
    Scenario("hijack-keeps-name", HIJACKED, OURS, "gambling under the old name",
             always(page("Situs Slot Gacor", "id", inner="<p>Machine Learning Lab</p>")), before=Fingerprint("hijack-keeps-name.test", "Machine Learning Lab", "en")),
    Scenario("poker-course", OK, OURS, "a course about poker always spoke of poker",
             always(page("Poker AI: Libratus and casino games")), before=Fingerprint("poker-course.test", "Poker AI course", "en")),
    Scenario("anchor", OK, "https://github.com/DavidAnson/check-pages/issues/10", "the element is there",
             always(ANCHORS), "{origin}/page#intro", fragments=True),
    Scenario("anchor-missing", GONE, "https://github.com/DavidAnson/check-pages/issues/10", "the page is there, the element is not",
             always(ANCHORS), "{origin}/page#introduction", fragments=True),
    Scenario("anchor-user-content", OK, "https://github.com/sphinx-doc/sphinx/issues/12688", "prefixed by the code host",
             always(ANCHORS), "{origin}/page#features", fragments=True),
    Scenario("anchor-name", OK, "https://github.com/sphinx-doc/sphinx/issues/9016", "an old name attribute",
             always(ANCHORS), "{origin}/page#old", fragments=True),
    Scenario("anchor-lines", OK, "https://github.com/RediSearch/RediSearch/pull/8594", "line numbers made by scripts",
             always(ANCHORS), "{origin}/page#L207-L226", fragments=True),
    Scenario("anchor-text", OK, "https://github.com/linkchecker/linkchecker/issues/905", "a text fragment",
             always(ANCHORS), "{origin}/page#creating:~:text=On%20Microsoft", fragments=True),
    Scenario("anchor-route", OK, "https://github.com/lycheeverse/lychee/issues/2179", "the route of an application",
             always(ANCHORS), "{origin}/page#narrow/stream/369274-general", fragments=True),
    Scenario("anchor-escaped", OK, "https://github.com/filiph/linkcheck/pull/31", "an escaped name with letters beyond ASCII",
             always(page(inner='<h2 id="übersicht">x</h2>')), "{origin}/page#%C3%BCbersicht", fragments=True),
    Scenario("video-found", OK, "https://github.com/lycheeverse/lychee/issues/906", "a short video address, known to oEmbed",
             always(_json('{"title": "A lecture"}')), "https://youtu.be/Rvu7N4wyFpk", record="youtube"),
    Scenario("video-missing", GONE, "https://github.com/stevenvachon/broken-link-checker/issues/237", "a removed video whose page still says 200",
             always(answer(404)), "https://www.youtube.com/watch?v=aaaaaaaaaaa", record="youtube"),
    Scenario("video-not-embeddable", OK, "https://github.com/lycheeverse/lychee/issues/214", "401 from oEmbed: there, but not to be embedded",
             always(answer(401)), "https://www.youtube.com/watch?v=MCs5OvhV9S4", record="youtube"),
    Scenario("doi-blocked-publisher", OK, "https://github.com/FreeGym/FreeGym-Wiki/pull/68", "the publisher blocks robots, the resolver knows the DOI",
             always(_json('{"responseCode": 1, "handle": "10.1093/ndt/gfz115"}')), "https://doi.org/10.1093/ndt/gfz115", record="doi"),
    Scenario("doi-unknown", GONE, "https://github.com/bids-standard/bids-website/pull/223", "no such DOI",
             always(_json('{"responseCode": 100}', 404)), "https://doi.org/10.1234/no-such-doi", record="doi"),
    Scenario("path-chinese", OK, "https://github.com/langgenius/dify-docs/pull/740", "Han characters in the path",
             _path("/%E6%B7%B1%E5%BA%A6%E5%AD%A6%E4%B9%A0"), "{origin}/深度学习"),
    Scenario("path-accents", OK, "https://github.com/linkchecker/linkchecker/issues/203", "accents and an apostrophe in the path",
             _path("/O/D'o%C3%B9_vient"), "{origin}/O/D'où_vient"),
    Scenario("path-plus", OK, "https://github.com/tcort/markdown-link-check/issues/191", "%2B stays as it is",
             _path("/wiki/TLA%2B"), "{origin}/wiki/TLA%2B"),
    Scenario("path-space", OK, OURS, "an unescaped space",
             _path("/a%20b"), "{origin}/a b"),
    Scenario("host-idn", OK, "https://github.com/endymion/link-checker/issues/16", "a host beyond ASCII",
             lambda asked: page() if asked.host == "www.xn--schn-7qa.test" else answer(421), "http://www.schön.test:{port}/", hosts=("www.xn--schn-7qa.test",)),
    Scenario("host-label-too-long", Verdict.INVALID, "https://github.com/wummel/linkchecker/issues/321", "a label of more than 63 letters",
             always(page()), "http://a123456789012345678901234567890123456789012345678901234567890123/"),
    Scenario("host-label-empty", Verdict.INVALID, "https://github.com/victoriadrake/hydra-link-checker/pull/11", "an empty label",
             always(page()), "http://www..test/"),
)  # fmt: skip
