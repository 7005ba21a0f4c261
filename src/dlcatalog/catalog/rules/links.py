"""Rules of links: what an address may be, and which link may stand first."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from dlcatalog.catalog.rules.hosts import address_of, is_private, is_shortener
from dlcatalog.catalog.rules.registry import AddressItem, Scope, Section, Subject, reading_rule, rule
from dlcatalog.catalog.schema import Role, Standing
from dlcatalog.diagnostics import Finding
from dlcatalog.lang import Localized
from dlcatalog.patterns import lazy_pattern

reading_rule(
    "unknown-role",
    Section.LINKS,
    Localized(en="The role of a link is one that the schema lists", zh="链接的角色（role）要取规定的值"),
)

_ORDINARY = lazy_pattern(
    r"https?://(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)+(?P<top>[A-Za-z]{2,24})(?:[/?#][^\s\\<>\"{}|^`]*)?",
)
_PRIVATE_TOPS = frozenset(
    {
        "local",
        "localdomain",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "arpa",
        "test",
        "invalid",
        "localhost",
    }
)
_WITHOUT_SCHEME = lazy_pattern(r"^https?://(?:www\.)?", re.IGNORECASE)
_SCHEME = lazy_pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_CHARACTER = lazy_pattern(r"[\s\\<>\"`{}|^\x00-\x1f]")
# RFC 1035, section 2.3.4.
_LONGEST_HOST, _LONGEST_LABEL = 253, 63
_SCHEMES = frozenset({"http", "https"})


def is_ordinary(url: str) -> bool:
    """Tell quickly that an address is one that no rule of this module objects to, as nearly all are."""
    found = _ORDINARY.fullmatch(url)
    return found is not None and len(url) <= _LONGEST_HOST and found["top"].lower() not in _PRIVATE_TOPS


def _split(url: str) -> SplitResult | None:
    """The parts of an http(s) address; None where there are none to speak of."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _SCHEMES and parts.hostname else None


@rule(Section.LINKS, Scope.ADDRESS, "网址只用 http 或 https")
def link_scheme(item: AddressItem) -> Iterator[Finding]:
    """An address starts with http:// or https://."""
    found = _SCHEME.match(item.url)
    scheme = found[1].lower() if found else ""
    if scheme in _SCHEMES:
        return
    if found and not item.url[found.end() :][:1].isdigit():
        message = Localized(en=f"the scheme `{scheme}:` is not allowed", zh=f"不允许使用 {scheme}: 协议")
    else:
        message = Localized(en="the address does not start with `https://`", zh="网址没有以 https:// 开头")
    yield Finding(message, item.route)


@rule(Section.LINKS, Scope.ADDRESS, "网址格式要正确：没有空格和反斜杠，主机名和端口合法")
def link_malformed(item: AddressItem) -> Iterator[Finding]:
    """An address is well formed: no blanks, no backslashes, a host, and a port that exists."""
    found = _SCHEME.match(item.url)
    if found is None or found[1].lower() not in _SCHEMES:
        return
    if bad := _BAD_CHARACTER.search(item.url):
        shown = "%20" if bad[0] == " " else f"%{ord(bad[0]):02X}"
        message = Localized(
            en=f"the address contains `{bad[0]}`; write `{shown}`",
            zh=f"网址里含有“{bad[0]}”，请写成 {shown}",
        )
        yield Finding(message, item.route, needle=bad[0])
    elif not _has_valid_host(item.url):
        yield Finding(Localized(en="the address has no valid host", zh="网址里没有合法的主机名"), item.route)


def _has_valid_host(url: str) -> bool:
    parts = _split(url)
    host = (parts.hostname or "") if parts is not None else ""
    return 0 < len(host) <= _LONGEST_HOST and all(
        0 < len(label) <= _LONGEST_LABEL for label in host.rstrip(".").split(".")
    )


