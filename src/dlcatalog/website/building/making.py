"""Do the jobs of a build: make pages, artifacts and what is kept of each entry, and note what each read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from traceback import extract_tb, walk_tb
from types import FrameType
from typing import Any, NamedTuple

from jinja2 import TemplateError, TemplateNotFound, TemplatesNotFound, TemplateSyntaxError

from dlcatalog.catalog.catalog import Catalog
from dlcatalog.errors import DlcatalogError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.history import record_for
from dlcatalog.website.assets import collect_assets
from dlcatalog.website.building.fragments import FragmentWriter
from dlcatalog.website.building.jobs import Job, Outcome
from dlcatalog.website.building.staging import Staging
from dlcatalog.website.building.state import dump_section
from dlcatalog.website.building.workers import share_work
from dlcatalog.website.context import Context, Facts
from dlcatalog.website.exports.aggregates import format_fragment
from dlcatalog.website.exports.artifacts import Artifact, build_artifact
from dlcatalog.website.messages import load_words
from dlcatalog.website.render import Renderer
from dlcatalog.website.routes import Page
from dlcatalog.website.views import build_view

SEARCH = "search"


class Theme(NamedTuple):
    """The folders of the theme, overlays first, and where compiled templates are kept between runs of the program."""

    folders: tuple[Path, ...]
    bytecode: Path | None


class Maker:
    """Makes one job after the other. Holds what all of them share: the context, the words, the templates."""

    def __init__(self, catalog: Catalog, facts: Facts, theme: Theme, staging: Staging) -> None:
        self.context = Context(catalog, facts)
        self.staging = staging
        self.folders = theme.folders
        self.words = load_words(theme.folders)
        self.renderer = Renderer(
            theme.folders,
            self.words,
            catalog.site,
            bytecode=theme.bytecode,
            base_url=facts.base_url,
        )

    def make(self, job: Job, writer: FragmentWriter, formats: Sequence[str]) -> Outcome:
        """Make one job. Raises DlcatalogError where a template is at fault."""
        try:
            written = tuple([self.staging.write(path, content) for path, content in self._contents(job)])
        except DlcatalogError:
            raise
        except Exception as error:
            # A template can fail in any way that code can; where none was running, the fault is ours.
            blamed = _blame_template(error)
            if blamed is None:
                raise
            raise blamed from error
        kept = self._keep(job.entry_id, writer, formats) if job.item is None and job.entry_id else ()
        return Outcome(job.key, job.what, self.context.reads.take(), written, kept)

    def _contents(self, job: Job) -> Iterator[tuple[str, bytes]]:
        item = job.item
        if isinstance(item, Page):
            text = self.renderer.render(build_view(item, self.context, self.words))
            yield item.path, text.encode("utf-8")
        elif isinstance(item, Artifact):
            yield item.path, build_artifact(item, self.context).encode("utf-8")
        elif not job.entry_id:
            yield from collect_assets(self.folders).items()

    def _keep(self, entry_id: str, writer: FragmentWriter, formats: Sequence[str]) -> tuple[Any, ...]:
        names = [name for name in formats if name != SEARCH]
        place = writer.write(format_fragment(name, entry_id, self.context) for name in names) if names else None
        search = dump_section(self._index(entry_id)) if SEARCH in formats else None
        return (entry_id, place, search)

    def _index(self, entry_id: str) -> tuple[Any, Any]:
        from dlcatalog.website.search import document_record, document_terms
        from dlcatalog.website.search.describe import describe_card

        context = self.context
        card = context.catalog.cards[entry_id]
        state = record_for(context.records, card.links[0][0]).state.value
        bibtex = format_fragment("bib", entry_id, context)
        document = describe_card(card, context.catalog.topics, link_state=state, bibtex=bibtex)
        return document_record(document), document_terms(document)


def _blame_template(error: Exception) -> DlcatalogError | None:
    """Say which template is at fault, and in which line; None where no template was running."""
    found = _place_in_template(error)
    if found is None:
        return None
    name, line = found
    place = f"{name}:{line}" if line else name
    if isinstance(error, TemplateNotFound):
        missing = error.templates[-1] if isinstance(error, TemplatesNotFound) else error.name
        reason = Localized(en=f"no template {missing}", zh=f"没有模板 {missing}")
    elif isinstance(error, UnicodeDecodeError):
        reason = Localized(en="not UTF-8", zh="不是 UTF-8 编码")
    elif isinstance(error, TemplateError):
        reason = Localized.same(str(error.message or error))
    else:
        reason = Localized.same(f"{type(error).__name__}: {error}")
    return DlcatalogError(Localized(en=f"template {place}: {reason.en}", zh=f"模板 {place}：{reason.zh}"))


def _place_in_template(error: Exception) -> tuple[str, int | None] | None:
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "?", error.lineno
    # The last line of a template on the way tells where.
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith((".html", ".svg"))]
    if frames:
        return frames[-1].filename, frames[-1].lineno
    # No template ran yet: the one that was being read.
    reading = [frame.f_locals.get("template") for frame, _ in walk_tb(error.__traceback__) if _is_reading(frame)]
    return (str(reading[-1]), None) if reading else None


def _is_reading(frame: FrameType) -> bool:
    return frame.f_code.co_name == "get_source" and "jinja2" in frame.f_code.co_filename


class Workshop(NamedTuple):
    """Where and how the jobs are done: folder of fragments, serial number of the build, formats kept, processes."""

    work: str
    serial: int
    formats: Sequence[str]
    processes: int


def make_all(maker: Maker, pieces: Sequence[Sequence[Job]], shop: Workshop, progress: Any) -> list[Outcome]:
    """Do all pieces, over several processes where that pays."""

    def work(numbers: Iterator[int]) -> list[Outcome]:
        writer = FragmentWriter(shop.work, shop.serial)
        outcomes = []
        for number in numbers:
            progress(number, len(pieces))
            if pieces[number][0].entry_id:
                # Lists come first, and the pages of entries show no cards: they need not stay in memory.
                maker.renderer.forget_cards()
            outcomes.extend([maker.make(job, writer, shop.formats) for job in pieces[number]])
        writer.close()
        return outcomes

    return [outcome for part in share_work(len(pieces), shop.processes, work) for outcome in part]


Contents = Mapping[str, bytes]
