"""What a page looked like when it was last fine, and whether another page can still be the same one."""

import re

from dlcatalog.linkcheck.address import same_site
from dlcatalog.linkcheck.page import Page
from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

_WORD = lazy_pattern(r"[a-z0-9à-öø-ÿа-я]{2,}|[぀-ヿ一-鿿가-힣]")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "home",
        "page",
        "index",
        "welcome",
        "official",
        "site",
        "website",
        "of",
        "in",
        "to",
        "an",
        "的",
        "是",
        "在",
        "与",
        "和",
        "首",
        "页",
        "网",
        "站",
        "官",
        "方",
    ]
)
# Words that took over thousands of dead domains. Alone they prove nothing (a course may be about poker): they count
# only against a fingerprint whose title had none of them.
_SPAM = (
    r"casino|\bslots?\b|judi\b|togel|\bgacor\b|sportsbook|\bbet(?:ting|s)?\b|poker|jackpot|baccarat|viagra|cialis|"
    r"escort|\bporn|xxx\b|payday loan|replica watch|xoilac|cakhia|bóng đá|nhà cái|博彩|彩票|赌场|娱乐城|棋牌|百家乐|时时彩|六合彩|体育投注|카지노|토토|먹튀"
)


_AT_WORK = (
    r"\b(?:under|scheduled|down for|in) maintenance\b|\bmaintenance mode\b|\bwartung(?:sarbeiten)?\b|en maintenance|be (?:right )?back soon|be right back|"
    r"coming soon|under construction|(?:网站|系统|服务器?).{0,4}(?:维护|升级|改版)|メンテナンス|점검 중"
)
_PART = lazy_pattern(r"\s+[-–—:•»]\s+|\s*[|·•»｜]\s*")
_REAL_NAME = 5


@record
class Fingerprint:
    """The marks of a page that outlive a redesign: host (no `www.`), title and language (both may be empty)."""

    host: str
    title: str = ""
    language: str = ""


def make_fingerprint(host: str, page: Page | None) -> Fingerprint:
    """Take the fingerprint of an answer; one that is not a page (a PDF) leaves only its host."""
    return Fingerprint(host, page.title if page else "", page.language if page else "")


def refresh_fingerprint(old: Fingerprint | None, new: Fingerprint) -> Fingerprint:
    """Keep the old marks while they still hold, so that a counter in a title changes no line of the status file."""
    if (
        old
        and same_site(old.host, new.host)
        and old.language == new.language
        and (old.title == new.title or is_alike(old.title, new.title))
    ):
        return old
    return new


def is_taken_over(old: Fingerprint, new: Fingerprint, *, negotiates: bool) -> bool:
    """Tell whether `new` is another owner's page.

    Two marks must have turned, never one: a page may be renamed, translated or moved. `negotiates` says that the page
    offers the old language too, or still bears the old name.
    """
    if not old.title or not new.title or is_related(old.title, new.title):
        return False
    if is_spam(new.title) and not is_spam(old.title):
        return True
    return bool(old.language and new.language and old.language != new.language) and not negotiates


def keeps_name(old: Fingerprint, text: str) -> bool:
    """Tell whether a page still bears the old title, or its first part, somewhere: the same site in other words."""
    name = _PART.split(old.title.lower().strip(), maxsplit=1)[0].strip()
    return len(name) >= _REAL_NAME and name in " ".join(text.lower().split())


def is_closed_for_work(title: str) -> bool:
    """Tell whether a title says that a site is being worked on: then nothing can be said about its owner."""
    return re.search(_AT_WORK, title, re.IGNORECASE) is not None


def is_spam(title: str) -> bool:
    """Tell whether a title speaks the language of link farms."""
    return re.search(_SPAM, title, re.IGNORECASE) is not None


def is_related(one: str, other: str) -> bool:
    """Tell whether two titles share any word that is not a commonplace."""
    return one == other or bool(_words(one) & _words(other))


def is_alike(one: str, other: str) -> bool:
    """Tell whether two titles share at least half of the shorter one's words."""
    first, second = _words(one), _words(other)
    return 2 * len(first & second) >= min(len(first), len(second)) > 0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _STOP