@rule(Section.LINKS, Scope.ADDRESS, "网址的主机名里要有点")
def link_host(item: AddressItem) -> Iterator[Finding]:
    """The host of an address has a dot in it."""
    parts = _split(item.url)
    if parts is None or parts.hostname is None or _BAD_CHARACTER.search(item.url):
        return
    host = parts.hostname
    if "." not in host.strip(".") and address_of(host) is None and not is_private(host):
        message = Localized(en=f"`{host}` is no host on the internet", zh=f"{host} 不是互联网上的主机名")
        yield Finding(message, item.route)


@rule(Section.LINKS, Scope.ADDRESS, "网址里不带用户名和密码")
def link_credentials(item: AddressItem) -> Iterator[Finding]:
    """An address carries no user name and no password."""
    parts = _split(item.url)
    if parts is not None and (parts.username is not None or parts.password is not None):
        message = Localized(en="the address carries a user name or password", zh="网址里带有用户名或密码")
        yield Finding(message, item.route)


@rule(Section.LINKS, Scope.ADDRESS, "网址不指向本机或内网")
def link_private_address(item: AddressItem) -> Iterator[Finding]:
    """An address does not lead to a private network or to the reader's own machine."""
    parts = _split(item.url)
    if parts is not None and parts.hostname and is_private(parts.hostname):
        message = Localized(
            en=f"`{parts.hostname}` is a private address",
            zh=f"{parts.hostname} 是本机或内网地址",
        )
        yield Finding(message, item.route)


@rule(Section.LINKS, Scope.ENTRY, "条目自己的网址不用短链接（已失传的条目除外）")
def link_shortener(subject: Subject) -> Iterator[Finding]:
    """An entry's own address is no short link, unless the entry is lost and nothing else is known."""
    parts = _split(subject.entry.links[0].url)
    if parts is None or subject.entry.standing is Standing.LOST:
        return
    if is_shortener(parts.hostname or ""):
        message = Localized(
            en=f"`{parts.hostname}` shortens links; give the address it leads to",
            zh=f"{parts.hostname} 是短链接服务，请写它指向的网址",
        )
        yield Finding(message, ("links", 0, "url"))


@rule(Section.LINKS, Scope.ENTRY, "第一个链接是条目自己的网址，不能是镜像或存档（已失传的条目可以是存档）")
def primary_link_copy(subject: Subject) -> Iterator[Finding]:
    """The first link is the entry's own address, neither a mirror nor, unless the entry is lost, an archive."""
    role = subject.entry.links[0].role
    is_lost = subject.entry.standing is Standing.LOST
    if role is Role.MIRROR or (role is Role.ARCHIVE and not is_lost):
        message = Localized(
            en=f"the first link is the entry's own address, not a copy (`{role}`)",
            zh=f"第一个链接应是条目自己的网址，不能是副本（{role}）",
        )
        yield Finding(message, ("links", 0, "role"))


@rule(Section.LINKS, Scope.ENTRY, "存档链接要写存档日期，其他链接不写")
def archive_capture(subject: Subject) -> Iterator[Finding]:
    """A link to an archive says when it was captured, and no other link does."""
    for index, link in enumerate(subject.entry.links):
        if link.role is Role.ARCHIVE and link.captured is None:
            message = Localized(en="an archive link needs `captured`", zh="存档链接缺少 captured（存档日期）")
            yield Finding(message, ("links", index))
        elif link.role is not Role.ARCHIVE and link.captured is not None:
            message = Localized(en="only archive links have `captured`", zh="只有存档链接才写 captured")
            yield Finding(message, ("links", index, "captured"), on_key=True)


@rule(Section.LINKS, Scope.ENTRY, "同一条目里不重复同一个链接")
def duplicate_link(subject: Subject) -> Iterator[Finding]:
    """An entry names each address once."""
    if len(subject.entry.links) < 2:  # noqa: PLR2004 - one link cannot stand twice
        return
    seen: set[str] = set()
    for index, link in enumerate(subject.entry.links):
        # Less is folded here than between entries: an abstract and its PDF, or two parts of a page, are two links.
        key = _WITHOUT_SCHEME.sub("", link.url).rstrip("/")
        if key in seen:
            message = Localized(en="this address stands here twice", zh="同一个网址写了两次")
            yield Finding(message, ("links", index, "url"))
        seen.add(key)
