"""Which addresses the catalog uses, and where: every link of every entry, once per address."""

from collections.abc import Iterable, Mapping

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.catalog.schema import EntryBase, Kind, Library, Role, kind_of
from dlcatalog.records import record


@record
class LinkUse:
    """One place where an address stands: entry, file inside the catalog, route of the value, role of the link."""

    url: str
    entry_id: str
    path: str
    route: tuple[str | int, ...]
    role: str = ""


def collect_uses(catalog: Catalog) -> tuple[LinkUse, ...]:
    """All uses in the order of entry ids and of links within an entry."""
    return tuple(use for entry_id in catalog.entries for use in uses_of(entry_id, catalog.entries[entry_id]))


def uses_of(entry_id: str, entry: EntryBase) -> Iterable[LinkUse]:
    """The uses of one entry: its links, and the repository of a library."""
    path = entry_path(kind_of(entry), entry_id)
    for index, link in enumerate(entry.links):
        yield LinkUse(link.url, entry_id, path, ("links", index, "url"), str(link.role))
    if isinstance(entry, Library) and entry.repository and all(link.url != entry.repository for link in entry.links):
        yield LinkUse(entry.repository, entry_id, path, ("repository",), str(Role.CODE))


def entry_path(kind: Kind, entry_id: str) -> str:
    """Path of an entry's file inside the catalog."""
    return f"{kind.folder}/{entry_id}.yaml"


def group_by_url(uses: Iterable[LinkUse]) -> Mapping[str, tuple[LinkUse, ...]]:
    """The uses of each address, addresses in the order of their first use."""
    groups: dict[str, list[LinkUse]] = {}
    for use in uses:
        groups.setdefault(use.url, []).append(use)
    return {url: tuple(group) for url, group in groups.items()}
