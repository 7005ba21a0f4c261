"""The pieces of work of a build: what there is to make, and which of it is stale."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.website.building.recorder import reads_any
from dlcatalog.website.building.scan import FileStamp
from dlcatalog.website.building.staging import Written
from dlcatalog.website.exports.artifacts import Artifact, list_artifacts
from dlcatalog.website.routes import Page

_LONG = 64
_ENTRIES_A_PIECE = 16
_MAX_PIECES = 8192


class Job(NamedTuple):
    """One thing to make: a page, an artifact, what is kept of an entry, or the files of the theme.

    ``key`` names it from build to build; ``what`` differs whenever something else is to be made under that key;
    ``entry_id`` is the entry that has to be read for it, if any.
    """

    key: str
    what: bytes
    item: Page | Artifact | None
    paths: tuple[str, ...]
    entry_id: str = ""


Done: TypeAlias = tuple[bytes, bytes, tuple[str, ...]]
"""What was made under a key (``what``), what it read, and the files it wrote."""


class Outcome(NamedTuple):
    """What came of a job: the files, what was read, and what is kept beside them (fragments, search terms)."""

    key: str
    what: bytes
    reads: bytes
    written: tuple[Written, ...]
    kept: tuple[Any, ...] = ()


THEME = "theme:"


def list_jobs(catalog: Catalog, pages: Sequence[Page], *, base_url: str, kept: Sequence[str]) -> list[Job]:
    """All jobs; ``kept`` names what is kept of each entry (formats of exports, search)."""
    jobs = [Job(THEME, b"", None, ())]
    for page in pages:
        entry_id = page.subject if page.view == "entry" else ""
        jobs.append(Job(page.path, _describe(tuple(page)[1:]), page, (page.path,), entry_id))
    for artifact in list_artifacts(catalog, pages, base_url=base_url):
        what = _describe(tuple(artifact)[1:])
        entry_id = artifact.subject if artifact.subject in catalog.cards else ""
        jobs.append(Job(artifact.path, what, artifact, (artifact.path,), entry_id))
    if kept:
        what = _describe(tuple(kept))
        jobs.extend(Job(f"entry:{entry_id}", what, None, (), entry_id) for entry_id in catalog.cards)
    return jobs


def _describe(value: tuple[Any, ...]) -> bytes:
    content = marshal.dumps(value, 2)
    return content if len(content) <= _LONG else blake2b(content, digest_size=16).digest()


class Staleness(NamedTuple):
    """What decides whether a job must run: what the last build did, and what changed since.

    ``changed`` is None where everything must be made anew.
    """

    done: Mapping[str, Done]
    outputs: Mapping[str, FileStamp]
    present: Mapping[str, FileStamp]
    changed: set[int] | None
    is_whole: bool = False
    """Whether every file stands as it was written, so that none has to be looked at."""

    def is_stale(self, job: Job) -> bool:
        """Tell whether a job must run."""
        done = self.done.get(job.key)
        if self.changed is None or done is None or done[0] != job.what:
            return True
        if job.paths and job.paths != done[2]:
            return True
        outputs, present = self.outputs, self.present
        if not self.is_whole and any(path not in outputs or outputs[path] != present.get(path) for path in done[2]):
            return True
        return bool(self.changed) and reads_any(done[1], self.changed)


def cut_pieces(jobs: Iterable[Job]) -> list[list[Job]]:
    """Group jobs into pieces of work: what needs the same entry together, single large jobs first."""
    alone: list[list[Job]] = []
    by_entry: dict[str, list[Job]] = {}
    for job in jobs:
        if job.entry_id:
            by_entry.setdefault(job.entry_id, []).append(job)
        else:
            alone.append([job])
    groups = [by_entry[entry_id] for entry_id in sorted(by_entry)]
    size = max(_ENTRIES_A_PIECE, -(-len(groups) // (_MAX_PIECES // 2)))
    return [*_merge(alone, max(1, -(-len(alone) // (_MAX_PIECES // 2)))), *_merge(groups, size)]


def _merge(groups: Sequence[list[Job]], size: int) -> Iterator[list[Job]]:
    for start in range(0, len(groups), size):
        yield [job for group in groups[start : start + size] for job in group]


Make: TypeAlias = Callable[[Job], Outcome]
