"""Reads the corpus of broken files: what each holds, and which diagnostics it must give."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dlcatalog.catalog.catalog import Beside
from dlcatalog.catalog.document import Document
from dlcatalog.catalog.files import LINKS_FILE, SOURCES_FILE, TOPICS_FILE
from dlcatalog.catalog.loader import load_beside, parse_entry
from dlcatalog.catalog.rules import check_beside, check_entry
from dlcatalog.catalog.schema import Kind
from dlcatalog.catalog.survey import survey_catalog
from dlcatalog.diagnostics import Diagnostic, sort_diagnostics

BROKEN = Path(__file__).parent / "broken"
TODAY = date(2026, 11, 20)
_EXPECT = re.compile(rb"^(?:\xef\xbb\xbf)?# expect: (\d+):(\d+) ([a-z0-9-]+)$", re.MULTILINE)
_KIND = re.compile(rb"^# kind: ([a-z]+)$", re.MULTILINE)
_BESIDE = {"topics": TOPICS_FILE, "sources": SOURCES_FILE, "links": LINKS_FILE}
SITE = b"title: {en: A catalog, zh: \xe7\x9b\xae\xe5\xbd\x95}\ntagline: {en: For tests., zh: \xe4\xbe\x9b\xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xa8\xe3\x80\x82}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A broken file or a small broken catalog."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    def expected(self) -> list[tuple[str, int, int, str]]:
        """``(path, line, column, rule)`` of each diagnostic, as the files say."""
        if self.path.is_dir():
            lines = (self.path / "expect.txt").read_text(encoding="utf-8").splitlines()
            found = [re.fullmatch(r"(.+):(\d+):(\d+) ([a-z0-9-]+)", line) for line in lines]
            return sorted((m[1], int(m[2]), int(m[3]), m[4]) for m in found if m)
        found_in_file = _EXPECT.findall(self.path.read_bytes())
        return sorted((self.inside, int(line), int(column), rule.decode()) for line, column, rule in found_in_file)

    @property
    def kind(self) -> str:
        found = _KIND.search(self.path.read_bytes())
        return found[1].decode() if found else "paper"

    @property
    def inside(self) -> str:
        """The path that the file would have in a catalog."""
        if self.kind in _BESIDE:
            return _BESIDE[self.kind]
        return f"paths/{self.path.name}" if self.kind == "path" else f"{Kind(self.kind).folder}/{self.path.name}"

    def diagnose(self, folder: Path) -> tuple[Diagnostic, ...]:
        """All that the tool says; ``folder`` is an empty folder for a catalog around a file that is no entry."""
        if self.path.is_dir():
            return survey_catalog(self.path, TODAY).diagnostics
        content = self.path.read_bytes()
        if self.kind in {*_BESIDE, "path"}:
            return _diagnose_beside(folder, self.inside, content)
        parsed = parse_entry(self.inside, content)
        more = () if parsed.document is None else check_entry(parsed.document, parsed.entry)
        return sort_diagnostics((*parsed.diagnostics, *more))


def _diagnose_beside(folder: Path, inside: str, content: bytes) -> tuple[Diagnostic, ...]:
    (folder / inside).parent.mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_bytes(SITE)
    (folder / inside).write_bytes(content)
    documents: dict[str, Document] = {}
    found: list[Diagnostic] = []
    beside: Beside = load_beside(folder, documents, found)
    return sort_diagnostics((*found, *check_beside(documents, beside)))


def all_cases() -> list[Case]:
    """Every file and folder of the corpus."""
    return [Case(path) for path in sorted(BROKEN.iterdir()) if path.is_dir() or path.suffix == ".yaml"]
