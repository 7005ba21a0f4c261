"""The facts of an entry as label and value: what all kinds share, and what each kind has of its own."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from dlcatalog.catalog.schema import (
    App,
    Article,
    Author,
    Book,
    Course,
    Dataset,
    Entry,
    Library,
    Paper,
    Site,
    Talk,
)
from dlcatalog.lang import Lang
from dlcatalog.website.views.links import host_of, safe_href
from dlcatalog.website.words import Words

_INSTALL = {
    "pypi": "pip install {name}",
    "npm": "npm install {name}",
    "conda": "conda install {name}",
    "cargo": "cargo add {name}",
    "cran": 'install.packages("{name}")',
    "luarocks": "luarocks install {name}",
    "apt": "apt install {name}",
    "homebrew": "brew install {name}",
    "go": "go get {name}",
    "julia": "] add {name}",
    "nuget": "dotnet add package {name}",
}


class Fact(NamedTuple):
    """One fact; ``code`` values are set as code, ``href`` makes the value a link."""

    label: str
    value: str
    href: str = ""
    code: bool = False


def people_names(authors: Iterable[Author], words: Words) -> str:
    """All names, with *et al.* where the entry says so."""
    people = list(authors)
    names = [a.zh if words.lang is Lang.ZH and a.zh else a.name for a in people if not a.others]
    tail = words["authors.others"] if any(a.others for a in people) else ""
    return words.join(names) + tail


def own_facts(entry: Entry, words: Words) -> Iterator[Fact]:
    """The facts that only this kind has."""
    match entry:
        case Library():
            yield from _library_facts(entry, words)
        case Course():
            yield from _course_facts(entry, words)
        case Book():
            yield from _book_facts(entry, words)
        case Paper():
            yield from _paper_facts(entry, words)
        case Site():
            yield from _terms("fact.site_type", "site_type", [entry.site_type] if entry.site_type else [], words)
        case Article():
            yield from _texts(("fact.published", words.date(entry.published) if entry.published else ""), words=words)
        case Talk():
            yield from _talk_facts(entry, words)
        case Dataset():
            yield from _dataset_facts(entry, words)
        case App():
            yield from _terms("fact.platforms", "platform", entry.platforms, words)
        case _:
            assert_never(entry)


def _texts(*pairs: tuple[str, str | None], words: Words) -> Iterator[Fact]:
    return (Fact(words[label], value) for label, value in pairs if value)


def _terms(label: str, prefix: str, values: Iterable[str], words: Words) -> Iterator[Fact]:
    names = [words[f"{prefix}.{value}"] for value in values]
    if names:
        yield Fact(words[label], words.join(names))


def _library_facts(entry: Library, words: Words) -> Iterator[Fact]:
    for package in entry.package:
        command = _INSTALL.get(package.registry)
        if command:
            yield Fact(words["fact.install"], command.format(name=package.name), code=True)
        else:
            yield Fact(words["fact.package"], f"{package.registry}: {package.name}")
    if entry.repository:
        address = entry.repository
        yield Fact(words["fact.repository"], host_of(address), safe_href(address))
    yield from _texts(
        ("fact.license", entry.license),
        ("fact.written_in", words.join(entry.written_in)),
        words=words,
    )


def _course_facts(entry: Course, words: Words) -> Iterator[Fact]:
    yield from _texts(
        ("fact.institution", entry.institution.get(words.lang) if entry.institution else None),
        ("fact.instructors", people_names(entry.instructors, words) if entry.authors else None),
        ("fact.term", entry.term),
        ("fact.hours", words.format("value.hours", n=f"{entry.hours:g}") if entry.hours else None),
        words=words,
    )
    yield from _terms("fact.materials", "material", entry.materials, words)


def _book_facts(entry: Book, words: Words) -> Iterator[Fact]:
    edition = words.format("value.edition", n=entry.edition) if entry.edition else None
    if entry.edition and not entry.edition.isdigit():
        edition = entry.edition
    online = None if entry.free_online is None else words["value.yes" if entry.free_online else "value.no"]
    yield from _texts(
        ("fact.publisher", entry.publisher),
        ("fact.edition", edition),
        ("fact.isbn", words.join(entry.isbn)),
        ("fact.free_online", online),
        words=words,
    )


def _paper_facts(entry: Paper, words: Words) -> Iterator[Fact]:
    yield from _texts(
        ("fact.venue", entry.venue),
        ("fact.volume", entry.volume),
        ("fact.number", entry.number),
        ("fact.pages", entry.pages.replace("-", "–") if entry.pages else None),
        words=words,
    )
    if entry.arxiv:
        yield Fact("arXiv", entry.arxiv, f"https://arxiv.org/abs/{entry.arxiv}")
    if entry.doi:
        yield Fact("DOI", entry.doi, safe_href(f"https://doi.org/{entry.doi}"))


def _talk_facts(entry: Talk, words: Words) -> Iterator[Fact]:
    yield from _texts(
        ("fact.event", entry.event.get(words.lang) if entry.event else None),
        ("fact.minutes", words.format("value.minutes", n=entry.minutes) if entry.minutes else None),
        words=words,
    )
    yield from _terms("fact.materials", "material", entry.media, words)


def _dataset_facts(entry: Dataset, words: Words) -> Iterator[Fact]:
    yield from _texts(("fact.size", entry.size.get(words.lang) if entry.size else None), words=words)
    yield from _terms("fact.modality", "modality", entry.modality, words)
    yield from _texts(("fact.license", entry.license), words=words)
