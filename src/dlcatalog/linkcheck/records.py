"""Special routes: works whose page tells a robot nothing, but whose public record does. One row a service."""

import json
import re
from collections.abc import Callable
from urllib.parse import quote

from dlcatalog.linkcheck.outcome import Reply
from dlcatalog.linkcheck.verdict import Sign
from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record

_YOUTUBE = lazy_pattern(
    r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/)|youtu\.be/)(?P<id>[\w-]{11})(?![\w-])"
)
_YOUTUBE_LIST = lazy_pattern(r"https?://(?:www\.|m\.)?youtube\.com/playlist\?(?:[^#]*&)?list=(?P<id>[\w-]{12,})")
_VIMEO = lazy_pattern(r"https?://(?:www\.)?vimeo\.com/(?P<id>\d+)\b")
_BILIBILI = lazy_pattern(r"https?://(?:www\.|m\.)?bilibili\.com/video/(?P<id>BV[0-9A-Za-z]{10}|av\d+)", re.IGNORECASE)
_DOI = lazy_pattern(r"https?://(?:dx\.)?doi\.org/(?P<id>10\.\d{4,9}/[^\s#?]+)")
# -404 and -400: there never was such a video; 62002: taken down.
_BILIBILI_CODES: dict[int | None, Sign] = {
    0: Sign.RECORD_FOUND,
    -404: Sign.RECORD_MISSING,
    -400: Sign.RECORD_MISSING,
    62002: Sign.RECORD_MISSING,
}
_HANDLE_CODES: dict[int | None, Sign] = {1: Sign.RECORD_FOUND, 100: Sign.RECORD_MISSING}


@record
class Service:
    """A public record: which addresses it answers for, where to ask, and how to read the answer.

    `ask` is appended to the service's base address, `{id}` and `{url}` filled in. `read` gives `None` where the answer
    proves nothing, and the page itself is asked.
    """

    name: str
    pattern: re.Pattern[str]
    base: str
    ask: str
    read: Callable[[Reply], Sign | None]


def _read_oembed(reply: Reply) -> Sign | None:
    # 401 and 403 mean that the video is there but may not be embedded, or is private: only the page can tell more.
    if reply.status in {200, 401}:
        return Sign.RECORD_FOUND
    return Sign.RECORD_MISSING if reply.status in {400, 404} else None


def _read_bilibili(reply: Reply) -> Sign | None:
    return _BILIBILI_CODES.get(_json_number(reply.body, "code"))


def _read_handle(reply: Reply) -> Sign | None:
    return _HANDLE_CODES.get(_json_number(reply.body, "responseCode"))


SERVICES: tuple[Service, ...] = (
    Service(
        "youtube",
        _YOUTUBE,
        "https://www.youtube.com",
        "/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{id}",
        _read_oembed,
    ),
    Service(
        "youtube-list",
        _YOUTUBE_LIST,
        "https://www.youtube.com",
        "/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fplaylist%3Flist%3D{id}",
        _read_oembed,
    ),
    Service("vimeo", _VIMEO, "https://vimeo.com", "/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F{id}", _read_oembed),
    Service("bilibili", _BILIBILI, "https://api.bilibili.com", "/x/web-interface/view?{key}={id}", _read_bilibili),
    Service("doi", _DOI, "https://doi.org", "/api/handles/{id}?type=URL", _read_handle),
)

RECORD_HOSTS = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "vimeo.com", "www.vimeo.com", "bilibili.com"}
    | {"www.bilibili.com", "m.bilibili.com", "doi.org", "dx.doi.org"}
)
"""Hosts for which `find_service` is worth asking."""


def find_service(url: str, bases: dict[str, str] | None = None) -> tuple[Service, str] | None:
    """The service that keeps a record of `url`, and the address to ask; `bases` replaces base addresses by name."""
    for service in SERVICES:
        if found := service.pattern.match(url):
            name = found["id"]
            key = "aid" if name.lower().startswith("av") else "bvid"
            number = name[2:] if key == "aid" and service.name == "bilibili" else name
            base = (bases or {}).get(service.name, service.base)
            return service, base + service.ask.format(id=quote(number, safe="/"), key=key)
    return None


def _json_number(body: bytes, key: str) -> int | None:
    try:
        data = json.loads(body)
    except ValueError:
        return None
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, int) else None
