"""Put together the files that hold many entries: exports, sitemap and the search index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dlcatalog.catalog.topics import Topic
from dlcatalog.website.building.changes import digest_of
from dlcatalog.website.building.fragments import FragmentIndex, open_parts, read_fragments
from dlcatalog.website.building.scan import FileStamp
from dlcatalog.website.building.staging import Staging, Written
from dlcatalog.website.building.state import load_section
from dlcatalog.website.context import Context
from dlcatalog.website.exports.aggregates import (
    Aggregate,
    format_head,
    format_tail,
    fragment_format,
    separator,
)


class Standing(NamedTuple):
    """What stands of the last build: which of its files are whole, and whether anything of it may be used."""

    outputs: Mapping[str, FileStamp]
    present: Mapping[str, FileStamp]
    digests: Mapping[str, bytes]
    """Of head, tail and list of entries of each aggregate."""

    def is_whole(self, path: str) -> bool:
        """Tell whether a file is as the last build wrote it."""
        return path in self.outputs and self.outputs[path] == self.present.get(path)


@dataclass(slots=True)
class Collected:
    """Files that were put together, paths of those that stay as they are, and what to remember of them."""

    written: list[Written]
    kept: list[str]
    memory: Any


class Bound(NamedTuple):
    """What aggregates are put together from, and where to."""

    fragments: FragmentIndex
    context: Context
    staging: Staging


def write_aggregates(
    aggregates: Sequence[Aggregate],
    bound: Bound,
    *,
    renewed: frozenset[str],
    standing: Standing,
) -> Collected:
    """Write each file of many entries whose head, tail, list of entries or fragments changed.

    ``renewed`` are the entries whose fragments were made anew.
    """
    index, context, staging = bound
    memory: dict[str, bytes] = {}
    result = Collected([], [], memory)
    with open_parts(staging_work(staging), index) as parts:
        for aggregate in aggregates:
            path = aggregate.path
            head, tail = format_head(aggregate, context).encode(), format_tail(aggregate).encode()
            memory[path] = digest_of((aggregate.format, aggregate.ids, head, tail))
            if (
                standing.digests.get(path) == memory[path]
                and renewed.isdisjoint(aggregate.ids)
                and standing.is_whole(path)
            ):
                result.kept.append(path)
                continue
            name = fragment_format(aggregate.format)
            body = separator(aggregate.format).encode().join(read_fragments(index, parts, name, aggregate.ids))
            result.written.append(staging.write(path, b"".join((head, body, tail))))
    context.reads.take()
    return result


def staging_work(staging: Staging) -> str:
    """The folder that the tree of the next website stands in."""
    return staging.tree.rpartition("/")[0]


SEARCH_FOLDER = "assets/search/"


def write_search(
    entries: Mapping[str, bytes],
    topics: Mapping[str, Topic],
    staging: Staging,
    *,
    before: tuple[Mapping[str, bytes], bytes] | None,
    standing: Standing,
) -> Collected:
    """Write the search index; ``before`` are the entries and the digest of the topics that the present one was made of."""
    from dlcatalog.website.search import build_index
    from dlcatalog.website.search.describe import describe_topics

    described = describe_topics(topics)
    memory = digest_of([[getattr(topic, name) for name in topic.__match_args__] for topic in described])
    paths = [path for path in standing.outputs if path.startswith(SEARCH_FOLDER)]
    if before is not None and before[1] == memory and paths and all(map(standing.is_whole, paths)):
        if before[0] == entries:
            return Collected([], paths, memory)
        changed = _update(before[0], entries, described, staging)
        if changed is not None:
            written = [staging.write(path, content) for path, content in changed.items() if content]
            return Collected(written, [path for path in paths if path not in changed], memory)
    files = build_index([load_section(content) for content in entries.values()], described)
    return Collected([staging.write(path, content) for path, content in files.items()], [], memory)


def _update(before: Mapping[str, bytes], now: Mapping[str, bytes], topics: Any, staging: Staging) -> Any:
    from dlcatalog.website.search import update_index

    if before.keys() != now.keys():
        return None
    changes = [
        (load_section(before[entry_id]), load_section(content))
        for entry_id, content in now.items()
        if before[entry_id] != content
    ]
    return update_index(lambda path: _read(staging, path), changes, topics)


def _read(staging: Staging, path: str) -> bytes:
    with open(f"{staging.site}/{path}", "rb") as stream:
        return stream.read()


def written_paths(written: Iterable[Written]) -> Iterator[str]:
    """Paths of the files among ``written`` that differ from the present ones."""
    return (file.path for file in written if file.is_new)
