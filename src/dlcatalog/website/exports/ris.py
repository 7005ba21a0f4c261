"""RIS, the tagged format of reference managers: one tag a line, CRLF, ``ER`` closes each record."""

from collections.abc import Iterator, Mapping
from typing import Final

from dlcatalog.website.exports.item import Context, Item
from dlcatalog.website.exports.names import Name
from dlcatalog.website.exports.work import Work, WorkType, work_of

SEPARATOR: Final = "\r\n"
TAIL: Final = ""

_TYPES: Mapping[WorkType, str] = {
    WorkType.ARTICLE: "JOUR",
    WorkType.INPROCEEDINGS: "CPAPER",
    WorkType.INCOLLECTION: "CHAP",
    WorkType.TECHREPORT: "RPRT",
    WorkType.PHDTHESIS: "THES",
    WorkType.UNPUBLISHED: "UNPB",
    WorkType.BOOK: "BOOK",
    WorkType.SOFTWARE: "COMP",
    WorkType.DATASET: "DATA",
    WorkType.SITE: "ELEC",
    WorkType.POST: "ELEC",
    WorkType.COURSE: "ELEC",
}
_PUBLISHERS = frozenset({WorkType.TECHREPORT, WorkType.PHDTHESIS, WorkType.COURSE})


def head(_context: Context) -> str:
    """Nothing: the format has no place for anything but records."""
    return ""


def format_fragment(item: Item) -> str:
    """One record."""
    return format_ris(work_of(item))


def format_ris(work: Work) -> str:
    """One record, from its ``TY`` line to its ``ER`` line, with the final CRLF that the format asks for."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _tags(work) if value) + "ER  - \r\n"


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _record_type(work)
    yield "ID", work.id
    yield from (("AU", _format_name(name)) for name in work.names)
    if work.more_names:
        yield "AU", "others"
    yield "TI", work.title
    yield "TT", work.translation
    if work.container:
        yield ("PB" if work.type in _PUBLISHERS else "T2"), work.container
    yield "PB", work.publisher or ("arXiv" if work.type is WorkType.PREPRINT else "")
    yield "ET", work.edition
    yield "PY", work.year
    if len(work.date) > len(work.year):
        yield "DA", work.date.replace("-", "/")
    yield "VL", work.volume
    yield "IS", work.number
    first, _, last = work.pages.partition("-")
    yield "SP", first
    yield "EP", last
    yield from (("SN", isbn) for isbn in work.isbn)
    yield "DO", work.doi
    yield "AN", f"arXiv:{work.arxiv}" if work.arxiv else ""
    yield "UR", work.url
    yield "Y2", work.accessed.replace("-", "/")
    yield "LA", work.language


def _record_type(work: Work) -> str:
    if work.type is WorkType.TALK:
        return "VIDEO" if work.is_video else "SLIDE"
    return _TYPES.get(work.type, "GEN")


def _format_name(name: Name) -> str:
    return ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)
