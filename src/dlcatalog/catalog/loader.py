"""The only reader of catalog files: finds them, reads them safely, and turns them into a catalog and diagnostics."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dlcatalog.catalog.catalog import Beside, Card, Catalog, assemble_catalog, build_card
from dlcatalog.catalog.document import LARGE_BYTES, MAX_BYTES, Document, decode_text, parse_document
from dlcatalog.catalog.files import (
    LINKS_FILE,
    PATHS_FOLDER,
    SITE_FILE,
    SOURCES_FILE,
    STATUS_FILE,
    TOPICS_FILE,
    id_of,
)
from dlcatalog.catalog.identity import identities_of
from dlcatalog.catalog.listing import OUTSIDE, entry_paths, leads_out, path_paths
from dlcatalog.catalog.nearby import kebab, mean
from dlcatalog.catalog.schema import ID_PATTERN, KIND_OF_FOLDER, MAX_ID_LENGTH, MODELS, EntryBase, Kind
from dlcatalog.catalog.topics import LearningPath, LinksFile, SiteSettings, SourcesFile, TopicsFile
from dlcatalog.catalog.validate import validate_document
from dlcatalog.diagnostics import Diagnostic, Position, Severity
from dlcatalog.errors import CatalogError, reason_of
from dlcatalog.lang import Localized
from dlcatalog.records import record

__all__ = [
    "LINKS_FILE",
    "PATHS_FOLDER",
    "SITE_FILE",
    "SOURCES_FILE",
    "STATUS_FILE",
    "TOPICS_FILE",
    "LoadedCatalog",
    "ParsedEntry",
    "broken_files",
    "check_root",
    "entry_paths",
    "load_beside",
    "load_catalog",
    "load_entry",
    "parse_entry",
    "path_paths",
    "read_bytes",
    "read_document",
    "read_text",
    "size_limit",
]

M = TypeVar("M", bound=BaseModel)
# Topics hold the intros of the whole tree in one file, so the limit of one entry does not fit them.
_LARGE_FILES = frozenset({TOPICS_FILE, SOURCES_FILE, LINKS_FILE})


@record
class ParsedEntry:
    """One entry file after reading: the entry and its card where the shape is right, and what is wrong."""

    path: str
    id: str
    document: Document | None
    entry: EntryBase | None
    card: Card | None
    diagnostics: tuple[Diagnostic, ...]


@record
class LoadedCatalog:
    """A catalog as far as it could be read, its documents by path, and the faults of shape."""

    catalog: Catalog
    documents: Mapping[str, Document]
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()
    """Paths of all entry files, readable or not."""
    broken: frozenset[str] = frozenset()
    """Paths of the files that could not be read as what they are."""


def load_catalog(root: Path) -> LoadedCatalog:
    """Read the whole catalog below ``root``.

    Raises CatalogError where ``root`` is no catalog at all (no folder, no ``site.yaml``).
    """
    check_root(root)
    diagnostics: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    beside = load_beside(root, documents, diagnostics)
    files: list[str] = []
    broken = set(broken_files(diagnostics))
    cards: list[Card] = []
    entries: dict[str, EntryBase] = {}
    for path in entry_paths(root, diagnostics):
        files.append(path)
        parsed = load_entry(root, path)
        diagnostics.extend(parsed.diagnostics)
        if parsed.document is not None:
            documents[path] = parsed.document
        if parsed.entry is not None and parsed.card is not None and parsed.id not in entries:
            entries[parsed.id] = parsed.entry
            cards.append(parsed.card)
        if parsed.card is None:
            broken.add(path)
    catalog = assemble_catalog(beside, cards, entries)
    return LoadedCatalog(catalog, documents, tuple(diagnostics), tuple(files), frozenset(broken))


def broken_files(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """The files that the loader reported errors of, so that nothing is made of what they do not say."""
    return frozenset(found.path for found in diagnostics if found.severity is Severity.ERROR)


def check_root(root: Path) -> None:
    """Refuse a folder that is no catalog."""
    if not root.is_dir():
        raise CatalogError(_no_root(root))
    if not os.access(root, os.R_OK | os.X_OK):
        raise CatalogError(Localized(en=f"no permission to read {root}", zh=f"没有权限读取 {root}"))
    if not (root / SITE_FILE).exists():
        raise CatalogError(
            Localized(
                en=f"{root} is no catalog: it has no {SITE_FILE} (`dlcatalog init DIR` makes a new catalog)",
                zh=f"{root} 不是目录数据文件夹：缺少 {SITE_FILE}（用 dlcatalog init DIR 可以新建一个）",
            ),
        )


def _no_root(root: Path) -> Localized:
    if (root.parent / SITE_FILE).is_file():
        here = root.parent
        return Localized(
            en=f"no such folder: {root}; {here} is a catalog itself: say --catalog {here}",
            zh=f"没有这个文件夹：{root}。{here} 本身就是目录数据，请用 --catalog {here}",
        )
    return Localized(
        en=f"no such folder: {root} (--catalog DIR names the catalog, `dlcatalog init DIR` makes a new one)",
        zh=f"没有这个文件夹：{root}（用 --catalog DIR 指定目录数据，用 dlcatalog init DIR 可以新建）",
    )


def load_beside(root: Path, documents: dict[str, Document], diagnostics: list[Diagnostic]) -> Beside:
    """Read topics, paths, sources, site settings and link policy, adding to ``documents`` and ``diagnostics``."""

    def read(path: str, model: type[M]) -> M | None:
        if not os.path.lexists(root / path):
            return None
        document, value, faults = _load_file(root, path, model)
        diagnostics.extend(faults)
        if path.startswith(PATHS_FOLDER):
            diagnostics.extend(_bad_name(path, id_of(path)))
        if document is not None:
            documents[path] = document
        return value

    site = read(SITE_FILE, SiteSettings) or SiteSettings(title=_UNTITLED, tagline=_UNTITLED)
    topics = read(TOPICS_FILE, TopicsFile) or TopicsFile(topics=())
    sources = read(SOURCES_FILE, SourcesFile) or SourcesFile()
    policies = read(LINKS_FILE, LinksFile) or LinksFile()
    paths = {Path(path).stem: value for path in path_paths(root) if (value := read(path, LearningPath)) is not None}
    return Beside(
        site=site,
        topics={topic.id: topic for topic in topics.topics},
        paths=paths,
        sources=sources,
        policies=policies.policies,
    )


_UNTITLED = Localized(en="Untitled", zh="未命名")


def load_entry(root: Path, path: str) -> ParsedEntry:
    """Read one entry file."""
    content = read_bytes(root, path)
    if isinstance(content, Diagnostic):
        return ParsedEntry(path, Path(path).stem, None, None, None, (content,))
    return parse_entry(path, content)


def parse_entry(path: str, content: bytes) -> ParsedEntry:
    """Turn the bytes of an entry file into an entry and its card; ``path`` is ``<kind folder>/<id>.yaml``."""
    folder, _, name = path.rpartition("/")
    entry_id = name.removesuffix(".yaml")
    model = MODELS[KIND_OF_FOLDER.get(folder, Kind.SITE)]
    document, entry, faults = _parse(path, content, model)
    faults = (*_bad_name(path, entry_id), *faults)
    if entry is None:
        return ParsedEntry(path, entry_id, document, None, None, faults)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    card = build_card(entry_id, entry, identities=identities_of(entry), digest=digest)
    return ParsedEntry(path, entry_id, document, entry, card, faults)


_ID = re.compile(ID_PATTERN)


# Addresses of the website that stand in the folder of a kind beside its entries.
_RESERVED = re.compile(r"index|page-\d+")


def _bad_name(path: str, name: str) -> Iterator[Diagnostic]:
    if _RESERVED.fullmatch(name):
        message = Localized(
            en=f"`{name}` is the address of a page of the website; choose another id",
            zh=f"{name} 是网站自身页面的地址，请换一个 id",
        )
        yield Diagnostic("reserved-id", path, Position(), message)
        return
    if _ID.match(name) and len(name) <= MAX_ID_LENGTH and not name.endswith("\n"):
        return
    message = Localized(
        en="the file's name is no id: small letters, digits and single hyphens, at most 64 characters",
        zh="文件名不是合法的 id：只用小写字母、数字和单个连字符，最多 64 个字符",
    )
    proposal = kebab(name)
    yield Diagnostic("bad-id", path, Position(), message, hint=mean(f"{proposal}.yaml") if proposal else None)


def read_document(root: Path, path: str) -> Document | None:
    """Read the document of one file again, or None where that cannot be done."""
    content = read_bytes(root, path)
    text = content if isinstance(content, Diagnostic) else decode_text(path, content, limit=size_limit(path))
    return None if isinstance(text, Diagnostic) else parse_document(path, text)[0]


def read_text(root: Path, path: str) -> str | None:
    """The text of one file for showing a line of it, whatever it contains; None where there is none."""
    content = read_bytes(root, path)
    return None if isinstance(content, Diagnostic) else content.decode("utf-8", "replace")


def _load_file(root: Path, path: str, model: type[M]) -> tuple[Document | None, M | None, tuple[Diagnostic, ...]]:
    content = read_bytes(root, path)
    if isinstance(content, Diagnostic):
        return None, None, (content,)
    return _parse(path, content, model)


def _parse(path: str, content: bytes, model: type[M]) -> tuple[Document | None, M | None, tuple[Diagnostic, ...]]:
    text = decode_text(path, content, limit=size_limit(path))
    if isinstance(text, Diagnostic):
        return None, None, (text,)
    document, faults = parse_document(path, text)
    if document is None:
        return None, None, faults
    value, more = validate_document(document, model)
    return document, value, (*faults, *more)


def size_limit(path: str) -> int:
    """How many bytes a file may have."""
    return LARGE_BYTES if path in _LARGE_FILES else MAX_BYTES


def read_bytes(root: Path, path: str) -> bytes | Diagnostic:
    """Read a file of the catalog, refusing links out of it, anything that is no plain file, and sizes beyond reason."""
    # Strings and `os`: every file of the catalog comes through here, and a path object costs more than the file.
    full = f"{root}/{path}"
    try:
        if leads_out(root, full) or leads_out(root, os.path.dirname(full)):
            return Diagnostic("outside-catalog", path, Position(), OUTSIDE)
        found = os.stat(full)
        if not stat.S_ISREG(found.st_mode):
            return Diagnostic("unreadable-file", path, Position(), _NO_PLAIN_FILE)
        with open(full, "rb", buffering=0) as stream:
            # One byte more than allowed is enough to know that the file is too large.
            return stream.read(size_limit(path) + 1)
    except OSError as error:
        reason = reason_of(error)
        message = Localized(en=f"cannot be read: {reason.en}", zh=f"无法读取：{reason.zh}")
        return Diagnostic("unreadable-file", path, Position(), message)


_NO_PLAIN_FILE = Localized(en="not a plain file", zh="不是普通文件")
