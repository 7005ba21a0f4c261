"""The shape of an entry: one frozen pydantic model per kind, shared parts, and the order of their keys.

Values arrive as the strings of ``document``; pydantic turns them into years, dates and numbers. The models say what
*can* be written; what is *good* to write is the business of ``rules``.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from dlcatalog.catalog.scalars import Day, Flag, Number, WholeNumber
from dlcatalog.lang import Localized

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_ID_LENGTH = 64


class Kind(StrEnum):
    """What an entry is; decided by the folder that its file stands in."""

    LIBRARY = "library"
    COURSE = "course"
    BOOK = "book"
    PAPER = "paper"
    SITE = "site"
    ARTICLE = "article"
    TALK = "talk"
    DATASET = "dataset"
    APP = "app"

    @property
    def folder(self) -> str:
        """The folder of this kind, in the catalog and in the addresses of the website."""
        return _FOLDERS[self]


_FOLDERS = {
    Kind.LIBRARY: "libraries",
    Kind.COURSE: "courses",
    Kind.BOOK: "books",
    Kind.PAPER: "papers",
    Kind.SITE: "sites",
    Kind.ARTICLE: "articles",
    Kind.TALK: "talks",
    Kind.DATASET: "datasets",
    Kind.APP: "apps",
}
KIND_OF_FOLDER: Mapping[str, Kind] = {folder: kind for kind, folder in _FOLDERS.items()}


class Rank(StrEnum):
    """How well known an entry is in its field, in the editors' judgement."""

    LANDMARK = "landmark"
    NOTABLE = "notable"


class Role(StrEnum):
    """What a link leads to."""

    HOME = "home"
    ABSTRACT = "abstract"
    PDF = "pdf"
    CODE = "code"
    DOCS = "docs"
    VIDEO = "video"
    SLIDES = "slides"
    NOTES = "notes"
    DATA = "data"
    DEMO = "demo"
    MIRROR = "mirror"
    TRANSLATION = "translation"
    DISCUSSION = "discussion"
    ARCHIVE = "archive"


class Level(StrEnum):
    """What a reader should bring along."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Cost(StrEnum):
    """What the material costs."""

    FREE = "free"
    PARTLY_FREE = "partly-free"
    PAID = "paid"


class Standing(StrEnum):
    """The editors' word on an entry's use today; not the health of its links."""

    CURRENT = "current"
    CLASSIC = "classic"
    DATED = "dated"
    LOST = "lost"


class Model(BaseModel):
    """What all models of the catalog share: frozen, and no key that the schema does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=False)


def _same_in_both(value: Any) -> Any:
    return {"en": value, "zh": value} if isinstance(value, str) else value


def _fill_missing(value: Any) -> Any:
    return {"en": "", "zh": "", **value} if isinstance(value, dict) else value


_TEXT_PROPERTIES = {
    "en": {"type": "string", "description": "English text"},
    "zh": {"type": "string", "description": "Chinese text"},
}
_TEXT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": _TEXT_PROPERTIES,
    "required": ["en", "zh"],
    "additionalProperties": False,
}
_PARTIAL_SCHEMA = {**_TEXT_SCHEMA, "required": [], "minProperties": 1}
_PLAIN_OR_TEXT_SCHEMA = {"anyOf": [{"type": "string", "minLength": 1}, _TEXT_SCHEMA]}

EntryId: TypeAlias = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID_LENGTH)]
TopicId: TypeAlias = EntryId
NonEmpty: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
LanguageCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Text: TypeAlias = Annotated[Localized, WithJsonSchema(_TEXT_SCHEMA)]
PartialText: TypeAlias = Annotated[Localized, BeforeValidator(_fill_missing), WithJsonSchema(_PARTIAL_SCHEMA)]
PlainOrText: TypeAlias = Annotated[Localized, BeforeValidator(_same_in_both), WithJsonSchema(_PLAIN_OR_TEXT_SCHEMA)]


class Author(Model):
    """A person or an organisation; in YAML a plain string is a person whose name is written the same in both languages."""

    name: NonEmpty = Field(description="The name as the work gives it, in Latin letters where there is such a form")
    zh: NonEmpty | None = Field(None, description="The Chinese form of the name")
    organization: Flag = Field(default=False, description="An organisation, not a person")
    others: Flag = Field(default=False, description="Stands for all further authors (et al.)")


def _plain_author(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


AuthorItem: TypeAlias = Annotated[Author, BeforeValidator(_plain_author, json_schema_input_type=NonEmpty | Author)]


class Link(Model):
    """One address of an entry, and what it leads to."""

    url: NonEmpty = Field(description="http or https address, written out in full")
    role: Role = Field(description="What the address leads to")
    lang: LanguageCode | None = Field(None, description="Language of what it leads to, where it is not the entry's")
    region: Literal["cn"] | None = Field(None, description="`cn`: meant for, or reachable in, mainland China")
    title: PlainOrText | None = Field(None, description="What to call the link, where the role does not say enough")
    captured: Day | None = Field(None, description="Day of the capture, for links with `role: archive`")


Ids: TypeAlias = tuple[EntryId, ...]


class Relations(Model):
    """Typed references to other entries; the inverse of each is derived, never written twice."""

    prerequisite: Ids = Field((), description="Read or know these first")
    implements: Ids = Field((), description="This is code for these papers or books")
    explains: Ids = Field((), description="This explains those")
    extends: Ids = Field((), description="This builds on those")
    part_of: Ids = Field((), alias="part-of", description="This is a part of those")
    translation_of: Ids = Field((), alias="translation-of", description="This is a translation of those")
    uses: Ids = Field((), description="This uses those (a library, a dataset)")
    see_also: Ids = Field((), alias="see-also", description="Worth looking at together")

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All relations as ``(type, target id)``, types named as in YAML, in the order of the schema."""
        found: list[tuple[str, str]] = []
        for name, field in type(self).model_fields.items():
            found.extend((field.alias or name, target) for target in getattr(self, name))
        return tuple(found)


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

    published: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")] | None = Field(
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


def key_order(kind: Kind) -> tuple[str, ...]:
    """The keys of a kind in the order in which files write them."""
    own = [name for name in MODELS[kind].model_fields if name not in EntryBase.model_fields]
    first = list(_Identity.model_fields)
    rest = [name for name in EntryBase.model_fields if name not in first]
    return (*first, *own, *rest)


def kind_of(entry: EntryBase) -> Kind:
    """The kind of an entry, from its model."""
    return Kind(type(entry).__name__.lower())
