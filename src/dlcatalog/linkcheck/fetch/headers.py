"""Header lines as they came off the wire to what policies read: names in lower case, the last value, cookies apart."""

from collections.abc import Iterable, Mapping

_WANTED = {
    name.encode(): name
    for name in (
        "content-type",
        "location",
        "refresh",
        "retry-after",
        "cf-mitigated",
        "x-amzn-waf-action",
        "x-vercel-error",
        "content-language",
        "server",
        "link",
    )
}


def parse_headers(lines: Iterable[bytes]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Read raw header lines, without status lines; only what some policy reads is kept.

    Bytes are read as Latin-1, so that nothing is ever undecodable.
    """
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for line in lines:
        name, mark, value = line.partition(b":")
        if not mark:
            continue
        key = name.lower()
        if key in _WANTED:
            headers[_WANTED[key]] = value.strip().decode("latin-1")
        elif key == b"set-cookie":
            cookies.append(value.strip().decode("latin-1"))
    return headers, tuple(cookies)


def is_readable(content_type: str) -> bool:
    """Tell whether a body of this type can hold words that a verdict needs."""
    kind = content_type.lower()
    return not kind or kind.startswith("text/") or "html" in kind or "xml" in kind or "json" in kind
