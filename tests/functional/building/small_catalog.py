"""A small catalog as plain data, written as YAML, and the edits that an editor may make to it."""

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

Data = dict[str, Any]
KEYS = (
    "title", "aliases", "rank", "summary", "notes", "links", "authors", "year", "language", "venue", "topics", "level",
    "cost", "standing", "successor", "relations", "former_ids", "added",
)  # fmt: skip


def text(en: str, zh: str) -> Data:
    return {"en": en, "zh": zh}


def make_entry(number: int) -> Data:
    return {
        "title": text(f"Entry number {number} of the sample", f"样例条目 {number}"),
        "summary": text(f"Shows what entry {number} is good for.", f"说明条目 {number} 的用处。"),
        "notes": text(f"Read *chapter {number}* first: $x^{number}$.", f"先读*第 {number} 章*。"),
        "links": [{"url": f"https://entry-{number}.example.com/", "role": "home"}],
        "authors": ["Ada Lovelace", "Alan Turing"][: 1 + number % 2],
        "year": 2010 + number,
        "language": ["en"],
        "topics": ["networks", "learning", "vision"][number % 3 :][:2],
        "level": "beginner",
        "cost": "free",
        "standing": "current",
        "added": "2026-11-20",
    }


class SmallCatalog:
    """A catalog in memory; ``write`` makes the folder say the same."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries: dict[str, Data] = {}
        for number in range(1, 7):
            folder = ("papers", "books", "sites")[number % 3]
            self.entries[f"{folder}/e{number}"] = make_entry(number)
        self.entries["papers/e3"]["relations"] = {"explains": ["e1"], "see-also": ["e2"]}
        self.topics: list[Data] = [
            {"id": "learning", "name": text("Learning", "学习"), "gloss": text("How machines learn.", "机器如何学习。")},
            {
                "id": "networks", "name": text("Networks", "网络"), "parent": "learning",
                "gloss": text("Layers of units.", "一层层的单元。"), "intro": text("See $f(x)$.", "参见 $f(x)$。"),
                "start_here": [{"entry": "e1", "why": text("It is short.", "篇幅短。")}],
            },
            {"id": "vision", "name": text("Vision", "视觉"), "gloss": text("Machines that see.", "会看的机器。")},
        ]  # fmt: skip
        self.path: Data = {
            "title": text("From zero", "从零开始"),
            "audience": text("For those who begin.", "适合初学者。"),
            "steps": [{"entry": "e2", "why": text("It is easy.", "容易上手。"), "hours": "2"}],
        }
        self.site: Data = {
            "title": text("Sample", "样例"),
            "tagline": text("A sample of a catalog", "一个目录样例"),
            "base_url": "https://sample.example.org/",
            "repository": "https://git.example.org/sample",
        }
        self.links: dict[str, str] = {}
        self._written: dict[str, str] = {}

    def files(self) -> dict[str, str]:
        """All files of the catalog by path."""
        found = {
            "site.yaml": dump(self.site),
            "topics.yaml": dump({"topics": self.topics}),
            "paths/zero.yaml": dump(self.path),
        }
        for path, entry in self.entries.items():
            found[f"{path}.yaml"] = dump({key: entry[key] for key in KEYS if key in entry})
        if self.links:
            found["status/links.jsonl"] = self._format_links()
        return found

    def _format_links(self) -> str:
        from datetime import date

        from dlcatalog.linkcheck.history import LinkRecord, State, format_records

        day = date(2026, 11, 19)
        records = [LinkRecord(url, State(state), 200, day, (), day) for url, state in self.links.items()]
        return format_records(records, day)

    def write(self) -> None:
        """Write what changed since the last time, and nothing else."""
        files = self.files()
        for path in self._written.keys() - files.keys():
            (self.root / path).unlink()
        for path, content in files.items():
            if self._written.get(path) != content:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(content, encoding="utf-8", newline="\n")
        self._written = files

    def ids(self) -> list[str]:
        return sorted(path.partition("/")[2] for path in self.entries)


def dump(data: Data) -> str:
    """JSON is YAML; one line a key keeps it readable."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())


def _pick(catalog: SmallCatalog, draw: random.Random) -> tuple[str, Data]:
    path = draw.choice(sorted(catalog.entries))
    return path, catalog.entries[path]


def change_title(catalog: SmallCatalog, draw: random.Random) -> None:
    number = draw.randrange(1000)
    _pick(catalog, draw)[1]["title"] = text(f"Changed title {number} & more", f"新标题 {number}")


def change_summary(catalog: SmallCatalog, draw: random.Random) -> None:
    number = draw.randrange(1000)
    _pick(catalog, draw)[1]["summary"] = text(f"Another summary <{number}>.", f"另一个简介 {number}。")


def change_notes(catalog: SmallCatalog, draw: random.Random) -> None:
    _pick(catalog, draw)[1]["notes"] = text(f"Only notes {draw.randrange(1000)}.", "只改说明。")


def change_facts(catalog: SmallCatalog, draw: random.Random) -> None:
    entry = _pick(catalog, draw)[1]
    entry["year"] = draw.randrange(1990, 2026)
    entry["level"] = draw.choice(["beginner", "intermediate", "advanced"])
    entry["rank"] = draw.choice(["landmark", "notable"])
    entry["authors"] = draw.sample(["Ada Lovelace", "Alan Turing", "Grace Hopper"], draw.randrange(1, 3))
    entry["added"] = draw.choice(["2026-11-18", "2026-11-19", "2026-11-20"])


def change_topics(catalog: SmallCatalog, draw: random.Random) -> None:
    known = [topic["id"] for topic in catalog.topics]
    _pick(catalog, draw)[1]["topics"] = draw.sample(known, draw.randrange(1, len(known)))


