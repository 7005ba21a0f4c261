"""GB/T 7714-2015, the Chinese standard for references, in its numeric style (the list gives the numbers)."""

from typing import Final

from dlcatalog.website.exports.names import Name, initials
from dlcatalog.website.exports.work import Work, WorkType, ordinal

_MOST_NAMES: Final = 3
_MARKS = {WorkType.SOFTWARE: "CP/OL", WorkType.DATASET: "DS/OL"}


def format_gbt7714(work: Work) -> str:
    """One reference, without its number."""
    title = f"{work.title}[{_mark(work)}]"
    if work.type in _IN_CONTAINER:
        title += f"//{work.container}"
    body = _join(_format_people(work), title, _edition(work), _source(work))
    return _join(body, *_addresses(work)).rstrip(".") + "."


_IN_CONTAINER = frozenset({WorkType.INPROCEEDINGS, WorkType.INCOLLECTION})


def _join(*parts: str) -> str:
    """Join with full stops, never two in a row."""
    joined = ""
    for part in filter(None, parts):
        joined += (" " if joined.endswith(".") else ". ") if joined else ""
        joined += part
    return joined


def _mark(work: Work) -> str:
    online = _is_cited_online(work)
    match work.type:
        case WorkType.ARTICLE:
            return "J/OL" if online else "J"
        case WorkType.INPROCEEDINGS:
            return "C/OL" if online else "C"
        case WorkType.INCOLLECTION | WorkType.BOOK:
            return "M/OL" if online else "M"
        case WorkType.TECHREPORT:
            return "R/OL" if online else "R"
        case WorkType.PHDTHESIS:
            return "D/OL" if online else "D"
        case _:
            return _MARKS.get(work.type, "EB/OL")


def _is_cited_online(work: Work) -> bool:
    """Printed works are cited as printed where volume, pages or publisher say where to find them."""
    if work.type is WorkType.BOOK:
        return work.is_online
    return not (work.doi or work.pages or work.volume) or work.is_online


def _format_people(work: Work) -> str:
    names = [_format_name(name) for name in work.names[:_MOST_NAMES]]
    if names and (work.more_names or len(work.names) > _MOST_NAMES):
        names.append("等" if work.chinese else "et al")
    return ", ".join(names)


def _format_name(name: Name) -> str:
    if name.is_organization:
        return name.family
    if name.is_han or not name.given:
        return name.family + name.given  # Chinese, or one word only: a handle is no family name
    parts = (name.full_family.upper(), initials(name.given, dot="", hyphen=" "), name.suffix.rstrip("."))
    return " ".join(part for part in parts if part)


def _edition(work: Work) -> str:
    if work.type is not WorkType.BOOK or work.edition in {"", "1"}:
        return ""
    if not work.edition.isdigit():
        return work.edition
    return f"{work.edition}版" if work.chinese else f"{ordinal(work.edition)} ed"


def _source(work: Work) -> str:
    seen = f"[{work.accessed}]" if work.accessed and _mark(work).endswith("OL") else ""
    match work.type:
        case WorkType.ARTICLE:
            issue = f"({work.number})" if work.number else ""
            where = ", ".join(part for part in (work.container, work.year, work.volume) if part) + issue
            return where + _pages(work) + seen
        case WorkType.INPROCEEDINGS:
            return work.year + _pages(work) + seen
        case WorkType.INCOLLECTION | WorkType.BOOK:
            return ", ".join(part for part in (work.publisher, work.year) if part) + _pages(work) + seen
        case WorkType.TECHREPORT | WorkType.PHDTHESIS:
            return ", ".join(part for part in (work.container, work.year) if part) + seen
        case _:
            return (f"({work.date})" if work.date else "") + seen


def _pages(work: Work) -> str:
    return f": {work.pages}" if work.pages else ""


def _addresses(work: Work) -> tuple[str, ...]:
    address = work.url if _mark(work).endswith("OL") else ""
    return (address, f"DOI:{work.doi}" if work.doi else "")
