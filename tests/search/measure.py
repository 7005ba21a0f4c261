"""Measure the search index: sizes raw and compressed, time to make and to change it, time of a query in Node.

    python -m tests.search.measure [CATALOG] [--entries N]

With --entries the documents of the catalog are repeated under new ids, each copy with two invented names in its title
and its Chinese characters shifted, so that the vocabulary grows as it does in a larger catalog.
"""

import argparse
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from dlcatalog.records import replace
from dlcatalog.website.search.document import SearchDocument, document_record, document_terms
from dlcatalog.website.search.index import build_index
from dlcatalog.website.search.update import update_index
from tests.search.evaluate import HERE, read_documents, read_queries

_T = TypeVar("_T")
_SYLLABLES = "ba con de fi gro hu in jo ka lu mer net or pa qui res so tra un vex wa xi yo zen".split()  # noqa: SIM905


def grow(documents: Sequence[SearchDocument], count: int) -> list[SearchDocument]:
    """Return the documents, then copies of them, up to the count."""
    grown = list(documents[:count])
    for number in range(len(grown), count):
        source = documents[number % len(documents)]
        chance = random.Random(number)
        names = [
            "".join(chance.choice(_SYLLABLES) for _ in range(3))
            + "".join(chr(chance.randrange(0x4E00, 0x5600)) for _ in range(2))
            for _ in range(2)
        ]
        title = (f"{names[0]} {source.title[0]}", f"{names[0]} {source.title[1]}")
        summary = (f"{source.summary[0]} {names[1]}", f"{source.summary[1]} {names[1]}")
        grown.append(replace(source, id=f"{source.id}-{number}", title=title, summary=summary, aliases=(names[1],)))
    return grown


def timed(what: str, work: Callable[[], _T]) -> _T:
    """Do the work and print its seconds."""
    started = perf_counter()
    value = work()
    print(f"{what:<34}{perf_counter() - started:>10.3f} s")  # noqa: T201
    return value


def compress(content: bytes) -> int:
    """Return the size under brotli 11, 0 where there is no brotli."""
    if not shutil.which("brotli"):
        return 0
    return len(subprocess.run(["brotli", "-q", "11", "-c"], input=content, capture_output=True, check=True).stdout)


def print_sizes(files: dict[str, bytes]) -> None:
    """Print for each family of files how many there are, and the largest raw and compressed."""
    families: dict[str, list[bytes]] = {}
    for path, content in files.items():
        name = path.rpartition("/")[2].removesuffix(".js")
        families.setdefault(name.partition("-")[0], []).append(content)
    for name, contents in families.items():
        largest = max(contents, key=len)
        row = f"{name:<8} files {len(contents):>5}, all {sum(map(len, contents)):>10} bytes, largest {len(largest):>8} raw"
        print(row)  # noqa: T201
        print(f"{'':<8} largest under brotli {compress(largest):>8}")  # noqa: T201


def run_queries(files: dict[str, bytes]) -> None:
    """Print the mean time of the published queries in Node, loading of packs included, and what they load."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        queries = [query.text for query in read_queries()]
        given = json.dumps({"folder": str(Path(folder, "assets", "search")), "queries": queries})
        command = [str(shutil.which("node")), str(HERE / "run_core.cjs")]
        done = json.loads(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout)
    times = sorted(answer["milliseconds"] for answer in done["answers"])
    loads = sorted(answer["loaded"] for answer in done["answers"])
    print(f"query in node: median {times[len(times) // 2]:.2f} ms, longest {times[-1]:.2f} ms")  # noqa: T201
    print(f"packs loaded by a query: median {loads[len(loads) // 2]}, most {loads[-1]} (kept for the next)")  # noqa: T201


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalog", nargs="?", type=Path, default=HERE.parents[1] / "catalog")
    parser.add_argument("--entries", type=int)
    arguments = parser.parse_args()
    documents, topics = read_documents(arguments.catalog)
    documents = grow(documents, arguments.entries or len(documents))
    print(f"{len(documents)} entries")  # noqa: T201
    entries = timed("terms and records", lambda: [(document_record(item), document_terms(item)) for item in documents])
    files = timed("index", lambda: build_index(entries, topics))
    changed = replace(documents[-1], title=("A changed title", "改过的标题"))
    change = (entries[-1], (document_record(changed), document_terms(changed)))
    update = timed("one entry changed", lambda: update_index(files.__getitem__, [change], topics))
    print(f"files changed by it: {len(update or {})}")  # noqa: T201
    print_sizes(files)
    if shutil.which("node"):
        run_queries(files)


if __name__ == "__main__":
    main()
