"""Splits addresses by host, so that manners hold across machines, and deals hosts out fairly within a run."""

from collections.abc import Iterable

from dlcatalog.linkcheck.address import host_of
from dlcatalog.linkcheck.records import RECORD_HOSTS, find_service
from dlcatalog.records import record


@record
class Shard:
    """Part `number` (from 1) of `total`."""

    number: int
    total: int


def parse_shard(text: str) -> Shard | None:
    """Read `I/N`; `None` where it is no part of a whole."""
    number, mark, total = text.partition("/")
    if not mark or not (number.isascii() and number.isdigit() and total.isascii() and total.isdigit()):
        return None
    shard = Shard(int(number), int(total))
    return shard if 1 <= shard.number <= shard.total else None


def select_shard(urls: Iterable[str], shard: Shard) -> tuple[str, ...]:
    """The addresses of one part; all addresses that ask one host are in the same part, on every machine."""
    return tuple(url for url in urls if _bucket(_asked_host(url), shard.total) == shard.number - 1)


def _asked_host(url: str) -> str:
    # A short video address is asked about at the same place as the long one: one machine must count both.
    host = host_of(url)
    service = find_service(url) if host in RECORD_HOSTS else None
    return host_of(service[1]) if service else host


def _bucket(host: str, total: int) -> int:
    from hashlib import blake2b

    # Not hash(): it differs from process to process.
    return int.from_bytes(blake2b(host.encode(), digest_size=8).digest(), "big") % total


def interleave_hosts(urls: Iterable[str]) -> tuple[str, ...]:
    """Order addresses so that one host's follow each other as late as possible: the first of each host, then the second."""
    lanes: dict[str, list[str]] = {}
    for url in urls:
        lanes.setdefault(url.partition("://")[2].partition("/")[0], []).append(url)
    if len(lanes) == 1:
        return tuple(next(iter(lanes.values())))
    ranked = sorted((rank, place, url) for place, lane in enumerate(lanes.values()) for rank, url in enumerate(lane))
    return tuple(url for _, _, url in ranked)
