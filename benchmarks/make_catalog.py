"""Make a synthetic catalog: the same bytes on every machine, and a small one is the beginning of a large one.

    python benchmarks/make_catalog.py DIR --entries 3000             write a whole catalog
    python benchmarks/make_catalog.py DIR --change 17 --revision 2   change title, summary and notes of entry 17
    python benchmarks/make_catalog.py DIR --change 17 --revision 0   put it back, byte for byte

Each entry is drawn from a generator of its own, seeded by its number, and relates only to entries with smaller numbers.
About 1.3 kB a file, both languages, Markdown notes with lists, code and links, two to four of 60 topics, one to three
links, three in ten entries with relations. The doors that the rival has no equal of are closed in ``site.yaml``.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDERS = {"library": "libraries", "course": "courses", "book": "books", "paper": "papers", "site": "sites"}
SHARES = (6, 3, 3, 5, 3)
LEVELS = ("beginner", "intermediate", "advanced")
RELATIONS = ("prerequisite", "extends", "uses", "see-also")
ROLES = ("home", "code", "docs", "video", "slides", "discussion")

FIELDS = (
    ("vision", "视觉"), ("speech", "语音"), ("language", "语言"), ("control", "控制"), ("graphs", "图数据"),
    ("retrieval", "检索"), ("medicine", "医学"), ("robotics", "机器人"), ("music", "音乐"), ("physics", "物理"),
)  # fmt: skip
THEMES = (
    ("foundations", "基础"), ("models", "模型"), ("training", "训练"),
    ("evaluation", "评测"), ("data", "数据"), ("deployment", "部署"),
)  # fmt: skip
TOPICS = tuple(
    (f"{field[0]}-{theme[0]}", f"{field[0].capitalize()} {theme[0]}", f"{field[1]}{theme[1]}")
    for field in FIELDS
    for theme in THEMES
)
MANNERS = (
    ("compact", "精简的"), ("visual", "图解"), ("rigorous", "严谨的"), ("friendly", "好读的"), ("measured", "重实测的"),
    ("hands-on", "动手做的"), ("complete", "完整的"), ("annotated", "带批注的"), ("classic", "经典的"), ("fast", "快速的"),
)  # fmt: skip
NOUNS = {
    "library": (("toolbox", "工具箱"), ("runtime", "运行时"), ("trainer", "训练器"), ("loader", "加载器")),
    "course": (("lecture series", "系列讲座"), ("summer school", "暑期学校"), ("lab course", "实验课")),
    "book": (("textbook", "教材"), ("companion", "导读"), ("casebook", "案例集")),
    "paper": (("comparison", "比较研究"), ("ablation", "消融分析"), ("survey", "综述"), ("proposal", "新方法")),
    "site": (("notebook", "笔记站"), ("tracker", "进展追踪"), ("workshop", "研讨站")),
}
NAMES = (
    "Ada Brook", "Bo Lindqvist", "Chiara Donati", "Dong Mei", "Elif Kaya", "Farah O'Neil", "Gao Yun", "Hana Suzuki",
    "Ivo Marek", "Jin Park", "Kofi Mensah", "Lena Groß", "Ma Chao", "Nia Evans", "Oren Levi", "Pia Sørensen",
)  # fmt: skip
SUMMARIES = (
    (
        "Takes {topic} apart into small steps, each with code & a figure; for readers who know linear algebra.",
        "把{topic}拆成一个个小步骤，每步都有代码和插图，适合学过线性代数的读者。",
    ),
    (
        'Answers "what should I try first?" for {topic}, with timings on one graphics card and batches < 64.',
        "回答“先试什么”：给出{topic}的建议顺序，并附单卡、批大小 < 64 时的用时。",
    ),
    (
        "Collects what practitioners of {topic} wish they had known, ordered by how often it costs a week.",
        "汇集从事{topic}的人“早知道就好了”的经验，按照常常耽误的时间排序。",
    ),
    (
        "Puts nine approaches to {topic} on the same data and publishes every setting, the failures included.",
        "在同一份数据上比较九种{topic}做法，公开全部设置，失败的结果也不隐藏。",
    ),
    (
        "Starts from a blank file and ends with a working system for {topic}; nothing is left as an exercise.",
        "从空文件写起，最后得到一个能用的{topic}系统，没有一步留给读者自己补。",
    ),
)
OPENINGS = (
    (
        "Begin with **part {number}**; what comes before it can wait until you need it.",
        "可以直接从**第 {number} 部分**读起，前面的内容等用到时再看。",
    ),
    (
        "Runs on a laptop with `python >= 3.{minor}`, *without* a graphics card, in {minutes} minutes.",
        "用 `python >= 3.{minor}` 在笔记本上运行，*不需要*显卡，约 {minutes} 分钟。",
    ),
    (
        "The chapter on {topic} has aged; the [errata](https://errata.example.com/{number}) say where.",
        "关于{topic}的一章有些旧了，[勘误表](https://errata.example.com/{number})里有说明。",
    ),
)
CLOSINGS = (
    (
        "Exercises come in three grades, A < B < C; those of grade C ask for measure theory & patience.",
        "习题分 A < B < C 三档，C 档要用到测度论，也需要耐心。",
    ),
    (
        "What is missing: nothing on {topic} after {year}, and no word about memory.",
        "不足之处：没有涉及 {year} 年之后的{topic}，也没有谈内存占用。",
    ),
)
ITEMS = (
    ("what to install", "需要安装什么"), ("the smallest model that works", "能跑通的最小模型"),
    ("how to measure it", "怎样测量"), ("what usually breaks", "常见的问题"), ("where to go next", "接下来读什么"),
)  # fmt: skip

SITE = """\
title: {en: Synthetic catalog, zh: 合成目录}
tagline:
  en: Made by a program, to time a program
  zh: 由程序生成，用来给程序计时
