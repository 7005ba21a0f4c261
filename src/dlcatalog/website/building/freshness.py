"""Say within milliseconds whether anything is to be done: by ``stat`` of inputs and outputs, by bytes where in doubt.

Nothing heavy is imported here: most builds of a person at work, and most of a scheduled job, find nothing to do.
"""

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from dlcatalog.website.building.place import Place
from dlcatalog.website.building.publish import JOURNAL, NEXT_STATE, STATE, identify_site
from dlcatalog.website.building.scan import FileStamp, Inputs, differing, find_racy, now_ns, scan_inputs, scan_site
from dlcatalog.website.building.state import dump_section, load_section, read_state, write_state


class BuildRequest(NamedTuple):
    """What is to be built: ``templates`` are the folders of the theme, overlays first, the built-in one last.

    ``today`` is an ISO date; an empty ``base_url`` leaves the word to the settings of the website.
    """

    catalog: Path
    output: Path
    templates: tuple[Path, ...]
    code: Path
    today: str
    base_url: str = ""
    version: str = ""

    @property
    def options(self) -> tuple[Any, ...]:
        """All that is no file and yet decides on the bytes of the website."""
        folders = tuple(os.path.realpath(folder) for folder in (self.catalog, self.code, *self.templates))
        return (self.version, self.today, self.base_url, folders)

    def scan(self) -> Inputs:
        """Stamps of all input files, as they are now."""
        return scan_inputs(str(self.catalog), [str(folder) for folder in self.templates], str(self.code))

    def path_of(self, group: str, name: str) -> str:
        """Path of an input file."""
        if group.startswith("templates/"):
            return os.path.join(self.templates[int(group[10:])], name)
        return os.path.join(self.catalog if group == "catalog" else self.code, name)


class Known:
    """What the state of the last build says, section by section."""

    __slots__ = ("sections",)

    def __init__(self, sections: dict[str, bytes | memoryview]) -> None:
        self.sections = sections

    def get(self, name: str) -> Any:
        """A section, None where there is none."""
        return load_section(self.sections.get(name))


def read_known(place: Place) -> Known | None:
    """The state of the build that made the website as it stands; None where that is not known."""
    sections = read_state(place.path(STATE), identify_site(place.site))
    return None if sections is None else Known(sections)


class InputCheck(NamedTuple):
    """Which inputs differ in their bytes from those of the last build, and whether only stamps do."""

    inputs: Inputs
    changed: dict[str, list[str]]
    restamped: bool


def check_inputs(request: BuildRequest, known: Known) -> InputCheck:
    """Compare stamps first, then the bytes of whatever has another stamp or is too fresh to be judged by one."""
    inputs = request.scan()
    before: Inputs = known.get("inputs") or {}
    racy: dict[str, list[str]] = known.get("racy") or {}
    digests: dict[str, dict[str, bytes]] | None = None
    changed: dict[str, list[str]] = {}
    restamped = False
    for group in before.keys() | inputs.keys():
        old, new = before.get(group, {}), inputs.get(group, {})
        if old == new and group not in racy:
            continue
        suspects = {*differing(old, new), *racy.get(group, ())}
        digests = digests or known.get("digests") or {}
        kept = digests.get(group, {})
        restamped = True
        if names := [name for name in suspects if digest_file(request.path_of(group, name)) != kept.get(name)]:
            changed[group] = sorted(names)
    return InputCheck(inputs, changed, restamped)


def digest_file(path: str) -> bytes | None:
    """Digest of the bytes of a file; None where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return digest_bytes(stream.read())
    except OSError:
        return None


def digest_bytes(content: bytes) -> bytes:
    """Digest of bytes; the same that the card of an entry holds, there in hexadecimal."""
    return blake2b(content, digest_size=16).digest()


class Glance(NamedTuple):
    """What a look without the lock found: the state, told by ``stamp``, and what differs from it since ``started``."""

    is_fresh: bool
    known: Known
    check: InputCheck
    started: int
    stamp: tuple[int, ...]

    def still_holds(self, place: Place) -> bool:
        """Tell whether no other build has come between."""
        return self.stamp == stamp_state(place)


def stamp_state(place: Place) -> tuple[int, ...]:
    """What tells one state of a website from any other; empty where a build was interrupted or there is none."""
    if os.path.exists(place.path(JOURNAL)) or os.path.exists(place.path(NEXT_STATE)):
        return ()
    try:
        at = os.stat(place.path(STATE))
    except OSError:
        return ()
    return (at.st_ino, at.st_mtime_ns, at.st_size, *identify_site(place.site))


def glance(place: Place, request: BuildRequest) -> Glance | None:
    """Compare the website with what a build would make of the inputs as they are; None where there is no state to go by.

    Where files have new stamps but the same bytes (a checkout, a touch), the new stamps are remembered.
    """
    stamp = stamp_state(place)
    known = read_known(place) if stamp else None
    if known is None or known.get("options") != request.options:
        return None
    started = now_ns(place.work)
    check = check_inputs(request, known)
    fresh = not check.changed and are_outputs_whole(place, known)
    if fresh and check.restamped:
        remember_stamps(place, known, check.inputs, started)
    return Glance(fresh, known, check, started, stamp)


def are_outputs_whole(place: Place, known: Known) -> bool:
    """Tell whether all that the last build wrote still stands there with its stamps."""
    outputs: dict[str, FileStamp] | None = known.get("outputs")
    return outputs is not None and outputs.items() <= scan_site(place.site)[0].items()


def remember_stamps(place: Place, known: Known, inputs: Inputs, started: int) -> None:
    """Keep the stamps of the inputs as they are now, with all else as it was."""
    known.sections["inputs"] = dump_section(inputs)
    known.sections["racy"] = dump_section(find_racy(inputs, started))
    try:
        write_state(place.path(STATE), identify_site(place.site), known.sections)
    except OSError:
        # Only the short cut is lost: the next build compares bytes again.
        return
