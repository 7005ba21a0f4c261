"""The shape of an entry: one frozen pydantic model per kind, and the order of their keys.

Values arrive as the strings of ``document``; pydantic turns them into years, dates and numbers. The models say what
*can* be written; what is *good* to write is the business of ``rules``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from dlcatalog.catalog.parts import (
    ID_PATTERN,
    KIND_OF_FOLDER,
    MAX_ID_LENGTH,
    Author,
    AuthorItem,
    Cost,
    EntryId,
    Ids,
    Kind,
    LanguageCode,
    Level,
    Link,
    Model,
    NonEmpty,
    PartialText,
    PlainOrText,
    Rank,
    Relations,
    Role,
    Standing,
    Text,
    TopicId,
)
from dlcatalog.catalog.scalars import Day, Flag, Number, PublicationDate, WholeNumber

__all__ = [
    "ID_PATTERN",
    "KIND_OF_FOLDER",
    "MAX_ID_LENGTH",
    "MODELS",
    "App",
    "Article",
    "Author",
    "AuthorItem",
    "Book",
    "Cost",
    "Course",
    "Dataset",
    "Entry",
    "EntryBase",
    "EntryId",
    "Ids",
    "Kind",
    "LanguageCode",
    "Level",
    "Library",
    "Link",
    "Model",
    "NonEmpty",
    "Package",
    "Paper",
    "PartialText",
    "PlainOrText",
    "Rank",
    "Relations",
    "Role",
    "Site",
    "Standing",
    "Talk",
    "Text",
    "TopicId",
    "key_order",
    "kind_of",
]


class _Identity(Model):
    """First keys of each entry."""

    title: PlainOrText = Field(description="Title; a plain string where it is the same in both languages")
    aliases: tuple[NonEmpty, ...] = Field((), description="What people call it; searched, shown under the title")
    rank: Rank | None = Field(None, description="What everyone in the field knows; lifts it in search and lists")
    summary: Text = Field(description="One or two sentences: what it is, and for whom")
    notes: PartialText | None = Field(None, description="Markdown: what you learn, caveats, how it aged")
    links: Annotated[tuple[Link, ...], Field(min_length=1)] = Field(
        description="Addresses in order; the first is the entry's own",
    )
    authors: tuple[AuthorItem, ...] = Field((), description="Authors in the order of the work")
    year: Annotated[WholeNumber, Field(ge=1600, le=2100)] | None = Field(
        None, description="Year of publication or start"
    )
    language: tuple[LanguageCode, ...] = Field((), description="Languages of the material itself")


class EntryBase(_Identity):
    """What every entry has; the keys of its kind stand between ``language`` and ``topics``."""

    topics: Annotated[tuple[TopicId, ...], Field(min_length=1, max_length=5)] = Field(
        description="One to five topics; the first is the main one",
    )
    level: Level = Field(description="What a reader should bring along")
    cost: Cost = Field(description="What the material costs")
    standing: Standing = Field(description="The editors' word on its use today, not the link's health")
    successor: EntryId | None = Field(None, description="What to use now instead; wanted with `standing: dated`")
    relations: Relations = Field(default_factory=Relations, description="Typed references to other entries")
    sources: tuple[NonEmpty, ...] = Field((), description="Ids of the source inventory that this entry answers")
    former_ids: tuple[EntryId, ...] = Field((), description="Ids this entry had before; each becomes a redirect page")
    added: Day = Field(description="Day it came into the catalog")
    reviewed: Day | None = Field(None, description="Day a person last judged the text; never set by a machine")


class Package(Model):
    """Where a library can be installed from."""

    registry: Literal[
        "pypi", "npm", "conda", "cran", "cargo", "maven", "go", "luarocks", "apt", "homebrew", "julia", "nuget"
    ] = Field(description="The package registry")
    name: NonEmpty = Field(description="The package's name there")


class Library(EntryBase):
    """Software a learner or engineer builds with."""

    repository: NonEmpty | None = Field(None, description="Address of the source repository")
    package: tuple[Package, ...] = Field((), description="Registries and names it installs from")
    license: NonEmpty | None = Field(None, description="SPDX identifier, or a short text")
    written_in: tuple[NonEmpty, ...] = Field((), description="Programming languages, the main one first")


class Course(EntryBase):
    """A taught course: site, lectures, assignments."""

    institution: PlainOrText | None = Field(None, description="University, company or platform that gives it")
    instructors: tuple[AuthorItem, ...] = Field((), description="Who teaches it")
    term: NonEmpty | None = Field(None, description="The edition described, e.g. `Spring 2017`")
    hours: Annotated[Number, Field(gt=0)] | None = Field(None, description="Hours of lectures or of work, as stated")
    materials: tuple[Literal["video", "slides", "notes", "assignments", "textbook", "code"], ...] = Field(
        (),
        description="What is open to everybody",
    )


class Book(EntryBase):
    """A book, free or printed."""

    publisher: NonEmpty | None = Field(None, description="Publisher")
    edition: NonEmpty | None = Field(None, description="Edition, e.g. `2`")
    isbn: tuple[NonEmpty, ...] = Field((), description="ISBN-13 or ISBN-10, digits or with hyphens")
    free_online: Flag | None = Field(None, description="The whole book can be read online for free, with permission")


class Paper(EntryBase):
    """A paper or preprint."""

    venue: NonEmpty | None = Field(None, description="Conference or journal")
    arxiv: (
        Annotated[str, StringConstraints(pattern=r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?$")]
        | None
    ) = Field(None, description="arXiv id without version")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = Field(None, description="DOI")
    volume: NonEmpty | None = Field(None, description="Volume of the journal")
    number: NonEmpty | None = Field(None, description="Issue of the journal")
    pages: NonEmpty | None = Field(None, description="Pages, e.g. `2278-2324`")
    entry_type: (
        Literal["article", "inproceedings", "incollection", "misc", "techreport", "phdthesis", "unpublished"] | None
    ) = Field(None, description="BibTeX entry type")


class Site(EntryBase):
    """A website, portal, community, lab page or list that is itself a collection."""

    site_type: Literal["portal", "list", "lab", "forum", "blog", "tool"] | None = Field(
        None,
        description="What sort of site",
    )


class Article(EntryBase):
    """One post, tutorial, note or question-and-answer thread."""

    published: PublicationDate | None = Field(
        None,
        description="Date of publication: year, year-month or full date",
    )


class Talk(EntryBase):
    """A recorded lecture, talk, or slide deck."""

    event: PlainOrText | None = Field(None, description="Where it was given")
    minutes: Annotated[WholeNumber, Field(gt=0)] | None = Field(None, description="Length of the recording in minutes")
    media: tuple[Literal["video", "slides"], ...] = Field((), description="What exists of it")


class Dataset(EntryBase):
    """Data to learn or measure on."""

    size: PlainOrText | None = Field(None, description="How much there is, e.g. `70,000 images`")
    license: NonEmpty | None = Field(None, description="SPDX identifier, or a short text")
    modality: tuple[
        Literal[
            "image", "text", "audio", "video", "tabular", "graph", "trajectory", "sketch", "embedding", "time-series"
        ],
        ...,
    ] = Field((), description="What the data are")


class App(EntryBase):
    """Something to play with or use: demos, applications."""

    platforms: tuple[
        Literal["web", "windows", "macos", "linux", "android", "ios", "wechat", "command-line"],
        ...,
    ] = Field((), description="Where it runs")


Entry: TypeAlias = Library | Course | Book | Paper | Site | Article | Talk | Dataset | App

MODELS: Mapping[Kind, type[EntryBase]] = {
    Kind.LIBRARY: Library,
    Kind.COURSE: Course,
    Kind.BOOK: Book,
    Kind.PAPER: Paper,
    Kind.SITE: Site,
    Kind.ARTICLE: Article,
    Kind.TALK: Talk,
    Kind.DATASET: Dataset,
    Kind.APP: App,
}


@cache
def key_order(kind: Kind) -> tuple[str, ...]:
    """The keys of a kind in the order in which files write them."""
    own = [name for name in MODELS[kind].model_fields if name not in EntryBase.model_fields]
    first = list(_Identity.model_fields)
    rest = [name for name in EntryBase.model_fields if name not in first]
    return (*first, *own, *rest)


def kind_of(entry: EntryBase) -> Kind:
    """The kind of an entry, from its model."""
    return Kind(type(entry).__name__.lower())
