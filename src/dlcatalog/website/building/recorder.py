"""Note which keys of the catalog a page reads while it is made, so that it is made again when one of them changes."""

import zlib
from array import array
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar

from dlcatalog.catalog.catalog import Beside, Catalog
from dlcatalog.records import replace

K = TypeVar("K", bound=str)
V = TypeVar("V")

WHOLE = "*"
"""Stands for all keys of a mapping: read by whoever walks it, changed whenever one of its values changes."""

CATALOG_MAPPINGS = ("cards", "entries", "inverse", "by_topic", "by_kind", "children", "on_paths", "starts")
BESIDE_MAPPINGS = ("topics", "paths")


class Reads:
    """The keys read since the last ``take``."""

    __slots__ = ("_codes", "noted")

    def __init__(self) -> None:
        self.noted: set[tuple[str, str]] = set()
        self._codes: dict[tuple[str, str], int] = {}

    def note(self, mapping: str, key: str) -> None:
        """Note one key."""
        self.noted.add((mapping, key))

    def take(self) -> bytes:
        """Return the noted keys as packed codes, and begin anew."""
        codes = self._codes
        found = set()
        for key in self.noted:
            code = codes.get(key)
            if code is None:
                code = codes[key] = code_of(*key)
            found.add(code)
        self.noted.clear()
        return array("I", sorted(found)).tobytes()


def code_of(mapping: str, key: str) -> int:
    """A number for a key. Two keys may share one: then a page is made once too often, never once too rarely."""
    return zlib.crc32(f"{mapping}:{key}".encode("utf-8", "surrogatepass"))


def reads_any(reads: bytes, changed: set[int]) -> bool:
    """Tell whether a page that read ``reads`` shows anything that changed."""
    return not changed.isdisjoint(array("I", reads))


class Recorded(Mapping[K, V], Generic[K, V]):
    """A mapping that notes what is asked of it; an absent key counts as read, too."""

    __slots__ = ("_inner", "_name", "_noted")

    def __init__(self, inner: Mapping[K, V], name: str, reads: Reads) -> None:
        self._inner = inner
        self._name = name
        self._noted = reads.noted

    def __getitem__(self, key: K) -> V:
        self._noted.add((self._name, key))
        return self._inner[key]

    def get(self, key: K, default: Any = None) -> Any:
        """As of any mapping, without the detour over an exception."""
        self._noted.add((self._name, key))
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._noted.add((self._name, str(key)))
        return key in self._inner

    def __iter__(self) -> Iterator[K]:
        self._noted.add((self._name, WHOLE))
        return iter(self._inner)

    def __len__(self) -> int:
        self._noted.add((self._name, WHOLE))
        return len(self._inner)

    def keys(self) -> KeysView[K]:
        """All keys, noted as one read of the whole."""
        self._noted.add((self._name, WHOLE))
        return self._inner.keys()

    def values(self) -> ValuesView[V]:
        """All values, noted as one read of the whole."""
        self._noted.add((self._name, WHOLE))
        return self._inner.values()

    def items(self) -> ItemsView[K, V]:
        """All items, noted as one read of the whole."""
        self._noted.add((self._name, WHOLE))
        return self._inner.items()


def record_catalog(catalog: Catalog, reads: Reads) -> Catalog:
    """The same catalog with mappings that note what is read."""
    beside: dict[str, Any] = {name: Recorded(getattr(catalog.beside, name), name, reads) for name in BESIDE_MAPPINGS}
    own: dict[str, Any] = {name: Recorded(getattr(catalog, name), name, reads) for name in CATALOG_MAPPINGS}
    return replace(catalog, beside=replace(catalog.beside, **beside), **own)


def unrecorded_fields() -> tuple[set[str], set[str]]:
    """Fields of catalog and beside that are not recorded, for the test that keeps this module complete."""
    return (
        set(Catalog.__match_args__) - set(CATALOG_MAPPINGS),
        set(Beside.__match_args__) - set(BESIDE_MAPPINGS),
    )
