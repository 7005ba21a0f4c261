"""A new entry as YAML text: of the right shape, with a comment on everything to fill in; its sample texts are faults."""

from collections.abc import Mapping

from dlcatalog.catalog.samples import SUMMARY, TITLE_MARK
from dlcatalog.catalog.schema import MODELS, EntryBase, Kind, key_order
from dlcatalog.catalog.shape import bare, is_list, values_of

_HEAD = (
    "# Replace the sample texts; take the `#` off the keys you need; delete the rest.\n"
    "# 请替换示例文字，去掉所需键前的 #，删去其余的。\n"
)
_REQUIRED: Mapping[str, str] = {
    "title": f"title: {{{{en: {{title}}, zh: {{title}}{TITLE_MARK}}}}}  # a plain string if both are the same 两种语言相同时写一个字符串\n",
    "summary": (
        "summary:  # at most 300 and 150 characters 英文最多 300 个字符，中文最多 150 个\n"
        f"  en: {SUMMARY['en']}\n"
        f"  zh: {SUMMARY['zh']}\n"
    ),
    "links": (
        "links:  # the first is the entry's own address 第一个是条目自己的网址\n"
        "  - {{url: {url}, role: home}}\n"
        "  # - {{url: https://..., role: mirror, region: cn}}\n"
    ),
    "topics": "topics: [{topic}]  # one to five, the main one first 一到五个，主要的在前\n",
    "level": "level: beginner  # {values}\n",
    "cost": "cost: free  # {values}\n",
    "standing": "standing: current  # {values}\n",
    "added": "added: {added}\n",
}
_SAMPLES: Mapping[str, str] = {
    "aliases": "[ResNet, 残差网络]",
    "notes": "{en: What you learn and how it aged., zh: 能学到什么，今天看是否过时。}",
    "authors": "[Kaiming He, {name: Mu Li, zh: 李沐}, {name: Google, organization: true}]",
    "year": "2015",
    "language": "[en]",
    "successor": "id-of-what-to-use-now",
    "relations": "{prerequisite: [some-id], see-also: [other-id]}",
    "sources": "[s0-001]",
    "former_ids": "[old-id]",
    "reviewed": "2026-11-20  # the day a person judged the text 有人复核文字的日期",
    "repository": "https://github.com/owner/name",
    "package": "[{registry: pypi, name: torch}]",
    "license": "MIT",
    "written_in": "[Python, C++]",
    "institution": "{en: Stanford University, zh: 斯坦福大学}",
    "instructors": "[Fei-Fei Li]",
    "term": "Spring 2017",
    "hours": "24",
    "publisher": "MIT Press",
    "edition": "2",
    "isbn": "[978-0-262-03561-3]",
    "free_online": "true",
    "venue": "CVPR",
    "arxiv": "1512.03385",
    "doi": "10.1109/CVPR.2016.90",
    "volume": "86",
    "number": "11",
    "pages": "2278-2324",
    "published": "2015-05-21",
    "event": "NeurIPS 2017",
    "minutes": "60",
    "size": "{en: '70,000 images', zh: 7 万张图像}",
}


def scaffold_entry(kind: Kind, entry_id: str, *, added: str, topic: str = "deep-learning", url: str = "") -> str:
    """The text of a new entry."""
    values = {
        "title": entry_id.replace("-", " ").capitalize(),
        "url": _scalar(url) if url else f"https://example.org/{entry_id}",
        "topic": topic,
        "added": added,
    }
    return _HEAD + "".join(_line(kind, key, values) for key in key_order(kind))


def _scalar(text: str) -> str:
    """``text`` as it stands in a flow mapping: in quotes where a mark of it would mean something to YAML."""
    is_plain = text.isprintable() and not set(text) & set(",[]{}'\" ") and text[0].isalnum()
    return text if is_plain else "'" + text.replace("'", "''") + "'"


def _line(kind: Kind, key: str, values: Mapping[str, str]) -> str:
    allowed = values_of_key(MODELS[kind], key)
    if key in _REQUIRED:
        return _REQUIRED[key].format_map({**values, "values": " | ".join(allowed)})
    is_many = is_list(bare(MODELS[kind].model_fields[key].annotation))
    sample = _SAMPLES.get(key) or (f"[{allowed[0]}]" if is_many else allowed[0])
    comment = f"  # {' | '.join(allowed)}" if allowed else ""
    return f"# {key}: {sample}{comment}\n"


def values_of_key(model: type[EntryBase], key: str) -> tuple[str, ...]:
    """The values that a key, or an item of its list, may take, where the schema lists them."""
    annotation = bare(model.model_fields[key].annotation)
    return values_of(bare(annotation.__args__[0]) if is_list(annotation) else annotation)
