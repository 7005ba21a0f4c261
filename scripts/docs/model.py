"""``docs/model.md``: every kind of file with its keys, in the order in which files write them, and an example each."""

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dlcatalog.authoring.scaffold import scaffold_entry
from dlcatalog.catalog.schema import MODELS, Author, EntryBase, Kind, Link, Package, Relations, key_order
from dlcatalog.catalog.schema_chinese import in_both
from dlcatalog.catalog.shape import bare, is_list, is_model, values_of
from dlcatalog.catalog.topics import (
    Doors,
    LearningPath,
    LinkPolicy,
    LinksFile,
    Omission,
    SiteSettings,
    SourceDocument,
    SourcesFile,
    StartHere,
    Step,
    Topic,
    TopicsFile,
)
from dlcatalog.lang import Localized

_HEAD = """# The model

<!-- Generated from the code by `make docs`; do not edit by hand. -->

One YAML file per entry, `catalog/<folder>/<id>.yaml`: the folder says the kind, the file's name is the id.
Keys stand in the order of the tables below. A **bold** key is required.
The same model as JSON Schema, for editors, is under `docs/schema/`.

每个条目一个 YAML 文件：`catalog/<文件夹>/<id>.yaml`，文件夹决定类别，文件名就是 id。
键按下列表格的顺序书写，**粗体**的键必填。
供编辑器使用的 JSON Schema 在 `docs/schema/` 下。

A *text* is `{en: ..., zh: ...}`; a *name* may also be a plain string that is the same in both languages.
“双语文本”写成 `{en: ..., zh: ...}`；“名称”在两种语言相同时可以只写一个字符串。

## Kinds 类别

| kind | folder | what it is |
| --- | --- | --- |
"""
_KINDS_ZH = {
    Kind.LIBRARY: "库",
    Kind.COURSE: "课程",
    Kind.BOOK: "书籍",
    Kind.PAPER: "论文",
    Kind.SITE: "网站",
    Kind.ARTICLE: "文章",
    Kind.TALK: "演讲",
    Kind.DATASET: "数据集",
    Kind.APP: "应用",
}
_PARTS: tuple[type[BaseModel], ...] = (Link, Author, Relations, Package)
_BESIDE: tuple[tuple[str, str, tuple[type[BaseModel], ...]], ...] = (
    ("Topics", "catalog/topics.yaml", (TopicsFile, Topic, StartHere)),
    ("Learning paths", "catalog/paths/<id>.yaml", (LearningPath, Step)),
    ("Sources", "catalog/sources.yaml", (SourcesFile, SourceDocument, Omission)),
    ("Site settings", "catalog/site.yaml", (SiteSettings, Doors)),
    ("Link policy", "catalog/links.yaml", (LinksFile, LinkPolicy)),
)
_SIMPLE = {"str": "string", "int": "whole number", "float": "number", "bool": "true or false", "date": "date"}


def format_model() -> str:
    """The whole file."""
    parts = [_HEAD]
    parts.extend(
        f"| {kind} {_KINDS_ZH[kind]} | `{kind.folder}/` | {_doc(model).replace(chr(10), ' ')} |\n"
        for kind, model in MODELS.items()
    )
    parts.append("\n## Keys of every entry 所有条目共有的键\n\n")
    parts.append(_table(EntryBase, tuple(EntryBase.model_fields)))
    parts.append(
        "\nKeys of a kind stand between `language` and `topics`.\n类别自己的键写在 `language` 与 `topics` 之间。\n"
    )
    for kind, model in MODELS.items():
        own = tuple(name for name in key_order(kind) if name not in EntryBase.model_fields)
        parts.append(f"\n### {kind} {_KINDS_ZH[kind]}\n\n{_doc(model)}\n\n{_table(model, own)}")
        parts.append(f"\n```yaml\n{scaffold_entry(kind, 'some-id', added='2026-11-20')}```\n")
    parts.append("\n## Parts 组成部分\n")
    parts.extend(f"\n### {model.__name__}\n\n{_doc(model)}\n\n{_table(model)}" for model in _PARTS)
    parts.append("\n## Beside the entries 条目之外\n")
    for title, path, models in _BESIDE:
        parts.append(f"\n### {title}: `{path}`\n")
        parts.extend(f"\n{_doc(model)}\n\n{_table(model)}" for model in models)
    return "".join(parts)


def _doc(model: type[BaseModel]) -> str:
    return in_both(model.__doc__ or "")


def _table(model: type[BaseModel], names: tuple[str, ...] | None = None) -> str:
    fields = model.model_fields if names is None else {name: model.model_fields[name] for name in names}
    rows = [_row(name, field) for name, field in fields.items()]
    return "| key | value | meaning | 说明 |\n| --- | --- | --- | --- |\n" + "".join(rows)


def _row(name: str, field: FieldInfo) -> str:
    key = f"**`{field.alias or name}`**" if field.is_required() else f"`{field.alias or name}`"
    english, _, chinese = in_both(field.description or "").replace("|", "\\|").partition("\n")
    return f"| {key} | {_value(name, field.annotation, field)} | {english} | {chinese} |\n"


def _value(name: str, annotation: Any, field: FieldInfo | None = None) -> str:
    kind = bare(annotation)
    if is_list(kind):
        return f"list of {_value(name, kind.__args__[0])}"
    if values := values_of(kind):
        return ", ".join(f"`{value}`" for value in values)
    if is_model(kind):
        return str(kind.__name__)
    if kind is Localized:
        may_be_plain = "_same_in_both" in repr(annotation) or "_same_in_both" in repr(field)
        return "name" if may_be_plain else "text"
    return _SIMPLE.get(getattr(kind, "__name__", ""), "string")
