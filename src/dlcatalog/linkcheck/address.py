"""Addresses as a browser would request them: ASCII on the wire, whatever hands wrote."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

_PLAIN = lazy_pattern(r"(https?)://([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?((?:[/?][A-Za-z0-9/?:@!$&'()*+,;=._~%-]*)?)\Z")
_HOST = lazy_pattern(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
# What browsers leave alone; everything else becomes UTF-8 escapes. `%` stays: it may begin an escape.
_SAFE_PATH = "/:@!$&'()*+,;=-._~%|[]"
_SAFE_QUERY = _SAFE_PATH + "?"
_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 8000
_LONG_HOST = 64
_LONGEST_NAME = 253
_LAST_PORT = 65535


@record
class Address:
    """An address ready to be requested: `url` without fragment, all ASCII; `fragment` as written, without `#`."""

    url: str
    scheme: str
    host: str
    port: int
    fragment: str = ""


@record
class Unusable:
    """An address nobody can request, and why, as a short English term."""

    reason: str


def parse_address(text: str) -> Address | Unusable:
    """Read an address as the address bar of a browser does: spaces, backslashes, IDN and Han characters included."""
    if plain := _PLAIN.match(text):
        scheme, host, port, rest = plain.groups()
        if (
            host[-1] not in ".-"
            and ".." not in host
            and len(host) < _LONG_HOST
            and len(text) <= _MAX_LENGTH
            and "/../" not in rest
        ):
            number = int(port) if port else _PORTS[scheme]
            if port and number == _PORTS[scheme]:
                return _parse_slowly(text)
            return (
                Address(text if rest else text + "/", scheme, host, number)
                if number <= _LAST_PORT
                else Unusable("port")
            )
    return _parse_slowly(text)


def resolve_address(base: str, location: str) -> Address | Unusable:
    """The address that a `Location` header means, seen from the page that sent it; its fragment is kept apart."""
    cleaned = _clean(location)
    if not cleaned:
        return Unusable("empty location")
    try:
        return parse_address(_without_credentials(urljoin(base, cleaned)))
    except ValueError:
        return Unusable("location")


def _parse_slowly(text: str) -> Address | Unusable:
    cleaned = _clean(text)
    if len(cleaned) > _MAX_LENGTH:
        return Unusable("too long")
    cleaned, _, fragment = cleaned.partition("#")
    try:
        parts = urlsplit(cleaned)
        port = parts.port
    except ValueError:
        return Unusable("not an address")
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        return Unusable("scheme")
    if "@" in parts.netloc:
        return Unusable("credentials")
    host = ascii_host(parts.hostname or "")
    if host is None:
        return Unusable("host")
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port not in {None, _PORTS[scheme]} else "")
    path = quote(parts.path, safe=_SAFE_PATH) or "/"
    query = "?" + quote(parts.query, safe=_SAFE_QUERY) if "?" in cleaned else ""
    return Address(f"{scheme}://{netloc}{path}{query}", scheme, host, port or _PORTS[scheme], fragment)


def _clean(text: str) -> str:
    # The WHATWG rules: trim, drop tabs and line breaks, and read backslashes as slashes before the query.
    cleaned = text.strip("\x00\x01\x02\x03 \t\r\n\f\v").translate({9: None, 10: None, 13: None})
    head, mark, tail = cleaned.partition("?")
    return head.replace("\\", "/") + mark + tail


def _without_credentials(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@lru_cache(maxsize=4096)
def ascii_host(host: str) -> str | None:
    """The host as DNS knows it (`xn--` for IDN, no final dot), or `None` where it cannot be a host."""
    host = host.rstrip(".").lower()
    if not host:
        return None
    if ":" in host:
        return _ip_text(host)
    if not host.isascii():
        encoded = _encode_idn(host)
        if encoded is None:
            return None
        host = encoded
    if len(host) > _LONGEST_NAME or not all(_HOST.match(label) for label in host.split(".")):
        return None
    return host


def _ip_text(host: str) -> str | None:
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        return None


def _encode_idn(host: str) -> str | None:
    import idna

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError:
        return None


def host_of(url: str) -> str:
    """Host of a usable address, ASCII, without `www.`; empty where there is none."""
    parsed = parse_address(url)
    return parsed.host.removeprefix("www.") if isinstance(parsed, Address) else ""


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The domain one buys (`example.co.uk`), from the bundled public suffix list; an IP address is its own."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    return _suffix_list().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffix_list():  # type: ignore[no-untyped-def]  # noqa: ANN202
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def same_site(one: str, other: str) -> bool:
    """Tell whether two hosts belong to one registrable domain."""
    return one == other or registrable_domain(one) == registrable_domain(other)
