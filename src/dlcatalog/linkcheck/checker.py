"""Checks one address: asks as few questions as the verdict needs, and judges the answers by the table."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from dlcatalog.linkcheck.address import Address, Unusable, parse_address, same_site
from dlcatalog.linkcheck.fetch.redirects import Follow
from dlcatalog.linkcheck.fetch.robots import Robots
from dlcatalog.linkcheck.fingerprint import (
    Fingerprint,
    is_alike,
    is_closed_for_work,
    is_taken_over,
    keeps_name,
    make_fingerprint,
)
from dlcatalog.linkcheck.outcome import Attempt, Fault, Reply
from dlcatalog.linkcheck.page import (
    Page,
    decode_body,
    has_alternate,
    has_anchor,
    is_checkable_fragment,
    is_html,
    read_page,
)
from dlcatalog.linkcheck.policy import Action, Policy
from dlcatalog.linkcheck.records import RECORD_HOSTS, find_service
from dlcatalog.linkcheck.result import LinkResult
from dlcatalog.linkcheck.signs import (
    is_challenge,
    is_innocent,
    is_login,
    is_parked,
    is_parked_elsewhere,
    is_suspended,
    sounds_missing,
)
from dlcatalog.linkcheck.verdict import (
    ACCEPTED_ROW,
    FINE,
    NO_SIGNS,
    SKIPPED_ROW,
    TRANSIENT,
    Row,
    Sign,
    Signs,
    Verdict,
    is_moved,
    judge,
)
from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import field, record, replace

# Files so large that even the first bytes are better not asked for; a server that dislikes HEAD is asked again.
_FILE = lazy_pattern(r"\.(?:zip|7z|rar|t?gz|bz2|xz|zst|tar|iso|mp4|mkv|avi|mov|webm|mp3|pdf|ps|djvu|epub|pptx?|docx?|xlsx?|whl|exe|dmg|apk|pth?|h5|onnx|safetensors)\Z", re.IGNORECASE)  # fmt: skip


_LONGEST_SUFFIX = 12


@record
class Surroundings:
    """What a check knows beside its address: past fingerprints, policies, a source of random path names."""

    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    random_name: Callable[[], str] = lambda: "dlcatalog-no-such-page"
    record_bases: dict[str, str] = field(default_factory=dict)


class Checker:
    """Makes one task per address; `follow` is the whole stack of fetch policies."""

    def __init__(self, follow: Follow, around: Surroundings, robots: Robots) -> None:
        self._follow = follow
        self._around = around
        self._robots = robots

    async def check(self, url: str) -> LinkResult:
        """Check one address as it stands in the catalog."""
        policy = self._around.policy
        if policy.rules and (rule := policy.find(url, Action.SKIP)):
            return LinkResult(url, Verdict.SKIPPED, SKIPPED_ROW.id, note=rule.reason)
        address = parse_address(url)
        if isinstance(address, Unusable):
            attempt = Attempt(url, "", (), Reply(fault=Fault.UNUSABLE, detail=address.reason))
            return _result(url, attempt, judge(attempt), None)
        if (policy.robots or policy.rules) and policy.wants_robots(url) and not await self._robots.allows(address):
            attempt = Attempt(address.url, "", (), Reply())
            return _result(url, attempt, judge(attempt, frozenset({Sign.ROBOTS})), None)
        if address.host in RECORD_HOSTS and (result := await self._ask_record(url)):
            return result
        return await self._ask_page(url, address)

    async def _ask_record(self, url: str) -> LinkResult | None:
        service = find_service(url, self._around.record_bases)
        where = parse_address(service[1]) if service else None
        if service is None or not isinstance(where, Address):
            return None
        attempt = await self._follow(where, "GET")
        sign = service[0].read(attempt.reply) if attempt.fault is None else None
        if sign is None:
            return None
        row = judge(attempt, frozenset({sign}))
        return LinkResult(url, row.verdict, row.id, attempt.code, elapsed=attempt.elapsed, note=service[0].name)

    async def _ask_page(self, url: str, address: Address) -> LinkResult:
        method = "HEAD" if _FILE.search(address.url, max(len(address.url) - _LONGEST_SUFFIX, 0)) else "GET"
        attempt = await self._follow(address, method)
        if method == "HEAD" and not _is_file(attempt.reply):
            attempt = await self._follow(address, "GET")
        page = _page(attempt.reply)
        signs = await self._find_signs(url, address, attempt, page)
        row = judge(attempt, signs)
        if row.verdict in TRANSIENT or row.verdict is Verdict.BLOCKED:
            rule = self._around.policy.find(url, Action.ACCEPT) if self._around.policy.rules else None
            if rule:
                return replace(_result(url, attempt, ACCEPTED_ROW, page), note=rule.reason)
        return _result(url, attempt, row, page, attempt.fragment or address.fragment)

    async def _find_signs(self, url: str, address: Address, attempt: Attempt, page: Page | None) -> Signs:
        reply = attempt.reply
        if reply.fault or reply.status in {404, 410}:
            return NO_SIGNS
        if reply.status == 200 and not attempt.hops and not address.fragment and page and is_innocent(reply, page):  # noqa: PLR2004
            # Nearly every answer of a healthy catalog ends here.
            return frozenset({Sign.TAKEN_OVER}) if self._is_taken_over(url, attempt, page) else NO_SIGNS
        if is_challenge(reply, page):
            return frozenset({Sign.CHALLENGE})
        if is_suspended(reply, page):
            return frozenset({Sign.SUSPENDED})
        return await self._find_hidden_signs(url, address, attempt, page) if reply.is_success else NO_SIGNS

    async def _find_hidden_signs(self, url: str, address: Address, attempt: Attempt, page: Page | None) -> Signs:
        # What hides behind a success.
        if (page and is_parked(attempt.reply, page)) or is_parked_elsewhere(address.host, _netloc(attempt.url)):
            return frozenset({Sign.PARKED})
        if self._is_taken_over(url, attempt, page):
            return frozenset({Sign.TAKEN_OVER})
        if attempt.hops and is_login(attempt.url) and not is_login(address.url):
            return frozenset({Sign.LOGIN})
        if await self._is_soft_404(address, attempt, page):
            return frozenset({Sign.SOFT_404})
        if page and self._lacks_anchor(url, address, attempt.reply):
            return frozenset({Sign.NO_ANCHOR})
        return NO_SIGNS

    def _is_taken_over(self, url: str, attempt: Attempt, page: Page | None) -> bool:
        old = self._around.fingerprints.get(url)
        if old is None or page is None:
            return False
        new = make_fingerprint(_host(attempt.url), page)
        if new == old:
            return False
        if not is_taken_over(old, new, negotiates=False) or is_closed_for_work(new.title):
            return False
        # The page speaks against its site; the site may still speak for itself.
        reply = attempt.reply
        text = decode_body(reply.body, reply.headers.get("content-type", ""))
        negotiates = bool(old.language) and has_alternate(text, old.language)
        return is_taken_over(
            old, new, negotiates=same_site(old.host, new.host) and (negotiates or keeps_name(old, text))
        )

    async def _is_soft_404(self, address: Address, attempt: Attempt, page: Page | None) -> bool:
        lost_its_path = bool(attempt.hops) and not _is_front(address.url) and _has_lost_its_path(address, attempt)
        if not lost_its_path and not (page and sounds_missing(page)):
            return False
        neighbour = _neighbour(address, self._around.random_name())
        probe = await self._follow(neighbour, "GET")
        if not probe.reply.is_success:
            return False
        if lost_its_path:
            return probe.url == attempt.url
        other = _page(probe.reply)
        return bool(page and other) and _same_face(page, other)  # type: ignore[arg-type]

    def _lacks_anchor(self, url: str, address: Address, reply: Reply) -> bool:
        fragment = address.fragment
        if not is_checkable_fragment(fragment) or not reply.complete or not self._around.policy.wants_fragments(url):
            return False
        return not has_anchor(decode_body(reply.body, reply.headers.get("content-type", "")), fragment)


def _is_file(reply: Reply) -> bool:
    # A page where a file should be is an error page, a login, or a stranger: its words must be seen.
    return reply.is_success and "html" not in reply.headers.get("content-type", "")


def _page(reply: Reply) -> Page | None:
    body = reply.body
    if not body:
        return None
    content_type = reply.headers.get("content-type", "")
    return read_page(body, content_type) if is_html(content_type, body) else None


def _result(url: str, attempt: Attempt, row: Row, page: Page | None, fragment: str = "") -> LinkResult:
    fine = row.verdict in FINE
    moved_to = attempt.url + (f"#{fragment}" if fragment else "") if row.verdict is Verdict.MOVED else None
    note = attempt.reply.detail if not fine else ""
    final = attempt.url if attempt.hops else None
    mark = make_fingerprint(_host(attempt.url), page) if fine else None
    return LinkResult(url, row.verdict, row.id, attempt.code or None, final, moved_to, mark, attempt.elapsed, note)


def _host(url: str) -> str:
    return _netloc(url).removeprefix("www.")


def _netloc(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0]


def _has_lost_its_path(address: Address, attempt: Attempt) -> bool:
    # At the front page, or for good at one that keeps nothing of the old name: perhaps where all that is lost ends up.
    if _is_front(attempt.url):
        return True
    slug = urlsplit(address.url).path.rstrip("/").rpartition("/")[2].partition(".")[0].strip("~_-").lower()
    return is_moved(attempt) and bool(slug) and slug not in attempt.url.lower()


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/", "/index.html", "/index.php", "/home"} and not parts.query


def _neighbour(address: Address, name: str) -> Address:
    parts = urlsplit(address.url)
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return replace(address, url=f"{parts.scheme}://{parts.netloc}{folder}/{name}", fragment="")


def _same_face(one: Page, other: Page) -> bool:
    return one.title == other.title or one.heading == other.heading != "" or is_alike(one.title, other.title)
