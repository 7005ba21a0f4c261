"""Keep the fragment of each entry in each format, so that a file of all entries is put together, not made again."""

import mmap
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Place: TypeAlias = tuple[str, int, bytes]
"""Name of the part (a file), offset in it, and packed lengths of the fragments of one entry, in the order of formats."""

PREFIX = "fragments-"
_MAX_PARTS = 12


@dataclass(slots=True)
class FragmentIndex:
    """Where the fragments of all entries stand; ``formats`` are in the order in which an entry's fragments follow."""

    formats: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, section: Any, work: str) -> "FragmentIndex":
        """From a section of the state; empty where a part is missing or too short."""
        if section is None:
            return cls()
        formats, places = section
        ends: dict[str, int] = {}
        for part, offset, lengths in places.values():
            ends[part] = max(ends.get(part, 0), offset + sum(array("I", lengths)))
        for part, end in ends.items():
            try:
                if os.path.getsize(os.path.join(work, part)) < end:
                    return cls()
            except OSError:
                return cls()
        return cls(tuple(formats), dict(places))

    def section(self) -> Any:
        """As a section of the state."""
        return (list(self.formats), self.places)


class FragmentWriter:
    """Appends fragments to a part of its own; one for each process."""

    __slots__ = ("_offset", "_stream", "name", "work")

    def __init__(self, work: str, serial: int) -> None:
        self.work = work
        self.name = f"{PREFIX}{serial:x}-{os.getpid()}"
        self._offset = 0
        self._stream: Any = None

    def write(self, fragments: Iterable[str]) -> Place:
        """Write the fragments of one entry."""
        contents = [fragment.encode("utf-8") for fragment in fragments]
        return self.append(b"".join(contents), array("I", map(len, contents)).tobytes())

    def append(self, content: bytes, lengths: bytes) -> Place:
        """Write the joined fragments of one entry, whose packed lengths are known."""
        if self._stream is None:
            self._stream = open(os.path.join(self.work, self.name), "wb")  # noqa: SIM115 - closed with the writer
        place = (self.name, self._offset, lengths)
        self._stream.write(content)
        self._offset += len(content)
        return place

    def close(self) -> None:
        """Finish the part."""
        if self._stream is not None:
            self._stream.close()


@contextmanager
def open_parts(work: str, index: FragmentIndex) -> Iterator[Mapping[str, Any]]:
    """Map all parts into memory, by name."""
    with ExitStack() as stack:
        parts: dict[str, Any] = {}
        for name in {place[0] for place in index.places.values()}:
            stream = stack.enter_context(open(os.path.join(work, name), "rb"))
            size = os.fstat(stream.fileno()).st_size
            parts[name] = stack.enter_context(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)) if size else b""
        yield parts


def read_fragments(index: FragmentIndex, parts: Mapping[str, Any], name: str, ids: Iterable[str]) -> list[bytes]:
    """The fragments of ``ids`` in the format ``name``."""
    at = index.formats.index(name)
    found = []
    for entry_id in ids:
        part, offset, packed = index.places[entry_id]
        lengths = array("I", packed)
        start = offset + sum(lengths[:at])
        found.append(parts[part][start : start + lengths[at]])
    return found


def compact_parts(work: str, index: FragmentIndex, serial: int) -> FragmentIndex:
    """Join the parts into one once there are many, so that small builds do not scatter them without end."""
    if len({place[0] for place in index.places.values()}) <= _MAX_PARTS:
        return index
    writer = FragmentWriter(work, serial)
    places = {}
    with open_parts(work, index) as parts:
        for entry_id, (part, offset, packed) in index.places.items():
            lengths = array("I", packed)
            content = parts[part][offset : offset + sum(lengths)]
            places[entry_id] = writer.append(content, packed)
    writer.close()
    return FragmentIndex(index.formats, places)


def drop_parts(work: str, index: FragmentIndex) -> None:
    """Remove the parts in which nothing stands any more."""
    used = {place[0] for place in index.places.values()}
    for name in os.listdir(work):
        if name.startswith(PREFIX) and name not in used:
            os.unlink(os.path.join(work, name))
