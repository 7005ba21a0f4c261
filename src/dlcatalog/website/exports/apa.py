"""APA style, seventh edition, as plain text."""

from datetime import date
from typing import Final

from dlcatalog.website.exports.names import Name, initials
from dlcatalog.website.exports.work import Work, WorkType, ordinal

_MOST_NAMES: Final = 20
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DESCRIPTIONS = {
    WorkType.SOFTWARE: "[Computer software]",
    WorkType.DATASET: "[Data set]",
    WorkType.COURSE: "[Online course]",
    WorkType.UNPUBLISHED: "[Unpublished manuscript]",
}


def format_apa(work: Work) -> str:
    """One reference. Titles keep the capitals of the work: no program knows which of them are names."""
    people = _format_people(work)
    title = _format_title(work)
    when = f"({_format_date(work.date)})"
    parts = [people, when, title] if people else [title, when]
    return " ".join(_close(part) for part in (*parts, _format_source(work)) if part) + _format_address(work)


def _close(part: str) -> str:
    return part if part.endswith((".", "?", "!", "。", "？", "！")) else f"{part}."


def _format_people(work: Work) -> str:
    names = [_format_name(name) for name in work.latin_names]
    if not names:
        return ""
    if work.more_names:
        return ", ".join([*names, "et al."])
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])}, . . . {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"


def _format_name(name: Name) -> str:
    if name.is_han:
        return name.family + name.given
    parts = (name.full_family, initials(name.given), name.suffix)
    return ", ".join(part for part in parts if part)


def _format_date(day: str) -> str:
    year, *rest = day.split("-")
    if not rest:
        return year or "n.d."
    month = _MONTHS[int(rest[0]) - 1]
    return f"{year}, {month} {int(rest[1])}" if len(rest) > 1 else f"{year}, {month}"


def _format_title(work: Work) -> str:
    title = f"{work.title} [{work.translation}]" if work.chinese and work.translation else work.title
    if work.type is WorkType.BOOK and work.edition:
        edition = f"{ordinal(work.edition)} ed." if work.edition.isdigit() else work.edition
        return title if work.edition == "1" else f"{title} ({edition})"
    if work.type is WorkType.PHDTHESIS:
        return f"{title} [Doctoral dissertation, {work.container}]"
    if work.type is WorkType.TALK:
        return f"{title} {'[Video]' if work.is_video else '[Slides]'}"
    description = _DESCRIPTIONS.get(work.type)
    return f"{title} {description}" if description else title


def _format_source(work: Work) -> str:
    pages = work.pages.replace("-", "–")
    match work.type:
        case WorkType.ARTICLE:
            issue = f"{work.volume}({work.number})" if work.volume and work.number else work.volume or work.number
            return ", ".join(part for part in (work.container, issue, pages) if part)
        case WorkType.INPROCEEDINGS | WorkType.INCOLLECTION:
            return f"In {work.container}" + (f" (pp. {pages})" if pages else "")
        case WorkType.PREPRINT:
            return "arXiv"
        case WorkType.PHDTHESIS:
            return ""
        case _:
            return work.publisher or work.container


def _format_address(work: Work) -> str:
    if work.doi:
        return f" https://doi.org/{work.doi}"
    if work.type is WorkType.PREPRINT:
        return f" https://doi.org/10.48550/arXiv.{work.arxiv}"
    if work.type is WorkType.BOOK and not work.is_online:
        return ""
    if work.type is WorkType.SITE and work.accessed:
        day = date.fromisoformat(work.accessed)
        return f" Retrieved {_MONTHS[day.month - 1]} {day.day}, {day.year}, from {work.url}"
    return f" {work.url}"
