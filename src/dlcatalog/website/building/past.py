"""What the last build left, and what differs from it now."""

import os
import time
from collections.abc import Mapping
from typing import NamedTuple

from dlcatalog.catalog.files import LINKS_FILE, SITE_FILE, SOURCES_FILE
from dlcatalog.website.building.ahead import Ahead
from dlcatalog.website.building.changes import Row
from dlcatalog.website.building.freshness import BuildRequest, Glance, Known, check_inputs, digest_file, read_known
from dlcatalog.website.building.place import Place
from dlcatalog.website.building.scan import Inputs, now_ns

# Every page shows something of these, or may.
_FOR_ALL = frozenset({SITE_FILE, SOURCES_FILE, LINKS_FILE})


class Past(NamedTuple):
    """The state of the last build (None where nothing can be used again), and the inputs that differ from it."""

    known: Known | None
    inputs: Inputs
    started: int
    """When the inputs were looked at, in nanoseconds; what changes later is for the next build."""
    changed: Mapping[str, list[str]]

    @property
    def changed_files(self) -> frozenset[str] | None:
        """Files of the catalog whose bytes differ; None for all of them."""
        return frozenset(self.changed.get("catalog", ())) if self.known else None

    @property
    def is_all_stale(self) -> bool:
        """Whether every page must be made anew: nothing is known, or what changed is shown everywhere."""
        if self.known is None:
            return True
        return any(group != "catalog" or not _FOR_ALL.isdisjoint(names) for group, names in self.changed.items())


def look_back(
    request: BuildRequest,
    place: Place,
    *,
    is_clean: bool,
    seen: Glance | None = None,
    ahead: Ahead | None = None,
) -> Past:
    """Compare the inputs with those of the last build. Another program, catalog or theme folder has no past here.

    ``seen`` is what was found a moment ago without the lock; it counts unless another build has come between.
    What is read ``ahead`` is read as its scan found it, so that scan counts, not a later one.
    """
    if ahead is not None:
        # The clock that stamps files may be behind ours; it could not be asked before there was a folder of ours.
        behind = now_ns(place.work) - time.time_ns()
        return Past(None, ahead.inputs, ahead.started + min(behind, 0), {})
    if seen is not None and not is_clean and seen.still_holds(place) and "code" not in seen.check.changed:
        return Past(seen.known, seen.check.inputs, seen.started, seen.check.changed)
    started = now_ns(place.work)
    known = None if is_clean else read_known(place)
    if known is not None:
        options = known.get("options")
        if options is not None and _fixed(options) == _fixed(request.options):
            check = check_inputs(request, known)
            if "code" not in check.changed:
                return Past(known, check.inputs, started, check.changed)
    return Past(None, request.scan(), started, {})


def _fixed(options: tuple[object, ...]) -> tuple[object, ...]:
    version, _today, base_url, folders = options
    return (version, base_url, folders)


def digest_inputs(request: BuildRequest, past: Past, rows: Mapping[str, Row]) -> dict[str, dict[str, bytes]]:
    """Digests of the bytes of all inputs, read again only where they changed; entries have theirs in their rows."""
    before = (past.known.get("digests") or {}) if past.known else {}
    digests: dict[str, dict[str, bytes]] = {}
    for group, files in past.inputs.items():
        old, changed = before.get(group, {}), set(past.changed.get(group, ()))
        digests[group] = {}
        for name in files:
            row = rows.get(name) if group == "catalog" else None
            if row is not None:
                digests[group][name] = bytes.fromhex(row[-1])
            elif name in old and name not in changed:
                digests[group][name] = old[name]
            elif (digest := digest_file(os.path.join(request.path_of(group, name)))) is not None:
                digests[group][name] = digest
    return digests