base_url: https://catalog.example.org/
repository: https://git.example.org/catalog/catalog
doors: {feeds: false, api: true, entry_api: false, exports: false, markdown: false, search: false, facets: false}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What other entries may need to know of an entry: where its file stands."""

    id: str
    folder: str


def head_of(number: int) -> tuple[random.Random, str, int, int, Entry]:
    """The generator of an entry after its kind, manner and noun were drawn, and where its file stands."""
    draw = random.Random(f"catalog {number}")
    kind = draw.choices(tuple(FOLDERS), SHARES)[0]
    manner, noun = draw.randrange(len(MANNERS)), draw.randrange(len(NOUNS[kind]))
    slug = f"{MANNERS[manner][0]}-{NOUNS[kind][noun][0]}".replace(" ", "-")
    return draw, kind, manner, noun, Entry(f"{slug}-{number:05d}", FOLDERS[kind])


def format_entry(number: int, revision: int = 0) -> tuple[Entry, str]:
    """One entry file: where it stands, and its text."""
    draw, kind, manner, noun, entry = head_of(number)
    topics = draw.sample(TOPICS, draw.choice((2, 2, 3, 3, 4)))
    mark = f" (revision {revision})" if revision else "", f"（第 {revision} 次修订）" if revision else ""
    names = MANNERS[manner], NOUNS[kind][noun]
    title = (
        f"{names[0][0].capitalize()} {topics[0][1].lower()} {names[1][0]} {number}{mark[0]}",
        f"{names[0][1]}{topics[0][2]}{names[1][1]} {number}{mark[1]}",
    )
    year = draw.randint(2008, 2026)
    facts = {"number": draw.randint(2, 999), "minor": draw.randint(9, 14), "minutes": draw.randint(4, 95), "year": year}
    summary = draw.choice(SUMMARIES)
    notes = _notes(draw, topics, facts, mark)
    lines = [f"# yaml-language-server: $schema=../../docs/schema/{kind}.schema.json"]
    lines += [f"title: {{en: {_quote(title[0])}, zh: {_quote(title[1])}}}"]
    lines += ["rank: notable"] if draw.random() < 0.05 else []
    lines += ["summary:"]
    lines += [f"  en: {_quote(summary[0].format(topic=topics[0][1].lower()) + mark[0])}"]
    lines += [f"  zh: {_quote(summary[1].format(topic=topics[0][2]) + mark[1])}"]
    for lang, note in zip(("en", "zh"), notes, strict=True):
        lines += ["notes:"] if lang == "en" else []
        lines += [f"  {lang}: |", *(f"    {line}" if line else "" for line in note)]
    lines += ["links:"]
    lines += [f"  - {{url: {url}, role: {role}}}" for url, role in _links(draw, entry.id, facts["number"])]
    lines += [f"authors: [{', '.join(_quote(name) for name in draw.sample(NAMES, draw.choice((1, 2, 2, 4))))}]"]
    lines += [f"year: {year}", f"language: [{draw.choice(('en', 'en', 'zh'))}]"]
    lines += [f"topics: [{', '.join(topic[0] for topic in topics)}]", f"level: {draw.choice(LEVELS)}"]
    lines += [f"cost: {draw.choice(('free', 'free', 'paid'))}", "standing: current"]
    lines += _relations(draw, number)
    lines += ["added: 2026-11-20", ""]
    return entry, "\n".join(lines)


def _notes(
    draw: random.Random, topics: Sequence[tuple[str, str, str]], facts: dict[str, int], mark: tuple[str, str]
) -> tuple[list[str], list[str]]:
    opening, closing = draw.choice(OPENINGS), draw.choice(CLOSINGS)
    items = sorted(draw.sample(range(len(ITEMS)), draw.choice((2, 3, 3))))
    code = (
        ["", "```python", f'model = load("{topics[0][0]}")', "assert model.loss < 0.4", "```"]
        if draw.random() < 0.125
        else []
    )
    found = []
    for at in (0, 1):
        words = {"topic": topics[1][at + 1].lower(), **facts}
        listed = [f"- {ITEMS[item][at]}" for item in items]
        found.append([opening[at].format(**words) + mark[at], "", *listed, "", closing[at].format(**words), *code])
    return found[0], found[1]


def _links(draw: random.Random, entry_id: str, number: int) -> Iterator[tuple[str, str]]:
    yield f"https://{entry_id}.example.com/", "home"
    for role in draw.sample(ROLES[1:], draw.choice((0, 1, 1, 2))):
        yield f"https://{role}.example.org/{entry_id}?v={number}&lang=zh", role


def _relations(draw: random.Random, number: int) -> list[str]:
    if not number or draw.random() >= 0.3:
        return []
    targets = sorted({draw.randrange(number) for _ in range(draw.choice((1, 2, 2, 3)))})
    chosen = draw.choices(RELATIONS, k=len(targets))
    by_type: dict[str, list[str]] = {}
    for target, relation in zip(targets, chosen, strict=True):
        by_type.setdefault(relation, []).append(head_of(target)[-1].id)
    order = [relation for relation in RELATIONS if relation in by_type]
    return ["relations:", *(f"  {relation}: [{', '.join(by_type[relation])}]" for relation in order)]


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def format_topics() -> str:
    """The file of topics: 60 of them, ten above the others."""
    lines = ["topics:"]
    for at, (topic, en, zh) in enumerate(TOPICS):
        lines += [f"  - id: {topic}", f"    name: {{en: {en}, zh: {zh}}}"]
        lines += [f"    parent: {TOPICS[at - at % len(THEMES)][0]}"] if at % len(THEMES) else []
        lines += [
            "    gloss:",
            f"      en: The part of the field that deals with {en.lower()}.",
            f"      zh: 研究{zh}的方向。",
        ]
    return "\n".join([*lines, ""])


def write_catalog(root: Path, entries: int) -> None:
    """Write a catalog of so many entries; what stood there of a larger one is removed."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(SITE, encoding="utf-8", newline="\n")
    (root / "topics.yaml").write_text(format_topics(), encoding="utf-8", newline="\n")
    stale = {path for folder in FOLDERS.values() for path in (root / folder).glob("*.yaml")}
    for folder in FOLDERS.values():
        (root / folder).mkdir(exist_ok=True)
    for number in range(entries):
        stale.discard(write_entry(root, number))
    for path in stale:
        path.unlink()


def write_entry(root: Path, number: int, revision: int = 0) -> Path:
    """Write one entry file."""
    entry, text = format_entry(number, revision)
    path = root / entry.folder / f"{entry.id}.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--change", type=int, metavar="NUMBER")
    parser.add_argument("--revision", type=int, default=1)
    args = parser.parse_args()
    if args.change is None:
        write_catalog(args.root, args.entries)
    else:
        print(write_entry(args.root, args.change, args.revision))


if __name__ == "__main__":
    main()
