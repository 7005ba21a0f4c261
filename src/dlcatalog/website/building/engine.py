"""Build the website: find what changed, make what hangs on it, and exchange the old website for the new one."""

import os
import time

from dlcatalog.website.building.assembling import Assembly, BuildResult, Manner
from dlcatalog.website.building.freshness import BuildRequest
from dlcatalog.website.building.gathering import gather_catalog
from dlcatalog.website.building.past import look_back
from dlcatalog.website.building.place import (
    Place,
    claim_place,
    remove_tree,
    unwritable,
)
from dlcatalog.website.building.publish import (
    finish_publishing,
    look_at,
    open_tree,
)
from dlcatalog.website.building.scan import scan_site
from dlcatalog.website.building.staging import Staging


def build_site(request: BuildRequest, manner: Manner) -> BuildResult:
    """Build the website of ``request``.

    Raises OutputError where nothing could be written and CatalogError where there is no catalog; the website is then
    as it was.
    """
    with claim_place(request.output) as place:
        try:
            finish_publishing(place)
            return _build(request, manner, place)
        except OSError as error:
            if error.errno is None:
                # Jinja's "no such template" is an OSError, too, but says nothing about the output.
                raise
            raise unwritable(place.site, error) from error


def _build(request: BuildRequest, manner: Manner, place: Place) -> BuildResult:
    past = look_back(request, place, is_clean=manner.is_clean, seen=manner.seen, ahead=manner.ahead)
    gathered = gather_catalog(
        request,
        past,
        processes=manner.processes,
        progress=lambda at, of: manner.progress("read", at, of),
        ahead=manner.ahead,
    )
    if not gathered.is_sound:
        return BuildResult(gathered.diagnostics)
    serial = time.time_ns()
    present = look_at(place, scan_site(place.site) if os.path.isdir(place.site) else None)
    behind = past.known.get("behind") if past.known else None
    tree, is_spare = open_tree(place, f"tree-{serial:x}", behind)
    staging = Staging(tree, place.site, present.files, is_spare=is_spare)
    try:
        return Assembly(request, manner, place, past, gathered, present, staging, serial).run()
    finally:
        remove_tree(staging.tree)
