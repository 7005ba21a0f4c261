"""The tell-tale signs of pages that are not what was asked for: parking, challenges, logins, soft 404s. Data only."""

import re
from urllib.parse import urlsplit

from dlcatalog.linkcheck.outcome import Reply
from dlcatalog.linkcheck.page import Page
from dlcatalog.patterns import lazy_pattern

# Scripts, hosts and phrases of the parking companies; looked for in the first part of a page.
_PARKING = (
    b"sedoparking", b"parkingcrew", b"bodiscdn", b"bodis.com", b"dan.com/buy-domain", b"afternic.com", b"hugedomains.com",
    b"above.com/marketplace", b"parklogic", b"cashparking", b"domainmarket.com", b"undeveloped.com", b"uniregistry.com",
    b"parking-page.net", b"/lander?", b"window.park =", b"parked-domain", b"buydomains.com", b"escrow.com/domain",
    b"expireddomains.com", b"sav.com/domain", b"img.sedoparking", b"d38psrni17bvxu.cloudfront.net",
)  # fmt: skip
# Every sign above contains one of these; looking for the few first is what makes a healthy page cheap.
_PARKING_ROOTS = (
    b"park",
    b"domain",
    b"bodis",
    b"afternic",
    b"above.com",
    b"undeveloped",
    b"uniregistry",
    b"/lander",
    b"d38psrni17",
)
# "Domain adaptation for sales" and "parked vehicles on site" are papers: the verb, or nothing, must stand between.
_PARKING_TITLE = (
    r"\b(?:domain|website|webseite|site)(?: name)?\b(?:.{0,40}\b(?:is|are|may be|might be|could be)(?: now)?)? (?:for sale|available for purchase|parked|zu verkaufen|à vendre)\b|"
    r"\b(?:domain|website)(?: name)?\b(?:.{0,40}\b(?:has|is))? expired\b(?! domain)|"
    r"\b[a-z0-9-]+\.[a-z]{2,12}\b(?:.{0,20}\bis)? for sale\b|\bbuy this domain|\bthis domain\b.{0,30}\b(?:sale|registered|expired)|parked (?:domain|page)|domain (?:parking|suspended)|steht zum verkauf|"
    r"域名(?:出售|转让|正在出售|可以转让|停靠|已过期|过期|拍卖)|(?:此|本|该)域名.{0,12}(?:出售|转让|过期)|ドメイン.{0,8}(?:販売|売ります)"
)
_MISSING = (
    r"\b404\b|\b(?:page|file|document|content|article|repository|course|video|url|site)\b.{0,30}\b(?:not|n't|cannot|can't|could ?n.t) (?:be )?(?:found|exist)|"
    r"\bnot found\b|\bno longer (?:available|exists)|does(?:n't| not) exist|"
    r"(?:页面|网页|文章|内容|文件|资源|视频|您访问的页面).{0,8}(?:不存在|未找到|找不到|已删除|走丢|不见了|被删除)|找不到(?:页面|网页|该页)|未找到页面|"
    r"ページが見つかりません|페이지를 찾을 수 없|seite nicht gefunden|page introuvable|página no encontrada|страница не найдена"
)
_SUSPENDED = (
    r"\Aaccount (?:has been )?suspended\b|\bthis account has been suspended|\Asite suspended\b|\A(?:web)?site (?:is )?(?:temporarily )?disabled\Z|"
    r"\Adeployment (?:is )?(?:disabled|paused)\b|(?:网站|站点|账户|空间|主机).{0,4}(?:已被|已|被)(?:暂停|停用|关闭)"
)
# Parking services send visitors of a lost domain to such a name inside of it.
_PARKED_HOST = lazy_pattern(r"ww\d{1,2}\.")
_CHALLENGE_TITLE = (
    r"just a moment|attention required|checking your browser|ddos.guard|are you a (?:robot|human)|not a (?:ro)?bot|"
    r"human verification|security check|access denied|verify (?:you are|that you)|pardon our interruption|安全验证|人机验证|访问验证|请完成验证"
)
_CHALLENGE_BODY = (b"cf-chl", b"cf_chl_", b"/cdn-cgi/challenge", b"_Incapsula_Resource", b"px-captcha", b"awswaf", b"anubis_challenge", b"geo.captcha-delivery.com", b"g-recaptcha-challenge")  # fmt: skip
_LOGIN = lazy_pattern(
    r"/(?:log-?in|sign-?in|sso|signin|oauth2?|cas|idp|saml2?|auth|authenticate|authorize|passport|accounts/login|users/sign_in|wp-login\.php)(?:[/.;]|\Z)",
    re.IGNORECASE,
)
_LOGIN_HOST = lazy_pattern(r"(?:login|signin|sso|accounts?|auth|passport|idp|cas)\.", re.IGNORECASE)
_HEAD_BYTES = 16 * 1024
_REAL_TITLE = 3
_WORD = lazy_pattern(r"[a-z]+|404")
# Every ASCII match of the patterns above contains one of these; tests hold the two together.
_SUSPECT = frozenset(
    [
        "404",
        "domain",
        "website",
        "webseite",
        "site",
        "name",
        "sale",
        "available",
        "parked",
        "expired",
        "buy",
        "parking",
        "suspended",
        "disabled",
        "paused",
        "verkaufen",
        "verkauf",
        "not",
        "cannot",
        "found",
        "exist",
        "exists",
        "longer",
        "doesn",
        "gefunden",
        "introuvable",
        "encontrada",
        "moment",
        "attention",
        "required",
        "checking",
        "browser",
        "ddos",
        "guard",
        "robot",
        "bot",
        "human",
        "verification",
        "security",
        "check",
        "access",
        "denied",
        "verify",
        "pardon",
        "interruption",
    ]
)


