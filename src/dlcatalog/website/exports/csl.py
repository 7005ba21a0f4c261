"""CSL-JSON, what citation processors (Zotero, pandoc, citeproc) read."""

import json
from collections.abc import Mapping
from typing import Final

from dlcatalog.website.exports.item import Context, Item
from dlcatalog.website.exports.names import Name
from dlcatalog.website.exports.work import Work, WorkType, work_of

SEPARATOR: Final = ",\n"
TAIL: Final = "\n]\n"

_TYPES: Mapping[WorkType, str] = {
    WorkType.ARTICLE: "article-journal",
    WorkType.INPROCEEDINGS: "paper-conference",
    WorkType.INCOLLECTION: "chapter",
    WorkType.TECHREPORT: "report",
    WorkType.PHDTHESIS: "thesis",
    WorkType.UNPUBLISHED: "manuscript",
    WorkType.PREPRINT: "article",
    WorkType.BOOK: "book",
    WorkType.SOFTWARE: "software",
    WorkType.DATASET: "dataset",
    WorkType.SITE: "webpage",
    WorkType.POST: "post-weblog",
    WorkType.COURSE: "webpage",
}
_PUBLISHERS = frozenset({WorkType.TECHREPORT, WorkType.PHDTHESIS, WorkType.COURSE})
_encode = json.JSONEncoder(ensure_ascii=False).encode


def head(_context: Context) -> str:
    """The start of the list."""
    return "[\n"


def format_fragment(item: Item) -> str:
    """One item of the list."""
    return format_csl(work_of(item))


def format_csl(work: Work) -> str:
    """One CSL item as a JSON object on one line."""
    return _encode({name: value for name, value in describe_csl(work).items() if value})


def describe_csl(work: Work) -> dict[str, object]:
    """One CSL item; empty values are those that the catalog does not know."""
    authors = [_describe_name(name) for name in work.names]
    in_publisher = work.type in _PUBLISHERS
    preprint = work.type is WorkType.PREPRINT
    return {
        "id": work.id,
        "type": _item_type(work),
        "title": work.title,
        "author": [*authors, {"literal": "others"}] if work.more_names else authors,
        "issued": _describe_date(work.date),
        "container-title": "" if in_publisher or work.type is WorkType.TALK else work.container,
        "event-title": work.container if work.type is WorkType.TALK else "",
        "publisher": work.publisher or (work.container if in_publisher else "arXiv" if preprint else ""),
        "edition": work.edition,
        "volume": work.volume,
        "issue": work.number,
        "number": f"arXiv:{work.arxiv}" if preprint else "",
        "page": work.pages,
        "DOI": work.doi,
        "ISBN": " ".join(work.isbn),
        "URL": work.url,
        "accessed": _describe_date(work.accessed),
        "language": "zh-CN" if work.language == "zh" else work.language,
    }


def _item_type(work: Work) -> str:
    if work.type is WorkType.TALK:
        return "motion_picture" if work.is_video else "speech"
    return _TYPES.get(work.type, "document")


def _describe_date(day: str) -> dict[str, object]:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {}


def _describe_name(name: Name) -> dict[str, str]:
    if name.is_organization or not name.given:
        return {"literal": name.full_family}
    parts = {"family": name.family, "given": name.given}
    if name.particle:
        parts["non-dropping-particle"] = name.particle
    if name.suffix:
        parts["suffix"] = name.suffix
    return parts
