"""Which hosts an address of the catalog may have."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from dlcatalog.patterns import lazy_pattern

# Services whose addresses say nothing about where they lead, and stop leading there when the service closes.
SHORTENERS = frozenset(
    {
        "t.cn", "url.cn", "dwz.cn", "suo.im", "suo.nz", "sina.lt", "w.url.cn", "dwz.win", "mrw.so", "985.so", "c7.gg",
        "urlc.cn", "tb.cn", "m.tb.cn", "3.cn", "u.nu", "0x3.me", "reurl.cc", "lihi.cc", "ppt.cc", "bit.ly", "bitly.com",
        "goo.gl", "tinyurl.com", "t.co", "ow.ly", "is.gd", "v.gd", "buff.ly", "lnkd.in", "git.io", "j.mp", "fb.me",
        "rebrand.ly", "cutt.ly", "t.ly", "tiny.cc", "adf.ly", "dlvr.it", "amzn.to", "db.tt", "wp.me", "shorturl.at",
        "rb.gy", "s.id", "bl.ink", "ift.tt", "trib.al", "hubs.ly", "tr.im", "cli.gs", "x.co", "zpr.io", "shrtm.nu",
        "soo.gd", "tinyurl.is", "short.io", "snip.ly", "t1p.de", "urlzs.com", "clck.ru", "vk.cc", "qr.ae", "b23.tv",
    },
)  # fmt: skip
_PRIVATE_NAMES = lazy_pattern(
    r"(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid)$",
)
# How inet_aton reads addresses: one to four parts, each decimal, octal or hexadecimal.
_NUMERIC = lazy_pattern(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.IGNORECASE)
_PARTS = 4


def is_shortener(host: str) -> bool:
    """Tell whether a host is a link shortener."""
    return host.lower().removeprefix("www.") in SHORTENERS


def address_of(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is, in any of the notations that browsers follow, or None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return _numeric_address(host) if _NUMERIC.fullmatch(host) else None


def _numeric_address(host: str) -> IPv4Address | None:
    try:
        numbers = [_number(part) for part in host.split(".")]
        *head, last = numbers
        value = last + sum(number << (8 * (_PARTS - 1 - index)) for index, number in enumerate(head))
        return IPv4Address(value)
    except ValueError:
        return None


def _number(part: str) -> int:
    if part.lower().startswith("0x"):
        return int(part, 16)
    return int(part, 8) if part.startswith("0") and part != "0" else int(part)


def is_private(host: str) -> bool:
    """Tell whether a host is a machine or a network of its own: loopback, private, link-local, internal names."""
    address = address_of(host.strip("[]"))
    if address is not None:
        return not address.is_global or address.is_multicast
    return bool(_PRIVATE_NAMES.search(host.lower().rstrip(".")))