def _speaks(pattern: str, text: str) -> bool:
    # Compiled by the first page that needs a close look; most runs of a few healthy links never do.
    return bool(text) and re.search(pattern, text, re.IGNORECASE) is not None


def is_innocent(reply: Reply, page: Page) -> bool:
    """Tell at little cost that a page shows none of these signs; `False` means that the others must look."""
    title, heading = page.title, page.heading
    if not (title and title.isascii() and heading.isascii()) or "cf-mitigated" in reply.headers:
        return False
    words = _WORD.findall(f"{title} {heading}".lower())
    if not _SUSPECT.isdisjoint(words) or "x-amzn-waf-action" in reply.headers:
        return False
    # Parking scripts run under no title, the domain's name or a word like Loading; a real title spares the search.
    return (len(words) >= _REAL_TITLE and "." not in title) or not _has_parking_sign(reply)


def _has_parking_sign(reply: Reply) -> bool:
    # A real article may name one dealer; a parking page is short.
    if not reply.complete or len(reply.body) >= _HEAD_BYTES:
        return False
    head = reply.body.lower()
    for root in _PARKING_ROOTS:
        if root in head:
            return any(sign in head for sign in _PARKING)
    return False


def is_parked(reply: Reply, page: Page) -> bool:
    """Tell whether a page is a placeholder of a domain dealer."""
    if _speaks(_PARKING_TITLE, page.title) or _speaks(_PARKING_TITLE, page.heading):
        return True
    return _has_parking_sign(reply)


def is_parked_elsewhere(host: str, final: str) -> bool:
    """Tell whether a visitor of `host` was sent to the parked part of the same domain (`ww1.example.org`)."""
    return final != host and bool(_PARKED_HOST.match(final)) and final.partition(".")[2] == host.removeprefix("www.")


def is_suspended(reply: Reply, page: Page | None) -> bool:
    """Tell whether a provider answers in place of a site that it has switched off."""
    if reply.status == 402 and "x-vercel-error" in reply.headers:  # noqa: PLR2004
        return True
    return page is not None and (
        _speaks(_SUSPENDED, page.title) or (not page.title and _speaks(_SUSPENDED, page.heading))
    )


def is_challenge(reply: Reply, page: Page | None) -> bool:
    """Tell whether a page asks the visitor to prove being human instead of answering."""
    headers = reply.headers
    if "cf-mitigated" in headers or headers.get("x-amzn-waf-action") in {"challenge", "captcha"}:
        return True
    if page is None:
        return False
    if _speaks(_CHALLENGE_TITLE, page.title):
        # A 200 that is long is an article about captchas.
        return reply.status != 200 or len(reply.body) < _HEAD_BYTES or has_challenge_script(reply)  # noqa: PLR2004
    return reply.status != 200 and has_challenge_script(reply)  # noqa: PLR2004


def has_challenge_script(reply: Reply) -> bool:
    """Tell whether a page loads the script of a known bot filter."""
    return any(sign in reply.body for sign in _CHALLENGE_BODY)


def is_login(url: str) -> bool:
    """Tell whether an address is a login page, by host or path."""
    parts = urlsplit(url)
    return bool(_LOGIN.search(parts.path) or _LOGIN_HOST.match(parts.netloc))


def sounds_missing(page: Page) -> bool:
    """Tell whether a page says, in its title or heading, that there is nothing here; only a probe can prove it."""
    return bool(_speaks(_MISSING, page.title) or _speaks(_MISSING, page.heading))
