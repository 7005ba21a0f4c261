"""What a citation of an entry says, apart from the style that it is written in."""

from collections.abc import Mapping
from enum import StrEnum

from dlcatalog.catalog.catalog import people_of
from dlcatalog.catalog.schema import App, Article, Book, Course, Dataset, EntryBase, Library, Paper, Site, Talk
from dlcatalog.lang import Lang
from dlcatalog.records import record, replace
from dlcatalog.website.exports.item import Item, accessed_day
from dlcatalog.website.exports.names import Name, name_of


class WorkType(StrEnum):
    """What sort of thing is cited."""

    ARTICLE = "article"
    INPROCEEDINGS = "inproceedings"
    INCOLLECTION = "incollection"
    TECHREPORT = "techreport"
    PHDTHESIS = "phdthesis"
    UNPUBLISHED = "unpublished"
    PREPRINT = "preprint"
    MISC = "misc"
    BOOK = "book"
    SOFTWARE = "software"
    DATASET = "dataset"
    SITE = "site"
    POST = "post"
    COURSE = "course"
    TALK = "talk"


@record
class Work:
    """The bibliographic facts of one entry; an empty string is a fact that the catalog does not know."""

    id: str
    type: WorkType
    title: str
    """In the language of the work."""
    translation: str
    """The title in the other language of the catalog, where it differs."""
    chinese: bool
    names: tuple[Name, ...]
    latin_names: tuple[Name, ...]
    more_names: bool
    url: str
    language: str = ""
    accessed: str = ""
    year: str = ""
    date: str = ""
    """As precise as known: ``2015``, ``2015-05`` or ``2015-05-21``."""
    container: str = ""
    """Journal, proceedings, institution or event that it came out in or from."""
    publisher: str = ""
    edition: str = ""
    isbn: tuple[str, ...] = ()
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    arxiv: str = ""
    is_video: bool = False
    is_online: bool = False
    """Nothing but its address says where it is."""


def work_of(item: Item) -> Work:
    """Describe an entry; the day of access is that of the last check that reached it."""
    return describe_work(item.card.id, item.entry, accessed=accessed_day(item))


def describe_work(entry_id: str, entry: EntryBase, *, accessed: str = "") -> Work:
    """Describe an entry, given its id; ``accessed`` is an ISO day, empty where no check reached it."""
    language = entry.language[0] if entry.language else ""
    chinese = language.startswith("zh")
    lang = Lang.ZH if chinese else Lang.EN
    title, other = entry.title.get(lang), entry.title.get(lang.other)
    people = tuple(person for person in people_of(entry) if not person.others)
    year = str(entry.year) if entry.year else ""
    names = tuple([name_of(person, chinese=chinese) for person in people])
    work = Work(
        id=entry_id,
        type=_TYPES.get(type(entry), WorkType.MISC),
        title=_one_line(title),
        translation="" if other == title else _one_line(other),
        chinese=chinese,
        names=names,
        latin_names=tuple([name_of(person, chinese=False) for person in people]) if chinese else names,
        more_names=len(people) < len(people_of(entry)),
        url=entry.links[0].url,
        language=language,
        accessed=accessed,
        year=year,
        date=year,
        is_online=True,
    )
    return _describe_kind(work, entry, lang)


_TYPES: Mapping[type[EntryBase], WorkType] = {
    Library: WorkType.SOFTWARE,
    App: WorkType.SOFTWARE,
    Dataset: WorkType.DATASET,
    Site: WorkType.SITE,
    Article: WorkType.POST,
    Course: WorkType.COURSE,
    Talk: WorkType.TALK,
    Book: WorkType.BOOK,
}


def _describe_kind(work: Work, entry: EntryBase, lang: Lang) -> Work:
    match entry:
        case Paper():
            return _describe_paper(work, entry)
        case Book():
            return _describe_book(work, entry)
        case Course():
            return _describe_course(work, entry, lang)
        case Talk():
            return _describe_talk(work, entry, lang)
        case Article():
            return _describe_article(work, entry)
        case _:
            return work


def _describe_paper(work: Work, entry: Paper) -> Work:
    return replace(
        work,
        type=_paper_type(entry),
        container=entry.venue or "",
        volume=entry.volume or "",
        number=entry.number or "",
        pages="-".join(part.strip() for part in (entry.pages or "").replace("–", "-").split("-") if part.strip()),
        doi=entry.doi or "",
        arxiv=_without_version(entry.arxiv or ""),
        is_online=not entry.venue,
    )


def _paper_type(paper: Paper) -> WorkType:
    """The stated type where its required field is known, else the nearest type whose fields are."""
    stated = paper.entry_type or ("article" if paper.volume and paper.venue else "misc")
    if stated in _NEED_VENUE and not paper.venue:
        stated = "misc"
    return WorkType.PREPRINT if stated == "misc" and paper.arxiv else WorkType(stated)


_NEED_VENUE = frozenset({"article", "inproceedings", "incollection", "techreport", "phdthesis"})


def _without_version(arxiv: str) -> str:
    base, mark, version = arxiv.rpartition("v")
    return base if mark and version.isdigit() else arxiv


def _describe_book(work: Work, entry: Book) -> Work:
    return replace(
        work,
        publisher=entry.publisher or "",
        edition=entry.edition or "",
        isbn=entry.isbn,
        is_online=bool(entry.free_online) or not entry.publisher,
    )


def _describe_course(work: Work, entry: Course, lang: Lang) -> Work:
    return replace(work, container=entry.institution.get(lang) if entry.institution else "", edition=entry.term or "")


def _describe_talk(work: Work, entry: Talk, lang: Lang) -> Work:
    return replace(work, container=entry.event.get(lang) if entry.event else "", is_video="video" in entry.media)


def _describe_article(work: Work, entry: Article) -> Work:
    date = entry.published or work.year
    return replace(work, date=date, year=work.year or date[:4])


PRODUCTS = frozenset({WorkType.SOFTWARE, WorkType.DATASET, WorkType.SITE})
"""Works whose title is a proper name."""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def ordinal(number: str) -> str:
    """``2`` as ``2nd``; what is no number comes back as it is."""
    if not number.isdigit():
        return number
    last = int(number) % 100
    teen = 10 < last < 14  # noqa: PLR2004 eleventh to thirteenth
    return number + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th"))
