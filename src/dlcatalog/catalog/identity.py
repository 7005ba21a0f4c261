"""What makes two entries the same thing: normalised addresses, arXiv ids, DOIs, ISBNs, repositories, titles."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from dlcatalog.catalog.schema import Book, EntryBase, Library, Paper

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|spm|from|ref|source)=")
_INDEX_PAGE = re.compile(r"/(index|default)\.(html?|php|aspx?)$")
_ARXIV_HOST = re.compile(r"^(?:www\.|export\.|cn\.)?arxiv\.org$")
_ARXIV_PATH = re.compile(r"^/(?:abs|pdf|html)/(.+?)(?:v\d+)?(?:\.pdf)?$")
_VERSION = re.compile(r"v\d+$")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def identities_of(entry: EntryBase) -> tuple[str, ...]:
    """What no second entry may have, each as ``sort:value``, sorted."""
    return tuple(sorted(set(_identities(entry))))


def _identities(entry: EntryBase) -> Iterator[str]:
    for link in entry.links:
        if link.role.value in _OWN_ROLES:
            yield f"url:{normalise_url(link.url)}"
    for title in {entry.title.en, entry.title.zh} - {""}:
        yield f"title:{type(entry).__name__.lower()}:{fold_title(title)}"
    if isinstance(entry, Paper):
        if entry.arxiv:
            yield f"arxiv:{_VERSION.sub('', entry.arxiv).lower()}"
        if entry.doi:
            yield f"doi:{entry.doi.lower()}"
    if isinstance(entry, Library) and entry.repository:
        yield f"repository:{normalise_url(entry.repository).removesuffix('.git')}"
    if isinstance(entry, Book):
        yield from (f"isbn:{isbn13(isbn)}" for isbn in entry.isbn)


# A discussion, a demo or an archive may be shared by several entries; these may not.
_OWN_ROLES = frozenset({"home", "abstract", "pdf"})


def normalise_url(url: str) -> str:
    """Fold what does not change the page: scheme, ``www.``, trailing slash, index page, tracking; arXiv to its id."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    if port and port not in {80, 443}:
        host = f"{host}:{port}"
    if _ARXIV_HOST.match(host) and (found := _ARXIV_PATH.match(parts.path)):
        return f"arxiv.org/abs/{found[1].lower()}"
    path = _INDEX_PAGE.sub("/", unquote(parts.path)).rstrip("/")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.match(part)))
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path}{'?' + query if query else ''}{fragment}"


def fold_title(title: str) -> str:
    """A title without case, accents, punctuation and leading articles, so that near-equal titles meet."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(char))
    words = _NOT_A_LETTER.sub(" ", plain).split()
    if words and words[0] in {"a", "an", "the"}:
        words = words[1:]
    return " ".join(words)


def isbn13(isbn: str) -> str:
    """The 13 digits of an ISBN-10 or ISBN-13; what is neither comes back without its hyphens."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if len(digits) != _ISBN10_LENGTH:
        return digits
    body = f"978{digits[:9]}"
    return body + isbn13_check_digit(body) if body.isdigit() else digits


_ISBN10_LENGTH = 10


def isbn13_check_digit(body: str) -> str:
    """Check digit of the first twelve digits of an ISBN-13 (ISO 2108)."""
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(body[:12]))
    return str(-total % 10)


def is_valid_isbn(isbn: str) -> bool:
    """Tell whether the check digit of an ISBN-10 or ISBN-13 is right."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return bool(re.fullmatch(r"97[89]\d{10}", digits)) and isbn13_check_digit(digits) == digits[12]
