"""Names to addresses, and which addresses are nobody's business."""

import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias

from dlcatalog.linkcheck.outcome import Fault

Resolve: TypeAlias = Callable[[str], "tuple[str, ...] | Fault"]
# Public by the book of `ipaddress` or of an older Python, but used inside clouds and carriers (168.63.129.16 is Azure's
# host, and GitHub's runners stand in Azure), or another way to write an IPv4 address (the last two, and 6to4's relay).
_ALSO_PRIVATE = tuple(
    ip_network(text)
    for text in (
        "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "168.63.129.16/32", "192.88.99.0/24",
        "64:ff9b:1::/48", "fec0::/10", "::/96", "::ffff:0:0:0/96",
    )
)  # fmt: skip
_NO_SUCH_NAME = frozenset(getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name))


def resolve_by_system(host: str) -> tuple[str, ...] | Fault:
    """Ask the system's name service; blocks, so call it on a thread of its own."""
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return Fault.NO_NAME if error.errno in _NO_SUCH_NAME else Fault.DNS
    except (OSError, UnicodeError):
        return Fault.DNS
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def resolve_from(table: Mapping[str, str | Fault]) -> Resolve:
    """A resolver for tests and closed networks: names from a table, literal addresses as they are, nothing else."""

    def resolve(host: str) -> tuple[str, ...] | Fault:
        if is_literal(host):
            return (host,)
        answer = table.get(host, Fault.NO_NAME)
        return answer if isinstance(answer, Fault) else (answer,)

    return resolve


def is_literal(host: str) -> bool:
    """Tell whether a host is an IP address as every system writes it."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def is_private(text: str) -> bool:
    """Tell whether an address leads to this machine, a private network, a link, a cloud's metadata, or nowhere."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return True
    return any(_is_private(one) for one in (address, *_embedded(address)))


def _is_private(address: IPv4Address | IPv6Address) -> bool:
    return (
        not address.is_global
        or address.is_multicast
        or any(address in net for net in _ALSO_PRIVATE if net.version == address.version)
    )


def _embedded(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    # ::ffff:127.0.0.1, 64:ff9b::7f00:1 (NAT64) and 2002:7f00:1:: (6to4) all end up at 127.0.0.1.
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in ip_network("64:ff9b::/96"):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


def pins_for(url: str, host: str, addresses: tuple[str, ...]) -> list[str]:
    """Entries of the form `host:port:address,address`, which spare libcurl a look-up of its own."""
    port = url.partition("://")[2].partition("/")[0].rpartition(":")[2]
    number = port if port.isdigit() else "443" if url.startswith("https:") else "80"
    places = ",".join(f"[{place}]" if ":" in place else place for place in addresses)
    return [f"{host}:{number}:{places}"] if places else []
