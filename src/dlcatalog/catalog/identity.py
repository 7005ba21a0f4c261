"""What makes two entries the same thing: normalised addresses, arXiv ids, DOIs, ISBNs, repositories, titles."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from dlcatalog.catalog.schema import Book, EntryBase, Library, Paper
from dlcatalog.patterns import lazy_pattern

_TRACKING = lazy_pattern(
    r"^(utm_\w+|fbclid|gclid|spm|spm_id_from|vd_source|from|ref|source|si|feature|ab_channel|index|t)="
)
_INDEX_PAGE = lazy_pattern(r"/(index|default)\.(html?|php|aspx?)$")
_ARXIV_HOST = lazy_pattern(r"^(?:export\.|cn\.|xxx\.)?arxiv\.org$")
_ARXIV_PATH = lazy_pattern(r"^/(?:abs|pdf|html|format)/(.+?)(?:v\d+)?(?:\.pdf)?/?$")
_ARXIV_DOI = "10.48550/arxiv."
_VERSION = lazy_pattern(r"v\d+$")
_NOT_A_LETTER = lazy_pattern(r"[\W_]+")
# A discussion, a demo or an archive may be shared by several entries; these may not.
_OWN_ROLES = frozenset({"home", "abstract", "pdf"})
_CASELESS_HOSTS = frozenset({"github.com", "gitlab.com", "huggingface.co"})
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org"})
_STOP_WORDS = frozenset({"a", "an", "the", "of", "for", "and", "in", "on", "to", "with"})
_ISBN10_LENGTH = 10
_PLURAL_FROM = 4


def identities_of(entry: EntryBase) -> tuple[str, ...]:
    """What no second entry may have, each as ``sort:value``, sorted."""
    return tuple(sorted(set(_identities(entry))))


def _identities(entry: EntryBase) -> Iterator[str]:
    for link in entry.links:
        if link.role.value in _OWN_ROLES:
            yield from identities_of_url(link.url)
    kind = type(entry).__name__.lower()
    for title in {entry.title.en, entry.title.zh} - {""}:
        if folded := fold_words(title):
            yield f"title:{kind}:{folded}"
    if isinstance(entry, Paper):
        if entry.arxiv:
            yield f"arxiv:{fold_arxiv(entry.arxiv)}"
        if entry.doi:
            yield from _identities_of_doi(entry.doi)
    if isinstance(entry, Library) and entry.repository:
        yield f"repository:{normalise_url(entry.repository)}"
    if isinstance(entry, Book):
        yield from (f"isbn:{isbn13(isbn)}" for isbn in entry.isbn)


def identities_of_url(url: str) -> tuple[str, ...]:
    """The identities of an address: an arXiv id or a DOI where it leads to one, else the normalised address."""
    plain = normalise_url(url)
    host, _, path = plain.partition("/")
    if host == "arxiv.org" and path.startswith("abs/"):
        return (f"arxiv:{path.removeprefix('abs/')}",)
    if host in _DOI_HOSTS and path.startswith("10."):
        return _identities_of_doi(path)
    return (f"url:{plain}",)


def _identities_of_doi(doi: str) -> tuple[str, ...]:
    plain = doi.lower()
    if plain.startswith(_ARXIV_DOI):
        return (f"arxiv:{fold_arxiv(plain.removeprefix(_ARXIV_DOI))}",)
    return (f"doi:{plain}",)


def fold_arxiv(arxiv: str) -> str:
    """An arXiv id without its version."""
    return _VERSION.sub("", arxiv.lower())


@lru_cache(maxsize=4096)
def normalise_url(url: str) -> str:
    """Fold what does not change the page: scheme, ``www.``, trailing slash, index page, tracking; arXiv to its id."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = _plain_host(parts.hostname or "")
    if port and port not in {80, 443}:
        host = f"{host}:{port}"
    if _ARXIV_HOST.match(host) and (found := _ARXIV_PATH.match(parts.path)):
        return f"arxiv.org/abs/{found[1].lower()}"
    if host == "youtu.be":
        return f"youtube.com/watch?v={parts.path.strip('/')}"
    path = _INDEX_PAGE.sub("/", unquote(parts.path)).rstrip("/")
    if host in _CASELESS_HOSTS:
        path = path.lower().removesuffix(".git")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.match(part)))
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path}{'?' + query if query else ''}{fragment}"


def _plain_host(host: str) -> str:
    plain = host.rstrip(".").removeprefix("www.").removeprefix("m.")
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def fold_title(title: str) -> str:
    """A title without case, accents, punctuation and leading articles, so that equal titles meet."""
    words = _words(title)
    if words and words[0] in {"a", "an", "the"}:
        words = words[1:]
    return " ".join(words)


def fold_words(title: str) -> str:
    """The words that carry a title, in order of the alphabet and without plurals, so that near-equal titles meet."""
    return " ".join(sorted(_singular(word) for word in _words(title) if word not in _STOP_WORDS))


def _words(title: str) -> list[str]:
    if title.isascii():
        plain = title.lower()
    else:
        parts = unicodedata.normalize("NFKD", title.casefold())
        plain = "".join(char for char in parts if not unicodedata.combining(char))
    return _NOT_A_LETTER.sub(" ", plain).split()


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _PLURAL_FROM and word.endswith("s") and not word.endswith("ss") else word


def isbn13(isbn: str) -> str:
    """The 13 digits of an ISBN-10 or ISBN-13; what is neither comes back without its hyphens."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if len(digits) != _ISBN10_LENGTH:
        return digits
    body = f"978{digits[:9]}"
    return body + isbn13_check_digit(body) if body.isdecimal() and body.isascii() else digits


def isbn13_check_digit(body: str) -> str:
    """Check digit of the first twelve digits of an ISBN-13 (ISO 2108)."""
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(body[:12]))
    return str(-total % 10)


def is_valid_isbn(isbn: str) -> bool:
    """Tell whether the check digit of an ISBN-10 or ISBN-13 is right."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return bool(re.fullmatch(r"97[89][0-9]{10}", digits)) and isbn13_check_digit(digits) == digits[12]
