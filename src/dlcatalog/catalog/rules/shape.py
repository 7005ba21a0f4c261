"""Rules of shape: what a file is, which keys and values it has, and in which order."""

from collections.abc import Iterator
from itertools import pairwise

from dlcatalog.catalog.refusals import LARGE_BYTES, MAX_BYTES, MAX_DEPTH
from dlcatalog.catalog.rules.registry import Scope, Section, Subject, reading_rule, rule
from dlcatalog.catalog.schema import Link, kind_of
from dlcatalog.catalog.schema import key_order as order_of
from dlcatalog.diagnostics import Finding
from dlcatalog.lang import Localized

_READING = {
    "unknown-key": ("Only keys of the schema may stand in a file", "文件里只能有数据模型规定的键"),
    "duplicate-key": ("A key stands once in its mapping", "同一处不能重复出现同一个键"),
    "missing-field": ("Required keys must be there", "必填的键不能缺少"),
    "empty-value": ("A key that is there has a value", "写了键就要写值"),
    "wrong-type": (
        "A value has the type of its field: text, list, mapping, number, date, true or false",
        "值的类型要与字段一致：文字、列表、键值、数字、日期、true 或 false",
    ),
    "unknown-value": (
        "Where the schema lists the values of a field, only these are allowed",
        "限定取值的字段只能取规定的值",
    ),
    "bad-format": (
        "arXiv ids, DOIs, language codes, publication dates and addresses have their form",
        "arXiv 编号、DOI、语言代码、发表日期和网址要符合各自的格式",
    ),
    "bad-date": ("Dates are written 2026-11-20, and the day exists", "日期写成 2026-11-20，并且确有这一天"),
    "out-of-range": ("A number lies in the range of its field", "数字要在字段规定的范围内"),
    "too-many-items": ("A list has at most as many items as its field allows", "列表的项数不能超过字段的上限"),
    "too-few-items": ("A list has at least as many items as its field needs", "列表的项数不能少于字段的下限"),
    "bad-id": (
        "Ids are small letters, digits and single hyphens, at most 64 characters; the file's name is the entry's id",
        "id 只用小写字母、数字和单个连字符，最多 64 个字符；文件名就是条目的 id",
    ),
    "reserved-id": (
        "No entry is called `index` or `page-2`: pages of the website have these addresses",
        "条目不能叫 index 或 page-2：网站自身的页面用了这些地址",
    ),
    "unknown-kind-folder": ("Entries stand in the folder of a kind", "条目要放在对应类别的文件夹里"),
    "stray-file": (
        "Nothing looks like a file of the catalog without being read: other endings, other names, folders in folders",
        "不放看起来像目录文件、实际上却不会被读取的东西：后缀不对的文件、名字不对的文件、文件夹里的文件夹",
    ),
    "yaml-syntax": ("A file is valid YAML", "文件要符合 YAML 语法"),
    "not-a-mapping": ("A file is one document of `key: value` lines", "一个文件就是一个由“键: 值”组成的文档"),
    "yaml-anchor": ("YAML anchors, aliases and merge keys are refused", "不接受 YAML 锚点、别名和合并键"),
    "yaml-tag": ("YAML tags and directives are refused", "不接受 YAML 标签和指令"),
    "too-deep": (f"Nothing is nested more than {MAX_DEPTH} levels deep", f"嵌套不超过 {MAX_DEPTH} 层"),
    "file-too-large": (
        f"An entry has at most {MAX_BYTES // 1024} KiB, the topics and the sources at most {LARGE_BYTES // 1024} KiB",
        f"条目文件不超过 {MAX_BYTES // 1024} KiB，主题和来源文件不超过 {LARGE_BYTES // 1024} KiB",
    ),
    "not-utf-8": ("Files are UTF-8", "文件使用 UTF-8 编码"),
    "byte-order-mark": ("Files start without a byte order mark", "文件开头不带字节顺序标记（BOM）"),
    "control-character": (
        "No invisible characters: controls, spaces without width, overrides of the direction of writing",
        "不含看不见的字符：控制字符、零宽空格，以及改变书写方向的字符",
    ),
    "outside-catalog": ("No symbolic link leads out of the catalog", "符号链接不能指向目录之外"),
    "unreadable-file": ("Each file is a plain file that can be read", "每个文件都是可以读取的普通文件"),
}

for _id, (_en, _zh) in _READING.items():
    reading_rule(_id, Section.SHAPE, Localized(en=_en, zh=_zh))


@rule(Section.SHAPE, Scope.ENTRY, "键按固定顺序书写：先公共字段，再类别自己的字段，再其余字段")
def key_order(subject: Subject) -> Iterator[Finding]:
    """Keys stand in the order of the schema."""
    yield from _misplaced(tuple(subject.data), order_of(kind_of(subject.entry)), ())
    for index, link in enumerate(_mappings(subject.data.get("links"))):
        yield from _misplaced(tuple(link), tuple(Link.model_fields), ("links", index))


def _mappings(value: object) -> list[dict[str, object]]:
    items = value if isinstance(value, list) else []
    return [item if isinstance(item, dict) else {} for item in items]


def _misplaced(keys: tuple[str, ...], order: tuple[str, ...], route: tuple[str | int, ...]) -> Iterator[Finding]:
    """Report the first key that stands after one that should follow it; the rest may only be its consequence."""
    rank = {name: number for number, name in enumerate(order)}
    known = [key for key in keys if key in rank]
    for before, key in pairwise(known):
        if rank[key] < rank[before]:
            follower = next(other for other in known if rank[other] > rank[key])
            message = Localized(
                en=f"`{key}` stands too late; it belongs before `{follower}`",
                zh=f"{key} 的位置太靠后，应放在 {follower} 之前",
            )
            hint = Localized(en="`dlcatalog fix` puts the keys in order", zh="dlcatalog fix 可以自动调整顺序")
            yield Finding(message, (*route, key), hint=hint, on_key=True)
            return
