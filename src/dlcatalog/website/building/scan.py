"""What stands on the disk, by ``stat`` alone: the inputs of a build, and the files of a website."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence

Stamp = tuple[int, int, int, int]
"""Size, time of change of the content and of the inode (nanoseconds), and number of the inode."""
Inputs = dict[str, dict[str, Stamp]]
"""Stamps of files by group (``catalog``, ``code``, ``templates/0`` ...), then by path inside the group."""
FileStamp = tuple[int, int]
"""Size and time of change (nanoseconds) of a written file."""

# Kernels stamp files with a clock that ticks up to every 10 ms; some file systems keep only (two) seconds.
_TICK = 20_000_000
_COARSE = 2_100_000_000
_SECOND = 1_000_000_000
_SETTINGS_DEPTH = 2
# The last two are read by nobody, and told to whoever takes them for entries.
_CATALOG_ENDINGS = (".yaml", ".jsonl", ".yml", ".json")


def scan_inputs(catalog: str, templates: Sequence[str], code: str) -> Inputs:
    """Stamps of all that a build reads. A folder that is missing has no files."""
    groups: Inputs = {"catalog": dict(_scan(catalog, _CATALOG_ENDINGS, _SETTINGS_DEPTH))}
    for number, folder in enumerate(templates):
        groups[f"templates/{number}"] = dict(_scan(folder, ("",), 16))
    groups["code"] = dict(_scan(code, (".py", ".json"), 16))
    return groups


def _scan(root: str, endings: tuple[str, ...], depth: int, prefix: str = "") -> Iterator[tuple[str, Stamp]]:
    """Files below ``root`` whose names end so; dot names and byte code are left out, symbolic links followed."""
    try:
        found = os.scandir(root)
    except OSError:
        return
    with found:
        for entry in found:
            name = entry.name
            if name[0] == "." or name == "__pycache__":
                continue
            try:
                if name.endswith(endings) and entry.is_file():
                    at = entry.stat()
                    yield prefix + name, (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
                elif depth > 1 and entry.is_dir():
                    yield from _scan(entry.path, endings, depth - 1, f"{prefix}{name}/")
            except OSError:
                # Gone, or a link that leads nowhere: a stamp of its own, so that its repair is a change.
                yield prefix + name, (-1, 0, 0, 0)


def now_ns(folder: str) -> int:
    """The present, by our clock or by the clock that stamps files in ``folder``, whichever is behind."""
    ours = time.time_ns()
    probe = os.path.join(folder, f"clock-{os.getpid()}")
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600))
        theirs = os.stat(probe).st_mtime_ns
        os.unlink(probe)
    except OSError:
        return ours
    return min(ours, theirs)


def find_racy(inputs: Inputs, started: int) -> dict[str, list[str]]:
    """Files so fresh at ``started`` that a later change could leave their stamp as it is: only their bytes tell."""
    racy = {}
    for group, files in inputs.items():
        if names := [name for name, stamp in files.items() if _is_racy(stamp, started)]:
            racy[group] = names
    return racy


def _is_racy(stamp: Stamp, started: int) -> bool:
    latest = max(stamp[1], stamp[2])
    return latest >= started - (_TICK if latest % _SECOND else _COARSE)


def differing(before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> list[str]:
    """Names that are new, gone, or stamped otherwise."""
    changed = [name for name, stamp in now.items() if before.get(name) != stamp]
    changed += [name for name in before if name not in now]
    return changed


def scan_site(root: str) -> tuple[dict[str, FileStamp], list[str]]:
    """All files below ``root`` with their stamps, symbolic links as they are, and all folders; both relative."""
    files: dict[str, FileStamp] = {}
    folders: list[str] = []
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(os.path.join(root, prefix)) as found:
            for entry in found:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    pending.append(path + "/")
                else:
                    at = entry.stat(follow_symlinks=False)
                    files[path] = (at.st_size, at.st_mtime_ns)
    return files, folders