def change_link(catalog: SmallCatalog, draw: random.Random) -> None:
    number = draw.randrange(10_000)
    entry = _pick(catalog, draw)[1]
    entry["links"] = [*entry["links"][:1], {"url": f"https://code-{number}.example.com/", "role": "code"}]


def relate(catalog: SmallCatalog, draw: random.Random) -> None:
    path, entry = _pick(catalog, draw)
    others = [other for other in catalog.ids() if other != path.partition("/")[2]]
    if others:
        relation = draw.choice(["explains", "extends", "uses", "see-also"])
        entry["relations"] = {relation: draw.sample(others, min(len(others), draw.randrange(1, 3)))}


def add_entry(catalog: SmallCatalog, draw: random.Random) -> None:
    number = draw.randrange(100, 999)
    if f"e{number}" not in catalog.ids():
        catalog.entries[f"{draw.choice(['papers', 'books', 'talks'])}/e{number}"] = make_entry(number % 15) | {
            "title": text(f"Added entry {number}", f"新增条目 {number}"),
            "links": [{"url": f"https://added-{number}.example.com/", "role": "home"}],
        }


def _forget(catalog: SmallCatalog, entry_id: str, heir: str) -> None:
    """Let all that names an entry name another one, or nothing."""
    for entry in catalog.entries.values():
        for relation, targets in entry.pop("relations", {}).items():
            kept = [heir if target == entry_id else target for target in targets]
            kept = [target for target in dict.fromkeys(kept) if target]
            if kept:
                entry.setdefault("relations", {})[relation] = kept
    for topic in catalog.topics:
        starts = [
            start | {"entry": heir} if start["entry"] == entry_id else start for start in topic.pop("start_here", [])
        ]
        if starts := [start for start in starts if start["entry"]]:
            topic["start_here"] = starts
    fallback = heir or catalog.ids()[0]
    for step in catalog.path["steps"]:
        if step["entry"] == entry_id:
            step["entry"] = fallback


def remove_entry(catalog: SmallCatalog, draw: random.Random) -> None:
    if len(catalog.entries) > 3:
        path, _ = _pick(catalog, draw)
        del catalog.entries[path]
        _forget(catalog, path.partition("/")[2], "")


def rename_entry(catalog: SmallCatalog, draw: random.Random) -> None:
    path, entry = _pick(catalog, draw)
    folder, _, old = path.partition("/")
    new = f"renamed-{draw.randrange(1000)}"
    if new not in catalog.ids():
        del catalog.entries[path]
        catalog.entries[f"{folder}/{new}"] = entry | {"former_ids": [*entry.get("former_ids", []), old]}
        _forget(catalog, old, new)


def move_entry(catalog: SmallCatalog, draw: random.Random) -> None:
    path, entry = _pick(catalog, draw)
    del catalog.entries[path]
    catalog.entries[f"{draw.choice(['papers', 'books', 'sites', 'talks'])}/{path.partition('/')[2]}"] = entry


def rename_topic(catalog: SmallCatalog, draw: random.Random) -> None:
    number = draw.randrange(100)
    draw.choice(catalog.topics)["name"] = text(f"Topic {number}", f"主题 {number}")


def reparent_topic(catalog: SmallCatalog, draw: random.Random) -> None:
    topic = catalog.topics[1]
    parent = draw.choice([None, "learning", "vision"])
    topic.pop("parent", None)
    if parent:
        topic["parent"] = parent
        catalog.topics.sort(key=lambda one: "parent" in one)


def reorder_topics(catalog: SmallCatalog, draw: random.Random) -> None:
    draw.shuffle(catalog.topics)
    catalog.topics.sort(key=lambda one: "parent" in one)


def choose_start(catalog: SmallCatalog, draw: random.Random) -> None:
    catalog.topics[0]["start_here"] = [{"entry": draw.choice(catalog.ids()), "why": text("It is good.", "写得好。")}]


def change_path(catalog: SmallCatalog, draw: random.Random) -> None:
    catalog.path["steps"] = [
        {"entry": entry_id, "why": text("Next.", "然后。"), "hours": "1.5"}
        for entry_id in draw.sample(catalog.ids(), 2)
    ]


def check_links(catalog: SmallCatalog, draw: random.Random) -> None:
    urls = [link["url"] for entry in catalog.entries.values() for link in entry["links"]]
    for url in draw.sample(sorted(urls), min(2, len(urls))):
        catalog.links[url] = draw.choice(["ok", "moved", "failing", "gone", "blocked"])


def change_site(catalog: SmallCatalog, draw: random.Random) -> None:
    catalog.site["tagline"] = text(f"Tagline {draw.randrange(100)}", f"标语 {draw.randrange(100)}")


def turn_door(catalog: SmallCatalog, draw: random.Random) -> None:
    door = draw.choice(["feeds", "api", "entry_api", "exports", "markdown", "search", "facets"])
    doors = catalog.site.setdefault("doors", {})
    doors[door] = "false" if doors.get(door, "true") == "true" else "true"


EDITS = (
    change_title, change_summary, change_notes, change_facts, change_topics, change_link, relate, add_entry, remove_entry,
    rename_entry, move_entry, rename_topic, reparent_topic, reorder_topics, choose_start, change_path, check_links,
    change_site, turn_door,
)  # fmt: skip


def copy_of(catalog: SmallCatalog, root: Path) -> SmallCatalog:
    """The same catalog in another folder."""
    twin = SmallCatalog(root)
    for name in ("entries", "topics", "path", "site", "links"):
        setattr(twin, name, deepcopy(getattr(catalog, name)))
    return twin
