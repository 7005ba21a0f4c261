"""Hijack or renovation: two marks must turn before a page counts as taken over."""

import pytest

from dlcatalog.linkcheck.fingerprint import Fingerprint, is_alike, is_taken_over, refresh_fingerprint
from dlcatalog.linkcheck.outcome import Reply
from dlcatalog.linkcheck.page import Page
from dlcatalog.linkcheck.signs import (
    is_challenge,
    is_innocent,
    is_login,
    is_parked,
    is_parked_elsewhere,
    is_suspended,
    sounds_missing,
)

OLD = Fingerprint("example.org", "Convolutional networks explained", "en")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, False),
        (Fingerprint("example.org", "Convolutional networks, second edition", "de"), False),
        (Fingerprint("example.org", "Entirely different words", "en"), False),
        (Fingerprint("example.org", "", "id"), False),
        (Fingerprint("example.org", "Rezepte und Kochen", "de"), True),
        (Fingerprint("other.org", "Rezepte und Kochen", "de"), True),
        (Fingerprint("example.org", "Play slots and win", "en"), True),
        (Fingerprint("example.org", "澳门娱乐城官方网站", "zh"), True),
        (Fingerprint("example.org", "Entirely different words", ""), False),
    ],
)
def test_take_overs(new: Fingerprint, *, expected: bool) -> None:
    assert is_taken_over(OLD, new, negotiates=False) is expected


def test_a_site_that_offers_the_old_language_too_only_negotiates() -> None:
    assert not is_taken_over(OLD, Fingerprint("example.org", "Faltungsnetze erklärt", "de"), negotiates=True)


def test_without_an_old_title_nothing_can_be_said() -> None:
    assert not is_taken_over(Fingerprint("example.org"), Fingerprint("other.org", "Casino", "id"), negotiates=False)


def test_han_titles_are_compared_by_character() -> None:
    assert is_alike("深度学习入门", "深度学习入门教程")
    assert not is_alike("深度学习入门", "今日彩票开奖")


def test_refreshing_keeps_what_fits() -> None:
    assert refresh_fingerprint(OLD, Fingerprint("www.example.org", "Convolutional networks explained!", "en")) == OLD
    assert refresh_fingerprint(None, OLD) == OLD


PAGES = ["404 Not Found", "Page not found", "This domain is for sale", "example.com is for sale", "Just a moment...", "Attention Required!", "Access denied",
         "Buy this domain", "Parked domain", "Are you a robot?", "Pardon our interruption", "Sorry, that page doesn't exist", "The article is no longer available",
         "Seite nicht gefunden", "Page introuvable", "Página no encontrada", "DDoS-Guard", "Human verification", "Webseite zu verkaufen", "Domain suspended",
         "This website is for sale!", "The domain name example.com is now for sale", "Domain expired", "This website has expired", "Account Suspended",
         "This Account has been suspended.", "Site Suspended - This site has stepped out for a bit", "Deployment paused"]  # fmt: skip


@pytest.mark.parametrize("title", PAGES)
def test_the_cheap_look_never_clears_what_the_close_look_catches(title: str) -> None:
    reply, page = Reply(200, body=b"x"), Page(title)
    assert is_parked(reply, page) or is_challenge(reply, page) or is_suspended(reply, page) or sounds_missing(page)
    assert not is_innocent(reply, page)


@pytest.mark.parametrize(
    "title",
    ["Domain adaptation for sales forecasting", "Domain generalization for sale prediction", "Site-specific detection of parked vehicles",
     "What to do when a site certificate expired", "The name of the game: parked cars", "Suspended load estimation with neural networks",
     "On accounts suspended by moderators"],
)  # fmt: skip
def test_papers_are_no_placeholders(title: str) -> None:
    reply, page = Reply(200, body=b"x"), Page(title)
    assert not is_parked(reply, page)
    assert not is_suspended(reply, page)


@pytest.mark.parametrize(
    ("host", "final", "expected"),
    [("a.org", "ww1.a.org", True), ("www.a.org", "ww25.a.org", True), ("a.org", "www.a.org", False), ("a.org", "www2.a.org", False),
     ("a.org", "ww1.b.org", False), ("ww1.a.org", "ww1.a.org", False)],
)  # fmt: skip
def test_the_parked_part_of_a_domain(host: str, final: str, *, expected: bool) -> None:
    assert is_parked_elsewhere(host, final) is expected


@pytest.mark.parametrize(
    "title", ["Deep Residual Learning for Image Recognition", "PyTorch", "CS231n: Convolutional Neural Networks"]
)
def test_the_cheap_look_clears_ordinary_pages(title: str) -> None:
    assert is_innocent(Reply(200, body=b"<p>words"), Page(title))


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.org/login", True), ("https://a.org/users/sign_in?x", True), ("https://accounts.google.com/x", True), ("https://a.org/oauth2/authorize", True),
     ("https://a.org/blog/login-pages-considered", False), ("https://a.org/author/x", False), ("https://a.org/cascade", False)],
)  # fmt: skip
def test_login_addresses(url: str, *, expected: bool) -> None:
    assert is_login(url) is expected
