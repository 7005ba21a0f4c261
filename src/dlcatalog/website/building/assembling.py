"""From a sound catalog to a published website: make what is stale, put it together, and remember what was read."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dlcatalog.diagnostics import Diagnostic
from dlcatalog.linkcheck.files import LinkHistory
from dlcatalog.linkcheck.history import read_records
from dlcatalog.website.building.aggregating import Bound, Collected, Standing, write_aggregates, write_search
from dlcatalog.website.building.ahead import Ahead
from dlcatalog.website.building.beside import SECTION as BESIDE
from dlcatalog.website.building.changes import (
    compare_digests,
    compare_records,
    compare_rows,
    digest_mappings,
    digest_of,
)
from dlcatalog.website.building.fragments import FragmentIndex, compact_parts, drop_parts
from dlcatalog.website.building.freshness import BuildRequest, Glance
from dlcatalog.website.building.gathering import Gathered, read_history
from dlcatalog.website.building.jobs import Done, Job, Outcome, Staleness, cut_pieces, list_jobs
from dlcatalog.website.building.making import SEARCH, Maker, Theme, Workshop, make_all
from dlcatalog.website.building.past import Past, digest_inputs
from dlcatalog.website.building.place import (
    MANIFEST,
    Place,
    format_manifest,
    read_manifest,
)
from dlcatalog.website.building.publish import (
    NEXT_STATE,
    STATE,
    Changes,
    Present,
    check_collisions,
    identify_site,
    publish,
    return_spare,
)
from dlcatalog.website.building.recorder import WHOLE, code_of
from dlcatalog.website.building.scan import FileStamp, find_racy
from dlcatalog.website.building.staging import Staging
from dlcatalog.website.building.state import dump_section, write_state
from dlcatalog.website.context import Facts
from dlcatalog.website.exports.aggregates import Aggregate, fragment_format, list_aggregates
from dlcatalog.website.pages import list_pages

Progress = Callable[[str, int, int], None]
"""Hears the name of a stage, how many pieces of it are begun, and how many there are."""
# A fork costs some 10 ms. So many jobs are worth it, or a few of those that walk over very many cards.
_WORTH_FORKING = 80
_FEW, _MANY_CARDS = 8, 2_000


class Manner(NamedTuple):
    """How to build: over how many processes, from nothing or not, with which folder for compiled templates.

    ``seen`` is what a look at the website found a moment ago, if there was one; ``ahead`` is who reads already.
    """

    processes: int = 1
    is_clean: bool = False
    bytecode: Path | None = None
    progress: Progress = lambda *_: None
    seen: Glance | None = None
    ahead: Ahead | None = None


class BuildResult(NamedTuple):
    """What a build did. Where it is not built, the diagnostics say why, and the website is as it was."""

    diagnostics: tuple[Diagnostic, ...]
    is_built: bool = False
    entries: int = 0
    files: int = 0
    written: int = 0
    removed: int = 0


def find_changes(past: Past, gathered: Gathered, history: LinkHistory, digests: Mapping[str, Any]) -> set[int] | None:
    """Codes of all keys that differ from the last build; None where everything is to be made anew."""
    known = past.known
    if known is None or past.is_all_stale:
        return None
    changed = compare_digests(known.get("mappings") or {}, dict(digests))
    changed |= compare_rows((gathered.before.get(path), gathered.rows.get(path)) for path in gathered.touched)
    before = known.get("history") or ""
    if before != history.text:
        changed |= compare_records(read_records(before), history.records)
    if list(gathered.before) != list(gathered.rows):
        # Entries came or went: even if a card moved between kinds unchanged, who walks them sees another order.
        changed |= {code_of("cards", WHOLE), code_of("entries", WHOLE)}
    return changed


class Made(NamedTuple):
    """All jobs, what the last build did of them, and what came of those that were done now."""

    jobs: Sequence[Job]
    done: Mapping[str, Done]
    outcomes: Mapping[str, Outcome]


class Assembly:
    """The second half of a build, once the catalog is sound: everything here ends in the staged tree."""

    def __init__(  # noqa: PLR0913, PLR0917 - the first half of a build, handed on as it is
        self,
        request: BuildRequest,
        manner: Manner,
        place: Place,
        past: Past,
        gathered: Gathered,
        present: Present,
        staging: Staging,
        serial: int,
    ) -> None:
        self.request, self.manner, self.place, self.past = request, manner, place, past
        self.gathered, self.present, self.staging, self.serial = gathered, present, staging, serial
        self.catalog = gathered.catalog
        self.history = read_history(request)
        self.base_url = request.base_url or self.catalog.site.base_url or ""
        self.outputs: Mapping[str, FileStamp] = self._known("outputs", {})

    def _known(self, name: str, default: Any) -> Any:
        found = self.past.known.get(name) if self.past.known else None
        return default if found is None else found

    def run(self) -> BuildResult:
        """Make, put together, publish."""
        pages = list_pages(self.catalog, self.history.records)
        facts = Facts(
            self.history.records,
            self.history.header,
            date.fromisoformat(self.request.today),
            self.base_url,
            tuple(pages),
        )
        mappings = self._digest(facts)
        changed = find_changes(self.past, self.gathered, self.history, mappings)
        aggregates = list(list_aggregates(self.catalog, pages, base_url=self.base_url))
        formats = sorted({fragment_format(aggregate.format) for aggregate in aggregates})
        kept = [*formats, SEARCH] if self.catalog.site.doors.search else formats
        fragments = FragmentIndex.read(self._known("fragments", None), self.place.work)
        done: dict[str, Done] = self._known("done", {})
        if list(fragments.formats) != formats:
            fragments = FragmentIndex(tuple(formats))
            done = {key: value for key, value in done.items() if not key.startswith("entry:")}
        jobs = list_jobs(self.catalog, pages, base_url=self.base_url, kept=kept)
        is_whole = self.outputs.items() <= self.present.files.items()
        staleness = Staleness(done, self.outputs, self.present.files, changed, is_whole)
        stale = [job for job in jobs if staleness.is_stale(job)]
        theme = Theme(self.request.templates, self.manner.bytecode)
        maker = Maker(self.catalog, facts, theme, self.staging)
        outcomes = {outcome.key: outcome for outcome in self._make(maker, stale, kept)}
        fragments, search = self._keep(jobs, outcomes, fragments)
        collected = self._collect(maker, aggregates, fragments, outcomes, search)
        sections = {
            "mappings": mappings,
            "aggregates": collected[0].memory,
            "fragments": fragments.section(),
            "search": (search, collected[1].memory) if search is not None else None,
            "done": _renew_done(jobs, done, outcomes),
        }
        return self._finish(Made(jobs, done, outcomes), collected, sections, fragments)

    def _digest(self, facts: Facts) -> dict[str, dict[str, bytes]]:
        header = facts.checked
        counts = sorted((str(state), number) for state, number in header.counts.items())
        return digest_mappings(self.catalog) | {
            "facts": {
                "today": digest_of(facts.today.isoformat()),
                "checked": digest_of([str(header.run), str(header.ok_on), counts]),
                "pages": digest_of([tuple(page) for page in facts.pages]),
            }
        }

    def _make(self, maker: Maker, stale: Sequence[Job], kept: Sequence[str]) -> list[Outcome]:
        is_large = len(stale) >= _WORTH_FORKING or (len(stale) >= _FEW and len(self.catalog.cards) >= _MANY_CARDS)
        processes = self.manner.processes if is_large else 1
        shop = Workshop(self.place.work, self.serial, kept, processes)
        return make_all(maker, cut_pieces(stale), shop, lambda at, of: self.manner.progress("make", at, of))

    def _keep(
        self, jobs: Sequence[Job], outcomes: Mapping[str, Outcome], fragments: FragmentIndex
    ) -> tuple[FragmentIndex, dict[str, bytes] | None]:
        places, search = fragments.places, self._known("search", None)
        terms: dict[str, bytes] = search[0] if search else {}
        new_places, new_terms = {}, {}
        for job in jobs:
            if not job.key.startswith("entry:"):
                continue
            outcome = outcomes.get(job.key)
            _, place, content = outcome.kept if outcome else (None, places.get(job.entry_id), terms.get(job.entry_id))
            if place is not None:
                new_places[job.entry_id] = place
            if content is not None:
                new_terms[job.entry_id] = content
        index = compact_parts(self.place.work, FragmentIndex(fragments.formats, new_places), self.serial)
        return index, new_terms if self.catalog.site.doors.search else None

    def _collect(
        self,
        maker: Maker,
        aggregates: Sequence[Aggregate],
        fragments: FragmentIndex,
        outcomes: Mapping[str, Outcome],
        search: dict[str, bytes] | None,
    ) -> tuple[Collected, Collected]:
        self.manner.progress("collect", 0, 1)
        standing = Standing(self.outputs, self.present.files, self._known("aggregates", {}))
        first = write_aggregates(
            aggregates,
            Bound(fragments, maker.context, self.staging),
            renewed=frozenset(outcome.kept[0] for outcome in outcomes.values() if outcome.kept),
            standing=standing,
        )
        if search is None:
            return first, Collected([], [], None)
        before = self._known("search", None)
        return first, write_search(search, self.catalog.topics, self.staging, before=before, standing=standing)

    def _finish(
        self,
        made: Made,
        collected: tuple[Collected, Collected],
        sections: dict[str, Any],
        fragments: FragmentIndex,
    ) -> BuildResult:
        jobs, done, outcomes = made
        written = [file for outcome in outcomes.values() for file in outcome.written]
        written += [file for part in collected for file in part.written]
        unchanged = [path for job in jobs if job.key not in outcomes for path in done[job.key][2]]
        unchanged += [path for part in collected for path in part.kept]
        outputs = {path: self.outputs[path] for path in unchanged} | {file.path: file.stamp for file in written}
        check_collisions(self.present, outputs)
        before = read_manifest(self.place.site) or {}
        checksums = {path: before[path] for path in unchanged} | {file.path: file.checksum for file in written}
        new = {file.path for file in written if file.is_new}
        dropped = [path for path in self.present.owned if path in self.present.files and path not in outputs]
        manifest = self.staging.write(MANIFEST, format_manifest(checksums))
        sections |= self._describe_inputs() | {"outputs": outputs}
        packed = {name: dump_section(value) for name, value in sections.items()}
        if new or dropped or manifest.is_new:
            written_paths = {*new, *([MANIFEST] if manifest.is_new else [])}
            identity = identify_site(self.staging.tree if manifest.is_new else self.place.site)
            kept = frozenset(path for path in (*outputs, MANIFEST) if path not in written_paths)
            changes = Changes(kept, frozenset(written_paths), dropped)
            packed["behind"] = dump_section(changes.differing)
            write_state(self.place.path(NEXT_STATE), identity, packed)
            behind = self._known("behind", ()) if self.staging.is_spare else None
            publish(self.place, self.staging, self.present, changes, behind=behind)
        else:
            packed["behind"] = dump_section(self._known("behind", None))
            write_state(self.place.path(STATE), identify_site(self.place.site), packed)
            if self.staging.is_spare:
                return_spare(self.place, self.staging)
        with suppress(OSError):
            drop_parts(self.place.work, fragments)
        return BuildResult(
            self.gathered.diagnostics, True, len(self.catalog.cards), len(outputs), len(new), len(dropped)
        )

    def _describe_inputs(self) -> dict[str, Any]:
        inputs, rows = self.past.inputs, self.gathered.rows
        return {
            "options": self.request.options,
            "inputs": inputs,
            "racy": find_racy(inputs, self.past.started),
            "digests": digest_inputs(self.request, self.past, rows),
            "rows": dict(rows),
            BESIDE: self.gathered.beside,
            "history": self.history.text,
        }


def _renew_done(jobs: Sequence[Job], done: Mapping[str, Done], outcomes: Mapping[str, Outcome]) -> dict[str, Done]:
    renewed: dict[str, Done] = {}
    for job in jobs:
        outcome = outcomes.get(job.key)
        if outcome is None:
            renewed[job.key] = done[job.key]
        else:
            renewed[job.key] = (outcome.what, outcome.reads, tuple(file.path for file in outcome.written))
    return renewed
