"""The shape of what stands beside the entries: topics, learning paths, sources, site settings, link policy."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dlcatalog.catalog.scalars import Day, Flag, Number, WholeNumber
from dlcatalog.catalog.schema import EntryId, Model, NonEmpty, PlainOrText, Text, TopicId


class StartHere(Model):
    """An entry that a topic page recommends first."""

    entry: EntryId = Field(description="Id of the entry")
    why: Text = Field(description="Why a reader should start there")
    reviewed: Day | None = Field(None, description="Day a person last judged the choice; never set by a machine")


class Topic(Model):
    """A subject; also a term of the glossary."""

    id: TopicId = Field(description="Id, stable")
    name: PlainOrText = Field(description="Name in both languages")
    aliases: tuple[NonEmpty, ...] = Field((), description="Other names and abbreviations")
    parent: TopicId | None = Field(None, description="The topic above it; topics have two levels")
    prerequisites: tuple[TopicId, ...] = Field((), description="Topics to know first")
    gloss: Text = Field(description="One sentence: what the term means")
    intro: Text | None = Field(None, description="Markdown with formulas: what to know before reading on")
    start_here: Annotated[tuple[StartHere, ...], Field(max_length=3)] = Field(
        (),
        description="At most three entries to start with",
    )


class TopicsFile(Model):
    """``catalog/topics.yaml``: the tree of topics."""

    topics: tuple[Topic, ...] = Field(description="All topics; a parent stands before its children")


class Step(Model):
    """One step of a learning path."""

    entry: EntryId = Field(description="Id of the entry to work through")
    why: Text = Field(description="What this step is for")
    hours: Annotated[Number, Field(gt=0)] = Field(description="Hours to plan for it")
    instead: tuple[EntryId, ...] = Field((), description="Entries to use when the links of this one are gone")


class LearningPath(Model):
    """``catalog/paths/<id>.yaml``: an ordered way through entries towards one aim."""

    title: PlainOrText = Field(description="Name of the path")
    audience: Text = Field(description="For whom it is, and what to bring along")
    summary: Text | None = Field(None, description="Where it leads")
    hours: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="Hours in all; the sum of the steps if absent"
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="The steps, in order")

    @property
    def total_hours(self) -> float:
        """Hours of the whole path."""
        return self.hours if self.hours is not None else sum(step.hours for step in self.steps)


class SourceDocument(Model):
    """A document whose resources the catalog holds."""

    id: NonEmpty = Field(description="Id of the document, as the inventory writes it")
    title: PlainOrText = Field(description="What the document is called")
    description: Text = Field(description="What it is, and what became of its resources here")
    url: NonEmpty | None = Field(None, description="Where it was published, if known")
    resources: Annotated[WholeNumber, Field(ge=0)] | None = Field(None, description="How many resources it names")


class Omission(Model):
    """A resource of a source document that no entry answers."""

    id: NonEmpty = Field(description="Id in the inventory")
    reason: Text = Field(description="Why the catalog leaves it out")


class SourcesFile(Model):
    """``catalog/sources.yaml``: the source documents, and what was left out of them."""

    documents: tuple[SourceDocument, ...] = Field((), description="The source documents")
    omitted: tuple[Omission, ...] = Field((), description="Inventory ids that no entry answers, with the reason")


class Doors(Model):
    """Which machine-readable doors the website opens; all are open unless closed here."""

    feeds: Flag = Field(default=True, description="Atom and JSON feeds")
    api: Flag = Field(default=True, description="JSON under api/v1")
    entry_api: Flag = Field(default=True, description="One JSON file per entry, and its badge")
    exports: Flag = Field(default=True, description="CSV, BibTeX, RIS and CSL-JSON")
    markdown: Flag = Field(default=True, description="llms.txt, and a Markdown twin of each topic page")
    search: Flag = Field(default=True, description="The search index")
    facets: Flag = Field(default=True, description="A static page for each facet value of a shelf")


class SiteSettings(Model):
    """``catalog/site.yaml``: what the website is called and where it lives."""

    title: PlainOrText = Field(description="Name of the website")
    tagline: Text = Field(description="One line under the name")
    description: Text | None = Field(None, description="Two or three sentences for the about page and search engines")
    base_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+/$")] | None = Field(
        None,
        description="Absolute address of the website, ending in a slash; needed for feeds, sitemap and alternates",
    )
    repository: Annotated[str, StringConstraints(pattern=r"^https?://\S+[^/]$")] | None = Field(
        None,
        description="Address of the source repository, for *edit this entry*",
    )
    branch: NonEmpty = Field("main", description="Branch that the edit links lead to")
    catalog_folder: NonEmpty = Field("catalog", description="Folder of the catalog inside that repository")
    languages: Annotated[tuple[Literal["zh", "en"], ...], Field(min_length=2, max_length=2)] = Field(
        ("zh", "en"),
        description="Languages in the order of the gateway page",
    )
    maintainers: tuple[NonEmpty, ...] = Field((), description="Who looks after the catalog")
    license: NonEmpty = Field("CC-BY-4.0", description="SPDX identifier of the data's licence")
    doors: Doors = Field(default_factory=Doors, description="Machine-readable doors that are open")


class PolicyAction(StrEnum):
    """What the link checker does with the addresses that a policy matches."""

    SKIP = "skip"
    ACCEPT = "accept"
    ROBOTS = "robots"
    FRAGMENTS = "fragments"


class LinkPolicy(Model):
    """A rule of the link checker, written by hand and always for a time only."""

    pattern: NonEmpty = Field(description="Regular expression that is searched in the address")
    action: PolicyAction = Field(description="What to do with matching addresses")
    reason: NonEmpty = Field(description="Why; shown wherever the policy applied")
    until: Day = Field(description="Day after which the policy no longer applies and is reported")


class LinksFile(Model):
    """``catalog/links.yaml``: link policy by hand."""

    policies: tuple[LinkPolicy, ...] = Field((), description="Policies; the first that matches applies")
