"""What a page says about itself, read from its first bytes: title, language, refresh, anchors."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

_CHARSET = lazy_pattern(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# A tag ends at the next `<` at the latest: pages of nothing but `<meta <meta` would take seconds to read otherwise.
_TITLE = lazy_pattern(r"<title[^<>]*>([^<]*(?:<(?!/title|meta|link|script|style|body|/head)[^<]*)*)", re.IGNORECASE)
_HEADING = lazy_pattern(r"<h1[^<>]*>([^<]*(?:<(?!/h1)[^<]*)*)", re.IGNORECASE)
_LANG = lazy_pattern(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_REFRESH = lazy_pattern(
    r"<meta\b[^<>]{0,2000}http-equiv\s{0,9}=\s{0,9}[\"']?refresh[\"']?[^<>]{0,2000}>", re.IGNORECASE
)
_CONTENT = lazy_pattern(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = lazy_pattern(r"\s*(\d+(?:\.\d*)?)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_TAG = lazy_pattern(r"<[^<>]*>")
_SPACE = lazy_pattern(r"\s+")
_NOSCRIPT = lazy_pattern(r"<noscript\b.*?(?:</noscript\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPTS = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7A3),
    ("zh", 0x4E00, 0x9FFF),
    ("ru", 0x0400, 0x04FF),
    ("ar", 0x0600, 0x06FF),
    ("th", 0x0E00, 0x0E7F),
)
_REFRESH_LIMIT = 10.0
_SMALL = 4096
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}


@record
class Page:
    """The marks of an HTML page."""

    title: str = ""
    heading: str = ""
    language: str = ""


def is_html(content_type: str, body: bytes) -> bool:
    """Tell whether a body is HTML, by its type, or by its first bytes where no type was sent."""
    if content_type:
        return "html" in content_type.lower()
    return body[:512].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<head", b"<title"))


def read_page(body: bytes, content_type: str) -> Page:
    """Read the marks of a page; broken markup and wrong encodings give empty marks, never an error."""
    text = decode_body(body, content_type)
    title = _element(text, "title", _TITLE)
    heading = _element(text, "h1", _HEADING)
    return Page(title, heading, _language(text, title))


def read_refresh(body: bytes, content_type: str) -> str:
    """Target of an immediate meta refresh, as written; empty where there is none, or only for those without scripts."""
    if b"efresh" not in body and b"EFRESH" not in body:
        return ""
    return _refresh(decode_body(body, content_type))


def parse_refresh(value: str) -> str:
    """Target of the value of a refresh, from a meta element or a header; empty where it comes late or names none."""
    target = _TARGET.match(value) if "url" in value.lower() else None
    return target[2].strip() if target and float(target[1] or 0) <= _REFRESH_LIMIT else ""


def _element(text: str, name: str, pattern: re.Pattern[str]) -> str:
    # Nearly every page writes the element in small letters and without markup inside; the pattern reads the others.
    start = text.find(f"<{name}")
    if start >= 0:
        begin = text.find(">", start) + 1
        end = text.find("<", begin)
        if begin and text.startswith(f"</{name}", end):
            return _plain_text(text[begin:end])
    elif len(text) > _SMALL and f"<{name.upper()}" not in text:
        return ""
    found = pattern.search(text)
    return _plain_text(found[1]) if found else ""


def decode_body(body: bytes, content_type: str) -> str:
    """Decode by BOM, by header, by meta element, then as UTF-8; what does not decode becomes U+FFFD."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    name = _charset(content_type)
    if not name:
        found = _CHARSET.search(body, 0, 1024)
        name = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        return body.decode(_WIDER.get(name, name), "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


@lru_cache(maxsize=256)
def _charset(content_type: str) -> str:
    # The whole web sends a few dozen types.
    found = _CHARSET.search(content_type.encode("latin-1", "replace"))
    return found[1].decode("ascii").lower() if found else ""


def has_anchor(text: str, fragment: str) -> bool:
    """Tell whether a page has the target of `fragment`, as written, decoded, or with the prefix of code hosts."""
    wanted = {fragment, unquote(fragment)}
    names = {name for word in wanted for name in (word, f"user-content-{word}", f"user-content-{word.lower()}")}
    return any(
        re.search(rf"\b(?:id|name)\s*=\s*(?:[\"']{re.escape(n)}[\"']|{re.escape(n)}[\s>])", text)
        for n in _escaped(names)
    )


def is_checkable_fragment(fragment: str) -> bool:
    """Tell whether a fragment names an element: not a route of a script, a text fragment, a line range, or `top`."""
    return (
        bool(fragment)
        and "/" not in fragment
        and not re.match(r"(?:[!?:]|top\Z|L\d+|:~:|.*:~:|page=|t=\d)", fragment, re.IGNORECASE)
    )


def has_alternate(text: str, language: str) -> bool:
    """Tell whether a page links to a version of itself in `language`: it negotiates languages, nobody took it over."""
    return bool(re.search(rf"hreflang\s*=\s*[\"']?{re.escape(language)}\b", text, re.IGNORECASE))


def _unescape(text: str) -> str:
    # The table of entities is large, and most pages need none of it.
    import html

    return html.unescape(text)


def _escaped(names: set[str]) -> set[str]:
    import html

    return names | {html.escape(name) for name in names}


def _plain_text(inner: str) -> str:
    if "<" in inner:
        inner = _TAG.sub(" ", inner)
    if "&" in inner:
        inner = _unescape(inner)
    return " ".join(inner.split())[:200]


def _language(text: str, title: str) -> str:
    start = text.find("<html")
    if start >= 0:  # noqa: SIM108
        # A search from there on looks at one tag, not at the whole page.
        declared = _LANG.match(text, start)
    else:
        declared = _LANG.search(text, 0, _SMALL)
    if declared:
        return declared[1].lower()
    return "" if title.isascii() else guess_language(title)


def guess_language(text: str) -> str:
    """Guess a language from its script alone; Latin letters tell nothing and give an empty string."""
    counts = {name: sum(low <= ord(char) <= high for char in text) for name, low, high in _SCRIPTS}
    for name in ("ja", "ko"):
        if counts[name] * 10 > len(text):
            return name
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] * 5 > len(text) else ""


def _refresh(text: str) -> str:
    found = _REFRESH.search(_NOSCRIPT.sub("", _COMMENT.sub("", text)))
    content = found and _CONTENT.search(found[0])
    value = _unescape(next((group for group in content.groups() if group), "")) if content else ""
    return parse_refresh(value)
