"""The parts that entries share: kinds, closed lists of values, texts, authors, links, relations."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from dlcatalog.catalog.scalars import Day, Flag
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

    # Validators are built when a model is first used: a build of one changed paper needs no other kind.
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=False, defer_build=True)


# What every kind has is built once, not again inside each kind.
_BUILT_ONCE = ConfigDict(defer_build=False)


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

    model_config = _BUILT_ONCE

    name: NonEmpty = Field(description="The name as the work gives it, in Latin letters where there is such a form")
    zh: NonEmpty | None = Field(None, description="The Chinese form of the name")
    organization: Flag = Field(default=False, description="An organisation, not a person")
    others: Flag = Field(default=False, description="Stands for all further authors (et al.)")


def _plain_author(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


AuthorItem: TypeAlias = Annotated[Author, BeforeValidator(_plain_author, json_schema_input_type=NonEmpty | Author)]


class Link(Model):
    """One address of an entry, and what it leads to."""

    model_config = _BUILT_ONCE

    url: NonEmpty = Field(description="http or https address, written out in full")
    role: Role = Field(description="What the address leads to")
    lang: LanguageCode | None = Field(None, description="Language of what it leads to, where it is not the entry's")
    region: Literal["cn"] | None = Field(None, description="`cn`: meant for, or reachable in, mainland China")
    title: PlainOrText | None = Field(None, description="What to call the link, where the role does not say enough")
    captured: Day | None = Field(None, description="Day of the capture, for links with `role: archive`")


Ids: TypeAlias = tuple[EntryId, ...]


class Relations(Model):
    """Typed references to other entries; the inverse of each is derived, never written twice."""

    model_config = _BUILT_ONCE

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
        return tuple(
            [
                (key, target)
                for key, targets in zip(_relation_keys(), _targets_of(self), strict=True)
                for target in targets
            ]
        )


_targets_of = attrgetter(*Relations.model_fields)


@cache
def _relation_keys() -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in Relations.model_fields.items())
